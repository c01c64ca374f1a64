package msingi.testkit.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import msingi.testkit.Place;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Writes through GraphQL, on every store: the rules of REST, one transaction for a document. */
class GraphWritesTest {
  @TestFactory
  Stream<DynamicTest> writes() {
    return Place.STORES.stream()
        .map(store ->
            DynamicTest.dynamicTest(
                store,
                () -> {
                  try (Library library = Library.open(store, Map.of())) {
                    inserts(library);
                    updates(library);
                    together(library);
                    functions(library);
                    refuses(library);
                    once(library);
                  }
                }));
  }

  private static void inserts(Library library) {
    JsonObject data =
        Library.data(
            library.keep(
                """
                mutation { insertIntobooksCollection(objects: [
                    {title: "Homegoing", state: here, shelf_code: "C", tags: ["novel"], price: "7.5"},
                    {title: "Ghosts", state: lost, shelf_code: "C", about: "{\\"x\\": 1}"}]) {
                  affectedCount records { id title tags price shelf { room } } } }
                """));
    assertThat(data.encode())
        .isEqualTo(
            "{\"insertIntobooksCollection\":{\"affectedCount\":2,\"records\":[{\"id\":\"8\",\"title\":\"Homegoing\",\"tags\":[\"novel\"],\"price\":\"7.50\",\"shelf\":{\"room\":\"West\"}}]}}");
    assertThat(
            Library.data(
                    library.keep(
                        "mutation { insertIntobooksCollection(objects: []) { affectedCount records { id } } }"))
                .encode())
        .isEqualTo("{\"insertIntobooksCollection\":{\"affectedCount\":0,\"records\":[]}}");
  }

  private static void updates(Library library) {
    String document =
        """
        mutation($most: Int! = 1) { updatebooksCollection(set: {pages: 1}, filter: {shelf_code: {eq: "A"}}, atMost: $most) {
          affectedCount records { title pages } } }
        """;
    JsonObject answer = library.keep(document);
    assertThat(Library.code(answer)).isEqualTo("PGRST124");
    assertThat(answer.getValue("data")).isNull();
    JsonObject data =
        Library.data(
            library.ask(document, new JsonObject().put("most", 3), library.token("keeper")));
    assertThat(data.getJsonObject("updatebooksCollection").getInteger("affectedCount"))
        .isEqualTo(3);
    JsonObject gone =
        Library.data(
            library.keep(
                "mutation { deleteFrombooksCollection(filter: {title: {eq: \"Homegoing\"}}) { affectedCount records { title shelf { code } } } }"));
    assertThat(gone.encode())
        .isEqualTo(
            "{\"deleteFrombooksCollection\":{\"affectedCount\":1,\"records\":[{\"title\":\"Homegoing\",\"shelf\":{\"code\":\"C\"}}]}}");
  }

  private static void together(Library library) {
    JsonObject answer =
        library.keep(
            """
            mutation {
              a: insertIntoshelvesCollection(objects: [{code: "X", room: "North"}]) { affectedCount }
              b: insertIntobooksCollection(objects: [{title: "B", state: here, shelf_code: "X"}]) { records { shelf { room } } }
              c: deleteFromshelvesCollection(filter: {code: {eq: "X"}}) { affectedCount } }
            """);
    assertThat(Library.code(answer)).isEqualTo("23503");
    assertThat(answer.getValue("data")).isNull();
    assertThat(answer.getJsonArray("errors").getJsonObject(0).getJsonArray("path").getString(0))
        .isEqualTo("c");
    assertThat(
            Library.data(library.ask("{ shelvesByPk(code: \"X\") { code } }"))
                .getValue("shelvesByPk"))
        .as("nothing of it was kept")
        .isNull();
    JsonObject data =
        Library.data(
            library.keep(
                """
                mutation {
                  a: insertIntoshelvesCollection(objects: [{code: "X", room: "North"}]) { affectedCount }
                  b: insertIntobooksCollection(objects: [{title: "B", state: here, shelf_code: "X"}]) { records { shelf { room } } }
                  __typename }
                """));
    assertThat(data.encode())
        .isEqualTo(
            "{\"a\":{\"affectedCount\":1},\"b\":{\"records\":[{\"shelf\":{\"room\":\"North\"}}]},\"__typename\":\"Mutation\"}");
  }

  private static void functions(Library library) {
    JsonObject data = Library.data(library.keep("mutation { lend(book: 1) { title state } }"));
    assertThat(data.encode())
        .isEqualTo("{\"lend\":{\"title\":\"Weep Not, Child\",\"state\":\"lent\"}}");
  }

  private static void refuses(Library library) {
    List<String> documents =
        List.of(
            "mutation { insertIntobooksCollection(objects: [{title: \"x\", state: here, shelf_code: \"A\"}]) { affectedCount } }",
            "mutation { updatebooksCollection(set: {pages: 2}) { affectedCount } }",
            "mutation { deleteFrombooksCollection { affectedCount } }",
            "mutation { lend(book: 1) { title } }");
    for (String document : documents) {
      for (String token : new ArrayList<>(List.of("", library.token()))) {
        JsonObject answer = library.ask(document, new JsonObject(), token);
        assertThat(Library.code(answer)).as(document).isEqualTo("MSI121");
      }
    }
    assertThat(
            Library.code(
                library.keep(
                    "mutation { insertIntobooksCollection(objects: [{title: \"x\", state: here, shelf_code: \"nowhere\"}]) { affectedCount } }")))
        .isEqualTo("23503");
    assertThat(
            Library.code(
                library.keep(
                    "mutation { updatebooksCollection(set: {}, filter: {id: {eq: 1}}) { affectedCount } }")))
        .isEqualTo("MSI123");
  }

  private static void once(Library library) {
    String body =
        new JsonObject()
            .put(
                "query",
                "mutation { insertIntoshelvesCollection(objects: [{code: \"K\", room: \"Key\"}]) { affectedCount } }")
            .encode();
    List<String> headers =
        List.of("Authorization", "Bearer " + library.token("keeper"), "Idempotency-Key", "k-1");
    var first = library.send("POST", "/graphql/v1", body, headers);
    var second = library.send("POST", "/graphql/v1", body, headers);
    assertThat(first.body())
        .isEqualTo("{\"data\":{\"insertIntoshelvesCollection\":{\"affectedCount\":1}}}");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
    var other = library.send("POST", "/graphql/v1", body.replace("Key", "Other"), headers);
    assertThat(other.statusCode()).isEqualTo(422);
  }
}
