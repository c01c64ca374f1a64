package msingi.door.grpc;

import java.util.ArrayList;
import java.util.List;
import msingi.definition.Relation;
import msingi.door.grpc.Contract.RowMessage;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Expression.Comparison;
import msingi.expression.Expression.Function;
import msingi.expression.Expressions;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.request.Surface;

/** Filters as expressions, over what the caller may read. */
final class Filters {
  /** All of these filters. */
  static final int ALL = Numbering.OWN;

  /** One of these filters. */
  static final int ANY = Numbering.OWN + 1;

  /** Not this filter. */
  static final int NOT = Numbering.OWN + 2;

  /** Whether a value is null, in every condition. */
  static final int IS_NULL = 12;

  private final View.Names names;
  private final Binding binding;
  private final int most;

  Filters(View.Names names, Binding binding) {
    this.names = names;
    this.binding = binding;
    this.most = names.surface().app().settings().depth();
  }

  /** What a filter says of a row. */
  Expression read(ProtoInput input, Surface.Visible visible, int row) {
    return read(input, visible, row, 0);
  }

  private Expression read(ProtoInput input, Surface.Visible visible, int row, int depth) {
    if (depth > most) {
      throw Problem.of(ErrorCode.TOO_DEEP).failure();
    }
    RowMessage message = names.contract().row(visible.collection());
    List<Expression> parts = new ArrayList<>();
    List<Expression> any = new ArrayList<>();
    boolean some = false;
    while (input.next()) {
      switch (input.number()) {
        case ALL -> parts.add(read(input.many().message(), visible, row, depth + 1));
        case ANY -> {
          some = true;
          any.add(read(input.many().message(), visible, row, depth + 1));
        }
        case NOT ->
            parts.add(new Expression.Not(read(input.many().message(), visible, row, depth + 1)));
        default -> parts.add(part(input, message, visible, row, depth));
      }
    }
    if (some) {
      parts.add(any.size() == 1 ? any.getFirst() : new Expression.Or(any));
    }
    return Expressions.and(parts);
  }

  private Expression part(
      ProtoInput input, RowMessage message, Surface.Visible visible, int row, int depth) {
    Slot slot = message.slot(input.number()).orElseThrow(() -> Inputs.unknown(input.number()));
    return switch (slot) {
      case Slot.Value value when names.readable(visible, value) ->
          Expressions.and(condition(input.message(), value, visible, row));
      case Slot.Related(int _, String _, String name, String _, boolean _) -> {
        Relation relation =
            names.relation(visible, name).orElseThrow(() -> Inputs.unknown(slot.number()));
        Surface.Visible target = names.surface().byId(relation.to()).orElseThrow();
        int as = binding.freshRow();
        Expression inside = read(input.message(), target, as, depth + 1);
        Expression.Hop hop = new Expression.Hop(visible.collection().id(), name);
        yield new Expression.Exists(row, hop, as, inside);
      }
      case Slot.Words words when visible.searches().containsKey(words.search()) ->
          Expressions.and(search(input.message(), words.search(), row));
      case Slot.Value _, Slot.Words _ -> throw Inputs.unknown(slot.number());
    };
  }

  private List<Expression> condition(
      ProtoInput input, Slot.Value slot, Surface.Visible visible, int row) {
    msingi.definition.Column column = View.column(visible, slot);
    Expression operand = new Expression.Column(row, column.name(), column.type());
    List<Expression> parts = new ArrayList<>();
    while (input.next()) {
      parts.add(test(input, operand));
    }
    return parts;
  }

  private Expression test(ProtoInput input, Expression operand) {
    return switch (input.number()) {
      case 1 -> compare(Comparison.EQUAL, input, operand);
      case 2 -> compare(Comparison.NOT_EQUAL, input, operand);
      case 3 -> compare(Comparison.GREATER, input, operand);
      case 4 -> compare(Comparison.GREATER_OR_EQUAL, input, operand);
      case 5 -> compare(Comparison.LESS, input, operand);
      case 6 -> compare(Comparison.LESS_OR_EQUAL, input, operand);
      case 7 -> pattern(Function.LIKE, input, operand);
      case 8 -> pattern(Function.ILIKE, input, operand);
      case 9 -> pattern(Function.REGEX, input, operand);
      case 10 -> pattern(Function.IREGEX, input, operand);
      case 11 -> new Expression.In(operand, elements(input.message(), operand.type()));
      case IS_NULL -> {
        Expression nothing = new Expression.IsNull(operand);
        yield input.truth() ? nothing : new Expression.Not(nothing);
      }
      case 13 -> containing(Function.HOLDS, input, operand);
      case 14 -> containing(Function.HELD, input, operand);
      case 15 -> containing(Function.OVERLAPS, input, operand);
      default -> throw Inputs.unknown(input.number());
    };
  }

