package msingi.testkit.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import msingi.testkit.Place;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Reads through GraphQL, on every store. */
class GraphReadsTest {
  private interface Check {
    void over(Library library);
  }

  @TestFactory
  Stream<DynamicTest> reads() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String store : Place.STORES) {
      Library[] library = new Library[1];
      tests.add(
          DynamicTest.dynamicTest(
              store + " opens", () -> library[0] = Library.open(store, Map.of())));
      checks()
          .forEach((name, check) ->
              tests.add(
                  DynamicTest.dynamicTest(store + ": " + name, () -> check.over(library[0]))));
      tests.add(DynamicTest.dynamicTest(store + " closes", () -> library[0].close()));
    }
    return tests.stream();
  }

  private static Map<String, Check> checks() {
    Map<String, Check> checks = new java.util.LinkedHashMap<>();
    checks.put("every type has its form", GraphReadsTest::forms);
    checks.put("a forward walk meets every row once", GraphReadsTest::forward);
    checks.put("a walk from the end meets every row once", GraphReadsTest::backward);
    checks.put("related rows, both ways and in pages", GraphReadsTest::related);
    checks.put("filters", GraphReadsTest::filters);
    checks.put("totals and aggregates", GraphReadsTest::aggregates);
    checks.put("ids lead back to their rows", GraphReadsTest::nodes);
    checks.put("functions", GraphReadsTest::functions);
    checks.put("fragments, aliases, directives and variables", GraphReadsTest::language);
    checks.put("what a caller may not see does not exist", GraphReadsTest::hidden);
    checks.put("the schema is told to those who are known", GraphReadsTest::introspection);
    return checks;
  }

  private static List<Object> titles(JsonObject connection) {
    return connection.getJsonArray("edges").stream()
        .map(it -> ((JsonObject) it).getJsonObject("node").getValue("title"))
        .toList();
  }

  private static void forms(Library library) {
    JsonObject book =
        Library.data(
                library.ask(
                    """
                    { booksByPk(id: "1") {
                        __typename id title state price pages weight signed bought lent_at isbn
                        about tags numbers shelf_code } }
                    """))
            .getJsonObject("booksByPk");
    JsonObject expected =
        new JsonObject()
            .put("__typename", "books")
            .put("id", "1")
            .put("title", "Weep Not, Child")
            .put("state", "here")
            .put("price", "12.50")
            .put("pages", 160)
            .put("weight", 0.2)
            .put("signed", false)
            .put("bought", "2024-01-31")
            .put("lent_at", "2026-01-02T03:04:05.1+00:00")
            .put("isbn", "0190a000-0000-7000-8000-0000000000a1")
            .put("about", book.getString("about"))
            .put("tags", new JsonArray().add("novel").add("kenya"))
            .put("numbers", new JsonArray().add("9007199254740993").addNull())
            .put("shelf_code", "A");
    assertThat(book.encode()).isEqualTo(expected.encode());
    assertThat(new JsonObject(book.getString("about")))
        .isEqualTo(new JsonObject("{\"a\":[1,\"x\"]}"));
    JsonObject nested =
        Library.data(
                library.ask(
                    """
                    { shelvesByPk(code: "A") { booksCollection(first: 1, orderBy: [{id: AscNullsLast}]) {
                        edges { node { __typename id title state price pages weight signed bought
                          lent_at isbn about tags numbers shelf_code } } } } }
                    """))
            .getJsonObject("shelvesByPk")
            .getJsonObject("booksCollection")
            .getJsonArray("edges")
            .getJsonObject(0)
            .getJsonObject("node");
    assertThat(nested.copy().putNull("about").encode())
        .isEqualTo(expected.copy().putNull("about").encode());
    assertThat(new JsonObject(nested.getString("about")))
        .isEqualTo(new JsonObject("{\"a\":[1,\"x\"]}"));
  }

  private static void forward(Library library) {
    for (String order :
        List.of(
            "",
            "{price: AscNullsFirst}",
            "{price: DescNullsLast}, {title: AscNullsLast}",
            "{pages: DescNullsFirst}",
            "{state: DescNullsLast}")) {
      List<Object> walked = new ArrayList<>();
      String after = "";
      for (int page = 0; page < 10; page++) {
        JsonObject connection =
            Library.data(
                    library.ask(
                        "{ booksCollection(first: 2, orderBy: [%s] %s) { edges { cursor node { title } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }"
                            .formatted(order, after)))
                .getJsonObject("booksCollection");
        JsonObject info = connection.getJsonObject("pageInfo");
        walked.addAll(titles(connection));
        assertThat(connection.getInteger("totalCount")).isEqualTo(6);
        assertThat(info.getBoolean("hasPreviousPage")).isEqualTo(page > 0);
        assertThat(info.getBoolean("hasNextPage")).isEqualTo(page < 2);
        if (!info.getBoolean("hasNextPage")) {
          break;
        }
        JsonArray edges = connection.getJsonArray("edges");
        assertThat(edges.getJsonObject(edges.size() - 1).getString("cursor"))
            .isEqualTo(info.getString("endCursor"));
        after = ", after: \"" + info.getString("endCursor") + "\"";
      }
      List<Object> whole =
          titles(
              Library.data(
                      library.ask(
                          "{ booksCollection(orderBy: [%s]) { edges { node { title } } } }"
                              .formatted(order)))
                  .getJsonObject("booksCollection"));
      assertThat(walked).as(order).isEqualTo(whole).hasSize(6);
    }
  }

  private static void backward(Library library) {
    List<Object> walked = new ArrayList<>();
    String before = "";
    boolean more = true;
    while (more) {
      JsonObject connection =
          Library.data(
                  library.ask(
                      "{ booksCollection(last: 4, orderBy: [{price: AscNullsFirst}] %s) { pageInfo { hasPreviousPage startCursor } edges { node { title } } } }"
                          .formatted(before)))
              .getJsonObject("booksCollection");
      walked.addAll(0, titles(connection));
      JsonObject info = connection.getJsonObject("pageInfo");
      more = info.getBoolean("hasPreviousPage");
      before = ", before: \"" + info.getString("startCursor") + "\"";
    }
    List<Object> whole =
        titles(
            Library.data(
                    library.ask(
                        "{ booksCollection(orderBy: [{price: AscNullsFirst}]) { edges { node { title } } } }"))
                .getJsonObject("booksCollection"));
    assertThat(walked).isEqualTo(whole).hasSize(6);
    String cursor = before.replace(", before: ", "");
    assertThat(
            Library.code(
                library.ask("{ booksCollection(after: " + cursor + ") { edges { cursor } } }")))
        .as("a cursor belongs to its order")
        .isEqualTo("MSI123");
  }

  private static void related(Library library) {
    JsonObject data =
        Library.data(
            library.ask(
                """
                { shelvesCollection(orderBy: [{code: AscNullsLast}]) { edges { node { code
                    booksCollection(first: 2, orderBy: [{title: AscNullsLast}]) {
                      totalCount pageInfo { hasNextPage endCursor }
                      edges { node { title shelf { code room } } } } } } } }
                """));
    JsonArray edges = data.getJsonObject("shelvesCollection").getJsonArray("edges");
    JsonObject first =
        edges.getJsonObject(0).getJsonObject("node").getJsonObject("booksCollection");
    assertThat(titles(first)).isEqualTo(List.of("Devil on the Cross", "Petals of Blood"));
    assertThat(first.getInteger("totalCount")).isEqualTo(3);
    assertThat(first.getJsonObject("pageInfo").getBoolean("hasNextPage")).isTrue();
    assertThat(
            first
                .getJsonArray("edges")
                .getJsonObject(0)
                .getJsonObject("node")
                .getJsonObject("shelf")
                .encode())
        .isEqualTo("{\"code\":\"A\",\"room\":\"East\"}");
    JsonObject last = edges.getJsonObject(2).getJsonObject("node").getJsonObject("booksCollection");
    assertThat(last.encode())
        .isEqualTo(
            "{\"totalCount\":0,\"pageInfo\":{\"hasNextPage\":false,\"endCursor\":null},\"edges\":[]}");
    String cursor = first.getJsonObject("pageInfo").getString("endCursor");
    JsonObject next =
        Library.data(
                library.ask(
                    """
                    { shelvesByPk(code: "A") { booksCollection(first: 2, after: "%s",
                        orderBy: [{title: AscNullsLast}]) { edges { node { title } }
                        pageInfo { hasNextPage hasPreviousPage } } } }
                    """
                        .formatted(cursor)))
            .getJsonObject("shelvesByPk")
            .getJsonObject("booksCollection");
    assertThat(titles(next)).isEqualTo(List.of("Weep Not, Child"));
    assertThat(next.getJsonObject("pageInfo").getBoolean("hasNextPage")).isFalse();
  }

  private static void filters(Library library) {
    Map<String, Integer> counts =
        Map.ofEntries(
            Map.entry("{}", 6),
            Map.entry("{pages: {gt: 204}}", 3),
            Map.entry("{pages: {is: NULL}}", 1),
            Map.entry("{not: {pages: {is: NULL}}}", 5),
            Map.entry("{title: {ilike: \"%on%\"}}", 2),
            Map.entry("{title: {startsWith: \"We\"}}", 2),
            Map.entry("{title: {regex: \"^W.*s$\"}}", 1),
            Map.entry("{state: {eq: lent}}", 2),
            Map.entry("{state: {in: [lent, lost]}}", 2),
            Map.entry("{id: {in: [\"1\", 2]}}", 2),
            Map.entry("{id: {in: []}}", 0),
            Map.entry("{or: [{pages: {eq: 160}}, {pages: {eq: 410}}]}", 2),
            Map.entry("{and: [{pages: {gte: 160}}, {pages: {lte: 254}}]}", 3),
            Map.entry("{tags: {contains: [\"novel\"]}}", 2),
            Map.entry("{tags: {overlaps: [\"kenya\", \"x\"]}}", 1),
            Map.entry("{tags: {containedBy: [\"novel\"]}}", 2),
            Map.entry("{signed: {eq: true}}", 0),
            Map.entry("{price: {neq: \"9.99\"}}", 2),
            Map.entry("{price: {eq: null}}", 0),
            Map.entry("{isbn: {eq: \"0190A000-0000-7000-8000-0000000000A1\"}}", 1),
            Map.entry("{lent_at: {lt: \"2026-01-02T03:04:06Z\"}}", 1),
            Map.entry("{or: []}", 0));
    counts.forEach((filter, count) ->
        assertThat(
                Library.data(
                        library.ask("{ booksCollection(filter: " + filter + ") { totalCount } }"))
                    .getJsonObject("booksCollection")
                    .getInteger("totalCount"))
            .as(filter)
            .isEqualTo(count));
    assertThat(
            Library.code(
                library.ask("{ booksCollection(filter: {isbn: {eq: \"x\"}}) { totalCount } }")))
        .isEqualTo("22P02");
  }

  private static void aggregates(Library library) {
    JsonObject data =
        Library.data(
            library.ask(
                """
                { booksCollection(filter: {shelf_code: {eq: "A"}}) {
                    totalCount
                    aggregate { count sum { pages price } avg { pages } min { title } max { pages } }
                    again: aggregate { count __typename } }
                  shelvesCollection(orderBy: [{code: AscNullsLast}]) { edges { node {
                    booksCollection { aggregate { count sum { pages } } } } } } }
                """));
    assertThat(data.getJsonObject("booksCollection").encode())
        .startsWith(
            "{\"totalCount\":3,\"aggregate\":{\"count\":3,\"sum\":{\"pages\":\"824\",\"price\":\"32.50\"},")
        .contains("\"min\":{\"title\":\"Devil on the Cross\"},\"max\":{\"pages\":410}}")
        .endsWith("\"again\":{\"count\":3,\"__typename\":\"booksAggregate\"}}");
    assertThat(data.getJsonObject("shelvesCollection").getJsonArray("edges").encode())
        .isEqualTo(
            "[{\"node\":{\"booksCollection\":{\"aggregate\":{\"count\":3,\"sum\":{\"pages\":\"824\"}}}}},"
                + "{\"node\":{\"booksCollection\":{\"aggregate\":{\"count\":3,\"sum\":{\"pages\":\"498\"}}}}},"
                + "{\"node\":{\"booksCollection\":{\"aggregate\":{\"count\":0,\"sum\":{\"pages\":null}}}}}]");
  }

  private static void nodes(Library library) {
    JsonObject book =
        Library.data(library.ask("{ booksByPk(id: 2) { nodeId shelf { nodeId } } }"))
            .getJsonObject("booksByPk");
    String id = book.getString("nodeId");
    JsonObject data =
        Library.data(
            library.ask(
                """
                { node(nodeId: "%s") { __typename nodeId ... on books { title } ... on shelves { room } }
                  shelf: node(nodeId: "%s") { ...s }
                  none: node(nodeId: "%sA") { nodeId }
                  booksCollection(filter: {nodeId: {eq: "%s"}}) { edges { node { title nodeId } } } }
                fragment s on shelves { room }
                """
                    .formatted(id, book.getJsonObject("shelf").getString("nodeId"), id, id)));
    assertThat(data.encode())
        .isEqualTo(
            "{\"node\":{\"__typename\":\"books\",\"nodeId\":\"%s\",\"title\":\"Petals of Blood\"},"
                    .formatted(id)
                + "\"shelf\":{\"room\":\"East\"},\"none\":null,"
                + "\"booksCollection\":{\"edges\":[{\"node\":{\"title\":\"Petals of Blood\",\"nodeId\":\"%s\"}}]}}"
                    .formatted(id));
  }

  private static void functions(Library library) {
    JsonObject data =
        Library.data(
            library.ask(
                """
                { thickest(least: 200, first: 2) {
                    edges { node { title shelf { code } } } totalCount }
                  total_pages(shelf: "B") }
                """));
    assertThat(data.getString("total_pages")).isEqualTo("498");
    assertThat(data.getJsonObject("thickest").encode())
        .isEqualTo(
            "{\"edges\":[{\"node\":{\"title\":\"Petals of Blood\",\"shelf\":{\"code\":\"A\"}}},"
                + "{\"node\":{\"title\":\"We Need New Names\",\"shelf\":{\"code\":\"B\"}}}],\"totalCount\":4}");
  }

  private static void language(Library library) {
    JsonObject answer =
        library.ask(
            """
            query One($with: Boolean!, $least: Int = 200, $f: booksFilter) {
              thick: booksCollection(first: 1, orderBy: {pages: DescNullsLast}, filter: {pages: {gt: $least}}) {
                ...rows ... @include(if: $with) { totalCount } }
              none: booksCollection(filter: $f) { ...rows totalCount @skip(if: true) }
            }
            fragment rows on booksConnection { edges { node { title } } edges { node { t: title pages } } }
            """,
            new JsonObject()
                .put("with", true)
                .put("f", new JsonObject().put("title", new JsonObject().put("eq", "x"))),
            "");
    assertThat(Library.data(answer).encode())
        .isEqualTo(
            "{\"thick\":{\"edges\":[{\"node\":{\"title\":\"Petals of Blood\",\"t\":\"Petals of Blood\",\"pages\":410}}],\"totalCount\":4},"
                + "\"none\":{\"edges\":[]}}");
    assertThat(Library.code(library.ask("query($x: Int!) { booksByPk(id: $x) { id } }")))
        .isEqualTo("MSI121");
    assertThat(Library.code(library.ask("query($x: BigInt!) { booksByPk(id: $x) { id } }")))
        .isEqualTo("MSI122");
    assertThat(Library.code(library.ask("{ booksCollection(first: -1) { totalCount } }")))
        .isEqualTo("MSI123");
    assertThat(Library.code(library.ask("{ booksCollection { nothing } }"))).isEqualTo("MSI121");
    assertThat(Library.code(library.ask("{ booksCollection {"))).isEqualTo("MSI120");
  }

  private static void hidden(Library library) {
    for (String document :
        List.of(
            "{ vaultCollection { totalCount } }",
            "{ booksCollection { edges { node { secret } } } }",
            "{ booksCollection(filter: {secret: {eq: \"s1\"}}) { totalCount } }",
            "{ booksCollection(orderBy: [{secret: AscNullsLast}]) { totalCount } }",
            "{ booksCollection { aggregate { min { secret } } } }",
            "query($f: vaultFilter) { booksCollection { totalCount } }",
            "{ node(nodeId: \"x\") { ... on vault { text } } }")) {
      JsonObject answer = library.ask(document);
      assertThat(Library.code(answer)).as(document).isEqualTo("MSI121");
      assertThat(answer.containsKey("data")).isFalse();
    }
    JsonObject lost = library.ask("{ booksByPk(id: 4) { title } }");
    assertThat(Library.data(lost).getValue("booksByPk")).isNull();
    assertThat(
            Library.data(
                    library.keep("{ booksByPk(id: 1) { secret } vaultCollection { totalCount } }"))
                .encode())
        .isEqualTo("{\"booksByPk\":{\"secret\":\"s1\"},\"vaultCollection\":{\"totalCount\":0}}");
  }

  private static void introspection(Library library) {
    String document =
        "{ __schema { types { name fields(includeDeprecated: true) { name isDeprecated deprecationReason } } } }";
    assertThat(Library.code(library.ask(document))).isEqualTo("MSI127");
    String person = Library.data(library.ask(document, new JsonObject(), library.token())).encode();
    assertThat(person).contains("booksCollection", "\"ask for floor\"").doesNotContain("vault");
    assertThat(Library.data(library.keep(document)).encode()).contains("vaultCollection");
  }
}
