package msingi.dispatch;

import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import msingi.auth.Line;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.integration.Delivery;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.store.Store;

/**
 * Sends what the outbox holds, as long as the process lives. Every row is sent at least once; a
 * second time only where a process died between sending and noting it, and then under the same
 * Message-ID. What does not go is tried again later and later, and given up in the end.
 */
public final class Dispatcher {
  /** Attempts before a message is given up: over about two hours. */
  static final int MOST_ATTEMPTS = 8;

  private static final long EVERY_MILLIS = 500;
  private static final long SWEEP_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final int AT_ONCE = 8;
  private static final long FIRST_MICROS = TimeUnit.SECONDS.toMicros(5);
  private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);
  private static final int GROWTH = 3;

  private final OutboxRows rows;
  private final Carrier carrier;
  private final Time time;
  private final Randomness randomness;
  private final Observer observer;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Thread thread = Thread.ofVirtual().name("outbox").unstarted(this::run);
  private volatile boolean ended;
  private boolean failing;
  private long swept;

  public Dispatcher(
      Store store, Carrier carrier, Time time, Randomness randomness, Observer observer) {
    this.rows = new OutboxRows(store, time);
    this.carrier = carrier;
    this.time = time;
    this.randomness = randomness;
    this.observer = observer;
    this.swept = time.nanos();
  }

  /** Begins to send. */
  public void begin() {
    thread.start();
  }

  /** Takes nothing more, and waits a little for what is under way; the rest goes after a start. */
  public void end(long millis) {
    ended = true;
    thread.interrupt();
    try {
      if (!places.tryAcquire(AT_ONCE, millis, TimeUnit.MILLISECONDS)) {
        observer.observe(new Observation.Warned("mail was still being sent at the end"));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!ended) {
      try {
        if (round() == 0) {
          Thread.sleep(EVERY_MILLIS);
        }
      } catch (InterruptedException _) {
        // Ended; or nothing to say.
      }
    }
  }

  /** Starts to send what is due; how many. A store that is away is asked again. */
  private int round() throws InterruptedException {
    int taken = 0;
    try {
      for (Line row : rows.due()) {
        places.acquire();
        boolean begun = false;
        try {
          begun = !ended && begun(row);
        } finally {
          if (!begun) {
            places.release();
          }
        }
        taken += begun ? 1 : 0;
      }
      if (time.nanos() - swept > SWEEP_NANOS) {
        swept = time.nanos();
        rows.sweep();
      }
      failing = false;
    } catch (RuntimeException cause) {
      if (!failing) {
        observer.observe(new Observation.Failed("", "reading the outbox", cause));
      }
      failing = true;
      return 0;
    }
    return taken;
  }

  private boolean begun(Line row) {
    var claimed = rows.claim(row);
    claimed.ifPresent(it -> Thread.ofVirtual().name("sending").start(() -> send(it)));
    return claimed.isPresent();
  }

  private void send(Line row) {
    try {
      Message message = Message.of(row);
      settle(message, carrier.send(message));
    } catch (RuntimeException cause) {
      // The claim runs out, and the message is tried again.
      observer.observe(new Observation.Failed("", "sending " + row.text("template"), cause));
    } finally {
      places.release();
    }
  }

  private void settle(Message message, Delivery delivery) {
    switch (delivery) {
      case Delivery.Sent _ -> {
        rows.sent(message.id(), message.attempts());
        told(message, "sent", "");
      }
      case Delivery.Later(String reason) -> {
        if (message.attempts() >= MOST_ATTEMPTS) {
          giveUp(message, reason);
        } else {
          long due = time.micros() + pauseMicros(message.attempts());
          rows.later(message.id(), message.attempts(), due, reason);
          told(message, "later", reason);
        }
      }
      case Delivery.Never(String reason) -> giveUp(message, reason);
    }
  }

  private void giveUp(Message message, String reason) {
    rows.giveUp(message.id(), message.attempts(), reason);
    told(message, "given up", reason);
  }

  private void told(Message message, String result, String reason) {
    observer.observe(
        new Observation.Dispatched(
            message.id().toString(), message.template(), result, message.attempts(), reason));
  }

  /** Grows threefold up to an hour; half of it by chance, so that not all come back at once. */
  private long pauseMicros(int attempts) {
    long whole = FIRST_MICROS;
    for (int i = 1; i < attempts && whole < LONGEST_MICROS; i++) {
      whole = Math.min(LONGEST_MICROS, whole * GROWTH);
    }
    byte[] random = new byte[Long.BYTES];
    randomness.fill(random);
    return whole / 2 + Math.floorMod(ByteBuffer.wrap(random).getLong(), whole / 2);
  }
}
