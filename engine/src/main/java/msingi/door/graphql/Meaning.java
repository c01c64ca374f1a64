package msingi.door.graphql;

import msingi.definition.Column;
import msingi.definition.Relation;
import msingi.request.Request;
import msingi.request.Surface;

/** What a field of the schema is of a request. */
sealed interface Meaning {

  /** The rows of a collection. */
  record Rows(Surface.Visible visible) implements Meaning {}

  /** The row of a collection that has this key. */
  record Keyed(Surface.Visible visible) implements Meaning {}

  /** Whatever has an id. */
  record Identified() implements Meaning {}

  /** What a function answers. */
  record Called(Surface.Callable callable) implements Meaning {}

  /** New rows. */
  record Insert(Surface.Visible visible) implements Meaning {}

  /** Changed rows. */
  record Update(Surface.Visible visible) implements Meaning {}

  /** Removed rows. */
  record Delete(Surface.Visible visible) implements Meaning {}

  /** A column of a row, or of what an aggregate makes. */
  record Value(Column column) implements Meaning {}

  /** The row that is related. */
  record One(Relation relation, Surface.Visible target) implements Meaning {}

  /** The rows that are related. */
  record Many(Relation relation, Surface.Visible target) implements Meaning {}

  /** The values of one kind of aggregate. */
  record Summary(Request.Aggregation aggregation) implements Meaning {}

  /** A part that every answer of its kind has. */
  enum Part implements Meaning {
    NODE_ID,
    EDGES,
    NODE,
    CURSOR,
    PAGE_INFO,
    HAS_NEXT,
    HAS_PREVIOUS,
    FIRST_CURSOR,
    LAST_CURSOR,
    TOTAL,
    AGGREGATE,
    COUNT,
    AFFECTED,
    RECORDS,
    TYPENAME,
    SCHEMA,
    TYPE
  }
}
