package msingi.door.grpc;

import java.util.Map;
import msingi.expression.Type;

/** A numbered part of a message that is made from the definition. */
sealed interface Slot {
  /** The field's number, which never changes. */
  int number();

  /** The field's name in proto3. */
  String name();

  /**
   * A value: a column, a computed field, an argument, a column of an answer.
   *
   * @param key its name in the definition
   * @param choice the texts that it is one of, or {@link Choice#NONE}
   */
  record Value(int number, String name, String key, Type type, Choice choice) implements Slot {
    Form form() {
      return Form.of(type);
    }

    boolean array() {
      return type instanceof Type.Array;
    }

    /** Its tag on the wire. */
    int tag() {
      boolean varint = choice.there();
      int wire = array() ? ProtoOutput.BYTES : varint ? ProtoOutput.VARINT : form().wire();
      return ProtoOutput.tag(number, wire);
    }
  }

  /**
   * Related rows.
   *
   * @param relation its name among the collection's relations
   * @param target the id of the collection that it leads to
   */
  record Related(int number, String name, String relation, String target, boolean many)
      implements Slot {}

  /**
   * A declared search, in filters only.
   *
   * @param search its name among the collection's searches
   */
  record Words(int number, String name, String search) implements Slot {}

  /**
   * An enumeration.
   *
   * @param name inside the message
   * @param numbers by text
   * @param texts by number
   * @param labels the names of its values by number
   */
  record Choice(
      String name,
      Map<String, Integer> numbers,
      Map<Integer, String> texts,
      Map<Integer, String> labels) {
    /** Any text. */
    static final Choice NONE = new Choice("", Map.of(), Map.of(), Map.of());

    /** Whether there is one. */
    boolean there() {
      return !name.isEmpty();
    }

    public Choice {
      numbers = Map.copyOf(numbers);
      texts = Map.copyOf(texts);
      labels = Map.copyOf(labels);
    }
  }
}
