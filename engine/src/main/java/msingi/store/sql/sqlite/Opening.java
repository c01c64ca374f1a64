package msingi.store.sql.sqlite;

import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/** Opens connections and sets them up. */
final class Opening {
  /** Earlier versions may corrupt the file when a checkpoint meets a reset of the log. */
  private static final int[] LEAST = {3, 51, 3};

  private static final long GUEST_PAUSE = 20_000;
  private static final long GUEST_MOST = 4_000_000_000L;

  private Opening() {}

  /** The connection that writes; it decides the file's journal. */
  static Link writer(SqliteOptions options) {
    Link link = open(options, true);
    link.run("PRAGMA journal_mode = WAL");
    link.run("PRAGMA synchronous = FULL");
    link.run("PRAGMA journal_size_limit = 67108864");
    cache(link);
    return link;
  }

  /**
   * A connection that writes beside the process that serves the file. That one lets go of the file
   * for moments only while it is busy: whoever looks seldom never meets one.
   */
  static Link guest(SqliteOptions options) {
    Link link = writer(options);
    link.patient(GUEST_PAUSE, GUEST_MOST);
    link.run("PRAGMA wal_autocheckpoint = 0");
    return link;
  }

  /**
   * Gives a connection its cache. This makes SQLite read the schema, which it keeps for each
   * connection (8 kilobytes for a collection): a connection that idles is better off without.
   */
  static void cache(Link link) {
    link.run("PRAGMA cache_size = -8192");
  }

  /** A connection that only reads; refused where there is no file. */
  static Link reader(SqliteOptions options) {
    Link link = open(options, false);
    link.run("PRAGMA query_only = ON");
    return link;
  }

  /** A connection that only reads, ready at once: its first request waits for no schema. */
  static Link ready(SqliteOptions options) {
    Link link = reader(options);
    cache(link);
    return link;
  }

  /** A connection that only reads, and puts what does not fit its cache into files. */
  static Link exporter(SqliteOptions options) {
    Link link = reader(options);
    link.run("PRAGMA temp_store = FILE");
    return link;
  }

  private static Link open(SqliteOptions options, boolean make) {
    Link link = XerialLink.open(options.file(), make);
    try {
      demand(link.version());
      link.run("PRAGMA busy_timeout = 250");
      link.run("PRAGMA foreign_keys = ON");
      link.run("PRAGMA mmap_size = 0");
      link.run("PRAGMA temp_store = MEMORY");
      link.run("PRAGMA trusted_schema = OFF");
      return link;
    } catch (RuntimeException wrong) {
      link.close();
      throw wrong;
    }
  }

  /**
   * Refuses versions that may corrupt data.
   *
   * @throws Failure STORE_VERSION
   */
  static void demand(String version) {
    String[] parts = version.split("\\.");
    for (int index = 0; index < LEAST.length; index++) {
      int part = index < parts.length ? Integer.parseInt(parts[index]) : 0;
      if (part > LEAST[index]) {
        return;
      }
      if (part < LEAST[index]) {
        throw Problem.of(
                ErrorCode.STORE_VERSION, "SQLite " + version + " is too old: 3.51.3 is needed")
            .failure();
      }
    }
  }
}
