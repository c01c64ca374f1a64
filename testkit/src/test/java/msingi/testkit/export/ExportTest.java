package msingi.testkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import msingi.testkit.Http;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of any length: what is in them, what their headers say, and whose rules hold. */
class ExportTest {
  private static final String CSV = "text/csv";
  private static final String LINES = "application/x-ndjson";
  private static final Map<String, Shelf> SHELVES = new HashMap<>();

  private static Shelf shelf(String store) throws IOException, SQLException {
    Shelf known = SHELVES.get(store);
    if (known == null) {
      known = new Shelf(store, Map.of());
      SHELVES.put(store, known);
    }
    return known;
  }

  @AfterAll
  static void close() {
    SHELVES.values().forEach(Shelf::close);
    SHELVES.clear();
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static List<String> lines(String body) {
    return Arrays.asList(body.split("\n", -1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void allRowsOfAStrangerAsCsv(String store) throws Exception {
    Shelf shelf = shelf(store);
    HttpResponse<String> answer =
        shelf.get("/books?select=number,title,note&order=number", "Accept", CSV);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "content-type")).isEqualTo("text/csv; charset=utf-8");
    assertThat(header(answer, "transfer-encoding")).isEqualTo("chunked");
    assertThat(header(answer, "content-range")).isEqualTo("*/*");
    List<String> expected =
        shelf.sql(
            "SELECT number || ',\"' || replace(title, '\"', '\"\"') || '\",'"
                + " || CASE WHEN note IS NULL THEN '' WHEN note = '' THEN '\"\"' ELSE note END"
                + " FROM books WHERE number % 5 <> 0 ORDER BY number");
    assertThat(expected).hasSize(80_000);
    assertThat(answer.body()).isEqualTo("number,title,note\n" + String.join("\n", expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void allRowsAsLinesOfJsonWithNestedOnesAFilterAndAnOrder(String store) throws Exception {
    Shelf shelf = shelf(store);
    String query = "/books?select=number,room(floor)&number=gt.7&order=bucket.desc,number.desc";
    String where =
        " FROM books LEFT JOIN rooms ON name = room_name WHERE number % 5 <> 0 AND number > 7"
            + " ORDER BY bucket DESC, number DESC";
    HttpResponse<String> answer = shelf.get(query, "Accept", LINES);
    assertThat(header(answer, "content-type")).isEqualTo("application/x-ndjson; charset=utf-8");
    List<String> rooms =
        shelf.sql(
            "SELECT '{\"number\":' || number || ',\"room\":' || CASE WHEN floor < 3"
                + " THEN '{\"floor\":' || floor || '}' ELSE 'null' END || '}'"
                + where);
    assertThat(rooms).hasSizeGreaterThan(79_000);
    assertThat(answer.body().replace(" ", "")).isEqualTo(String.join("\n", rooms) + "\n");
    HttpResponse<String> csv = shelf.get(query, "Accept", CSV);
    List<String> cells =
        shelf.sql(
            "SELECT number || ',' || CASE WHEN floor < 3"
                + " THEN '\"{\"\"floor\"\":' || floor || '}\"' ELSE '' END"
                + where);
    assertThat(csv.body().replace(" ", "")).isEqualTo("number,room\n" + String.join("\n", cells));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void whatIsHiddenStaysHidden(String store) throws Exception {
    Shelf shelf = shelf(store);
    assertThat(shelf.get("/books", "Accept", CSV).body())
        .startsWith("number,title,note,bucket,edition,room_name\n")
        .doesNotContain("canary");
    assertThat(shelf.get("/books", "Accept", LINES).body()).doesNotContain("canary");
    HttpResponse<String> refused = shelf.get("/books?select=secret", "Accept", CSV);
    assertThat(refused.statusCode()).isEqualTo(400);
    HttpResponse<String> all =
        shelf.get(
            "/books?select=secret&order=number",
            "Accept",
            CSV,
            "apikey",
            shelf.running().secretKey());
    assertThat(lines(all.body())).hasSize(Shelf.BOOKS + 1).endsWith("canary-" + Shelf.BOOKS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void whatIsCountedIsSaidBeforeTheFirstRow(String store) throws Exception {
    Shelf shelf = shelf(store);
    String counted = "count=exact";
    HttpResponse<String> all = shelf.get("/books?select=number", "Accept", CSV, "Prefer", counted);
    assertThat(all.statusCode()).isEqualTo(200);
    assertThat(header(all, "content-range")).isEqualTo("0-79999/80000");
    assertThat(header(all, "transfer-encoding")).isEqualTo("chunked");
    assertThat(lines(all.body())).hasSize(80_001);
    String part = "/books?select=number&order=number&limit=3000&offset=10";
    HttpResponse<String> some = shelf.get(part, "Accept", LINES, "Prefer", counted);
    assertThat(some.statusCode()).isEqualTo(206);
    assertThat(header(some, "content-range")).isEqualTo("10-3009/80000");
    assertThat(lines(some.body())).hasSize(3_001).startsWith("{\"number\":13}");
    HttpResponse<String> range =
        shelf.get("/books?select=number&order=number", "Accept", CSV, "Range", "79000-");
    assertThat(lines(range.body())).hasSize(1_001).endsWith("99999");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void whatIsSmallHasItsLength(String store) throws Exception {
    Shelf shelf = shelf(store);
    for (String form : List.of(CSV, LINES)) {
      HttpResponse<String> few =
          shelf.get("/books?select=number&number=lte.1000&order=number", "Accept", form);
      assertThat(few.statusCode()).isEqualTo(200);
      assertThat(header(few, "content-range")).isEqualTo("0-799/*");
      assertThat(header(few, "content-length")).isNotEmpty();
      HttpResponse<String> none = shelf.get("/books?number=eq.5", "Accept", form);
      assertThat(header(none, "content-range")).isEqualTo("*/*");
      HttpResponse<String> beyond =
          shelf.get("/books?offset=90000", "Accept", form, "Prefer", "count=exact");
      assertThat(beyond.statusCode()).isEqualTo(416);
    }
    HttpResponse<String> page = shelf.get("/books?select=number&limit=1000", "Accept", CSV);
    assertThat(header(page, "content-range")).isEqualTo("0-999/*");
    assertThat(header(page, "content-length")).isNotEmpty();
    HttpResponse<String> json = shelf.get("/books?select=number", "Accept", "application/json");
    assertThat(header(json, "content-range")).isEqualTo("0-999/*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void headSaysTheSameAndSendsNothing(String store) throws Exception {
    Shelf shelf = shelf(store);
    HttpResponse<String> bare = shelf.send("HEAD", "/books?select=number", "", "Accept", CSV);
    assertThat(bare.statusCode()).isEqualTo(200);
    assertThat(bare.body()).isEmpty();
    assertThat(header(bare, "content-type")).isEqualTo("text/csv; charset=utf-8");
    assertThat(header(bare, "content-range")).isEqualTo("*/*");
    HttpResponse<String> counted =
        shelf.send("HEAD", "/books?limit=5000", "", "Accept", LINES, "Prefer", "count=exact");
    assertThat(counted.statusCode()).isEqualTo(206);
    assertThat(header(counted, "content-range")).isEqualTo("0-4999/80000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void http2CarriesTheSame(String store) throws Exception {
    Shelf shelf = shelf(store);
    String path = "/rest/v1/books?order=number";
    try (HttpClient client = Http.builder().version(HttpClient.Version.HTTP_2).build()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(shelf.running().uri() + path))
                  .header("Accept", CSV)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.body())
          .isEqualTo(shelf.get("/books?order=number", "Accept", CSV).body())
          .hasSizeGreaterThan(8_000_000);
    }
  }
}
