package msingi.testkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import msingi.testkit.Http;
import msingi.testkit.Serving;
import msingi.testkit.grpc.GrpcClient;
import org.junit.jupiter.api.Test;

/** Keys of an SQLite database that another process serves. */
class KeysBesideTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: notes
      store: sqlite:notes.db
      collections:
        notes: { fields: { text: text }, access: { create: true } }
      """;

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return Http.client().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String said(Path folder, String... words) {
    Command command = new Command();
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--dir", folder.toString()));
    int code = command.run(all.toArray(String[]::new));
    assertThat(code).as(command.err()).isZero();
    return command.out();
  }

  /** The same question at every door with a secret key. */
  private record Doors(URI server, String key, GrpcClient grpc) implements AutoCloseable {
    Doors(URI server, String key) {
      this(server, key, new GrpcClient(server, Map.of("apikey", key)));
    }

    private HttpRequest.Builder to(String path) {
      return HttpRequest.newBuilder(server.resolve(path)).header("apikey", key);
    }

    List<String> answers() throws IOException, InterruptedException {
      HttpRequest.BodyPublisher document =
          HttpRequest.BodyPublishers.ofString(
              new JsonObject().put("query", "{ notes { text } }").encode());
      HttpRequest.Builder graphql =
          to("/graphql/v1").header("Content-Type", "application/json").POST(document);
      return List.of(
          "" + send(to("/rest/v1/notes?limit=1")).statusCode(),
          "" + send(to("/auth/v1/admin/users")).statusCode(),
          "" + send(graphql).statusCode(),
          grpc.call("NotesService/List", "{\"page_size\":1}").replaceFirst("^\\{.*", "fine"));
    }

    @Override
    public void close() {
      grpc.close();
    }
  }

  /** Requests that write all the time, until they are to end. */
  private static List<Thread> writers(URI server, AtomicBoolean ending, Queue<Integer> codes) {
    List<Thread> threads = new ArrayList<>();
    for (int client = 0; client < 4; client++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                while (!ending.get()) {
                  try {
                    HttpRequest.Builder request =
                        HttpRequest.newBuilder(server.resolve("/rest/v1/notes"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"more\"}"));
                    codes.add(send(request).statusCode());
                  } catch (IOException | InterruptedException cause) {
                    throw new IllegalStateException(cause);
                  }
                }
              }));
    }
    return threads;
  }

  @Test
  void areMadeListedAndRevokedWhileTheirDatabaseIsServedAndWritten() throws Exception {
    Path folder = Serving.folder(DEFINITION);
    AtomicBoolean ending = new AtomicBoolean();
    Queue<Integer> codes = new ConcurrentLinkedQueue<>();
    try (Serving serving = new Serving(folder, Map.of(), "serve")) {
      URI server = serving.address();
      List<Thread> writers = writers(server, ending, codes);
      serving.until(() -> codes.size() > 50, "writes");
      JsonObject made =
          new JsonObject(said(folder, "keys", "create", "secret", "leaked", "--json"));
      assertThat(new JsonArray(said(folder, "keys", "list", "--json")).getJsonObject(0))
          .isEqualTo(without(made));
      try (Doors doors = new Doors(server, made.getString("key"))) {
        assertThat(doors.answers()).containsExactly("200", "200", "200", "fine");
        assertThat(said(folder, "keys", "revoke", made.getString("id"))).contains("revoked");
        long revoked = System.nanoTime();
        while (System.nanoTime() - revoked < TimeUnit.SECONDS.toNanos(1)) {
          doors.answers();
        }
        assertThat(doors.answers())
            .containsExactly("401", "401", "401", "UNAUTHENTICATED: Invalid API key");
      }
      said(folder, "keys", "rotate");
      ending.set(true);
      for (Thread writer : writers) {
        writer.join();
      }
      assertThat(codes).containsOnly(201);
      Command migrate = new Command();
      assertThat(migrate.run("migrate", "--dir", folder.toString())).isEqualTo(1);
      assertThat(migrate.err()).contains("MSI008");
    }
    assertThat(said(folder, "keys", "list")).contains("leaked", "revoked 2");
  }

  private static JsonObject without(JsonObject made) {
    JsonObject kept = made.copy();
    kept.remove("key");
    return kept;
  }
}
