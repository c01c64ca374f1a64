package msingi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** test and explain, over the examples and over what docs/access.md shows. */
class AccessCommandsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String NURSE = "uid=0190a000-0000-7000-8000-000000000001,roles=nurse";

  @TempDir Path folder;

  @BeforeEach
  void clinic() throws IOException {
    Files.copy(ROOT.resolve("examples/clinic/msingi.yaml"), folder.resolve("msingi.yaml"));
    Files.createDirectory(folder.resolve("access"));
  }

  private Run here(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--dir";
    all[arguments.length + 1] = folder.toString();
    return Run.of(all);
  }

  private void cases(String text) throws IOException {
    Files.writeString(folder.resolve("access/cases.yaml"), text);
  }

  /** The one block of docs/access.md that is a whole file of cases. */
  private static String documented() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/access.md"));
    int start = page.indexOf("```yaml\ncallers:") + "```yaml\n".length();
    return page.substring(start, page.indexOf("```", start));
  }

  @ParameterizedTest
  @ValueSource(strings = {"clinic", "atlas"})
  void theExamplesAreProvenCompletely(String example) {
    Path path = ROOT.resolve("examples").resolve(example);
    Run run = Run.of("test", "--strict", "--dir", path.toString());
    assertThat(run.out()).endsWith(" passed, 0 failed\n").doesNotContain("has no");
    assertThat(run.code()).isZero();
  }

  @Test
  void whatThePageShowsPassesAndStrictNamesWhatItLeavesOut() throws IOException {
    cases(documented());
    assertThat(here("test").out()).isEqualTo("3 passed, 0 failed\n");
    Run strict = here("test", "--strict");
    assertThat(strict.code()).isEqualTo(Main.FAILED);
    assertThat(strict.out())
        .contains(
            "the rule patients.create has no allowed case",
            "the rule patients.delete has no allowed case",
            "the rule patients.notes.read has no allowed case")
        .doesNotContain("clinics.create", "clinics.read has no refused");
  }

  @Test
  void aWrongExpectationFails() throws IOException {
    cases(
        documented()
            .replace("allowed: [{ name: Kibera }]", "allowed: [{ name: Likoni }]")
            .replace("refused: 42501", "allowed: true"));
    Run run = here("test");
    assertThat(run.code()).isEqualTo(Main.FAILED);
    assertThat(run.out())
        .contains("access/cases.yaml", "a stranger reads clinics", "Likoni", "Kibera")
        .contains("a stranger opens none", "42501")
        .endsWith("1 passed, 2 failed\n");
  }

  @Test
  void explainShowsPlanRulesStatementsAndQueryPlan() {
    assertThat(here("migrate").code()).isZero();
    Run run =
        here("explain", "GET /rest/v1/patients?select=name,clinics(name)&limit=3", "--as", NURSE);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("reads patients, at most 3 rows", "with clinics as clinics")
        .contains("patients.read: clinic.staff.exists(u, u.id == auth.uid)")
        .contains("clinics.read: true", "patients.notes.read: 'doctor' in auth.roles")
        .contains("SELECT", "= 0190a000-0000-7000-8000-000000000001 (auth.uid)", "SEARCH");

    Run service = here("explain", "DELETE /rest/v1/patients?name=eq.Amina", "--as", "service");
    assertThat(service.out())
        .contains("deletes from patients", "a secret key passes them", "Amina");

    JsonObject json = new JsonObject(here("explain", "GET /rest/v1/clinics", "--json").out());
    assertThat(json.getJsonArray("rules").getJsonObject(0).getString("rule")).isEqualTo("true");
    assertThat(json.getString("statements")).contains("SELECT");
  }

  @Test
  void explainTellsWhatTheDoorRefuses() {
    assertThat(here("migrate").code()).isZero();
    Run run = here("explain", "GET /rest/v1/patients?select=notes", "--as", NURSE);
    assertThat(run.code()).isEqualTo(Main.FAILED);
    assertThat(run.out()).contains("refused before any statement: 400", "42703");
    assertThat(here("explain", "patients").code()).isEqualTo(Main.USAGE);
    assertThat(here("explain", "GET /rest/v1/patients", "--as", "me").code()).isEqualTo(Main.USAGE);
  }
}
