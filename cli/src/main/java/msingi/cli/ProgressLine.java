package msingi.cli;

import java.util.Locale;

/** How far long work is: a bar that is drawn again on a terminal, now and then a line elsewhere. */
final class ProgressLine {
  private static final int WIDTH = 30;
  private static final long DRAWN_NANOS = 100_000_000L;
  private static final long SAID_NANOS = 5_000_000_000L;

  private final Screen screen;
  private final String what;
  private final long started = System.nanoTime();
  private long last = System.nanoTime();

  ProgressLine(Screen screen, String what) {
    this.screen = screen;
    this.what = what;
  }

  /**
   * Shows how far it is, if it is time to.
   *
   * @param part from 0 to 1
   */
  void at(double part, long rows) {
    long now = System.nanoTime();
    if (now - last >= (screen.terminal() ? DRAWN_NANOS : SAID_NANOS)) {
      last = now;
      show(part, rows, false);
    }
  }

  /** The last state. */
  void end(long rows) {
    show(1, rows, true);
  }

  private void show(double part, long rows, boolean end) {
    double seconds = (System.nanoTime() - started) / 1e9;
    String text =
        String.format(
            Locale.ROOT,
            "%3.0f%%  %,d rows, %,.0f a second",
            part * 100,
            rows,
            rows / Math.max(seconds, 1e-3));
    if (screen.terminal()) {
      int filled = (int) Math.round(part * WIDTH);
      String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
      screen.err().print("\r" + what + " [" + bar + "] " + text + (end ? "\n" : ""));
      screen.err().flush();
    } else {
      screen.note(what + " " + text);
    }
  }
}
