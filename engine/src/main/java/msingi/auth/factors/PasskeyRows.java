package msingi.auth.factors;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import msingi.auth.Assignment;
import msingi.auth.Condition;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.request.Person;

/** Keys of WebAuthn as rows: passkeys, and those that belong to a second factor. */
public final class PasskeyRows {
  private static final Table TABLE = Table.of("passkeys");
  private static final Table.Find OF = TABLE.list("id", Condition.equal("account"));
  private static final Table.Find BY_CREDENTIAL = TABLE.find(Condition.equal("credential"));
  private static final Table.Change INSERT = TABLE.insert();
  private static final Table.Change USE =
      TABLE.update(
          List.of(Assignment.set("counter"), Assignment.set("data"), Assignment.set("used_at")),
          Condition.equal("id"),
          Condition.equal("counter"));
  private static final Table.Change RENAME =
      TABLE.updated(
          List.of(Assignment.set("name"), Assignment.set("updated_at")),
          Condition.equal("id"),
          Condition.equal("account"),
          Condition.absent("factor"));
  private static final Table.Change REMOVE =
      TABLE.delete(Condition.equal("id"), Condition.equal("account"), Condition.absent("factor"));

  private PasskeyRows() {}

  /** All keys of an account, those of its second factors too. */
  public static Future<List<Line>> of(Work work, UUID account) {
    return work.all(OF, account);
  }

  /** Whether a key signs its owner in by itself. */
  public static boolean passkey(Line key) {
    return key.uuid("factor").equals(Line.NOBODY);
  }

  /** The key of this credential id. */
  public static Future<Optional<Line>> find(Work work, String credential) {
    return work.one(BY_CREDENTIAL, credential);
  }

  /**
   * Adds a key. Waits.
   *
   * @param key with id, owner, name and moments
   * @throws msingi.error.Failure PASSKEY_EXISTS where somebody has it already
   */
  public static void add(Work work, Line key, Keeper.Made made) {
    Line whole =
        key.with("credential", made.credential())
            .with("public_key", made.key())
            .with("counter", made.counter())
            .with("data", new Value.Json(made.data()));
    try {
      work.add(INSERT, whole).await();
    } catch (Failure failure) {
      throw failure.problem().code() == ErrorCode.UNIQUE
          ? Problem.of(ErrorCode.PASSKEY_EXISTS).failure()
          : failure;
    }
  }

  /** Notes a use, unless another use came first; how many rows that changed. */
  public static Future<Long> use(Work work, Line key, Keeper.Used used, long now) {
    return work.change(
        USE,
        used.counter(),
        new Value.Json(used.data()),
        now,
        key.uuid("id"),
        key.whole("counter"));
  }

  /** Names a passkey of this account; the row afterwards. */
  public static Future<List<Line>> rename(Work work, UUID id, UUID account, String name, long now) {
    return work.changed(RENAME, name, now, id, account);
  }

  /** Removes a passkey of this account; how many that were. */
  public static Future<Long> remove(Work work, UUID id, UUID account) {
    return work.change(REMOVE, id, account);
  }

  /** A passkey as its owner sees it. */
  public static Person.Passkey shown(Line key) {
    return new Person.Passkey(
        key.uuid("id"), key.text("name"), key.moment("created_at"), key.moment("used_at"));
  }
}
