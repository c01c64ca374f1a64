package msingi.testkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The access cases of the examples, and that cases which should fail do. */
class AccessCasesTest {
  private static final String EXAMPLES = System.getProperty("msingi.root") + "/examples/";

  @TempDir Path folder;

  @Test
  void theExamplesHoldAndAreComplete() {
    for (String example : new String[] {"clinic", "atlas"}) {
      Command test = new Command();
      assertThat(test.run("test", "--strict", "--dir", EXAMPLES + example))
          .as(test.out() + test.err())
          .isZero();
    }
  }

  @Test
  void whatNewMakesIsComplete() {
    assertThat(new Command().run("new", "shop", "--dir", folder.toString())).isZero();
    Command test = new Command();
    assertThat(test.run("test", "--strict", "--dir", folder.resolve("shop").toString()))
        .as(test.out() + test.err())
        .isZero();
  }

  @Test
  void wrongExpectationsAndMissingCasesAreNamed() throws Exception {
    Files.copy(Path.of(EXAMPLES, "clinic", "msingi.yaml"), folder.resolve("msingi.yaml"));
    Files.createDirectories(folder.resolve("access"));
    Files.writeString(
        folder.resolve("access/clinic.yaml"),
        """
        cases:
          - { name: strangers open clinics, as: stranger, request: POST /rest/v1/clinics, body: { name: A, county: B }, allowed: 1 }
          - { name: a mistake is no refusal, as: stranger, request: "GET /rest/v1/clinics?name=what.x", refused: true }
          - { name: strangers read clinics, as: stranger, request: GET /rest/v1/clinics, allowed: 0 }
        """);
    Command test = new Command();
    assertThat(test.run("test", "--strict", "--dir", folder.toString())).isEqualTo(1);
    assertThat(test.out())
        .contains(
            "strangers open clinics",
            "but: 401",
            "a mistake is no refusal",
            "but: 400",
            "the rule patients.notes.read has no refused case",
            "the rule clinics.read has no allowed case",
            "1 passed, 2 failed");
  }
}
