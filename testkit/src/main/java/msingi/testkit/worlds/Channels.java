package msingi.testkit.worlds;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import msingi.testkit.scenario.Scenario;

/**
 * An endless row of requests from a seed about records in folders, by every way on which words of a
 * row may come out: documents, casts, patterns, containment, searches, computed fields, plans,
 * preferences, bodies of all kinds, and the words of refusals.
 */
public final class Channels {
  private static final List<String> NAMES =
      List.of(
          "title", "body", "amount", "data", "tags", "label", "ratio", "whole", "place", "words");
  private static final List<String> DARK =
      List.of(
          "zebra_data",
          "yacht_data",
          "zebra_text",
          "yacht_text",
          "zebra_words",
          "yacht_words",
          "zebra_label",
          "yacht_label",
          "zebra_dat",
          "yacht_tex",
          "zebra_wordz",
          "titel",
          "bodi");
  private static final List<String> WORDS =
      List.of("cats", "dogs", "secret", "other", "new", "mat", "12", "zz");
  private static final List<String> CASTS =
      List.of("text", "int", "bigint", "numeric", "float8", "bool", "date", "json", "nonesuch");
  private static final List<String> STEPS =
      List.of("->a", "->>a", "->a->b", "->a->>b", "->list->0", "->list->>-1", "->none", "->>n");
  private static final List<String> DOCUMENTS =
      List.of(
          "{\"a\":1}", "{}", "[1]", "{\"a\":{\"b\":\"secret\"}}", "{\"list\":[1]}", "1", "null");
  private static final List<String> PATTERNS =
      List.of("^[a-n]", "s", "(", "*", "secret|other", "a{2,1}", "\\d+", "secret\\", "", "[");
  private static final List<String> PREFERENCES =
      List.of(
          "tx=rollback",
          "timezone=Africa/Nairobi",
          "timezone=Nowhere/Land",
          "count=exact",
          "count=planned",
          "count=estimated",
          "handling=strict,tx=rollback,timezone=America/Lima",
          "handling=strict,nonesuch=1");
  private static final List<String> FORMS =
      List.of(
          "application/json",
          "text/csv",
          "application/x-ndjson",
          "application/vnd.pgrst.plan+json",
          "application/vnd.pgrst.plan+text; options=analyze|verbose",
          "application/vnd.pgrst.object+json",
          "application/vnd.pgrst.array+json;nulls=stripped");
  private static final List<String> PLACES =
      List.of(
          "zebra_vaults",
          "yacht_vaults",
          "zebra_vault",
          "yacht_vault",
          "recordz",
          "folder",
          "rpc/zebra_open",
          "rpc/yacht_open",
          "rpc/zebra_opem",
          "rpc/yacht_opem",
          "rpc/find",
          "rpc/find?zebra_word=x",
          "rpc/fin?word=x",
          "rpc/find?wort=x",
          "rpc/find?yacht_wort=x");

  private final Random random;
  private final List<String> ids;
  private final List<String> folders;

  /**
   * @param ids records that writes may name: in both worlds or in none
   * @param folders folders that they may name
   */
  public Channels(List<String> ids, List<String> folders, long seed) {
    this.ids = List.copyOf(ids);
    this.folders = List.copyOf(folders);
    this.random = new Random(seed);
  }

  /** The next request. */
  public Scenario next() {
    Scenario request =
        switch (random.nextInt(12)) {
          case 0 -> insert();
          case 1 -> csv();
          case 2 -> form();
          case 3, 4 -> update();
          case 5 -> remove();
          case 6 -> elsewhere();
          case 7 -> groups();
          default -> read();
        };
    return preferring(request);
  }

  private Scenario preferring(Scenario request) {
    Scenario asked = random.nextInt(3) == 0 ? request.with("Prefer", one(PREFERENCES)) : request;
    return random.nextInt(5) == 0 ? asked.with("Accept", one(FORMS)) : asked;
  }

  private Scenario read() {
    String select = item() + "," + item() + (random.nextInt(3) == 0 ? "," + embed() : "");
    String order = random.nextInt(2) == 0 ? operand() + ",id" : "id";
    String path = "records?select=" + select + "&order=" + order;
    return request("GET", path + filters() + (random.nextInt(4) == 0 ? "&limit=1" : ""));
  }

  private Scenario groups() {
    String column = operand();
    return request(
        "GET",
        "records?select=" + column + ",n:count(),m:amount.max()&order=" + column + filters());
  }

  private String item() {
    String item = random.nextInt(8) == 0 ? "*" : "c" + random.nextInt(9) + ":" + operand();
    return !item.equals("*") && random.nextInt(3) == 0 ? item + "::" + one(CASTS) : item;
  }

  private String operand() {
    String name = random.nextInt(6) == 0 ? one(DARK) : one(NAMES);
    boolean document = name.equals("data") || name.endsWith("_data") || name.equals("tags");
    return random.nextInt(document ? 2 : 20) == 0 ? name + one(STEPS) : name;
  }

  private String embed() {
    String inner = random.nextBoolean() ? "!inner" : "";
    String name = one(List.of("folders", "folder", "aside", "zebra_vaults", "yacht_vault"));
    return name + inner + "(" + one(List.of("name", "data->>a", "data->a", "name::int")) + ")";
  }