  private Expression compare(Comparison comparison, ProtoInput input, Expression operand) {
    return new Expression.Compare(comparison, operand, literal(input, operand.type()));
  }

  /** A value of a type; for a type of the database, as the database reads it. */
  private Expression literal(ProtoInput input, Type type) {
    return switch (type) {
      case Type.Opaque opaque ->
          new Expression.Cast(
              binding.bind(Values.parse(input.text(), Type.Scalar.TEXT), Type.Scalar.TEXT), opaque);
      case Type.Array array -> binding.bind(Inputs.array(input.message(), array), array);
      case Type.Scalar _, Type.Decimal _ -> binding.bind(Inputs.single(input, type), type);
    };
  }

  private Expression elements(ProtoInput input, Type element) {
    return switch (element) {
      case Type.Array array -> throw none("any_of", array);
      case Type.Opaque opaque -> {
        Value texts = Inputs.array(input, new Type.Array(Type.Scalar.TEXT));
        yield new Expression.Cast(
            binding.bind(texts, new Type.Array(Type.Scalar.TEXT)), new Type.Array(opaque));
      }
      case Type.Scalar _, Type.Decimal _ -> {
        Type array = new Type.Array(element);
        yield binding.bind(Inputs.array(input, array), array);
      }
    };
  }

  private Expression pattern(Function function, ProtoInput input, Expression operand) {
    if (operand.type() != Type.Scalar.TEXT) {
      throw none("like, ilike, match and imatch", operand.type());
    }
    String pattern = input.text();
    boolean like = function == Function.LIKE || function == Function.ILIKE;
    if (like && open(pattern)) {
      throw Problem.of(ErrorCode.VALUE_INVALID, "LIKE pattern must not end with escape character")
          .failure();
    }
    Expression right = binding.bind(Values.parse(pattern, Type.Scalar.TEXT), Type.Scalar.TEXT);
    return new Expression.Call(function, List.of(operand, right), Type.Scalar.BOOL);
  }

  /** Whether it ends with a backslash that stands for nothing. */
  private static boolean open(String pattern) {
    int end = pattern.length();
    while (end > 0 && pattern.charAt(end - 1) == '\\') {
      end--;
    }
    return (pattern.length() - end) % 2 == 1;
  }

  private Expression containing(Function function, ProtoInput input, Expression operand) {
    Type type = operand.type();
    boolean document = type == Type.Scalar.JSON && function != Function.OVERLAPS;
    if (!document && !(type instanceof Type.Array) && !(type instanceof Type.Native)) {
      throw none("contains, contained and overlaps", type);
    }
    return new Expression.Call(function, List.of(operand, literal(input, type)), Type.Scalar.BOOL);
  }

  private static Failure none(String operator, Type type) {
    return Problem.of(
            ErrorCode.OPERATOR_UNKNOWN, operator + " does not exist for " + Values.name(type))
        .failure();
  }

  private List<Expression> search(ProtoInput input, String name, int row) {
    List<Expression> parts = new ArrayList<>();
    while (input.next()) {
      Expression.SearchMode mode =
          switch (input.number()) {
            case 1 -> Expression.SearchMode.PLAIN;
            case 2 -> Expression.SearchMode.PHRASE;
            case 3 -> Expression.SearchMode.WEB;
            case 4 -> Expression.SearchMode.OPERATORS;
            default -> throw Inputs.unknown(input.number());
          };
      Value words = Values.parse(input.text(), Type.Scalar.TEXT);
      parts.add(new Expression.Search(row, name, mode, "", binding.bind(words, Type.Scalar.TEXT)));
    }
    return parts;
  }
}
