package msingi.testkit.injection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * sqlmap (Debian's package of that name) against every kind of parameter; a star marks where it
 * injects. It must have tried, and found no point of injection.
 */
@Tag("full")
class SqlmapTest {
  private static final int MOST_MINUTES = 6;
  private static final String TESTED = "testing for SQL injection on";
  private static final String FOUND = "injection point(s)";

  /** What is attacked: method, target, body, further header. */
  private record Point(String method, String target, String body, String header) {}

  private static final List<Point> POINTS =
      List.of(
          new Point("GET", "/notes?id=eq.1*", "", ""),
          new Point("GET", "/notes?title=like.*&id=in.(1,2*)", "", ""),
          new Point("GET", "/notes?or=(id.eq.1*,stars.gt.1)", "", ""),
          new Point("GET", "/notes?doc->size*=eq.2", "", ""),
          new Point("GET", "/notes?words=fts(english*).cats", "", ""),
          new Point("GET", "/notes?select=id,title::text*", "", ""),
          new Point("GET", "/notes?select=id,people!inner*(name)", "", ""),
          new Point("GET", "/notes?select=name:title*,doc->>size*", "", ""),
          new Point("GET", "/notes?order=id.desc*&limit=1*&offset=0*", "", ""),
          new Point("GET", "/notes*?select=id", "", ""),
          new Point("GET", "/rpc/notes_of?who=1*", "", ""),
          new Point("POST", "/rpc/add_them", "{\"a\":\"1*\",\"b\":2}", ""),
          new Point(
              "POST",
              "/notes?columns=id,title*&on_conflict=id*",
              "[{\"id\":-1,\"title\":\"x*\"}]",
              ""),
          new Point("PATCH", "/notes?id=eq.-1*", "{\"title*\":\"x\"}", ""),
          new Point("GET", "/notes?select=id", "", "Prefer: count=exact*"),
          new Point("GET", "/notes?select=id", "", "Accept-Profile: public*"));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void findsNothing(String store) throws IOException, InterruptedException {
    try (Ground ground = new Ground(store)) {
      String before = ground.stored();
      for (Point point : POINTS) {
        String said = attack(ground, point, store.equals("sqlite") ? "SQLite" : "PostgreSQL");
        assertThat(said).as("%s", point).contains(TESTED).doesNotContain(FOUND);
      }
      assertThat(ground.stored()).isEqualTo(before);
      assertThat(ground.log()).doesNotContain("serving a request");
    }
  }

  private String attack(Ground ground, Point point, String database)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            "sqlmap",
            "--batch",
            "--answers=skip those=N",
            "--flush-session",
            "--disable-coloring"));
    command.addAll(List.of("--level=3", "--risk=3", "--dbms=" + database, "--technique=BEUSTQ"));
    command.addAll(
        List.of("--timeout=10", "--retries=1", "--skip-waf", "--method=" + point.method()));
    command.addAll(
        List.of("--output-dir=" + folder, "-u", ground.uri() + "/rest/v1" + point.target()));
    command.add("--ignore-code=*");
    if (!point.body().isEmpty()) {
      command.add("--data=" + point.body());
    }
    String key = "apikey: " + ground.publishableKey() + "\\nContent-Type: application/json";
    command.add("--headers=" + key + (point.header().isEmpty() ? "" : "\\n" + point.header()));
    Process process = start(command);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)).isTrue();
    return said;
  }

  private static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException missing) {
      throw new AssertionError("sqlmap is not installed: apt-get install sqlmap", missing);
    }
  }
}
