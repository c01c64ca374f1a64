package msingi.testkit.injection;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Requests by the grammar of the dialect, in which any part may be hostile: a word of SQL, of the
 * dialect or of JSON in a place where another is due. The same seed draws the same requests.
 */
final class Grammar {
  private static final List<String> COLUMNS =
      List.of("id", "title", "body", "tags", "doc", "price", "stars", "author", "day", "words");
  private static final List<String> EMBEDS =
      List.of("people", "people", "people", "writer", "notes", "notes_author_fkey", "secrets");
  private static final List<String> TYPES =
      List.of("text", "int", "int4", "numeric", "date", "jsonb", "uuid", "bool", "regclass");
  private static final List<String> OPERATORS =
      List.of(
          "eq",
          "neq",
          "gt",
          "gte",
          "lt",
          "lte",
          "like",
          "ilike",
          "match",
          "imatch",
          "in",
          "is",
          "isdistinct",
          "cs",
          "cd",
          "ov",
          "sl",
          "adj",
          "fts",
          "plfts",
          "phfts",
          "wfts",
          "fts(english)",
          "eq(any)",
          "like(all)",
          "match(any)");
  private static final List<String> VALUES =
      List.of(
          "1",
          "Rain",
          "(1,2)",
          "{1,2}",
          "{\"a\"}",
          "{}",
          "null",
          "true",
          "2026-01-02",
          "[1]",
          "{\"size\":2}",
          "*a*",
          "cat & dog",
          "\"x\"",
          "-1",
          "1e400",
          "99999999999999999999",
          "");

  /** Filters that fit: a column, an operator and a value. */
  private static final List<List<String>> FITTING =
      List.of(
          List.of("id", "eq", "1"),
          List.of("id", "in", "(1,2)"),
          List.of("title", "like", "*a*"),
          List.of("title", "imatch", "^r"),
          List.of("title", "ilike(any)", "{R*,s*}"),
          List.of("tags", "cs", "{a}"),
          List.of("doc->size", "eq", "2"),
          List.of("doc->place->>name", "eq", "x"),
          List.of("price", "gte", "1.5"),
          List.of("stars", "isdistinct", "1"),
          List.of("author", "is", "null"),
          List.of("day", "lt", "2026-02-03"),
          List.of("words", "plfts", "cats"));

  private static final List<String> HOSTILE =
      List.of(
          "'",
          "\"",
          "''",
          "\\",
          "\\'",
          "\\\"",
          ";",
          "--",
          "/*",
          "*/",
          ")",
          "(",
          "((",
          "}",
          "{",
          "'; DROP TABLE notes; --",
          "' OR '1'='1",
          "\" OR 1=1 --",
          "') UNION SELECT id FROM secrets --",
          "1); DELETE FROM people; --",
          "$1",
          "?1",
          ":a",
          "$$",
          "$tag$",
          "%",
          "_",
          "%27",
          "\u0000",
          "\u2028",
          "\ud83d\ude00",
          "é",
          "::text",
          "->>",
          "->",
          "->0",
          "...",
          "!inner",
          "!",
          "@>",
          "pg_sleep(9)",
          "randomblob(1000000000)",
          "load_extension('x')",
          "t0.id",
          "rowid",
          "ctid",
          "sqlite_master",
          "pg_catalog.pg_user",
          "msingi_keys",
          "old",
          "excluded.id",
          "\r\n",
          "\t");

  private final Random random;

  Grammar(long seed) {
    this.random = new Random(seed);
  }

  /**
   * A request.
   *
   * @param target path and query below {@code /rest/v1}, encoded
   * @param headers besides the credentials
   * @param body none when empty
   */
  record Asked(String method, String target, Map<String, String> headers, String body) {}

  Asked next() {
    Map<String, String> headers = new LinkedHashMap<>();
    maybe(4, () -> headers.put("Prefer", visible(prefer())));
    maybe(8, () -> headers.put("Accept", visible(accept())));
    maybe(8, () -> headers.put("Range", visible(odd("0-1"))));
    maybe(8, () -> headers.put("Accept-Profile", visible(odd("public"))));
    return switch (random.nextInt(10)) {
      case 0 -> write("POST", headers, "", json(true));
      case 1 ->
          write("POST", headers, on("columns", names()) + on("on_conflict", names()), json(true));
      case 2 -> write("PATCH", headers, filters(), json(false));
      case 3 -> new Asked("DELETE", "/notes?" + filters() + "id=eq.-1", headers, "");
      case 4 ->
          new Asked(
              "GET",
              "/rpc/" + pick(List.of("add_them", "notes_of")) + "?" + arguments() + query(),
              headers,
              "");
      case 5 -> write("POST", headers, query(), json(false), "/rpc/" + encoded(odd("notes_of")));
      case 6 -> new Asked("GET", "/" + encoded(odd("notes")) + "?" + query(), headers, "");
      default -> new Asked(pick(List.of("GET", "GET", "HEAD")), "/notes?" + query(), headers, "");
    };
  }

  private Asked write(String method, Map<String, String> headers, String query, String body) {
    return write(method, headers, query + on("select", select(2)), body, "/notes");
  }

