package msingi.request;

import java.util.Set;

/**
 * How the database's own plan of a request is told.
 *
 * @param details what it holds besides; an analysis runs the request, and undoes what it wrote
 */
public record Explanation(Form form, Set<Detail> details) {
  public Explanation {
    details = Set.copyOf(details);
  }

  /** How it is written. */
  public enum Form {
    /** For people. */
    TEXT,
    /** As the database's own JSON. */
    JSON
  }

  /** What it holds besides (PostgreSQL, EXPLAIN). */
  public enum Detail {
    ANALYZE,
    VERBOSE,
    SETTINGS,
    BUFFERS,
    WAL
  }
}
