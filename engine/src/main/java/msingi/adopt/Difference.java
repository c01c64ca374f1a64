package msingi.adopt;

import msingi.definition.Collection;

/**
 * Something in which a database differs from what was known of it.
 *
 * @param table the stored names of the collection, or of the function
 * @param part what of it
 * @param before how it was, or empty
 * @param after how it is, or empty
 */
public record Difference(Table table, Part part, Change change, String before, String after) {
  /** What happened to a part from the first to the second. */
  public enum Change {
    ADDED,
    GONE,
    CHANGED
  }

  /** The stored names of a table, a view or a function. */
  public record Table(String schema, String name) {
    static Table of(Collection it) {
      return new Table(it.schema(), it.table());
    }

    @Override
    public String toString() {
      return schema + "." + name;
    }
  }

  /** What a part is. */
  enum Sort {
    /** The collection itself. */
    WHOLE(""),
    TITLE("title"),
    KEY("key"),
    WRITES("writes"),
    COLUMN("column "),
    COLUMN_TITLE("title of column "),
    DEFAULT("default of column "),
    LIMITS("limits of column "),
    UNIQUE("unique "),
    REFERENCE("reference "),
    RELATION("relation "),
    INDEX("index "),
    CHECK("check "),
    COMPUTED("computed "),
    /** The function itself. */
    FUNCTION(""),
    FUNCTION_TITLE("title"),
    ARGUMENTS("arguments"),
    RETURNS("returns"),
    VOLATILITY("volatility");

    private final String words;

    Sort(String words) {
      this.words = words;
    }

    boolean function() {
      return compareTo(FUNCTION) >= 0;
    }
  }

  /**
   * A part of a collection or a function.
   *
   * @param name of a column or a stored function, the columns or the text of a constraint, the
   *     arguments' names of a function; or empty
   * @param key what tells it from others of its sort
   */
  record Part(Sort sort, String name, String key) {
    Part(Sort sort, String name) {
      this(sort, name, name);
    }
  }

  /**
   * Whether the author of a definition may well say something else than the database: such a part
   * differs only where the database has changed since it was last looked at.
   */
  public boolean free() {
    return switch (part.sort()) {
      case WHOLE, COLUMN, KEY, UNIQUE, REFERENCE -> false;
      case TITLE, WRITES, COLUMN_TITLE, DEFAULT, LIMITS, RELATION, INDEX, CHECK, COMPUTED -> true;
      case FUNCTION, FUNCTION_TITLE, ARGUMENTS, RETURNS, VOLATILITY -> true;
    };
  }

  /** Whether a collection is new: what a definition does not name is nobody's affair. */
  public boolean whole() {
    return part.sort() == Sort.WHOLE && change == Change.ADDED;
  }

  /** Whether two differences are of one part. */
  public boolean sameAs(Difference other) {
    return table.equals(other.table)
        && part.sort() == other.part.sort()
        && part.key().equals(other.part.key());
  }

  /** One line for people. */
  public String message() {
    Sort sort = part.sort();
    String what =
        sort.function()
            ? "function " + table + "(" + part.name() + ")" + spaced(sort.words)
            : table + spaced(sort.words + part.name());
    return switch (change) {
      case ADDED -> what + " is new" + (after.isEmpty() ? "" : ": " + after);
      case GONE -> what + " is gone" + (before.isEmpty() ? "" : ": " + before);
      case CHANGED -> what + " was " + shown(before) + " and is " + shown(after);
    };
  }

  private static String shown(String words) {
    return words.isEmpty() ? "none" : words;
  }

  private static String spaced(String words) {
    return words.isEmpty() ? "" : " " + words;
  }
}
