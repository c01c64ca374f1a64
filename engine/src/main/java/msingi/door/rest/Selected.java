package msingi.door.rest;

import java.util.List;

/** One part of {@code select}, as written. */
sealed interface Selected {
  /** Every column. */
  record Star() implements Selected {}

  /**
   * A column.
   *
   * @param alias its name in the answer, or empty for its own
   */
  record Field(String alias, String name) implements Selected {}

  /**
   * Related rows.
   *
   * @param alias their name in the answer, or empty for the target's
   * @param target a collection, a constraint, a column or a relation
   * @param hint which relation is meant, or empty
   * @param inner whether rows without any are left out
   * @param items nothing when they only filter
   */
  record Embed(String alias, String target, String hint, boolean inner, List<Selected> items)
      implements Selected {
    public Embed {
      items = List.copyOf(items);
    }

    /** The name in the answer. */
    String name() {
      return alias.isEmpty() ? target : alias;
    }
  }
}
