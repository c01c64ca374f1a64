package msingi.auth;

import java.util.List;
import java.util.Map;
import msingi.definition.Access;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Settings;
import msingi.expression.Type;

/**
 * What the engine keeps for itself, as a definition like any other: same compiler, same migrator.
 * Its tables are in schema {@code msingi} on PostgreSQL and carry that prefix on SQLite. It is part
 * of no Surface, so that no door can name it.
 */
public final class SystemApp {
  private SystemApp() {}

  /** The id of the collection of keys. */
  static final String KEYS = "msingi_keys";

  /**
   * Keys: what they open, and the hash by which they are found; never the key itself. {@code
   * used_at} is kept to the hour.
   */
  private static final Collection KEYS_TABLE =
      new Collection(
          KEYS,
          "msingi",
          "keys",
          "keys",
          "",
          new Collection.Kind.Table(),
          true,
          List.of(
              column("id", Type.Scalar.UUID, false),
              column("kind", Type.Scalar.TEXT, false),
              column("name", Type.Scalar.TEXT, false),
              column("prefix", Type.Scalar.TEXT, false),
              column("hash", Type.Scalar.TEXT, false),
              column("created_at", Type.Scalar.TIMESTAMP, false),
              column("revoked_at", Type.Scalar.TIMESTAMP, true),
              column("used_at", Type.Scalar.TIMESTAMP, true)),
          new Collection.Key("keys_pkey", List.of("id")),
          List.of(new Collection.Unique("keys_hash_key", List.of("hash"))),
          List.of(),
          List.of(),
          Map.of(),
          Collection.Derived.NOTHING,
          Access.CLOSED,
          "Keys, hashed");

  /** The id of the collection of first answers. */
  public static final String ANSWERS = "msingi_answers";

  /**
   * First answers to requests with an Idempotency-Key: the hash of caller, route and key, the hash
   * of what was sent, and the answer.
   */
  private static final Collection ANSWERS_TABLE =
      new Collection(
          ANSWERS,
          "msingi",
          "answers",
          "answers",
          "",
          new Collection.Kind.Table(),
          true,
          List.of(
              column("id", Type.Scalar.TEXT, false),
              column("payload", Type.Scalar.TEXT, false),
              column("status", Type.Scalar.INT, false),
              column("headers", Type.Scalar.TEXT, false),
              column("body", Type.Scalar.BYTES, false),
              column("created_at", Type.Scalar.TIMESTAMP, false)),
          new Collection.Key("answers_pkey", List.of("id")),
          List.of(),
          List.of(new Collection.Index("answers_created_at_idx", List.of("created_at"))),
          List.of(),
          Map.of(),
          Collection.Derived.NOTHING,
          Access.CLOSED,
          "First answers, for a day");

  /** The system's own application. */
  public static final App APP =
      new App(
          "msingi",
          "system-2",
          "",
          List.of(),
          List.of("public", "msingi"),
          Map.of(KEYS, KEYS_TABLE, ANSWERS, ANSWERS_TABLE),
          Map.of(),
          Settings.DEFAULT);

  private static Column column(String name, Type type, boolean nullable) {
    return new Column(
        name, name, "", type, nullable, false, Column.Fill.Nothing.NOTHING, List.of(), "C", "");
  }
}
