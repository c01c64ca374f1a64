package msingi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** new, check, schema, config, and the help of every command. */
class DefinitionCommandsTest {
  private static final int MANY = 20;

  @TempDir Path folder;

  @Test
  void whatNewMakesHasNoMistakes() {
    assertThat(Run.of("new", "shop", "--dir", folder.toString()).code()).isZero();
    Run check = Run.of("check", "--dir", folder.resolve("shop").toString());
    assertThat(check.err()).isEmpty();
    assertThat(check.code()).isZero();
    assertThat(check.out()).contains("shop: no mistakes, 1 collections", "notes: read");
    assertThat(folder.resolve("shop/access/notes.yaml")).exists();
    assertThat(folder.resolve("shop/.gitignore")).content().contains("data/");
  }

  @Test
  void newOverwritesNothing() {
    Run.of("new", "shop", "--dir", folder.toString());
    Run again = Run.of("new", "shop", "--dir", folder.toString());
    assertThat(again.code()).isEqualTo(Main.FAILED);
    assertThat(again.err()).contains("msingi.yaml is there", "Nothing was changed");
    assertThat(Run.of("new", "My Shop").code()).isEqualTo(Main.USAGE);
  }

  @Test
  void twentyMistakesComeAtOnceWithTheirPlaces() throws IOException {
    StringBuilder definition = new StringBuilder("msingi: 1\nname: bad\ncollections:\n");
    for (int number = 0; number < MANY; number++) {
      definition.append("  c%d:\n    fields:\n      f: txet\n".formatted(number));
    }
    Files.writeString(folder.resolve("msingi.yaml"), definition);

    Run check = Run.of("check", "--dir", folder.toString());
    assertThat(check.code()).isEqualTo(Main.FAILED);
    assertThat(check.err()).contains("20 mistakes");
    List<String> lines = check.out().lines().toList();
    assertThat(lines).hasSize(MANY);
    for (int number = 0; number < MANY; number++) {
      String place = "msingi.yaml:" + (6 + 3 * number) + ":10: ";
      assertThat(lines.get(number)).startsWith(place).contains("unknown type \"txet\" (it must be");
    }

    Run json = Run.of("check", "--json", "--dir", folder.toString());
    assertThat(json.code()).isEqualTo(Main.FAILED);
    assertThat(new JsonObject(json.out()).getJsonArray("mistakes")).hasSize(MANY);
  }

  @Test
  void keysOfAnIssuerThatAreNoneAreAMistake() throws IOException {
    Path file = folder.resolve("their keys.json");
    String definition =
        """
        msingi: 1
        name: bad
        auth:
          issuers:
            inline: { issuer: "https://a.example", audience: web, jwks: "{\\"keys\\":[]}" }
            filed: { issuer: "https://b.example", audience: web, jwks: "%s" }
            asked: { issuer: "https://c.example", audience: web, jwks: "https://c.example/keys" }
        collections: {}
        """
            .formatted(file);
    Files.writeString(folder.resolve("msingi.yaml"), definition);
    Run missing = Run.of("check", "--dir", folder.toString());
    assertThat(missing.code()).isEqualTo(Main.FAILED);
    assertThat(missing.out().lines().toList()).hasSize(2);
    assertThat(missing.out())
        .contains("msingi.yaml:5:", "auth.issuers.inline.jwks: The key set of the configuration")
        .contains("msingi.yaml:6:", "auth.issuers.filed.jwks: The key set " + file);
    Files.writeString(file, "no keys");
    assertThat(Run.of("check", "--dir", folder.toString()).out())
        .contains("auth.issuers.filed.jwks: The key set of " + file + " is not a JSON Web Key Set");
  }

  @Test
  void aMissingDefinitionIsRefusedWithARemedy() {
    Run check = Run.of("check", "--dir", folder.resolve("nowhere").toString());
    assertThat(check.code()).isEqualTo(Main.FAILED);
    assertThat(check.out()).contains("cannot be read", "msingi new");
  }

  @Test
  void checkSaysWhatIsClosedAndWhatStrangersMayDo() {
    String clinic = System.getProperty("msingi.root") + "/examples/clinic";
    Run check = Run.of("check", "--dir", clinic);
    assertThat(check.out())
        .contains("Closed to everyone but secret keys:", "  clinics: create, update, delete");
    assertThat(check.out().substring(check.out().indexOf("Open to strangers:")))
        .contains("clinics: read")
        .doesNotContain("patients", "nothing");
  }

  @Test
  void checkSaysWhereNothingIsOpen() throws Exception {
    Files.writeString(
        folder.resolve("msingi.yaml"),
        "msingi: 1\nname: shut\ncollections:\n  notes: { fields: { text: text } }\n");
    assertThat(Run.of("check", "--dir", folder.toString()).out())
        .contains("  notes: read, create, update, delete\nOpen to strangers:\n  nothing\n");
  }

  @Test
  void schemaIsJson() {
    assertThat(new JsonObject(Run.of("schema").out()).getMap()).containsKey("$schema");
    assertThat(new JsonObject(Run.of("schema", "--collection").out()).isEmpty()).isFalse();
  }

  @Test
  void configMasksSecrets() {
    String secret = "0123456789abcdef0123456789abcdef";
    Map<String, String> environment =
        Map.of("MSINGI_SECRET", secret, "MSINGI_STORE", "postgresql://me:geheim@host/db");
    Run config = Run.with(environment, "config", "--dir", folder.toString());
    assertThat(config.out())
        .contains("secret = ***", "me:***@host", "environment, MSINGI_SECRET")
        .doesNotContain(secret, "geheim");
    JsonObject json =
        new JsonObject(Run.with(environment, "config", "--json", "--dir", folder.toString()).out());
    assertThat(json.getJsonObject("port").getString("by")).isEqualTo("default");
  }

  @Test
  void everyCommandHasHelpWithExamplesAndExitCodes() {
    String commands = Run.of("--help").out();
    List<String> names =
        commands
            .substring(commands.indexOf("Commands:"), commands.indexOf("Exit codes:"))
            .lines()
            .filter(it -> it.matches("  [a-z]+ .*"))
            .map(it -> it.strip().split(" ", 2)[0])
            .toList();
    assertThat(brokenOff(commands)).as("what each command is for is a sentence").isEmpty();
    assertThat(brokenOff(Run.of("keys", "--help").out())).isEmpty();
    assertThat(names).contains("new", "check", "plan", "serve", "dev", "demo", "import", "explain");
    for (String name : names) {
      Run help = Run.of(name, "--help");
      assertThat(help.code()).as(name).isZero();
      assertThat(help.out()).as(name).contains("Examples:", "msingi " + name, "Exit codes:");
    }
  }

  /** Commands of a help text whose words break off. */
  private static List<String> brokenOff(String help) {
    String commands = help.substring(help.indexOf("Commands:"), help.indexOf("Exit codes:"));
    return Arrays.stream(commands.strip().split("\\n(?=  [a-z])"))
        .skip(1)
        .filter(it -> !it.endsWith("."))
        .toList();
  }

  @Test
  void wrongUsageIsToldApart() {
    assertThat(Run.of("chekc").code()).isEqualTo(Main.USAGE);
    assertThat(Run.of("check", "--wrong").code()).isEqualTo(Main.USAGE);
    assertThat(Run.of("new").code()).isEqualTo(Main.USAGE);
  }
}
