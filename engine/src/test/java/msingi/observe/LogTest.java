package msingi.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import msingi.base.Time;
import msingi.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LogTest {
  private static final Observation.Served SERVED =
      new Observation.Served(
          "r1",
          "GET",
          "/rest/v1/{collection}",
          "/rest/v1/a\nINFO forged",
          200,
          "",
          List.of(new Observation.Stage("store", 1_500_000)),
          2_000_000,
          0,
          42);

  private static final Pattern DROPPED = Pattern.compile("([0-9]+) log lines were dropped");

  private static String logged(Log.Format format, boolean access, Observation... observations) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Log log = new Log(out, new Log.Options(format, access, 64), Time.SYSTEM)) {
      for (Observation observation : observations) {
        log.observe(observation);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void jsonIsOneObjectALine() {
    String text = logged(Log.Format.JSON, true, SERVED);
    assertThat(text.lines()).hasSize(1);
    assertThat(text)
        .contains("\"message\":\"request\"", "\"status\":200", "\"ms\":2.0", "\"ms_store\":1.5")
        .contains("\"path\":\"/rest/v1/a\\u000aINFO forged\"")
        .endsWith("}\n");
  }

  @Test
  void textCannotBeForged() {
    String text = logged(Log.Format.TEXT, true, SERVED);
    assertThat(text.lines()).hasSize(1);
    assertThat(text).contains("path=/rest/v1/a\\nINFO forged");
  }

  @Test
  void aMessageThatCouldNotLeaveIsAWarning() {
    assertThat(
            logged(
                Log.Format.TEXT,
                false,
                new Observation.Dispatched("m1", "recovery", "later", 1, "nobody listens"),
                new Observation.Dispatched("m1", "recovery", "sent", 2, "")))
        .contains("WARN message id=m1", "reason=nobody listens", "INFO message id=m1");
  }

  @Test
  void theAccessLogCanBeOffButFailuresStay() {
    Observation failed = new Observation.Failed("r2", "reading", new IllegalStateException("disk"));
    String text =
        logged(
            Log.Format.JSON,
            false,
            SERVED,
            failed,
            new Observation.Refused(ErrorCode.BUSY, "writer"));
    assertThat(text)
        .doesNotContain("\"request\"")
        .contains("IllegalStateException: disk", "writer");
  }

  @Test
  @Timeout(60)
  void aSlowStreamDropsWithACountAndDoesNotWait() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OutputStream slow =
        new OutputStream() {
          @Override
          public void write(int unit) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void write(byte[] text, int from, int length) {
            try {
              blocked.await();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
            bytes.write(text, from, length);
          }
        };
    Log log = new Log(slow, new Log.Options(Log.Format.TEXT, true, 8), Time.SYSTEM);
    // That this comes to its end while the stream is blocked is the proof that it does not wait.
    for (int index = 0; index < 10_000; index++) {
      log.observe(SERVED);
    }
    blocked.countDown();
    log.close();
    String text = bytes.toString(StandardCharsets.UTF_8);
    long dropped =
        DROPPED.matcher(text).results().mapToLong(it -> Long.parseLong(it.group(1))).sum();
    assertThat(dropped).isPositive();
    assertThat(dropped + text.lines().filter(it -> it.contains("INFO request id=")).count())
        .isEqualTo(10_000);
  }
}
