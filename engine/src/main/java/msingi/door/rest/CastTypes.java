package msingi.door.rest;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Type;

/** The types that a client may name after {@code ::}, by PostgreSQL's names. */
final class CastTypes {
  /** Where a decimal's digits are not said: as many as every store can hold. */
  private static final Type NUMERIC = new Type.Decimal(18, 6);

  private static final Map<String, Type> OURS =
      Map.ofEntries(
          Map.entry("text", Type.Scalar.TEXT),
          Map.entry("varchar", Type.Scalar.TEXT),
          Map.entry("character varying", Type.Scalar.TEXT),
          Map.entry("bpchar", Type.Scalar.TEXT),
          Map.entry("int", Type.Scalar.INT),
          Map.entry("integer", Type.Scalar.INT),
          Map.entry("int4", Type.Scalar.INT),
          Map.entry("smallint", Type.Scalar.INT),
          Map.entry("int2", Type.Scalar.INT),
          Map.entry("bigint", Type.Scalar.LONG),
          Map.entry("int8", Type.Scalar.LONG),
          Map.entry("numeric", NUMERIC),
          Map.entry("decimal", NUMERIC),
          Map.entry("real", Type.Scalar.FLOAT),
          Map.entry("float4", Type.Scalar.FLOAT),
          Map.entry("float", Type.Scalar.FLOAT),
          Map.entry("float8", Type.Scalar.FLOAT),
          Map.entry("double precision", Type.Scalar.FLOAT),
          Map.entry("bool", Type.Scalar.BOOL),
          Map.entry("boolean", Type.Scalar.BOOL),
          Map.entry("date", Type.Scalar.DATE),
          Map.entry("time", Type.Scalar.TIME),
          Map.entry("time without time zone", Type.Scalar.TIME),
          Map.entry("timestamptz", Type.Scalar.TIMESTAMP),
          Map.entry("timestamp with time zone", Type.Scalar.TIMESTAMP),
          Map.entry("uuid", Type.Scalar.UUID),
          Map.entry("json", Type.Scalar.JSON),
          Map.entry("jsonb", Type.Scalar.JSON),
          Map.entry("bytea", Type.Scalar.BYTES));

  /** What arrays are named of, by PostgreSQL's own names for them ({@code _int4}). */
  private static final Set<Type> ELEMENTS =
      Set.of(
          Type.Scalar.TEXT,
          Type.Scalar.INT,
          Type.Scalar.LONG,
          Type.Scalar.FLOAT,
          Type.Scalar.BOOL,
          Type.Scalar.UUID);

  /**
   * Types of PostgreSQL that no cast of which looks into its catalogue or runs code of others;
   * stores without them say that they do not exist.
   */
  private static final Set<String> NATIVE =
      Set.of(
          "timestamp",
          "timestamp without time zone",
          "timetz",
          "time with time zone",
          "interval",
          "money",
          "inet",
          "cidr",
          "macaddr",
          "macaddr8",
          "point",
          "line",
          "lseg",
          "box",
          "path",
          "polygon",
          "circle",
          "tsvector",
          "tsquery",
          "xml",
          "varbit",
          "bit varying",
          "int4range",
          "int8range",
          "numrange",
          "daterange",
          "tsrange",
          "tstzrange",
          "int4multirange",
          "int8multirange",
          "nummultirange",
          "datemultirange",
          "tsmultirange",
          "tstzmultirange");

  private CastTypes() {}

  /**
   * The expression as the named type.
   *
   * @throws msingi.error.Failure TYPE_UNKNOWN, or VALUE_INVALID where no cast leads there
   */
  static Expression cast(Expression operand, String name) {
    Type to = from(operand.type(), name);
    return to.equals(operand.type()) ? operand : new Expression.Cast(operand, to);
  }

  /** The type that the name means for a value of a type; fails as {@link #cast}. */
  static Type from(Type from, String name) {
    Type wanted = type(name);
    Type to = wanted.equals(NUMERIC) ? numeric(from) : wanted;
    if (!from.equals(to) && !possible(from, to)) {
      throw Problem.of(ErrorCode.VALUE_INVALID, "cannot cast to type " + name).failure();
    }
    return to;
  }

  /** The type of this name. */
  static Type type(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll(" +", " ");
    Type ours = OURS.get(plain);
    if (ours != null) {
      return ours;
    }
    Type element = plain.startsWith("_") ? OURS.get(plain.substring(1)) : null;
    if (element != null && ELEMENTS.contains(element)) {
      return new Type.Array(element);
    }
    if (NATIVE.contains(plain)) {
      return new Type.Native(plain);
    }
    throw Problem.of(ErrorCode.TYPE_UNKNOWN, "type \"" + name + "\" does not exist").failure();
  }

  /** A decimal stays as it is, a whole number gets no digits after the point. */
  private static Type numeric(Type from) {
    return switch (from) {
      case Type.Decimal decimal -> decimal;
      case Type.Scalar scalar when scalar == Type.Scalar.INT || scalar == Type.Scalar.LONG ->
          new Type.Decimal(18, 0);
      case Type.Scalar _, Type.Array _, Type.Opaque _ -> NUMERIC;
    };
  }

  private static boolean possible(Type from, Type to) {
    if (to instanceof Type.Array) {
      return from instanceof Type.Opaque;
    }
    return to == Type.Scalar.TEXT
        || from == Type.Scalar.TEXT
        || from instanceof Type.Opaque
        || to instanceof Type.Native
        || (number(from) && number(to))
        || (from == Type.Scalar.JSON && (number(to) || to == Type.Scalar.BOOL))
        || (from == Type.Scalar.INT && to == Type.Scalar.BOOL)
        || (from == Type.Scalar.BOOL && to == Type.Scalar.INT)
        || (from == Type.Scalar.DATE && to == Type.Scalar.TIMESTAMP)
        || (from == Type.Scalar.TIMESTAMP && to == Type.Scalar.DATE);
  }

  private static boolean number(Type type) {
    return type instanceof Type.Decimal
        || type == Type.Scalar.INT
        || type == Type.Scalar.LONG
        || type == Type.Scalar.FLOAT;
  }
}
