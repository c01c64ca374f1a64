package msingi.testkit.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import msingi.testkit.Place;
import msingi.testkit.Temporary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** GraphQL over HTTP: the published audits, a published client, and what our door adds. */
class OverHttpTest {
  private static final String RESPONSE = "application/graphql-response+json";

  private static Library library;

  @BeforeAll
  static void open() {
    library = Library.open("sqlite", Map.of());
  }

  @AfterAll
  static void close() {
    library.close();
  }

  @Test
  void everyMustAndEveryShouldOfTheAuditsHolds() throws Exception {
    List<JsonObject> audits = new ArrayList<>();
    for (String line :
        Node.run("audits.mjs", library.running().uri().toString(), library.token("keeper"))) {
      audits.add(new JsonObject(line));
    }
    Map<String, Integer> counts = new TreeMap<>();
    for (JsonObject audit : audits) {
      String kind = audit.getString("name").split(" ", 2)[0];
      counts.merge(kind + " " + audit.getString("status"), 1, Integer::sum);
    }
    System.out.println(counts);
    assertThat(audits).hasSizeGreaterThan(50);
    assertThat(audits)
        .filteredOn(it -> !it.getString("status").equals("ok"))
        .filteredOn(it -> !it.getString("name").startsWith("MAY"))
        .isEmpty();
  }

  @Test
  void urqlSpeaksWithUsOnEveryStore() throws Exception {
    for (String store : Place.STORES) {
      try (Library own = Library.open(store, Map.of())) {
        List<String> said =
            Node.run("client.mjs", own.running().uri().toString(), own.token("keeper"));
        assertThat(String.join("\n", said) + "\n").isEqualTo(Library.resource("client.jsonl"));
      }
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static HttpResponse<String> get(String query, String... headers) {
    return library.send("GET", "/graphql/v1?" + query, "", List.of(headers));
  }

  @Test
  void getAsksQueriesAndNothingElse() {
    HttpResponse<String> answer =
        get(
            "query="
                + encoded("query($c: String!) { shelvesByPk(code: $c) { room } }")
                + "&variables="
                + encoded("{\"c\":\"A\"}"),
            "Accept",
            RESPONSE);
    assertThat(answer.body()).isEqualTo("{\"data\":{\"shelvesByPk\":{\"room\":\"East\"}}}");
    assertThat(answer.headers().firstValue("content-type")).contains(RESPONSE + "; charset=utf-8");
    HttpResponse<String> written =
        get(
            "query=" + encoded("mutation { deleteFromshelvesCollection { affectedCount } }"),
            "Authorization",
            "Bearer " + library.token("keeper"));
    assertThat(written.statusCode()).isEqualTo(405);
    assertThat(written.headers().firstValue("allow")).contains("POST");
  }

  @Test
  void statusesFollowTheMediaType() {
    String wrong = new JsonObject().put("query", "{ nothing }").encode();
    assertThat(library.send("POST", "/graphql/v1", wrong, List.of("Accept", RESPONSE)).statusCode())
        .isEqualTo(400);
    assertThat(
            library
                .send("POST", "/graphql/v1", wrong, List.of("Accept", "application/json"))
                .statusCode())
        .isEqualTo(200);
    String partly =
        new JsonObject()
            .put("query", "{ shelvesByPk(code: \"A\") { room } booksByPk(id: \"x\") { id } }")
            .encode();
    HttpResponse<String> answer =
        library.send("POST", "/graphql/v1", partly, List.of("Accept", RESPONSE));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith(
            "{\"data\":{\"shelvesByPk\":{\"room\":\"East\"},\"booksByPk\":null},\"errors\":[")
        .contains("\"path\":[\"booksByPk\"]", "22P02");
    assertThat(
            library.send("POST", "/graphql/v1", partly, List.of("Accept", "text/csv")).statusCode())
        .isEqualTo(406);
    assertThat(
            library
                .send("POST", "/graphql/v1", partly, List.of("Content-Type", "text/plain"))
                .statusCode())
        .isEqualTo(415);
    assertThat(
            library
                .send("POST", "/graphql/v1", partly, List.of("Authorization", "Bearer nonsense"))
                .statusCode())
        .isEqualTo(401);
    assertThat(library.send("PUT", "/graphql/v1", partly, List.of()).statusCode()).isEqualTo(405);
  }

  @Test
  void documentsAreKnownByTheirHash() throws Exception {
    String document = "{ shelvesByPk(code: \"A\") { floor } }";
    String hash = hash(document);
    String asked =
        new JsonObject()
            .put(
                "extensions",
                new JsonObject()
                    .put(
                        "persistedQuery",
                        new JsonObject().put("version", 1).put("sha256Hash", hash)))
            .encode();
    assertThat(
            Library.code(
                new JsonObject(library.send("POST", "/graphql/v1", asked, List.of()).body())))
        .isEqualTo("MSI128");
    String both = new JsonObject(asked).put("query", document).encode();
    String expected = "{\"data\":{\"shelvesByPk\":{\"floor\":1}}}";
    assertThat(library.send("POST", "/graphql/v1", both, List.of()).body()).isEqualTo(expected);
    assertThat(library.send("POST", "/graphql/v1", asked, List.of()).body()).isEqualTo(expected);
    String lie = new JsonObject(both).put("query", document + " ").encode();
    assertThat(library.send("POST", "/graphql/v1", lie, List.of()).statusCode()).isEqualTo(400);
  }

  @Test
  void onlyPersistedDocumentsWhereThatIsWanted() throws Exception {
    Path folder = Temporary.folder("documents");
    String document = "{ shelvesByPk(code: \"B\") { floor } }";
    Files.writeString(folder.resolve("floor.graphql"), document + "\n");
    Map<String, String> flags =
        Map.of("graphql-documents", folder.toString(), "graphql-persisted-only", "true");
    try (Library own = Library.open("sqlite", flags)) {
      String byId = new JsonObject().put("documentId", "sha256:" + hash(document)).encode();
      String expected = "{\"data\":{\"shelvesByPk\":{\"floor\":2}}}";
      assertThat(own.send("POST", "/graphql/v1", byId, List.of()).body()).isEqualTo(expected);
      assertThat(own.ask(document).encode()).isEqualTo(expected);
      assertThat(Library.code(own.ask("{ __typename }"))).isEqualTo("MSI129");
    }
  }

  private static String hash(String text) throws Exception {
    return java.util.HexFormat.of()
        .formatHex(
            java.security.MessageDigest.getInstance("SHA-256")
                .digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theSchemaIsADocument() throws Exception {
    assertThat(library.send("GET", "/schema.graphql", "", List.of()).statusCode()).isEqualTo(401);
    String person =
        library
            .send(
                "GET", "/schema.graphql", "", List.of("Authorization", "Bearer " + library.token()))
            .body();
    assertThat(person)
        .contains(
            "type shelves implements Node {",
            "\"Where books stand\"",
            "room: String! @deprecated(reason: \"ask for floor\")",
            "enum booksStateEnum {\n  here\n  lent\n  lost\n}")
        .doesNotContain("vault", "secret", "Mutation");
    String keeper =
        library
            .send(
                "GET",
                "/schema.graphql",
                "",
                List.of("Authorization", "Bearer " + library.token("keeper")))
            .body();
    assertThat(keeper).contains("vault", "secret", "deleteFrombooksCollection(");
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(
          Path.of("src/test/resources/msingi/testkit/graphql/schema.graphql"), keeper);
    } else {
      assertThat(keeper).isEqualTo(Library.resource("schema.graphql"));
    }
  }
}
