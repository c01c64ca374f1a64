package msingi.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import msingi.bench.Measure.Figure;

/**
 * A flood of sign-ins, each from another address for another account, beside people who read, and
 * one person who signs in where they are at home. All in an open loop: a request's wait counts from
 * the moment at which it was due.
 */
final class Flood {
  private static final int ATTEMPTS = 1_000;
  private static final int READS = 200;
  private static final int READERS = 8;
  private static final long SECOND = 1_000_000_000L;

  private final Child msingi;
  private final Place place;
  private final List<String> ids;
  private final AtomicInteger failed = new AtomicInteger();

  Flood(Child msingi, Place place, List<String> ids) {
    this.msingi = msingi;
    this.place = place;
    this.ids = ids;
  }

  /** Measures without and with the flood. */
  List<Figure> run(int warm, int seconds) throws IOException, InterruptedException {
    signIn();
    reads(warm);
    double quiet = percentile(reads(seconds));
    double before = Load.memory(msingi.pid());
    List<Long> waits = Collections.synchronizedList(new ArrayList<>());
    AtomicLong attempts = new AtomicLong();
    double flooded;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long end = System.nanoTime() + (warm + seconds) * SECOND;
      threads.submit(() -> flood(threads, end, attempts));
      threads.submit(() -> owner(end, waits));
      reads(warm);
      flooded = percentile(reads(seconds));
    }
    double after = Load.memory(msingi.pid());
    if (attempts.get() < ATTEMPTS * (long) seconds / 2) {
      throw new IOException("only " + attempts.get() + " attempts could be made");
    }
    double slowest = Collections.max(waits) / 1e9;
    return List.of(
        new Figure(
            "accounts p99 of reads in a flood", 2 * quiet / flooded, 1, flooded, quiet, "ms"),
        Figure.most("accounts slowest sign-in of the owner", 2, slowest, "s"),
        Figure.most("accounts memory of a flood", 64, Math.max(1, after - before), "MB"),
        new Figure(
            "accounts attempts in a flood",
            attempts.get() / (double) (warm + seconds),
            0,
            attempts.get() / (double) (warm + seconds),
            ATTEMPTS,
            "attempts/s"));
  }

  /** Sign-ins of strangers; how they are answered is all the same. */
  private void flood(ExecutorService threads, long end, AtomicLong attempts) {
    long due = System.nanoTime();
    for (int number = 0; due < end; number++, due += SECOND / ATTEMPTS) {
      sleepUntil(due);
      int attempt = number;
      threads.submit(() -> attempt(attempt, attempts));
    }
  }

  private void attempt(int number, AtomicLong attempts) {
    String from =
        "127." + (1 + number / 62_500 % 250) + "." + number / 250 % 250 + "." + (1 + number % 250);
    try (Connection connection = new Connection(msingi.port(), from)) {
      connection.ask(
          "POST",
          "/auth/v1/token?grant_type=password",
          "",
          Accounts.signIn("stranger" + number + "@example.org", "a guess of a password"));
      attempts.incrementAndGet();
    } catch (IOException _) {
      failed.incrementAndGet();
    }
  }

  /** Somebody signs in where they did before; refused is tried again, as a person would. */
  private void owner(long end, List<Long> waits) {
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      while (!signIn()) {
        sleepUntil(System.nanoTime() + SECOND / 5);
      }
      waits.add(System.nanoTime() - start);
      sleepUntil(start + SECOND);
    }
  }

  private boolean signIn() {
    try (Connection connection = new Connection(msingi.port())) {
      return connection
              .ask(
                  "POST",
                  "/auth/v1/token?grant_type=password",
                  "",
                  Accounts.signIn(Accounts.email(1), Accounts.PASSWORD))
              .status()
          == 200;
    } catch (IOException _) {
      return false;
    }
  }

  /** Reads of a row; their waits in nanoseconds. */
  private List<Long> reads(int seconds) throws IOException {
    List<Long> waits = Collections.synchronizedList(new ArrayList<>());
    long start = System.nanoTime();
    AtomicInteger wrong = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int reader = 0; reader < READERS; reader++) {
        long first = start + reader * SECOND / READS;
        threads.submit(() -> {
          try (Connection connection = new Connection(msingi.port())) {
            for (long due = first;
                due < start + seconds * SECOND;
                due += READERS * SECOND / READS) {
              sleepUntil(due);
              read(connection);
              waits.add(System.nanoTime() - due);
            }
          } catch (IOException _) {
            wrong.incrementAndGet();
          }
        });
      }
    }
    if (wrong.get() > 0) {
      throw new IOException(wrong.get() + " readers failed");
    }
    return waits;
  }

  private void read(Connection connection) throws IOException {
    String id = ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
    Connection.Answer answer =
        connection.ask(
            "GET", "/rest/v1/cities?id=eq." + id, "apikey: " + place.publishable() + "\r\n", "");
    if (answer.status() != 200) {
      throw new IOException(answer.status() + " " + answer.body());
    }
  }

  private static void sleepUntil(long moment) {
    long nanos = moment - System.nanoTime();
    if (nanos > 0) {
      try {
        Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The wait that one in a hundred exceeds, milliseconds. */
  private static double percentile(List<Long> waits) {
    List<Long> sorted = waits.stream().sorted().toList();
    return sorted.get(sorted.size() * 99 / 100) / 1e6;
  }
}
