package msingi.expression;

import java.util.List;
import java.util.Optional;

/** The names that an expression may use, as the room that owns the collections tells them. */
public interface Scope {

  /** What a name means on a row of a collection. */
  sealed interface Meaning {
    /** A stored column. */
    record Stored(String column, Type type) implements Meaning {}

    /** A relation to one row or to many; {@code target} is the other collection's name. */
    record Leads(String relation, String target, boolean many) implements Meaning {}
  }

  /** What {@code name} means on a row of {@code collection}; empty when it is unknown. */
  Optional<Meaning> resolve(String collection, String name);

  /** Whether the application declares this role. */
  boolean role(String name);

  /** Names on the collection, for hints at near misses. */
  List<String> names(String collection);

  /** The texts that a column may hold ({@code one_of}); empty when it may hold any. */
  List<String> oneOf(String collection, String column);

  /**
   * The columns by which a to-one relation points at its target, in the order of the target's key;
   * empty when the relation has no column of its own here (the other side has it).
   */
  List<Link> links(String collection, String relation);

  /**
   * One column of a to-one relation.
   *
   * @param column the column on the row that points
   * @param type its type
   */
  record Link(String column, Type type) {}
}
