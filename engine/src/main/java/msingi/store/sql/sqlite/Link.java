package msingi.store.sql.sqlite;

import java.sql.Connection;

/**
 * One connection, used by one thread at a time: the binding to SQLite that may be replaced by
 * another. Every call may throw {@link Refused}.
 */
interface Link extends AutoCloseable {

  /** SQLite's version, like {@code 3.51.3}. */
  String version();

  /** Compiles a statement. */
  Prepared prepare(String sql);

  /** Runs statements that answer nothing. */
  void run(String sql);

  /**
   * From now on statements end with an error when the watch says so; asked every few thousand
   * steps.
   */
  void watch(Watch watch);

  /**
   * From now on a statement that meets another process's lock tries again until it has waited for
   * so long.
   *
   * @param pause between two tries, in nanoseconds
   * @param most the longest, in nanoseconds
   */
  void patient(long pause, long most);

  /** Copies this database to a file while others go on. */
  void copyTo(String file, Progress progress);

  /** The same connection as JDBC, for work that is not on the path of requests. */
  Connection jdbc();

  @Override
  void close();

  /** Says when a running statement must stop. */
  @FunctionalInterface
  interface Watch {
    /** Whether time is up. */
    boolean over();
  }

  /** Hears how far a copy is. */
  @FunctionalInterface
  interface Progress {
    /** {@code remaining} pages of {@code all} are still to be copied. */
    void at(int remaining, int all);
  }

  /** How a value is stored. */
  enum Kind {
    WHOLE,
    REAL,
    TEXT,
    BYTES,
    NULL
  }

  /** A compiled statement. Columns count from 0. */
  interface Prepared extends AutoCloseable {
    /**
     * Binds and takes the first step.
     *
     * @param values null, Long, Double, String or byte[], one for each place
     * @return whether a row is there
     */
    boolean start(@org.jspecify.annotations.Nullable Object[] values);

    /** The next step; whether a row is there. */
    boolean next();

    /** How many rows the last change wrote by itself, without those of triggers and cascades. */
    long changes();

    /** Ends the run; the statement may be started again. */
    void reset();

    /** How many columns a row has. */
    int columns();

    /** The name of a column. */
    String name(int column);

    /** How the value of a column is stored; to be asked before the value itself. */
    Kind kind(int column);

    /** Whether the column of the row is null. */
    boolean isNull(int column);

    /** A whole number; 0 for null. */
    long whole(int column);

    /** A float; 0 for null. */
    double real(int column);

    /** Bytes, or a text's UTF-8; null for null. */
    byte @org.jspecify.annotations.Nullable [] bytes(int column);

    /** Whether the statement can be started again after an error. */
    boolean usable();

    @Override
    void close();
  }

  /** SQLite's refusal, before it is a problem of the catalogue. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int code;

    Refused(int code, String text) {
      super(text, null, false, false);
      this.code = code;
    }

    /** The extended result code. */
    int code() {
      return code;
    }

    /** The primary result code. */
    int primary() {
      return code & 0xff;
    }

    /** SQLite's own words; never for callers. */
    String text() {
      String text = getMessage();
      return text == null ? "" : text;
    }
  }
}
