package msingi.auth.accounts;

import java.util.concurrent.TimeUnit;
import msingi.auth.Hasher;
import msingi.auth.Issuers;
import msingi.auth.Limits;
import msingi.auth.Repeats;
import msingi.auth.Revocations;
import msingi.auth.Signer;
import msingi.auth.Work;
import msingi.base.Deadline;
import msingi.base.Ids;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.definition.AccountSettings;
import msingi.definition.App;
import msingi.store.Store;
import msingi.store.Transaction;

/**
 * What steps are taken on. A new definition is a new ground.
 *
 * @param limits how often secrets of accounts may be guessed at
 * @param repeats how often the same failed lately
 * @param issuers whose word on who people are is taken
 * @param issuer the {@code iss} of our tokens
 * @param site where links lead that say nothing else
 * @param seal the secret under which refresh tokens and codes are made, 32 bytes
 */
public record Ground(
    App app,
    Store store,
    Signer signer,
    Hasher passwords,
    Revocations revocations,
    Limits limits,
    Repeats repeats,
    Issuers issuers,
    String issuer,
    String site,
    byte[] seal,
    Ids ids,
    Randomness randomness,
    Time time) {

  /** The {@code aud} of our tokens. */
  public static final String AUDIENCE = "authenticated";

  /** What is done in a transaction; may wait for its steps. */
  @FunctionalInterface
  public interface Part<T> {
    T run(Work work);
  }

  public AccountSettings settings() {
    return app.settings().auth().accounts();
  }

  /** The moment, in microseconds since 1970. */
  public long now() {
    return time.micros();
  }

  /** A moment so many seconds from now. */
  public long in(long seconds) {
    return now() + TimeUnit.SECONDS.toMicros(seconds);
  }

  /** The store by itself, each question alone. */
  public Work alone(Deadline deadline) {
    return new Work(store, deadline, time);
  }

  /**
   * Does something wholly or not at all. Waits; whatever takes long (passwords) is done before,
   * since on some stores nobody else writes meanwhile.
   */
  public <T> T together(Deadline deadline, Part<T> part) {
    Transaction transaction = store.begin(deadline).await();
    T result;
    try {
      result = part.run(new Work(transaction, deadline, time));
    } catch (RuntimeException | Error cause) {
      transaction.rollback().onFailure(_ -> {}).otherwiseEmpty().await();
      throw cause;
    }
    transaction.commit().await();
    return result;
  }
}