  private String filters() {
    StringBuilder text = new StringBuilder();
    for (int count = random.nextInt(3); count > 0; count--) {
      text.append('&').append(filter());
    }
    return text.toString();
  }

  private String filter() {
    String not = random.nextInt(4) == 0 ? "not." : "";
    return switch (random.nextInt(7)) {
      case 0 ->
          one(List.of("words", "body", "zebra_words", "yacht_words", "title"))
              + "="
              + not
              + search();
      case 1 ->
          one(List.of("title", "body", "label", "zebra_text", "data->>a"))
              + "="
              + not
              + one(List.of("match.", "imatch.", "match(any).", "like.", "ilike."))
              + encoded(one(PATTERNS));
      case 2 ->
          one(List.of("data", "data->a", "zebra_data"))
              + "="
              + not
              + one(List.of("cs.", "cd.", "ov.", "eq."))
              + encoded(one(DOCUMENTS));
      case 3 ->
          "tags="
              + not
              + one(List.of("cs.", "cd.", "ov.", "eq."))
              + encoded("{" + one(WORDS) + "}");
      case 4 ->
          one(List.of("ratio", "whole", "amount"))
              + "="
              + not
              + one(List.of("gt.", "eq.", "lt."))
              + random.nextInt(3);
      case 5 ->
          one(List.of("folder.name", "aside.name", "place"))
              + "="
              + not
              + one(List.of("eq.", "like."))
              + one(WORDS);
      default ->
          operand()
              + "="
              + not
              + one(List.of("eq.", "gt.", "lt.", "neq.", "ilike.*"))
              + encoded(one(WORDS));
    };
  }

  private String search() {
    String language = one(List.of("", "", "", "(english)", "(simple)", "(nonesuch)"));
    String words = one(WORDS) + one(List.of("", " " + one(WORDS), " & " + one(WORDS), ":*", " !"));
    return one(List.of("fts", "plfts", "phfts", "wfts")) + language + "." + encoded(words);
  }

  private Scenario elsewhere() {
    String place = one(PLACES);
    String method = one(List.of("GET", "POST", "PATCH", "DELETE", "OPTIONS", "HEAD"));
    Scenario request = request(method, place);
    return method.startsWith("P") ? request.sending("{\"" + one(DARK) + "\":1}") : request;
  }

  private static final String RETURNED = "select=id,title,data->a,label,place&order=id";

  private Scenario insert() {
    String columns = one(List.of("", "", "&columns=id,title,folder_id", "&columns=zebra_text,id"));
    String conflict = one(List.of("", "&on_conflict=id", "&on_conflict=zebra_text"));
    String row =
        "{\"id\":\""
            + one(ids)
            + "\",\"title\":\""
            + one(WORDS)
            + "\",\"data\":"
            + one(DOCUMENTS)
            + ",\"amount\":"
            + random.nextInt(3)
            + ",\"folder_id\":\""
            + one(folders)
            + "\""
            + (random.nextInt(6) == 0 ? ",\"" + one(DARK) + "\":null" : "")
            + "}";
    return request("POST", "records?" + RETURNED + columns + conflict)
        .sending(random.nextBoolean() ? row : "[" + row + "]")
        .with("Prefer", returning());
  }

  private Scenario csv() {
    String dark = random.nextInt(6) == 0 ? one(DARK) : "body";
    String body =
        "id,title,amount,folder_id,"
            + dark
            + "\n"
            + one(ids)
            + ","
            + one(WORDS)
            + ","
            + one(List.of("1", "0", "NULL", "x"))
            + ","
            + one(folders)
            + ","
            + one(WORDS)
            + "\n";
    return request("POST", "records?" + RETURNED)
        .with("Content-Type", "text/csv")
        .sending(body)
        .with("Prefer", returning());
  }

  private Scenario form() {
    return request("POST", "records?" + RETURNED)
        .with("Content-Type", "application/x-www-form-urlencoded")
        .sending("id=" + one(ids) + "&title=" + one(WORDS) + "&folder_id=" + one(folders))
        .with("Prefer", returning());
  }

  private Scenario update() {
    String column = one(List.of("title", "body", "data", "amount", "folder_id", one(DARK)));
    String value =
        switch (column) {
          case "data" -> one(DOCUMENTS);
          case "amount" -> Integer.toString(random.nextInt(3));
          case "folder_id" -> '"' + one(folders) + '"';
          default -> '"' + one(WORDS) + '"';
        };
    String columns = one(List.of("", "", "&columns=title,amount", "&columns=" + column));
    return request("PATCH", "records?" + RETURNED + columns + "&" + filter())
        .sending("{\"" + column + "\":" + value + "}")
        .with("Prefer", returning());
  }

  private Scenario remove() {
    return request("DELETE", "records?" + RETURNED + "&" + filter() + "&" + filter())
        .with("Prefer", "tx=rollback," + returning());
  }

  private String returning() {
    return one(List.of("", "missing=default,", "tx=rollback,", "resolution=merge-duplicates,"))
        + one(List.of("return=representation", "return=headers-only", "count=exact"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Scenario request(String method, String path) {
    String full = "/rest/v1/" + path.replace(">", "%3E").replace(" ", "%20");
    return Scenario.of(method + " " + full, method, full, 0);
  }

  private <T> T one(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
