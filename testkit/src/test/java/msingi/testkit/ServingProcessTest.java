package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The real process: how it begins, how it ends, and what a killed one leaves. */
class ServingProcessTest {
  private static final String THINGS = things("      name: text");

  private static String things(String... fields) {
    return "msingi: 1\nname: served\nstore: sqlite:data.db\ncollections:\n  things:\n    fields:\n"
        + String.join("\n", fields)
        + "\n    access: { read: true, create: true, update: true, delete: true }\n";
  }

  private static void replace(Path folder, String definition) throws IOException {
    Path other = folder.resolve("msingi.yaml~");
    Files.writeString(other, definition);
    Files.move(other, folder.resolve("msingi.yaml"), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void answersWhatIsUnderWayBeforeItEnds() throws Exception {
    EmbeddedPostgres.Database database = EmbeddedPostgres.shared(18).createDatabase();
    try (Serving serving = new Serving(Serving.folder(THINGS), "serve", "--store", database.uri());
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(serving.get("/rest/v1/things").statusCode()).isEqualTo(200);
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      try (Connection lock = database.connect()) {
        lock.setAutoCommit(false);
        lock.createStatement().execute("LOCK TABLE public.things IN ACCESS EXCLUSIVE MODE");
        for (int client = 0; client < 6; client++) {
          Callable<HttpResponse<String>> insert =
              () -> serving.send("POST", "/rest/v1/things", "{\"name\":\"late\"}");
          answers.add(clients.submit(insert));
        }
        serving.until(() -> waiting(database) == 6, "six inserts that wait");
        // Not Process.destroy, which also closes the streams that are read from.
        serving.process().toHandle().destroy();
        serving.says("stopping");
        lock.rollback();
      }
      for (Future<HttpResponse<String>> answer : answers) {
        assertThat(answer.get().statusCode()).isEqualTo(201);
      }
      // A JVM that a signal ends says so: 128 and SIGTERM's 15.
      assertThat(serving.exit()).isEqualTo(143);
      assertThat(serving.said()).contains("stopped");
    }
  }

  private static int waiting(EmbeddedPostgres.Database database) {
    String sql =
        "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
            + " WHERE NOT l.granted AND d.datname = '"
            + database.name()
            + "'";
    try (Connection look = database.connect();
        var rows = look.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    } catch (java.sql.SQLException cause) {
      throw new IllegalStateException(cause);
    }
  }

  @Test
  void nothingThatWasAnsweredIsLostByAKill() throws Exception {
    Path folder = Serving.folder(THINGS);
    Queue<String> told = new ConcurrentLinkedQueue<>();
    for (int cycle = 0; cycle < 3; cycle++) {
      try (Serving serving = new Serving(folder, "serve")) {
        serving.address();
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < 4; client++) {
          String prefix = cycle + "-" + client + "-";
          clients.add(Thread.ofPlatform().start(() -> insert(serving, prefix, told)));
        }
        int before = told.size();
        serving.until(() -> told.size() > before + 100, "a hundred inserts");
        serving.process().toHandle().destroyForcibly();
        for (Thread client : clients) {
          client.join();
        }
      }
    }
    try (Serving serving = new Serving(folder, "serve")) {
      for (String name : told) {
        assertThat(serving.get("/rest/v1/things?name=eq." + name).body()).contains(name);
      }
    }
  }

  @Test
  void aKeyHoldsOverAKillBetweenCommitAndAnswer() throws Exception {
    EmbeddedPostgres.Database database = EmbeddedPostgres.shared(18).createDatabase();
    Path folder = Serving.folder(THINGS);
    keyed(folder, database.uri());
    keyed(folder, "sqlite:" + folder.resolve("keyed.db"));
  }

  /** Whether or not the killed process said it: what was sent again is there once. */
  private static void keyed(Path folder, String store) throws Exception {
    String[] words = {"serve", "--store", store};
    Queue<String> untold = new ConcurrentLinkedQueue<>();
    Queue<String> told = new ConcurrentLinkedQueue<>();
    for (int cycle = 0; cycle < 3; cycle++) {
      try (Serving serving = new Serving(folder, words)) {
        serving.address();
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < 8; client++) {
          String prefix = cycle + "-" + client + "-";
          clients.add(Thread.ofPlatform().start(() -> keyed(serving, prefix, told, untold)));
        }
        int before = told.size();
        serving.until(() -> told.size() > before + 100, "a hundred inserts");
        serving.process().toHandle().destroyForcibly();
        for (Thread client : clients) {
          client.join();
        }
      }
    }
    assertThat(untold).hasSizeGreaterThan(3);
    try (Serving serving = new Serving(folder, words)) {
      for (Queue<String> names : List.of(untold, told)) {
        for (String name : names) {
          HttpResponse<String> again = keyed(serving, name);
          assertThat(again.statusCode()).isEqualTo(201);
          assertThat(again.body()).contains(name);
          assertThat(serving.get("/rest/v1/things?select=name&name=eq." + name).body())
              .isEqualTo("[{\"name\":\"" + name + "\"}]");
        }
      }
    }
  }

