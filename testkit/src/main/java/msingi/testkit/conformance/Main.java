package msingi.testkit.conformance;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import msingi.testkit.conformance.Replay.Outcome;
import msingi.testkit.conformance.Replay.Result;

/** {@code ./dev conformance postgrest}: replays recorded cases and counts. */
public final class Main {
  private static final String USAGE =
      """
      conformance postgrest [--cases FILE] [--store sqlite|postgres|postgres14|adopted] [--class CLASS]
                            [--case TEXT] [--failures]

        --cases FILE   cases as JSON lines, gzipped or not; otherwise those that the project keeps
        --store STORE  where the data lies (sqlite)
        --class CLASS  portable-core, portable-with-adapter, rpc, openapi or pg-bound; otherwise all
        --case TEXT    only cases whose name contains the text
        --failures     says what is wrong with each case that failed
      """;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private String store = "sqlite";
  private String kind = "";
  private String text = "";
  private boolean failures;
  private List<Case> cases = List.of();

  private Main() {}

  public static void main(String[] arguments) {
    Main main = new Main();
    System.exit(main.read(new ArrayList<>(List.of(arguments))) ? main.run() : 2);
  }

  /** Whether the arguments make sense. */
  private boolean read(List<String> arguments) {
    if (arguments.isEmpty() || !arguments.removeFirst().equals("postgrest")) {
      out.print(USAGE);
      return false;
    }
    while (!arguments.isEmpty()) {
      String word = arguments.removeFirst();
      if (word.equals("--failures")) {
        failures = true;
      } else if (arguments.isEmpty() || !value(word, arguments.removeFirst())) {
        out.print(USAGE);
        return false;
      }
    }
    return true;
  }

  private boolean value(String word, String value) {
    switch (word) {
      case "--cases" -> cases = Case.read(Path.of(value));
      case "--store" -> store = value;
      case "--class" -> kind = value;
      case "--case" -> text = value;
      default -> {
        return false;
      }
    }
    return true;
  }

  private int run() {
    List<Case> wanted =
        (cases.isEmpty() ? Case.kept() : cases)
            .stream()
                .filter(it -> kind.isEmpty() || it.kind().equals(kind))
                .filter(it -> it.name().contains(text))
                .toList();
    List<Result> results;
    try (Replay replay = new Replay(store)) {
      results = replay.run(wanted);
    }
    return report(results);
  }

  private int report(List<Result> results) {
    Map<String, int[]> kinds = new TreeMap<>();
    Map<String, Integer> reasons = new TreeMap<>();
    for (Result result : results) {
      int[] counts = kinds.computeIfAbsent(result.that().kind(), _ -> new int[3]);
      switch (result.outcome()) {
        case Outcome.Passed _ -> counts[0]++;
        case Outcome.Failed(String mistake) -> {
          counts[1]++;
          if (failures) {
            out.println("FAILED " + result.that().name() + "\n      " + mistake);
          }
        }
        case Outcome.Inapplicable(String reason) -> {
          counts[2]++;
          reasons.merge(reason, 1, Integer::sum);
        }
      }
    }
    reasons.forEach((reason, count) -> out.println("not applicable: " + count + ", " + reason));
    kinds.forEach((name, counts) ->
        out.printf(
            "%-22s %4d passed %4d failed %4d not applicable (%s)%n",
            name, counts[0], counts[1], counts[2], store));
    int passed = kinds.values().stream().mapToInt(it -> it[0]).sum();
    int failed = kinds.values().stream().mapToInt(it -> it[1]).sum();
    out.println(passed + " passed, " + failed + " failed");
    return failed == 0 ? 0 : 1;
  }
}
