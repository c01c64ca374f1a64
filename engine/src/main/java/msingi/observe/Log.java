package msingi.observe;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import msingi.base.Time;

/**
 * Writes observations as lines to a stream. A thread of its own does the writing; the queue before
 * it is bounded, and what does not fit is dropped and counted: a slow terminal or a full disk never
 * makes a request wait.
 */
public final class Log implements Observer, AutoCloseable {
  private static final int BATCH = 256;

  /** How lines look. */
  public enum Format {
    /** One JSON object a line. */
    JSON,
    /** Words for people. */
    TEXT
  }

  /**
   * What is written.
   *
   * @param access whether each served request is a line; failures always are
   * @param queue lines that may wait to be written
   */
  public record Options(Format format, boolean access, int queue) {
    /** Text, with an access log. */
    public static final Options DEFAULT = new Options(Format.TEXT, true, 8_192);
  }

  /** Waits in the queue; made into a line by the writing thread. */
  record Entry(Instant at, Observation observation) {}

  private final Options options;
  private final Time time;
  private final BlockingQueue<Entry> queue;
  private final AtomicLong dropped = new AtomicLong();
  private final Thread writer;
  private volatile boolean closing;

  public Log(OutputStream out, Options options, Time time) {
    this.options = options;
    this.time = time;
    this.queue = new ArrayBlockingQueue<>(options.queue());
    this.writer = Thread.ofPlatform().name("msingi-log").daemon().unstarted(() -> write(out));
    writer.start();
  }

  @Override
  public void observe(Observation observation) {
    if (observation instanceof Observation.Served served
        && !options.access()
        && served.status() < 500) {
      return;
    }
    if (observation instanceof Observation.Compiled
        || observation instanceof Observation.Committed) {
      return;
    }
    if (!queue.offer(new Entry(time.now(), observation))) {
      dropped.incrementAndGet();
    }
  }

  /** Sends the warnings of libraries, which end in java.util.logging, to this log. */
  public void captureLibraries() {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.setLevel(Level.WARNING);
    root.addHandler(new Libraries(this));
  }

  /** Writes what waits, at most for two seconds, and ends. */
  @Override
  public void close() {
    closing = true;
    writer.interrupt();
    try {
      writer.join(2_000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(OutputStream stream) {
    List<Entry> batch = new ArrayList<>(BATCH);
    // Not closed at the end: the stream belongs to whoever gave it and may have more to say.
    OutputStream out = new BufferedOutputStream(stream, 1 << 15);
    try {
      while (take(batch)) {
        for (Entry entry : batch) {
          out.write(line(entry));
        }
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
          out.write(
              line(
                  new Entry(
                      time.now(),
                      new Observation.Warned(lost + " log lines were dropped: too many at once"))));
        }
        out.flush();
        batch.clear();
      }
    } catch (IOException _) {
      // The stream is gone; the server goes on without its log.
      closing = true;
    }
  }

  /** Waits for entries; false when closed and everything is written. */
  private boolean take(List<Entry> batch) {
    try {
      if (!closing) {
        batch.add(queue.take());
      }
    } catch (InterruptedException _) {
      // Closing: what is left is written without waiting.
    }
    queue.drainTo(batch, BATCH - 1);
    return !closing || !batch.isEmpty();
  }

  private byte[] line(Entry entry) {
    String line =
        switch (options.format()) {
          case JSON -> Line.json(entry.at(), entry.observation());
          case TEXT -> Line.text(entry.at(), entry.observation());
        };
    return line.getBytes(StandardCharsets.UTF_8);
  }

  /** Takes what libraries log. */
  private static final class Libraries extends Handler {
    private static final SimpleFormatter WORDS = new SimpleFormatter();

    private final Log log;

    Libraries(Log log) {
      this.log = log;
    }

    @Override
    public void publish(LogRecord published) {
      String logger = published.getLoggerName() == null ? "" : published.getLoggerName();
      Throwable thrown = published.getThrown();
      if (published.getLevel().intValue() < Level.WARNING.intValue()) {
        return;
      }
      String message = logger + ": " + WORDS.formatMessage(published);
      log.observe(
          thrown == null
              ? new Observation.Warned(message)
              : new Observation.Failed("", message, thrown));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
