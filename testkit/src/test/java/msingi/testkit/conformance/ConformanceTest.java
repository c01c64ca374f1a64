package msingi.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import msingi.testkit.conformance.Replay.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The portable core of the recorded specification. What fails stands in a list beside this test,
 * which may only shrink: a failure that is not in it, and one in it that passes now, are errors.
 */
final class ConformanceTest {
  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void only_what_is_listed_fails(String store) throws IOException {
    List<Case> core = Case.kept().stream().filter(it -> it.kind().equals("portable-core")).toList();
    TreeMap<String, String> failed = new TreeMap<>();
    int passed = 0;
    try (Replay replay = new Replay(store)) {
      for (Replay.Result result : replay.run(core)) {
        switch (result.outcome()) {
          case Outcome.Passed _ -> passed++;
          case Outcome.Failed(String mistake) -> failed.put(result.that().name(), mistake);
          case Outcome.Inapplicable _ -> {}
        }
      }
    }
    TreeSet<String> listed = listed(store);
    TreeMap<String, String> unlisted = new TreeMap<>(failed);
    unlisted.keySet().removeAll(listed);
    TreeSet<String> repaired = new TreeSet<>(listed);
    repaired.removeAll(failed.keySet());
    assertThat(unlisted).as("failed and not listed").isEmpty();
    assertThat(repaired).as("passed: take them off the list").isEmpty();
    assertThat(passed).isGreaterThanOrEqualTo(200);
  }

  private static TreeSet<String> listed(String store) throws IOException {
    String name = "failures-" + store + ".txt";
    try (var in = ConformanceTest.class.getResourceAsStream(name);
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return new TreeSet<>(reader.lines().filter(it -> !it.isBlank()).toList());
    }
  }
}
