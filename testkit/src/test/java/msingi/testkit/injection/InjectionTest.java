package msingi.testkit.injection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import msingi.testkit.scenario.Canaries;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hostile requests by the grammar: none fails inside, shows a secret, or changes what it may not.
 */
class InjectionTest {
  private static final int REQUESTS = Boolean.getBoolean("msingi.full") ? 40_000 : 3_000;

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void nothingThatIsSaidBecomesSql(String store) {
    try (Ground ground = new Ground(store)) {
      String before = ground.stored();
      assertThat(before).contains(Ground.SECRET);
      Map<Integer, Integer> statuses = new TreeMap<>();
      List<String> mistakes = new ArrayList<>();
      Grammar grammar = new Grammar(Long.getLong("msingi.seed", 20261121));
      for (int count = 0; count < REQUESTS; count++) {
        Grammar.Asked asked = grammar.next();
        HttpResponse<String> answer = ground.stranger(asked);
        statuses.merge(answer.statusCode(), 1, Integer::sum);
        mistake(asked, answer).ifPresent(mistakes::add);
        assertThat(mistakes).hasSizeLessThan(20);
      }
      assertThat(mistakes).isEmpty();
      assertThat(ground.stored()).as("what strangers may not write is as it was").isEqualTo(before);
      assertThat(ground.log()).doesNotContain("serving a request");
      assertThat(statuses.getOrDefault(200, 0))
          .as("many are good requests, or nothing is proven: %s", statuses)
          .isGreaterThan(REQUESTS / 20);
    }
  }

  /** What is wrong with an answer, if anything is. */
  private static Optional<String> mistake(Grammar.Asked asked, HttpResponse<String> answer) {
    boolean fails = answer.statusCode() >= 500;
    boolean tells = answer.body().contains(Ground.SECRET);
    boolean leaks = answer.statusCode() >= 400 && !words(asked, answer.body()).isEmpty();
    return fails || tells || leaks
        ? Optional.of(asked + ": " + answer.statusCode() + " " + answer.body())
        : Optional.empty();
  }

  /** A driver's words in a refusal, unless the request said them itself. */
  private static String words(Grammar.Asked asked, String body) {
    String found = Canaries.in(body);
    return java.net.URLDecoder.decode(asked.target(), java.nio.charset.StandardCharsets.UTF_8)
                .contains(found)
            || asked.body().contains(found)
            || asked.headers().toString().contains(found)
        ? ""
        : found;
  }
}
