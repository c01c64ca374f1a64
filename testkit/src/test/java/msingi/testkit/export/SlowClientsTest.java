package msingi.testkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports whose clients do not read, and exports while others write. */
@Timeout(120)
class SlowClientsTest {
  /** Some 40 MB, far more than sockets hold by themselves. */
  private static final String WIDE =
      "/books?select=number,a:title,b:title,c:title,d:title&order=number";

  private static RawClient ask(Shelf shelf) throws IOException {
    return new RawClient(
        shelf.running().uri(), "GET /rest/v1" + WIDE + " HTTP/1.1", "Accept", "text/csv");
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void until(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.holds()) {
      assertThat(System.nanoTime() - end).as(what).isNegative();
      Thread.sleep(20);
    }
  }

  /** Whether no reader keeps an old state of the database. */
  private static boolean free(Shelf shelf) throws SQLException {
    if (!shelf.store().equals("sqlite")) {
      return shelf.sql(ACTIVE).getFirst().equals("0");
    }
    try (Connection connection = Shelf.connect(shelf.running().store());
        Statement statement = connection.createStatement()) {
      // Who began to read before this write keeps the log from being put into the file whole.
      statement.execute("UPDATE rooms SET floor = 1 - floor WHERE name = 'cellar'");
      statement.execute("PRAGMA busy_timeout = 0");
      try (ResultSet rows = statement.executeQuery("PRAGMA wal_checkpoint(RESTART)")) {
        return rows.next() && rows.getInt(1) == 0;
      }
    }
  }

  private static final String ACTIVE =
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
          + " AND state <> 'idle' AND pid <> pg_backend_pid()";

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void clientsThatDoNotReadHoldNoReader(String store) throws Exception {
    try (Shelf shelf = new Shelf(store, Map.of("export-idle-seconds", "90"));
        RawClient first = ask(shelf);
        RawClient second = ask(shelf)) {
      assertThat(first.head()).isEqualTo(200);
      assertThat(second.head()).isEqualTo(200);
      assertThat(free(shelf)).isFalse();
      assertThat(shelf.get("/books?number=eq.1&select=number").body())
          .isEqualTo("[{\"number\":1}]");
      String row =
          "{\"number\":100001,\"title\":\"new\",\"bucket\":0,\"edition\":0,\"secret\":\"x\"}";
      assertThat(shelf.send("POST", "/books", row).statusCode()).isEqualTo(201);
      // Its turn comes only when one of the others needs its reader no more.
      List<String> third =
          Arrays.asList(shelf.get("/books?select=number", "Accept", "text/csv").body().split("\n"));
      assertThat(third).hasSize(80_002).contains("100001");
      until("readers that are free", () -> free(shelf));
      for (RawClient slow : List.of(first, second)) {
        String body = slow.body().orElseThrow();
        assertThat(body.split("\n\\d")).hasSize(80_001);
        assertThat(body).doesNotContain("100001");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void aClientThatTakesNothingIsCutOff(String store) throws Exception {
    try (Shelf shelf = new Shelf(store, Map.of("export-idle-seconds", "1"));
        RawClient slow = ask(shelf)) {
      assertThat(slow.head()).isEqualTo(200);
      assertThat(free(shelf)).isFalse();
      until("readers that are free", () -> free(shelf));
      assertThat(slow.body()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void aServerThatStopsCutsThemOff(String store) throws Exception {
    Shelf shelf = new Shelf(store, Map.of("export-idle-seconds", "90"));
    try (RawClient slow = ask(shelf);
        RawClient other = ask(shelf)) {
      assertThat(slow.head()).isEqualTo(200);
      assertThat(other.head()).isEqualTo(200);
      shelf.close();
      assertThat(slow.body()).isEmpty();
      assertThat(other.body()).isEmpty();
    }
    assertThat(shelf.running().log()).contains("stopped");
  }

  @Test
  void whatFailsInTheMiddleIsNotTakenForWhole() throws Exception {
    try (Shelf shelf = new Shelf("postgres 18", Map.of("export-idle-seconds", "90"));
        RawClient slow = ask(shelf)) {
      assertThat(slow.head()).isEqualTo(200);
      assertThat(
              shelf.sql(
                  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state"
                      + " = 'idle in transaction' AND datname = current_database()"))
          .containsExactly("t");
      assertThat(slow.body()).isEmpty();
      assertThat(shelf.get("/books?number=eq.1", "Accept", "text/csv").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anOldProtocolThatKnowsNoEndIsRefused() throws Exception {
    try (Shelf shelf = new Shelf("sqlite", Map.of());
        RawClient old =
            new RawClient(
                shelf.running().uri(), "GET /rest/v1/books HTTP/1.0", "Accept", "text/csv");
        RawClient small =
            new RawClient(
                shelf.running().uri(),
                "GET /rest/v1/books?limit=9 HTTP/1.0",
                "Accept",
                "text/csv")) {
      assertThat(old.head()).isEqualTo(400);
      assertThat(small.head()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void writesMeanwhileAreInItAsAWholeOrNot(String store) throws Exception {
    try (Shelf shelf = new Shelf(store, Map.of("export-idle-seconds", "90"))) {
      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger edition = new AtomicInteger();
      Thread writer = Thread.ofPlatform().start(() -> write(shelf, over, edition));
      try {
        for (int turn = 0; turn < 4; turn++) {
          int before = edition.get();
          String path = "GET /rest/v1/books?select=title,bucket,edition&order=number HTTP/1.1";
          try (RawClient slow =
              new RawClient(shelf.running().uri(), path, "Accept", "application/x-ndjson")) {
            assertThat(slow.head()).isEqualTo(200);
            // It has begun, and many rows are still to be read.
            until("two more editions", () -> edition.get() >= before + 2);
            List<String> editions =
                Arrays.stream(slow.body().orElseThrow().split("\n"))
                    .filter(it -> it.contains("\"bucket\":7,"))
                    .map(it -> it.substring(it.indexOf("\"edition\"")))
                    .toList();
            assertThat(editions).hasSize(2_000);
            assertThat(editions.stream().distinct()).hasSize(1);
          }
        }
      } finally {
        over.set(true);
        writer.join();
      }
    }
  }

  private static void write(Shelf shelf, AtomicBoolean over, AtomicInteger edition) {
    while (!over.get()) {
      try {
        String body = "{\"edition\":" + (edition.get() + 1) + "}";
        if (shelf.send("PATCH", "/books?bucket=eq.7", body).statusCode() == 204) {
          edition.incrementAndGet();
        }
      } catch (IOException | InterruptedException cause) {
        throw new IllegalStateException(cause);
      }
    }
  }
}
