package msingi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** keys rotate and keys import. */
class SigningKeysCommandTest {
  @TempDir Path folder;
  private Path shop;

  @BeforeEach
  void make() {
    assertThat(Run.of("new", "shop", "--dir", folder.toString()).code()).isZero();
    shop = folder.resolve("shop");
  }

  private Run keys(Map<String, String> environment, String... words) {
    String[] arguments = new String[words.length + 3];
    arguments[0] = "keys";
    arguments[1] = "--dir";
    arguments[2] = shop.toString();
    System.arraycopy(words, 0, arguments, 3, words.length);
    return Run.with(environment, arguments);
  }

  private static JsonObject ring(Path file) throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    return new JsonObject(Files.readString(file));
  }

  @Test
  void theKeysLieBesideTheStoreOrWhereTheSettingSays() throws Exception {
    Run beside = keys(Map.of(), "rotate", "--store", "sqlite:" + shop.resolve("shop.db"));
    assertThat(beside.err()).isEmpty();
    assertThat(beside.code()).isZero();
    assertThat(ring(shop.resolve("shop.db.keys")).encode()).contains(beside.out().strip());
    Run definition = keys(Map.of(), "rotate", "--store", "postgresql://nobody@127.0.0.1:1/none");
    assertThat(ring(shop.resolve("msingi.keys")).encode()).contains(definition.out().strip());
    Path elsewhere = folder.resolve("elsewhere");
    Run setting = keys(Map.of("MSINGI_KEYS", elsewhere.toString()), "rotate");
    assertThat(ring(elsewhere).encode()).contains(setting.out().strip());
  }

  @Test
  void rotateKeepsTheOldKeyAndDropDoesNot() throws Exception {
    Map<String, String> here = Map.of("MSINGI_KEYS", shop.resolve("k").toString());
    keys(here, "rotate");
    keys(here, "rotate", "--algorithm", "eddsa");
    assertThat(ring(shop.resolve("k")).getJsonArray("keys")).hasSize(2);
    assertThat(ring(shop.resolve("k")).getJsonArray("keys").getJsonObject(0).getString("crv"))
        .isEqualTo("Ed25519");
    keys(here, "rotate", "--drop");
    assertThat(ring(shop.resolve("k")).getJsonArray("keys")).hasSize(1);
  }

  @Test
  void whatIsNoIdIsRefusedInWords() {
    Run run = keys(Map.of(), "revoke", "sb_publishable_abc");
    assertThat(run.code()).isEqualTo(Main.FAILED);
    assertThat(run.err()).contains("sb_publishable_abc is not the id", "msingi keys list");
  }

  @Test
  void importSignsWithAKeyFromElsewhere() throws Exception {
    Map<String, String> here = Map.of("MSINGI_KEYS", shop.resolve("k").toString());
    Path file = shop.resolve("mine.json");
    Files.writeString(file, new ECKeyGenerator(Curve.P_256).keyID("mine").generate().toString());
    Run run = keys(here, "import", file.toString(), "--json");
    assertThat(new JsonObject(run.out()).getString("kid")).isEqualTo("mine");
    Files.writeString(file, "nothing");
    Run bad = keys(here, "import", file.toString());
    assertThat(bad.code()).isEqualTo(Main.FAILED);
    assertThat(bad.err()).contains("MSI009").contains(file.toString());
    assertThat(ring(shop.resolve("k")).encode()).contains("\"mine\"");
    Run none = keys(here, "import", folder.resolve("none.pem").toString());
    assertThat(none.code()).isEqualTo(Main.FAILED);
    assertThat(none.err()).contains("MSI009", "none.pem cannot be read");
  }
}
