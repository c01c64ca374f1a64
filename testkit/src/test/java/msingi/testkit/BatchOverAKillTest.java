package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Batches under way when their process is killed: all of one or nothing, and once. */
class BatchOverAKillTest {
  private static final String THINGS =
      """
      msingi: 1
      name: served
      store: sqlite:data.db
      collections:
        things:
          fields: { name: text, part: int }
          access: { read: true, create: true, update: true, delete: true }
      """;

  private static final int PARTS = 12;

  @Test
  void onPostgres() throws Exception {
    killed("--store", EmbeddedPostgres.shared(18).createDatabase().uri());
  }

  @Test
  void onSqlite() throws Exception {
    killed();
  }

  /** Half of the senders have keys: what these send again is there once. */
  private static void killed(String... store) throws Exception {
    Path folder = Serving.folder(THINGS);
    List<String> words = new ArrayList<>(List.of("serve"));
    words.addAll(List.of(store));
    Queue<String> told = new ConcurrentLinkedQueue<>();
    Queue<String> untold = new ConcurrentLinkedQueue<>();
    for (int cycle = 0; cycle < 3; cycle++) {
      try (Serving serving = new Serving(folder, words.toArray(String[]::new))) {
        serving.address();
        List<Thread> clients = new ArrayList<>();
        for (int client = 0; client < 8; client++) {
          String prefix = (client % 2 == 0 ? "keyed-" : "bare-") + cycle + "-" + client + "-";
          clients.add(Thread.ofPlatform().start(() -> send(serving, prefix, told, untold)));
        }
        int before = told.size();
        serving.until(() -> told.size() > before + 60, "sixty batches");
        serving.process().toHandle().destroyForcibly();
        for (Thread client : clients) {
          client.join();
        }
      }
    }
    assertThat(untold).hasSizeGreaterThan(6);
    try (Serving serving = new Serving(folder, words.toArray(String[]::new))) {
      for (String name : told) {
        assertThat(parts(serving, name)).as(name).isEqualTo(PARTS);
      }
      for (String name : untold) {
        assertThat(parts(serving, name)).as(name).isIn(0, PARTS);
        if (name.startsWith("keyed")) {
          HttpResponse<String> again = send(serving, name);
          for (int more = 0; again.statusCode() == 504 && more < 5; more++) {
            // A process that has just begun may be too slow: then nothing was done.
            again = send(serving, name);
          }
          assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
          assertThat(new JsonArray(again.body())).hasSize(PARTS);
          assertThat(again.body()).contains(name);
          assertThat(parts(serving, name)).as(name).isEqualTo(PARTS);
        }
      }
    }
  }

  private static int parts(Serving serving, String name) throws Exception {
    return new JsonArray(serving.get("/rest/v1/things?select=part&name=eq." + name).body()).size();
  }

  private static void send(
      Serving serving, String prefix, Queue<String> told, Queue<String> untold) {
    for (int number = 0; ; number++) {
      String name = prefix + number;
      try {
        if (send(serving, name).statusCode() == 200) {
          told.add(name);
        }
      } catch (IOException | InterruptedException _) {
        untold.add(name);
        return;
      }
    }
  }

  private static HttpResponse<String> send(Serving serving, String name)
      throws IOException, InterruptedException {
    List<String> operations = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      operations.add(
          "{\"method\":\"POST\",\"path\":\"/things\",\"headers\":"
              + "{\"Prefer\":\"return=representation\"},\"body\":{\"name\":\""
              + name
              + "\",\"part\":"
              + part
              + "}}");
    }
    String body = "[" + String.join(",", operations) + "]";
    return name.startsWith("keyed")
        ? serving.send("POST", "/rest/v1/", body, "Idempotency-Key", name)
        : serving.send("POST", "/rest/v1/", body);
  }
}
