package msingi.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/errors.md lists exactly what the catalogue holds. */
class ErrorsPageTest {

  @Test
  void thePageIsTheCatalogue() throws Exception {
    Path page = Path.of(System.getProperty("msingi.root"), "docs", "errors.md");
    List<String> rows =
        Files.readAllLines(page).stream().filter(line -> line.startsWith("| `")).toList();
    List<String> wanted = Stream.of(ErrorCode.values()).map(ErrorsPageTest::row).toList();
    assertThat(rows).containsExactlyElementsOf(wanted);
  }

  private static String row(ErrorCode code) {
    return "| `%s` | %d | %d | %s | %s |"
        .formatted(code.code(), code.status(), code.grpc(), code.title(), code.hint())
        .replace("|  |", "| |");
  }
}
