package msingi.door.grpc;

import msingi.expression.Type;

/** How single values go over the wire. */
enum Form {
  /** Texts; also what has a canonical text: uuid, date, time, decimal, json, the database's own. */
  TEXT("string", "Text", ProtoOutput.BYTES),
  INT("int32", "Int", ProtoOutput.VARINT),
  LONG("int64", "Long", ProtoOutput.VARINT),
  REAL("double", "Double", ProtoOutput.FIXED64),
  TRUTH("bool", "Bool", ProtoOutput.VARINT),
  /** {@code google.protobuf.Timestamp}. */
  MOMENT("timestamp", "Timestamp", ProtoOutput.BYTES),
  BYTES("bytes", "Bytes", ProtoOutput.BYTES);

  private final String word;
  private final String prefix;
  private final int wire;

  Form(String word, String prefix, int wire) {
    this.word = word;
    this.prefix = prefix;
    this.wire = wire;
  }

  /** Its name in a lock, and in proto3 but for {@link #MOMENT}. */
  String word() {
    return word;
  }

  /** The message of an array of it. */
  String array() {
    return prefix + "Array";
  }

  /** The message of what a filter asks of it. */
  String condition() {
    return prefix + "Condition";
  }

  /** The message of what a filter asks of an array of it. */
  String arrayCondition() {
    return prefix + "ArrayCondition";
  }

  /** The wire type of one value. */
  int wire() {
    return wire;
  }

  /** The form of a type's values, or of its elements. */
  static Form of(Type type) {
    return switch (type) {
      case Type.Array array -> of(array.element());
      case Type.Decimal _, Type.Opaque _ -> TEXT;
      case Type.Scalar scalar ->
          switch (scalar) {
            case TEXT, UUID, DATE, TIME, DATETIME, JSON -> TEXT;
            case INT -> INT;
            case LONG -> LONG;
            case FLOAT -> REAL;
            case BOOL -> TRUTH;
            case TIMESTAMP -> MOMENT;
            case BYTES -> BYTES;
          };
    };
  }
}
