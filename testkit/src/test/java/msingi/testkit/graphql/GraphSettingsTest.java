package msingi.testkit.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can be set of GraphQL, what is told of the schema to whom, and that roots go together. */
@Timeout(180)
class GraphSettingsTest {

  /** A limit set to something small, and a document that goes beyond it. */
  private static Map<String, String> limits() {
    Map<String, String> documents = new LinkedHashMap<>();
    documents.put(
        "graphql-tokens=10", "{ shelvesCollection(first: 1) { edges { node { code } } } }");
    documents.put("graphql-depth=3", "{ shelvesCollection { edges { node { code } } } }");
    documents.put("graphql-aliases=1", "{ a: __typename b: __typename }");
    documents.put(
        "graphql-fragments=1",
        "{ ...f ...g } fragment f on Query { __typename } fragment g on Query { __typename }");
    documents.put(
        "graphql-directives=1",
        "{ __typename @skip(if: false) ...@include(if: true) { __typename } }");
    documents.put("graphql-fields=2", "{ shelvesCollection { edges { node { code room } } } }");
    documents.put(
        "graphql-cost=50",
        "{ shelvesCollection(first: 10) { edges { node { booksCollection(first: 10) { edges { node { id } } } } } } }");
    return documents;
  }

  @Test
  void everyLimitCanBeSet() {
    try (Library wide = Library.open("sqlite", Map.of())) {
      limits()
          .forEach((limit, document) -> {
            String[] words = limit.split("=", 2);
            assertThat(wide.ask(document).containsKey("errors")).as(limit).isFalse();
            try (Library narrow = Library.open("sqlite", Map.of(words[0], words[1]))) {
              assertThat(Library.code(narrow.ask(document))).as(limit).isEqualTo("MSI124");
              assertThat(narrow.ask("{ __typename }").containsKey("errors")).as(limit).isFalse();
            }
          });
    }
  }

  /** The names that an error proposes, or nothing. */
  private static String near(JsonObject answer) {
    return answer
        .getJsonArray("errors")
        .getJsonObject(0)
        .getJsonObject("extensions")
        .getString("hint", "");
  }

  @Test
  void nearNamesAreThoseThatTheCallerSees() {
    String nearSecret = "{ booksByPk(id: 1) { secre } }";
    String nearTitle = "{ booksByPk(id: 1) { titl } }";
    String nearVault = "{ vaultCollectio { totalCount } }";
    try (Library library = Library.open("sqlite", Map.of())) {
      assertThat(near(library.keep(nearSecret))).contains("\"secret\"");
      assertThat(near(library.keep(nearVault))).contains("\"vaultCollection\"");
      String person = library.token();
      assertThat(near(library.ask(nearTitle, new JsonObject(), person))).contains("\"title\"");
      for (String document : List.of(nearSecret, nearVault)) {
        assertThat(near(library.ask(document, new JsonObject(), person)))
            .doesNotContain("secret", "vaultCollection");
      }
      // A stranger is told no name at all.
      assertThat(near(library.ask(nearTitle))).doesNotContain("title");
      String types = "{ __type(name: \"books\") { name } }";
      assertThat(Library.code(library.ask(types))).isEqualTo("MSI127");
    }
    try (Library open = Library.open("sqlite", Map.of("graphql-introspection", "public"))) {
      assertThat(near(open.ask(nearTitle))).contains("\"title\"");
      assertThat(near(open.ask(nearSecret))).doesNotContain("secret");
    }
    try (Library closed = Library.open("sqlite", Map.of("graphql-introspection", "off"))) {
      assertThat(near(closed.keep(nearTitle))).doesNotContain("title");
      assertThat(Library.code(closed.keep("{ __schema { types { name } } }"))).isEqualTo("MSI127");
    }
  }

  private static final String SLEEPING =
      """
      msingi: 1
      name: sleeping
      limits: { deadline: 100s }
      collections:
        notes: { fields: { text: text }, access: { read: true } }
      functions:
        sleep:
          arguments: { place: long }
          returns: long
          volatility: stable
          access: true
          sql: select :place from (select pg_sleep(60)) as slept
      """;

  private static final String ACTIVE =
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
          + " AND state = 'active' AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()";

  /** How many statements sleep; they are awoken where that is wanted. */
  private static int sleeping(Running running, boolean awake) throws SQLException {
    String jdbc = "jdbc:" + running.store().replaceFirst("//[^@/]*@", "//");
    try (Connection connection = DriverManager.getConnection(jdbc, "postgres", "");
        Statement statement = connection.createStatement()) {
      int found = 0;
      String sql = awake ? ACTIVE.replaceFirst("pid", "pg_cancel_backend(pid)") : ACTIVE;
      try (ResultSet rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          found++;
        }
      }
      return found;
    }
  }

  @Test
  void rootsOfAQueryAreAskedTogether() throws Exception {
    try (Running running = Running.start("postgres 18", SLEEPING, Map.of());
        Library library = Library.of(running)) {
      CompletableFuture<JsonObject> answer =
          CompletableFuture.supplyAsync(
              () -> library.ask("{ a: sleep(place: 1) b: sleep(place: 2) c: sleep(place: 3) }"));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
      while (sleeping(running, false) < 3) {
        assertThat(System.nanoTime() - end).as("three at once").isNegative();
        Thread.sleep(20);
      }
      while (!answer.isDone()) {
        sleeping(running, true);
        Thread.sleep(20);
      }
      assertThat(answer.get().getJsonObject("data").encode())
          .isEqualTo("{\"a\":null,\"b\":null,\"c\":null}");
      assertThat(answer.get().getJsonArray("errors")).hasSize(3);
    }
  }
}
