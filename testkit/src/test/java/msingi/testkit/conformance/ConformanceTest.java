package msingi.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import msingi.testkit.conformance.Replay.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The recorded specification, class by class. What fails stands in a list beside this test, under a
 * line that says why; a list may only shrink: a failure that is not in it, and one in it that
 * passes now, are errors.
 */
final class ConformanceTest {
  /** How many cases of a class pass at the least, on each store. */
  private static final Map<String, Map<String, Integer>> LEAST =
      Map.of(
          "sqlite", Map.of("portable-core", 346, "rpc", 105),
          "postgres", Map.of("portable-core", 346, "rpc", 135));

  private static final String REASON = "# ";

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void onlyWhatIsListedFails(String store) throws IOException {
    Map<String, Map<String, String>> failed = new TreeMap<>();
    Map<String, Integer> passed = new TreeMap<>();
    try (Replay replay = new Replay(store)) {
      for (Replay.Result result : replay.run(Case.kept())) {
        String kind = result.that().kind();
        failed.computeIfAbsent(kind, _ -> new TreeMap<>());
        switch (result.outcome()) {
          case Outcome.Passed _ -> passed.merge(kind, 1, Integer::sum);
          case Outcome.Failed(String mistake) ->
              failed.getOrDefault(kind, Map.of()).put(result.that().name(), mistake);
          case Outcome.Inapplicable _ -> {}
        }
      }
    }
    Map<String, String> unlisted = new TreeMap<>();
    Set<String> repaired = new TreeSet<>();
    for (String kind : failed.keySet()) {
      Set<String> listed = listed(store, kind);
      Map<String, String> found = failed.getOrDefault(kind, Map.of());
      found.forEach((name, mistake) -> {
        if (!listed.contains(name)) {
          unlisted.put(kind + ": " + name, mistake);
        }
      });
      listed.stream()
          .filter(it -> !found.containsKey(it))
          .forEach(it -> repaired.add(kind + ": " + it));
    }
    assertThat(unlisted).as("failed and not listed").isEmpty();
    assertThat(repaired).as("passed: take them off the list").isEmpty();
    LEAST
        .getOrDefault(store, Map.of())
        .forEach((kind, least) ->
            assertThat(passed.getOrDefault(kind, 0)).as(kind).isGreaterThanOrEqualTo(least));
  }

  /** The names in a list, each under the reason why it fails. */
  private static Set<String> listed(String store, String kind) throws IOException {
    String name = "failures-" + store + (kind.equals("portable-core") ? "" : "-" + kind) + ".txt";
    try (InputStream in = ConformanceTest.class.getResourceAsStream(name)) {
      String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text.isEmpty() || text.startsWith(REASON))
          .as(name + " begins with a reason")
          .isTrue();
      return text.lines()
          .filter(it -> !it.isBlank() && !it.startsWith(REASON))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
