package msingi.definition;

import java.util.List;

/**
 * The short form of a field: {@code type[(limits)][?] [unique] [hidden] [identity]
 * [auto(create|update)] [= literal]}.
 *
 * @param limits what stands between the parentheses, or empty
 * @param limitsAt where it stands in the text
 * @param words unique, hidden, identity
 * @param auto create, update or empty
 * @param literal the text after {@code =}
 * @param literalAt where it stands in the text, or -1 without one
 */
record TypeText(
    Base base,
    String limits,
    int limitsAt,
    boolean optional,
    List<String> words,
    String auto,
    String literal,
    int literalAt) {

  TypeText {
    words = List.copyOf(words);
  }

  /** What stands first. */
  sealed interface Base {
    /** A scalar, a named type or a collection; an array where {@code []} follows. */
    record Named(String name, boolean array) implements Base {}

    /** {@code [target]}: many to many. */
    record Many(String target) implements Base {}

    /** {@code [target.field]}: the other side of a field. */
    record OtherSide(String target, String field) implements Base {}
  }

  /** Why a text is not of this form, and the offset of the character where that shows. */
  static final class Unreadable extends Exception {
    final int offset;
    final String remedy;

    Unreadable(int offset, String reason, String remedy) {
      super(reason);
      this.offset = offset;
      this.remedy = remedy;
    }
  }
}
