package msingi.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs wrk against a server on the loopback and reads what it and the kernel say. */
final class Load {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern ERRORS = Pattern.compile("Non-2xx or 3xx responses: ([0-9]+)");
  private static final int CONNECTIONS = 64;
  // Requests that take long: a round must see many of them begin and end.
  private static final Map<String, Integer> FEWER = Map.of("bulk.lua", 8, "export.lua", 2);

  private Load() {}

  /**
   * One measured round.
   *
   * @param perSecond requests answered in a second
   * @param cpuMicros processor time of the server for each request, microseconds
   * @param errors answers that were not a success
   */
  record Round(double perSecond, double cpuMicros, long errors) {}

  /** Whether wrk can be started. */
  static boolean installed() {
    try {
      new ProcessBuilder("wrk", "-v")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException missing) {
      return false;
    }
  }

  /** Loads a port for some seconds with a script's requests. */
  static Round run(int port, Path script, int seconds, long pid, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                "wrk",
                "-t1",
                "-c" + FEWER.getOrDefault(script.getFileName().toString(), CONNECTIONS),
                "-d" + seconds + "s",
                "-s",
                script.toString(),
                "http://127.0.0.1:" + port));
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    double before = cpuSeconds(pid);
    long start = System.nanoTime();
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    double elapsed = (System.nanoTime() - start) / 1e9;
    double cpu = cpuSeconds(pid) - before;
    double rate = Double.parseDouble(first(RATE, output, "0"));
    if (rate == 0) {
      throw new IOException("wrk answered nothing: " + output);
    }
    long errors = Long.parseLong(first(ERRORS, output, "0"));
    return new Round(rate, cpu * 1e6 / (rate * elapsed), errors);
  }

  private static String first(Pattern pattern, String text, String otherwise) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : otherwise;
  }

  /** Processor time that a process has used, user and system, seconds. */
  static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
  }

  /** Resident memory of a process, megabytes. */
  static double memory(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
      }
    }
    throw new IOException("no VmRSS for " + pid);
  }
}