  private static void keyed(
      Serving serving, String prefix, Queue<String> told, Queue<String> untold) {
    for (int number = 0; ; number++) {
      String name = prefix + number;
      try {
        if (keyed(serving, name).statusCode() == 201) {
          told.add(name);
        }
      } catch (IOException | InterruptedException _) {
        untold.add(name);
        return;
      }
    }
  }

  private static HttpResponse<String> keyed(Serving serving, String name)
      throws IOException, InterruptedException {
    return serving.send(
        "POST",
        "/rest/v1/things",
        "{\"name\":\"" + name + "\"}",
        "Idempotency-Key",
        name,
        "Prefer",
        "return=representation");
  }

  private static void insert(Serving serving, String prefix, Queue<String> told) {
    for (int number = 0; ; number++) {
      String name = prefix + number;
      try {
        if (serving.send("POST", "/rest/v1/things", "{\"name\":\"" + name + "\"}").statusCode()
            == 201) {
          told.add(name);
        }
      } catch (IOException | InterruptedException _) {
        return;
      }
    }
  }

  @Test
  void refusesADatabaseThatIsBehindAndAFileThatIsHeld() throws Exception {
    Path folder = Serving.folder(THINGS);
    try (Serving serving = new Serving(folder, "serve")) {
      assertThat(serving.get("/health/ready").statusCode()).isEqualTo(200);
      try (Serving second = new Serving(folder, "serve")) {
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.said()).contains("MSI008", "Stop it first");
      }
    }
    replace(folder, things("      name: text", "      size: int?"));
    try (Serving behind = new Serving(folder, "serve")) {
      assertThat(behind.exit()).isEqualTo(1);
      assertThat(behind.said()).contains("MSI005", "add:things.size", "msingi migrate");
    }
    try (Serving migrating = new Serving(folder, "serve", "--migrate")) {
      assertThat(migrating.get("/rest/v1/things?select=size").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void waitsForADatabaseThatIsAway() throws Exception {
    try (EmbeddedPostgres own = EmbeddedPostgres.start(18, java.util.Map.of())) {
      EmbeddedPostgres.Database database = own.createDatabase();
      Path folder = Serving.folder(THINGS);
      List<Serving> started = new ArrayList<>();
      own.interrupt(() -> started.add(away(folder, database)));
      try (Serving serving = started.getFirst()) {
        serving.until(() -> status(serving, "/health/ready") == 200, "readiness");
        assertThat(status(serving, "/rest/v1/things")).isEqualTo(200);
      }
    }
  }

  private static Serving away(Path folder, EmbeddedPostgres.Database database) {
    try {
      Serving serving = new Serving(folder, "serve", "--store", database.uri());
      assertThat(status(serving, "/health/live")).isEqualTo(200);
      assertThat(status(serving, "/health/ready")).isEqualTo(503);
      assertThat(status(serving, "/rest/v1/things")).isEqualTo(503);
      return serving;
    } catch (IOException cause) {
      throw new IllegalStateException(cause);
    }
  }

  private static int status(Serving serving, String path) {
    try {
      return serving.get(path).statusCode();
    } catch (IOException | InterruptedException cause) {
      throw new IllegalStateException(cause);
    }
  }

  @Test
  void followsEdits() throws Exception {
    Path folder = Serving.folder(THINGS);
    try (Serving serving = new Serving(folder, "dev")) {
      assertThat(serving.send("POST", "/rest/v1/things", "{\"name\":\"a\"}").statusCode())
          .isEqualTo(201);
      replace(folder, things("      name: text", "      size: int?"));
      serving.says("applied add:things.size");
      serving.says("serving the edit");
      assertThat(serving.get("/rest/v1/things?select=name,size").body())
          .isEqualTo("[{\"name\":\"a\",\"size\":null}]");
      replace(folder, things("      name: texx"));
      serving.says("msingi.yaml:7:13: collections.things.fields.name");
      serving.says("the version before goes on");
      assertThat(serving.get("/rest/v1/things?select=size").statusCode()).isEqualTo(200);
      replace(folder, things("      name: text"));
      serving.says("msingi migrate --allow drop:things.size");
      assertThat(serving.get("/rest/v1/things?select=size").statusCode()).isEqualTo(200);
      replace(folder, things("      title: { is: text, was: name }", "      size: int?"));
      serving.says("applied rename:things.");
      serving.until(
          () -> status(serving, "/rest/v1/things?select=title,size") == 200, "the new name");
      assertThat(serving.get("/rest/v1/things?select=title").body())
          .isEqualTo("[{\"title\":\"a\"}]");
    }
  }
}
