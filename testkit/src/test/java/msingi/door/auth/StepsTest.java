package msingi.door.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import msingi.request.Step;
import msingi.testkit.matrix.Sample;
import msingi.testkit.matrix.Who;
import org.junit.jupiter.api.Test;

/** Every step of accounts is taken by a line of the matrix, and demands whom the line says. */
final class StepsTest {
  private static final String NOBODY = "00000000-0000-7000-8000-000000000000";

  @Test
  void everyStepIsInTheMatrixAndDemandsWhoItSays() {
    Set<Class<?>> taken = new HashSet<>();
    Map<String, String> wrong = new HashMap<>();
    Sample.all().stream()
        .filter(Sample::accounts)
        .forEach(sample -> {
          Step step = step(sample);
          taken.add(step.getClass());
          if (!who(step.standing()).contains(sample.who())) {
            wrong.put(sample.route(), step.standing() + " is not " + sample.who());
          }
        });
    assertThat(wrong).isEmpty();
    assertThat(taken).isEqualTo(new HashSet<>(records(Step.class).toList()));
  }

  private static Step step(Sample sample) {
    String template = sample.route().replaceFirst("^\\S+ /auth/v1", "");
    Route route =
        Route.ALL.stream()
            .filter(it -> it.method().equals(sample.method()) && it.template().equals(template))
            .findFirst()
            .orElseThrow();
    String[] target = sample.target().replace("{none}", NOBODY).split("\\?", 2);
    Query query =
        Query.parse(target.length > 1 ? target[1] : "")
            .with(route.parts(target[0].replaceFirst("^/auth/v1", "")).orElseThrow());
    String body = sample.body().replace("{none}", NOBODY);
    return route.step(new Fields(body.getBytes(StandardCharsets.UTF_8)), query);
  }

  private static Set<Who> who(Step.Standing standing) {
    return switch (standing) {
      case PUBLIC -> Set.of(Who.EVERYBODY);
      case ANYONE -> Set.of(Who.ANYONE);
      case PERSON -> Set.of(Who.ACCOUNT, Who.OWNER);
      case SERVICE -> Set.of(Who.SERVICE);
    };
  }

  /** The records of a sealed interface. */
  private static Stream<Class<?>> records(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Stream.of(type.getPermittedSubclasses()).flatMap(StepsTest::records);
  }
}
