package msingi.testkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import msingi.testkit.Http;
import msingi.testkit.Serving;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** backup and restore of an SQLite database. */
class BackupTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: notes
      store: sqlite:notes.db
      collections:
        notes: { fields: { text: text }, access: { read: true, create: true } }
      """;

  @TempDir Path elsewhere;

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return Http.client().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static int write(URI notes, String text) throws Exception {
    return send(HttpRequest.newBuilder(notes)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"" + text + "\"}")))
        .statusCode();
  }

  /** A server in a process of its own holds the file; the copy has what it has written. */
  @Test
  void aServedDatabaseIsCopiedAndTheCopyPutBackElsewhere() throws Exception {
    Path folder = Serving.folder(DEFINITION);
    Path copy = elsewhere.resolve("monday.db");
    try (Serving serving = new Serving(folder, Map.of(), "serve")) {
      URI notes = serving.address().resolve("/rest/v1/notes");
      assertThat(write(notes, "first")).isEqualTo(201);
      Command backup = new Command();
      int code = backup.run("backup", copy.toString(), "--dir", folder.toString());
      assertThat(backup.err()).isEmpty();
      assertThat(code).isZero();
      assertThat(write(notes, "second")).isEqualTo(201);
      Command again = new Command();
      assertThat(again.run("backup", copy.toString(), "--dir", folder.toString())).isEqualTo(1);
      assertThat(again.err()).contains("exists already");
    }
    Files.copy(folder.resolve("msingi.yaml"), elsewhere.resolve("msingi.yaml"));
    assertThat(new Command().run("restore", copy.toString(), "--dir", elsewhere.toString()))
        .isZero();
    try (Serving serving = new Serving(elsewhere, Map.of(), "serve")) {
      URI texts = serving.address().resolve("/rest/v1/notes?select=text");
      assertThat(send(HttpRequest.newBuilder(texts)).body()).isEqualTo("[{\"text\":\"first\"}]");
    }
  }

  @Test
  void whereNoDatabaseIsNoneIsMade() throws Exception {
    Path folder = Serving.folder(DEFINITION);
    Command backup = new Command();
    assertThat(backup.run("backup", elsewhere + "/none.db", "--dir", folder.toString()))
        .isEqualTo(1);
    assertThat(backup.err()).contains("There is no database at");
    assertThat(folder.resolve("notes.db")).doesNotExist();
  }
}
