package msingi.testkit.conformance;

import msingi.definition.App;
import msingi.store.Store;

/** Prepared databases of one kind of store. */
interface Databases extends AutoCloseable {
  /** "sqlite" or "postgres". */
  String name();

  /** Whether the definition is adopted from the prepared database, rather than restated. */
  default boolean adopts() {
    return false;
  }

  /** The address that the definition gives. */
  String address();

  /** Lays down a database with the fixture, from which copies are made. */
  Template prepare(App app, FixtureDefinition definition);

  @Override
  void close();

  /** A database that nobody changes. */
  interface Template {
    /** A copy of its own, opened. */
    Store copy();

    /** Closes a copy and takes it away. */
    void discard(Store copy);

    /** Makes numbering begin anew in a copy whose writes were all rolled back. */
    void renumber(Store copy);
  }
}
