package msingi.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/security.md} has every row, and the tests that it names are there. */
class SecurityPageTest {
  private static final int ROWS = 40;
  private static final Path ROOT = Path.of(System.getProperty("msingi.root"));
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*Test)(?:#(\\w+))?`");
  private static final Pattern NUMBERED = Pattern.compile("(?m)^\\| ([0-9][0-9, to]*) \\|");

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/security.md"));
  }

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String module : List.of("engine", "testkit", "cli")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        for (Path file : files.filter(it -> it.toString().endsWith("Test.java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          sources.merge(name, Files.readString(file), String::concat);
        }
      }
    }
    List<String> absent = new ArrayList<>();
    Matcher named = NAMED.matcher(page());
    int found = 0;
    while (named.find()) {
      found++;
      String source = sources.getOrDefault(named.group(1), "");
      if (source.isEmpty()
          || (named.group(2) != null && !source.contains(" void " + named.group(2) + "("))) {
        absent.add(named.group());
      }
    }
    assertThat(found).isGreaterThan(40);
    assertThat(absent).isEmpty();
  }

  @Test
  void everyRowIsThereOnce() throws IOException {
    List<Integer> rows = new ArrayList<>();
    Matcher numbered = NUMBERED.matcher(page());
    while (numbered.find()) {
      String text = numbered.group(1);
      if (text.contains("to")) {
        String[] ends = text.split(" to ");
        for (int row = Integer.parseInt(ends[0]); row <= Integer.parseInt(ends[1]); row++) {
          rows.add(row);
        }
      } else {
        Stream.of(text.split(", ")).map(Integer::valueOf).forEach(rows::add);
      }
    }
    Set<Integer> different = new TreeSet<>(rows);
    assertThat(different).hasSize(ROWS).hasSameSizeAs(rows).contains(1, ROWS);
  }
}
