package msingi.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sources stay small and finished. */
class SizeTest {
  private static final int LEAST_FILES = 60;
  private static final int MOST_MEDIAN = 150;

  /** Files whose switches may have a default, each with the reason. */
  private static final Map<String, String> OPEN_SWITCHES =
      Map.ofEntries(
          Map.entry(
              "engine/src/main/java/msingi/auth/Claims.java",
              "what a token's JSON parser hands over"),
          Map.entry(
              "engine/src/main/java/msingi/auth/KeySet.java", "the token library's open class JWK"),
          Map.entry(
              "engine/src/main/java/msingi/door/grpc/Creating.java",
              "numbers of fields as a client sends them"),
          Map.entry(
              "engine/src/main/java/msingi/door/grpc/Filters.java",
              "numbers of fields as a client sends them"),
          Map.entry(
              "engine/src/main/java/msingi/door/grpc/Reading.java",
              "numbers of fields as a client sends them"),
          Map.entry(
              "engine/src/main/java/msingi/auth/SigningAlgorithm.java",
              "the token library's open class JWK"),
          Map.entry(
              "engine/src/main/java/msingi/door/graphql/Excerpt.java",
              "graphql-java's open interfaces"),
          Map.entry(
              "engine/src/main/java/msingi/door/graphql/Fanout.java",
              "graphql-java's open interfaces"),
          Map.entry(
              "engine/src/main/java/msingi/door/graphql/Reader.java",
              "graphql-java's open interfaces"),
          Map.entry(
              "engine/src/main/java/msingi/door/graphql/Written.java",
              "graphql-java's open interfaces"),
          Map.entry(
              "engine/src/main/java/msingi/store/sql/sqlite/Errors.java",
              "result codes are numbers of SQLite"),
          Map.entry(
              "engine/src/main/java/msingi/store/sql/sqlite/Writer.java",
              "any Throwable may come out of a driver"),
          Map.entry(
              "testkit/src/main/java/msingi/testkit/conformance/BodyMatcher.java",
              "kinds of matchers are texts of the recorded cases"),
          Map.entry(
              "testkit/src/main/java/msingi/testkit/conformance/Case.java",
              "tokens of a JSON parser"),
          Map.entry(
              "testkit/src/main/java/msingi/testkit/contract/Json.java", "tokens of a JSON parser"),
          Map.entry(
              "testkit/src/main/java/msingi/testkit/oracle/Answered.java",
              "the oracle's literals are plain objects"),
          Map.entry(
              "testkit/src/main/java/msingi/testkit/oracle/RowSecurity.java",
              "the oracle's literals are plain objects"),
          Map.entry(
              "bench/src/main/java/msingi/bench/SqliteWrites.java", "tokens of a JSON parser"));

  private static SizeRules rules;
  private static int files;

  @BeforeAll
  static void read() throws IOException {
    var sources = SourceFile.below(Path.of(System.getProperty("msingi.root")));
    files = sources.size();
    rules = new SizeRules(sources);
  }

  @Test
  void filesAreSmall() {
    assertThat(files).isGreaterThan(LEAST_FILES);
    int median = rules.percentile(50);
    System.out.printf("%d files, lines: median %d, p90 %d%n", files, median, rules.percentile(90));
    assertThat(rules.files()).isEmpty();
    assertThat(median).isLessThanOrEqualTo(MOST_MEDIAN);
  }

  @Test
  void methodsAreSmall() {
    assertThat(rules.methods()).isEmpty();
  }

  @Test
  void packagesSayWhatTheyAre() {
    assertThat(rules.packages()).isEmpty();
  }

  @Test
  void switchesNameEveryCase() {
    assertThat(rules.defaults(OPEN_SWITCHES)).isEmpty();
  }

  @Test
  void everyTestIsRun() {
    assertThat(rules.unrun()).isEmpty();
  }

  @Test
  void nothingIsLeftOver() {
    assertThat(rules.leftOvers()).isEmpty();
  }
}