  private Asked write(
      String method, Map<String, String> headers, String query, String body, String path) {
    headers.put(
        "Content-Type",
        pick(
            List.of(
                "application/json",
                "application/json",
                "text/csv",
                "application/x-www-form-urlencoded")));
    headers.putIfAbsent("Prefer", "return=representation,tx=rollback");
    return new Asked(method, path + "?" + query, headers, body);
  }

  private String query() {
    return on("select", select(3))
        + filters()
        + on("order", order())
        + on("limit", odd("2"))
        + on("offset", odd("0"));
  }

  private String filters() {
    StringBuilder text = new StringBuilder();
    for (int count = random.nextInt(3); count > 0; count--) {
      if (random.nextInt(4) == 0) {
        text.append(on(pick(List.of("or", "and", "not.or", "people.or")), tree(2)));
      } else {
        List<String> fitting = pick(FITTING);
        boolean fits = random.nextInt(4) > 0;
        text.append(
            fits
                ? on(odd(fitting.get(0)), odd(fitting.get(1)) + "." + odd(fitting.get(2)))
                : on(path() + field(), test()));
      }
    }
    return text.toString();
  }

  private String path() {
    return random.nextInt(4) == 0 ? odd(pick(EMBEDS)) + "." : "";
  }

  private String field() {
    String column = odd(pick(COLUMNS));
    return random.nextInt(4) == 0 ? column + jsonPath() : column;
  }

  private String jsonPath() {
    return pick(List.of("->", "->>")) + odd(pick(List.of("place", "0", "-1", "size", "a b")));
  }

  private String test() {
    return (random.nextInt(5) == 0 ? "not." : "") + odd(pick(OPERATORS)) + "." + odd(pick(VALUES));
  }

  private String tree(int depth) {
    List<String> parts = new ArrayList<>();
    for (int count = 1 + random.nextInt(3); count > 0; count--) {
      parts.add(
          depth > 0 && random.nextInt(4) == 0
              ? pick(List.of("and", "or", "not.and")) + tree(depth - 1)
              : field() + "." + test());
    }
    return "(" + String.join(",", parts) + ")";
  }

  private String select(int depth) {
    List<String> parts = new ArrayList<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      parts.add(item(depth));
    }
    return odd(String.join(",", parts));
  }

  private String item(int depth) {
    String alias = random.nextInt(4) == 0 ? odd("name") + ":" : "";
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> "*";
      case 1 -> alias + field() + "::" + odd(pick(TYPES));
      case 2 ->
          alias + field() + "." + odd(pick(List.of("sum", "avg", "min", "max", "count"))) + "()";
      case 3, 4 -> alias + odd(pick(COLUMNS.subList(0, COLUMNS.size() - 1)));
      case 5 -> "..." + odd(pick(EMBEDS)) + hint() + "(" + select(depth - 1) + ")";
      case 6 -> alias + odd(pick(EMBEDS)) + hint() + "(" + select(depth - 1) + ")";
      default -> throw new IllegalStateException("drawn too large");
    };
  }

  private String hint() {
    return random.nextInt(3) == 0
        ? "!" + odd(pick(List.of("inner", "left", "author", "notes_author_fkey")))
        : "";
  }

  private String order() {
    return field() + pick(List.of("", ".asc", ".desc.nullslast", "." + odd("desc")));
  }

  private String names() {
    return odd(pick(COLUMNS)) + "," + odd(pick(COLUMNS));
  }

  private String arguments() {
    return on(odd("a"), odd("1")) + on(odd("who"), odd("1"));
  }

  private String prefer() {
    return odd(
        pick(
            List.of(
                "count=exact",
                "return=representation",
                "resolution=merge-duplicates",
                "handling=strict,max-affected=1",
                "missing=default",
                "timezone=Africa/Nairobi",
                "tx=rollback")));
  }

  private String accept() {
    return odd(
        pick(
            List.of(
                "application/json",
                "text/csv",
                "application/vnd.pgrst.object+json",
                "application/vnd.pgrst.plan+text",
                "application/x-ndjson",
                "*/*")));
  }

  private String json(boolean array) {
    String object =
        "{\""
            + escaped(odd(pick(COLUMNS)))
            + "\":\""
            + escaped(odd(pick(VALUES)))
            + "\",\"id\":"
            + pick(List.of("1", "77", "\"" + escaped(odd("1")) + "\"", "null"))
            + "}";
    return odd(array ? "[" + object + "]" : object);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\u0000", "\\u0000")
        .replace("\r", "\\r")
        .replace("\n", "\\n")
        .replace("\t", "\\t");
  }

  /** A header's value holds neither line breaks nor what is not Latin. */
  private static String visible(String text) {
    return text.chars()
        .filter(it -> it >= 0x20 && it < 0x7f)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /** The word itself; now and then something hostile in its place, before, after or inside it. */
  private String odd(String word) {
    String hostile = pick(HOSTILE);
    int at = word.isEmpty() ? 0 : random.nextInt(word.length() + 1);
    return switch (random.nextInt(60)) {
      case 0 -> hostile;
      case 1 -> word + hostile;
      case 2 -> word.substring(0, at) + hostile + word.substring(at);
      default -> word;
    };
  }

  private static String on(String key, String value) {
    return encoded(key) + "=" + encoded(value) + "&";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private void maybe(int seldom, Runnable action) {
    if (random.nextInt(seldom) == 0) {
      action.run();
    }
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
