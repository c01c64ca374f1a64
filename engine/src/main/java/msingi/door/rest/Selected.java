package msingi.door.rest;

import java.util.List;
import msingi.request.Request;

/** One part of {@code select}, as written. */
sealed interface Selected {
  /** Every column. */
  record Star() implements Selected {}

  /**
   * A column.
   *
   * @param alias its name in the answer, or empty for its own
   * @param path into the column's document
   * @param cast the name of the type that is wanted, or empty
   */
  record Field(String alias, String name, JsonPath path, String cast) implements Selected {
    Field(String alias, String name) {
      this(alias, name, JsonPath.NONE, "");
    }

    /** The name in the answer. */
    String answered() {
      return alias.isEmpty() ? path.name(name) : alias;
    }
  }

  /**
   * The number of rows in a group.
   *
   * @param alias its name in the answer, or empty for {@code count}
   * @param cast the name of the type that is wanted, or empty
   */
  record Count(String alias, String cast) implements Selected {}

  /**
   * Something about a column of all rows in a group.
   *
   * @param alias its name in the answer, or empty for the function's
   * @param cast the name of the type that is wanted of it, or empty
   */
  record Aggregate(String alias, Request.Aggregation function, Field of, String cast)
      implements Selected {}

  /**
   * Related rows.
   *
   * @param alias their name in the answer, or empty for the target's
   * @param target a collection, a constraint, a column or a relation
   * @param hint which relation is meant, or empty
   * @param inner whether rows without any are left out
   * @param spread whether their items become those of the row that they are related to
   * @param items nothing when they only filter
   */
  record Embed(
      String alias, String target, String hint, boolean inner, boolean spread, List<Selected> items)
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
