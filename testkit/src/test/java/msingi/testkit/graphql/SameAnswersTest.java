package msingi.testkit.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import msingi.testkit.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The same questions by REST and by GraphQL, by each kind of caller, have the same rows in the same
 * order: REST's are held against row security of PostgreSQL elsewhere.
 */
class SameAnswersTest {
  static final List<String> STORES = Place.STORES;

  private static final int QUESTIONS = 150;
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "title",
          "state",
          "price",
          "pages",
          "signed",
          "bought",
          "lent_at",
          "isbn",
          "tags",
          "shelf_code");

  /** One condition in both dialects. */
  private record Test(String rest, String graph) {}

  private static final List<Test> TESTS =
      List.of(
          new Test("pages=gt.204", "{pages: {gt: 204}}"),
          new Test("pages=lte.294", "{pages: {lte: 294}}"),
          new Test("pages=is.null", "{pages: {is: NULL}}"),
          new Test("price=not.is.null", "{price: {is: NOT_NULL}}"),
          new Test("price=gte.10", "{price: {gte: \"10\"}}"),
          new Test("state=eq.lent", "{state: {eq: lent}}"),
          new Test("state=neq.lent", "{state: {neq: lent}}"),
          new Test("state=in.(here,lost)", "{state: {in: [here, lost]}}"),
          new Test("title=ilike.*on*", "{title: {ilike: \"%on%\"}}"),
          new Test("title=like.We*", "{title: {startsWith: \"We\"}}"),
          new Test("title=match.^W", "{title: {regex: \"^W\"}}"),
          new Test("id=in.(1,2,9)", "{id: {in: [1, \"2\", 9]}}"),
          new Test("tags=cs.{novel}", "{tags: {contains: [\"novel\"]}}"),
          new Test("tags=ov.{kenya,x}", "{tags: {overlaps: [\"kenya\", \"x\"]}}"),
          new Test("lent_at=lt.2026-02-01", "{lent_at: {lt: \"2026-02-01\"}}"),
          new Test(
              "or=(pages.lt.200,state.eq.lent)", "{or: [{pages: {lt: 200}}, {state: {eq: lent}}]}"),
          new Test(
              "not.and=(pages.lt.300,state.eq.here)",
              "{not: {and: [{pages: {lt: 300}}, {state: {eq: here}}]}}"));

  private static final List<Test> ORDERS =
      List.of(
          new Test("id", ""),
          new Test("price.asc.nullsfirst,id", "{price: AscNullsFirst}"),
          new Test("price.desc.nullslast,id.desc", "{price: DescNullsLast}"),
          new Test("pages.desc.nullsfirst,id.desc", "{pages: DescNullsFirst}"),
          new Test(
              "state.desc.nullslast,title.asc.nullslast,id",
              "{state: DescNullsLast}, {title: AscNullsLast}"));

  @ParameterizedTest
  @FieldSource("STORES")
  void bothDoorsAnswerAlike(String store) {
    try (Library library = Library.open(store, Map.of())) {
      Random random = new Random(20_261_121);
      List<String> callers = List.of("", library.token(), library.token("keeper"));
      List<String> different = new ArrayList<>();
      int rows = 0;
      for (int index = 0; index < QUESTIONS; index++) {
        String caller = callers.get(index % callers.size());
        List<String> both = asked(library, random, caller);
        rows += both.getFirst().length() > 2 ? 1 : 0;
        if (!both.getFirst().equals(both.get(1))) {
          different.add(String.join("\n", both));
        }
      }
      assertThat(different).isEmpty();
      assertThat(rows).isGreaterThan(QUESTIONS / 3);
    }
  }

  /** Both answers, and the questions. */
  private static List<String> asked(Library library, Random random, String caller) {
    List<String> columns = new ArrayList<>(COLUMNS);
    java.util.Collections.shuffle(columns, random);
    columns = columns.subList(0, 1 + random.nextInt(5));
    List<Test> tests = new ArrayList<>(TESTS);
    java.util.Collections.shuffle(tests, random);
    tests = tests.subList(0, random.nextInt(3));
    Test order = ORDERS.get(random.nextInt(ORDERS.size()));
    int first = 1 + random.nextInt(5);
    int offset = random.nextInt(3);
    boolean shelf = random.nextBoolean();
    StringBuilder rest = new StringBuilder("/rest/v1/books?select=" + String.join(",", columns));
    rest.append(shelf ? ",shelf:shelves(code,room)" : "");
    rest.append("&order=" + order.rest() + "&limit=" + first + "&offset=" + offset);
    for (Test test : tests) {
      String[] parts = test.rest().split("=", 2);
      rest.append('&').append(parts[0]).append('=');
      rest.append(URLEncoder.encode(parts[1], StandardCharsets.UTF_8));
    }
    String filter = String.join(", ", tests.stream().map(Test::graph).toList());
    String graph =
        "{ booksCollection(first: %d, offset: %d, orderBy: [%s], filter: {and: [%s]}) { edges { node { %s %s } } } }"
            .formatted(
                first,
                offset,
                order.graph(),
                filter,
                String.join(" ", columns),
                shelf ? "shelf { code room }" : "");
    List<String> headers =
        caller.isEmpty() ? List.of() : List.of("Authorization", "Bearer " + caller);
    JsonArray one = new JsonArray(library.send("GET", rest.toString(), "", headers).body());
    JsonArray two = new JsonArray();
    Library.data(library.ask(graph, new JsonObject(), caller))
        .getJsonObject("booksCollection")
        .getJsonArray("edges")
        .forEach(it -> two.add(((JsonObject) it).getJsonObject("node")));
    return List.of(canonical(one), canonical(two), rest.toString(), graph);
  }

  /** Numbers by their value, whether they are strings or not. */
  private static String canonical(JsonArray rows) {
    List<String> lines = new ArrayList<>();
    for (Object row : rows) {
      Map<String, Object> members = new TreeMap<>();
      ((JsonObject) row)
          .forEach(it -> {
            boolean number = it.getKey().equals("id") || it.getKey().equals("price");
            Object value = it.getValue();
            members.put(
                it.getKey(),
                number && value != null
                    ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
                    : String.valueOf(value));
          });
      lines.add(members.toString());
    }
    return lines.toString();
  }
}
