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
 * @param warm seconds of load before anything counts: a JVM needs them
 * @param seconds how long each round lasts
 * @param rounds counted rounds of each
 */
record Measure(int warm, int seconds, int rounds) {
  // Exports take long: a round must see many of them end.
  private static final int EXPORT = 3;

  /**
   * A figure.
   *
   * @param ratio how good it is: Msingi to baseline of requests a second, baseline to Msingi of
   *     what should be little
   * @param wanted the ratio that is wanted at least
   */
  record Figure(
      String name, double ratio, double wanted, double msingi, double baseline, String unit) {

    /** A figure that should be small, beside the most that is wanted. */
    static Figure most(String name, double most, double measured, String unit) {
      return new Figure(name, most / measured, 1, measured, most, unit);
    }

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
    run(script, msingi, warm);
    run(script, baseline, warm);
    for (int round = 0; round < rounds; round++) {
      ours.add(run(script, msingi, seconds));
      theirs.add(run(script, baseline, seconds));
    }
    return figures(name, wanted, ours, theirs);
  }

  /** The medians of rounds, beside each other. */
  static List<Figure> figures(
      String name, double wanted, List<Load.Round> ours, List<Load.Round> theirs) {
    double rate = median(ours.stream().map(Load.Round::perSecond).toList());
    double other = median(theirs.stream().map(Load.Round::perSecond).toList());
    double cpu = median(ours.stream().map(Load.Round::cpuMicros).toList());
    double otherCpu = median(theirs.stream().map(Load.Round::cpuMicros).toList());
    return List.of(
        new Figure(name, rate / other, wanted, rate, other, "requests/s"),
        new Figure(name + " (cpu)", otherCpu / cpu, wanted, cpu, otherCpu, "µs/request"));
  }

  private static Load.Round run(Path script, Target target, int seconds)
      throws IOException, InterruptedException {
    boolean export = script.endsWith("export.lua");
    int length = export ? seconds * EXPORT : seconds;
    Load.Round round = Load.run(target.port(), script, length, target.pid(), target.environment());
    if (round.errors() > 0) {
      throw new IOException(round.errors() + " requests failed on port " + target.port());
    }
    return round;
  }

  /** Figures as a JSON list. */
  static String json(List<Figure> figures) {
    return "[\n  " + String.join(",\n  ", figures.stream().map(Figure::json).toList()) + "\n]\n";
  }

  /** The middle value; of an even number of them the greater of the two in the middle. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
