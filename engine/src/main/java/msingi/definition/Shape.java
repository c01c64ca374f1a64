package msingi.definition;

import java.util.List;

/** What may stand in a place of the definition; {@link Vocabulary} says where. */
sealed interface Shape {

  /** The shapes without parts. */
  enum Simple implements Shape {
    TEXT("a text", "string"),
    WHOLE("a whole number", "integer"),
    FLAG("true or false", "boolean"),
    RULE("a rule: true, false or an expression", "boolean", "string"),
    ANY("a value");

    final String words;
    final List<String> jsonTypes;

    Simple(String words, String... jsonTypes) {
      this.words = words;
      this.jsonTypes = List.of(jsonTypes);
    }
  }

  /** One of these words. */
  record Words(List<String> words) implements Shape {
    Words(String... words) {
      this(List.of(words));
    }
  }

  /** A list. */
  record Items(Shape item) implements Shape {}

  /** A mapping from names that the author chooses; nothing at all counts as an empty one. */
  record Named(Shape value) implements Shape {}

  /** A mapping with fixed keywords. */
  record Keywords(Vocabulary.Section section) implements Shape {}

  /** One of several, told apart by being a scalar, a list or a mapping. */
  record Either(List<Shape> shapes) implements Shape {
    Either(Shape... shapes) {
      this(List.of(shapes));
    }
  }
}
