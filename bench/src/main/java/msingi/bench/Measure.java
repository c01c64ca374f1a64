package msingi.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Two servers under the same load in turn, so that a machine that drifts drifts for both.
 *
 * @param seconds how long each round lasts
 * @param rounds counted rounds of each, after one that is not
 */
record Measure(int seconds, int rounds) {

  /**
   * A figure.
   *
   * @param ratio Msingi to baseline, of requests a second
   * @param wanted the ratio that is wanted
   */
  record Figure(
      String name, double ratio, double wanted, double msingi, double baseline, String unit) {

    /** As a line of a JSON list. */
    String json() {
      return String.format(
          Locale.ROOT,
          "{\"name\":\"%s\",\"ratio\":%.3f,\"wanted\":%.2f,\"msingi\":%.1f,\"baseline\":%.1f,"
              + "\"unit\":\"%s\"}",
          name,
          ratio,
          wanted,
          msingi,
          baseline,
          unit);
    }

    /** As a line for people. */
    String line() {
      return String.format(
          Locale.ROOT,
          "%-34s %6.2f (wanted %4.2f)  %10.1f  %10.1f  %s",
          name,
          ratio,
          wanted,
          msingi,
          baseline,
          unit);
    }
  }

  /** A server under test. */
  record Target(int port, long pid, Map<String, String> environment) {}

  List<Figure> compare(String name, double wanted, Path script, Target msingi, Target baseline)
      throws IOException, InterruptedException {
    List<Load.Round> ours = new ArrayList<>();
    List<Load.Round> theirs = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      Load.Round one = run(script, msingi);
      Load.Round other = run(script, baseline);
      if (round > 0) {
        ours.add(one);
        theirs.add(other);
      }
    }
    double rate = median(ours.stream().map(Load.Round::perSecond).toList());
    double other = median(theirs.stream().map(Load.Round::perSecond).toList());
    double cpu = median(ours.stream().map(Load.Round::cpuMicros).toList());
    double otherCpu = median(theirs.stream().map(Load.Round::cpuMicros).toList());
    return List.of(
        new Figure(name, rate / other, wanted, rate, other, "requests/s"),
        new Figure(name + " (cpu)", cpu / otherCpu, 1 / wanted, cpu, otherCpu, "µs/request"));
  }

  private Load.Round run(Path script, Target target) throws IOException, InterruptedException {
    Load.Round round = Load.run(target.port(), script, seconds, target.pid(), target.environment());
    if (round.errors() > 0) {
      throw new IOException(round.errors() + " requests failed on port " + target.port());
    }
    return round;
  }

  /** The middle value. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
