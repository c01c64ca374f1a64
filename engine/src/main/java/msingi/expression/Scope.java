package msingi.expression;

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
  java.util.List<String> names(String collection);
}
