package msingi.testkit.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import msingi.testkit.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * A document that is asked again with other variables answers what the document with the values
 * written into it answers: what was put together for one asking serves the next one, and nothing of
 * the first asking is left in it.
 */
class GraphRepeatsTest {
  static final List<String> STORES = Place.STORES;

  private static final Pattern HEADER = Pattern.compile("^query\\([^)]*\\)");

  /** A document, and values for its variables as GraphQL writes them. */
  private record Asked(String document, List<Map<String, String>> values) {}

  private static final String PAGES = "[\"100\", \"204\", \"294\", \"null\", \"204\", \"1000\"]";

  private static final List<Asked> ASKED =
      List.of(
          each(
              "query($a: BigInt!) { booksByPk(id: $a) { id title shelf { code } } }",
              "[\"1\", \"2\", \"999\", \"\\\"3\\\"\", \"\\\"x\\\"\", \"1\"]"),
          each(
              "query($a: Int) { booksCollection(filter: {pages: {gt: $a}}) { edges { node { id } } } }",
              PAGES),
          each(
              """
              query($a: Int) {
                shelvesCollection { edges { node {
                  code booksCollection(filter: {pages: {lt: $a}}) { totalCount edges { node { id } } } } } }
                all: booksCollection(filter: {not: {or: [{pages: {lt: $a}}, {pages: {eq: $a}}]}}) {
                  totalCount edges { node { id } } } }
              """,
              PAGES),
          each(
              """
              query($a: Int) {
                booksCollection(filter: {pages: {gte: $a}}) {
                  totalCount edges { node { id } } aggregate { count } } }
              """,
              PAGES),
          each(
              """
              query($a: Int) {
                booksCollection(filter: {pages: {gt: $a}}) { edges { node { id } } }
                booksCollection(filter: {pages: {gt: $a}}) { edges { node { title } } } }
              """,
              PAGES),
          each(
              "query($a: BigFloat) { booksCollection(filter: {price: {gte: $a}}) { edges { node { id price } } } }",
              "[\"1\", \"12.50\", \"\\\"20\\\"\", \"null\", \"1\"]"),
          each(
              "query($a: String!) { booksCollection(filter: {title: {eq: $a}, state: {neq: lost}}) { edges { node { id } } } }",
              "[\"\\\"Weep Not, Child\\\"\", \"\\\"\\\"\", \"\\\"null\\\"\", \"\\\"Weep Not, Child\\\"\"]"),
          each(
              "query($a: OrderByDirection) { booksCollection(orderBy: [{pages: $a}]) { edges { node { id } } } }",
              "[\"AscNullsFirst\", \"DescNullsLast\", \"AscNullsFirst\"]"),
          new Asked(
              """
              query($a: Int!, $n: Int, $with: Boolean!) {
                booksCollection(first: $n, filter: {pages: {gte: $a}}) {
                  edges { node { id } } aggregate @skip(if: $with) { count } }
                other: booksCollection(filter: {pages: {gte: $a}}) @include(if: $with) {
                  totalCount edges { node { id } } } }
              """,
              List.of(
                  Map.of("a", "100", "n", "2", "with", "true"),
                  Map.of("a", "204", "n", "2", "with", "true"),
                  Map.of("a", "204", "n", "1", "with", "true"),
                  Map.of("a", "100", "n", "2", "with", "false"),
                  Map.of("a", "294", "n", "2", "with", "false"),
                  Map.of("a", "294", "n", "2", "with", "true"))));

  private static Asked each(String document, String values) {
    List<Map<String, String>> all =
        new JsonArray(values).stream().map(it -> Map.of("a", it.toString())).toList();
    return new Asked(document, all);
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void whatIsAskedAgainIsAnsweredAnew(String store) {
    try (Library library = Library.open(store, Map.of())) {
      int different = 0;
      for (String caller : List.of("", library.token("keeper"), "")) {
        for (Asked asked : ASKED) {
          JsonObject first = new JsonObject();
          for (Map<String, String> values : asked.values()) {
            JsonObject variables = new JsonObject();
            String written = HEADER.matcher(asked.document()).replaceFirst("query");
            for (Map.Entry<String, String> value : values.entrySet()) {
              written = written.replace("$" + value.getKey(), value.getValue());
              variables.put(value.getKey(), json(value.getValue()));
            }
            JsonObject again = library.ask(asked.document(), variables, caller);
            JsonObject once = library.ask(written, new JsonObject(), caller);
            assertThat(plain(again)).as(written).isEqualTo(plain(once));
            first = first.isEmpty() ? again : first;
            different += first.equals(again) ? 0 : 1;
          }
        }
      }
      // Answers that are all alike would prove nothing.
      assertThat(different).isGreaterThan(50);
    }
  }

  private static Object json(String written) {
    boolean word = written.matches("[A-Z][A-Za-z]+");
    return new JsonArray("[" + (word ? '"' + written + '"' : written) + "]").getValue(0);
  }

  /** An answer without the places of errors, which are other ones in the other document. */
  private static String plain(JsonObject answer) {
    JsonObject copy = answer.copy();
    copy.getJsonArray("errors", new JsonArray())
        .forEach(it -> ((JsonObject) it).remove("locations"));
    return copy.encode();
  }
}
