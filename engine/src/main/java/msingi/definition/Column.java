package msingi.definition;

import java.util.List;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;

/**
 * A stored column.
 *
 * @param name its stored name, which is also its name on the doors
 * @param field the identifier by which expressions know it; for a column of a to-one field the
 *     column's own name
 * @param was the stored name it had before a rename, or empty
 * @param nullable whether it may be null
 * @param hidden whether no caller may see or name it
 * @param fill what stands there when a write leaves it out
 * @param refinements what values must satisfy besides their type
 * @param collation "C" (by code point) unless the field says otherwise
 * @param title a line for documents, or empty
 */
public record Column(
    String name,
    String field,
    String was,
    Type type,
    boolean nullable,
    boolean hidden,
    Fill fill,
    List<Refinement> refinements,
    String collation,
    String title) {

  public Column {
    refinements = List.copyOf(refinements);
  }

  /** What a column holds when a write leaves it out. */
  public sealed interface Fill {
    /** Null, or an error where null is not allowed. */
    enum Nothing implements Fill {
      NOTHING
    }

    /** A new UUID version 7. */
    enum NewId implements Fill {
      NEW_ID
    }

    /** The next number of the column's sequence, made by the database. */
    enum Identity implements Fill {
      IDENTITY
    }

    /** The moment of creation; never taken from callers but secret keys and imports. */
    enum OnCreate implements Fill {
      ON_CREATE
    }

    /** The moment of the last write; never taken from callers but secret keys and imports. */
    enum OnUpdate implements Fill {
      ON_UPDATE
    }

    /**
     * What the database puts there by itself: its own default, a generated column, a trigger. Only
     * where no migration makes the table.
     *
     * @param always whether nobody may give another value
     */
    record Stored(boolean always) implements Fill {}

    /** A literal. */
    record Constant(Value value) implements Fill {}

    /**
     * An expression without rows: {@code now()}, {@code auth.uid} and the like.
     *
     * @param text as written
     * @param always whether it stands in every new row, whatever the caller gives; secret keys and
     *     imports are heard
     */
    record Computed(Expression expression, String text, boolean always) implements Fill {}
  }

  /** A limit on the values of one column. */
  public sealed interface Refinement {
    /** Code points of a text, bytes of bytes, elements of an array: inclusive bounds. */
    record Length(long least, long most) implements Refinement {}

    /** Inclusive bounds of a number, date or timestamp; {@link Value.Null} where open. */
    record Bounds(Value least, Value most) implements Refinement {}

    /** RE2, anchored only where the pattern says so. */
    record Match(String pattern) implements Refinement {}

    /** One of these texts. */
    record OneOf(List<String> texts) implements Refinement {
      public OneOf {
        texts = List.copyOf(texts);
      }
    }
  }

  /** Whether the database alone makes the values. */
  public boolean generated() {
    return fill instanceof Fill.Stored(boolean always) && always;
  }

  /** Whether a write that gives nothing leaves the column to the database. */
  public boolean left() {
    return fill instanceof Fill.Identity || fill instanceof Fill.Stored;
  }

  /** Whether values come from the engine only: auto(create) and auto(update). */
  public boolean automatic() {
    return fill instanceof Fill.OnCreate || fill instanceof Fill.OnUpdate;
  }
}
