package msingi.auth;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.observe.Observation;
import msingi.observe.Observer;

/**
 * Hashes passwords and compares them: Argon2id, a few at once on threads of their own, since each
 * takes tens of megabytes and all of a core. Calls block and are for virtual threads.
 *
 * <p>Whether there is such an account cannot be told by the time: without a stored hash the work is
 * done all the same, and what is wrong is answered no earlier than the dearest comparison, also
 * where an older hash was cheaper.
 */
public final class Passwords implements Hasher, AutoCloseable {
  /** The most bytes of a password in UTF-8. */
  static final int MOST_BYTES = 1_024;

  /** What the heap may grow to, in MiB. */
  public static final long MEMORY = Runtime.getRuntime().maxMemory() >> 20;

  private static final int SALT = 16;
  private static final long WISH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long MEASURE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int MEASURED = 3;

  /** The usual deadline of a request. */
  private static final long LONGEST_WAIT_MILLIS = 10_000;

  private final Randomness randomness;
  private final Time time;
  private final Observer observer;
  private final HashTurns turns;
  private final AtomicLong slotNanos = new AtomicLong();
  private volatile PasswordCost cost;
  private volatile PasswordHash nobody;
  private final Hasher familiar = new Familiar();

  public Passwords(PasswordSettings settings, Randomness randomness, Time time, Observer observer) {
    this.randomness = randomness;
    this.time = time;
    this.observer = observer;
    this.cost = settings.cost();
    this.turns = new HashTurns(settings.threads(MEMORY), PasswordCost.most(cost));
    this.nobody = nobody(cost);
  }

  /**
   * Finds the cost that takes about 200 ms here, for two seconds at most; until then, and where
   * that is dearer, {@link PasswordCost#LEAST} holds. Runs beside everything else.
   *
   * @return completes with the cost
   */
  public Future<PasswordCost> measure() {
    HashTurns.Job<PasswordCost> work =
        memory -> {
          long until = time.nanos() + MEASURE_NANOS;
          long best = Long.MAX_VALUE;
          // The first ones are slow until they are compiled.
          for (int round = 0; round < MEASURED && time.nanos() - until < 0; round++) {
            long started = time.nanos();
            PasswordHash.Argon.of(new byte[SALT], PasswordCost.LEAST, random(), memory);
            best = Math.min(best, time.nanos() - started);
          }
          // It may be long until somebody signs in.
          memory.release();
          PasswordCost found = PasswordCost.aiming(best, WISH_NANOS);
          slotNanos.set(best * found.work() / PasswordCost.LEAST.work());
          nobody = nobody(found);
          cost = found;
          return found;
        };
    return turns.submit(work, true);
  }

  PasswordCost cost() {
    return cost;
  }

  @Override
  public String hash(String password) {
    return hash(password, false);
  }

  @Override
  public boolean verify(String password, String hash) {
    return verify(password, hash, false);
  }

  @Override
  public Hasher familiar() {
    return familiar;
  }

  @Override
  public void demandRoom() {
    demandRoom(false);
  }

  private void demandRoom(boolean first) {
    if (turns.full(first)) {
      throw busy();
    }
  }

  /** The same before strangers. */
  private final class Familiar implements Hasher {
    @Override
    public String hash(String password) {
      return Passwords.this.hash(password, true);
    }

    @Override
    public boolean verify(String password, String hash) {
      return Passwords.this.verify(password, hash, true);
    }

    @Override
    public Hasher familiar() {
      return this;
    }

    @Override
    public void demandRoom() {
      Passwords.this.demandRoom(true);
    }

    @Override
    public boolean outdated(String hash) {
      return Passwords.this.outdated(hash);
    }
  }

  private String hash(String password, boolean first) {
    byte[] bytes = bytes(password, true);
    return run(first, memory -> PasswordHash.Argon.of(bytes, cost, random(), memory).text());
  }

  private boolean verify(String password, String hash, boolean first) {
    Optional<PasswordHash> found = PasswordHash.parse(hash);
    PasswordHash known = found.orElse(nobody);
    boolean possible = found.isPresent() && !password.isEmpty();
    byte[] bytes = bytes(password, known instanceof PasswordHash.Argon);
    Compared compared =
        run(
            first,
            memory -> {
              long started = time.nanos();
              boolean same = known.matches(bytes, memory);
              long took = time.nanos() - started;
              if (known.work() == cost.work()) {
                // Follows the machine's load: the mean of the last eight.
                slotNanos.accumulateAndGet(took, (old, now) -> old + (now - old) / 8);
              }
              return new Compared(same && possible, took);
            });
    if (!compared.same() && known.work() != cost.work()) {
      linger(slotNanos.get() - compared.nanos());
    }
    return compared.same();
  }

  private record Compared(boolean same, long nanos) {}

  @Override
  public boolean outdated(String hash) {
    return PasswordHash.parse(hash).filter(it -> it.work() >= cost.work()).isEmpty();
  }

  /** Whether {@link #verify} will understand this hash of another system. */
  public static boolean importable(String hash) {
    return PasswordHash.parse(hash).isPresent();
  }

  /** Waits out what a dearer comparison would have taken. */
  private void linger(long nanos) {
    if (nanos <= 0) {
      return;
    }
    try {
      time.sleep(nanos);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> T run(boolean first, HashTurns.Job<T> work) {
    FutureTask<T> answer;
    try {
      answer = turns.submit(work, first);
    } catch (RejectedExecutionException _) {
      throw busy();
    }
    try {
      return answer.get(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      // Leaves the queue, so that nobody waits behind what nobody waits for.
      turns.forget(answer);
      throw busy();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw busy();
    } catch (ExecutionException cause) {
      if (cause.getCause() instanceof OutOfMemoryError) {
        // Of what may be taken outside of the heap; the heap itself is not short of it.
        throw busy();
      }
      throw new IllegalStateException(cause.getCause());
    }
  }

  private RuntimeException busy() {
    observer.observe(new Observation.Refused(ErrorCode.BUSY, "passwords"));
    return Problem.of(ErrorCode.BUSY, "Too many passwords are being checked").failure();
  }

  /** A hash of no password that anybody knows; comparing with it takes as long as with others. */
  private PasswordHash nobody(PasswordCost cost) {
    byte[] hash = new byte[2 * SALT];
    randomness.fill(hash);
    return new PasswordHash.Argon(cost.kibibytes(), cost.passes(), 1, random(), hash);
  }

  private byte[] random() {
    byte[] salt = new byte[SALT];
    randomness.fill(salt);
    return salt;
  }

  /**
   * The bytes that are hashed. Keyboards write some letters in two ways: for hashes of our own the
   * text is brought to one (RFC 8265, section 4.2, NFC); those of others were made of it as it was.
   */
  private static byte[] bytes(String password, boolean normal) {
    if (password.length() > MOST_BYTES) {
      throw tooLong();
    }
    String text = normal ? Normalizer.normalize(password, Normalizer.Form.NFC) : password;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MOST_BYTES) {
      throw tooLong();
    }
    return bytes;
  }

  private static RuntimeException tooLong() {
    return Problem.of(
            ErrorCode.VALIDATION, "Password cannot be longer than " + MOST_BYTES + " bytes")
        .failure();
  }

  @Override
  public void close() {
    turns.close();
  }
}
