package msingi.auth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Settings;

/**
 * What the engine keeps for itself, as a definition like any other: same compiler, same migrator.
 * Its tables are in schema {@code msingi} on PostgreSQL and carry that prefix on SQLite. It is part
 * of no Surface, so that no door can name it.
 */
public final class SystemApp {
  private SystemApp() {}

  /** The id of the collection of keys. */
  static final String KEYS = TableDraft.id("keys");

  /** The id of the collection of first answers. */
  public static final String ANSWERS = TableDraft.id("answers");

  /**
   * Keys: what they open, and the hash by which they are found; never the key itself. {@code
   * used_at} is kept to the hour.
   */
  private static final Collection KEYS_TABLE =
      TableDraft.of("keys", "Keys, hashed")
          .uuid("id")
          .text("kind", "name", "prefix", "hash")
          .moment("created_at", "revoked_at?", "used_at?")
          .unique("hash")
          .table();

  /**
   * First answers to requests with an Idempotency-Key: the hash of caller, route and key, the hash
   * of what was sent, and the answer.
   */
  private static final Collection ANSWERS_TABLE =
      TableDraft.of("answers", "First answers, for a day")
          .text("id", "payload")
          .number("status")
          .text("headers")
          .bytes("body")
          .moment("created_at")
          .index("created_at")
          .table();

  /** The system's own application. */
  public static final App APP =
      new App(
          "msingi",
          "system-3",
          "",
          List.of(),
          List.of("public", "msingi"),
          collections(),
          Map.of(),
          Settings.DEFAULT);

  private static Map<String, Collection> collections() {
    Map<String, Collection> all = new LinkedHashMap<>();
    List.of(KEYS_TABLE, ANSWERS_TABLE).forEach(it -> all.put(it.id(), it));
    AccountTables.ALL.forEach(it -> all.put(it.id(), it));
    return all;
  }
}
