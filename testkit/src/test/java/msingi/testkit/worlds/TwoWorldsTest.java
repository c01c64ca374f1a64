package msingi.testkit.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import msingi.door.graphql.Drawing;
import msingi.expression.Value;
import msingi.request.Caller;
import msingi.testkit.Place;
import msingi.testkit.scenario.People;
import msingi.testkit.scenario.Running;
import msingi.testkit.scenario.Scenario;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two databases that differ only in what a caller may not see answer it byte by byte alike. What
 * {@code docs/access.md} says is revealed is left out: ids and unique values that a write may name
 * are in both worlds or in none, and nothing that is deleted is held on to in one world only.
 */
class TwoWorldsTest {
  private static final int REQUESTS = 1_000;
  private static final int BATCHES = 300;
  private static final int DOCUMENTS = 400;
  private static final int MANY = 20_000;

  private static final String P = "00000000-0000-7000-8000-0000000000";
  private static final List<String> IDS =
      List.of(P + "f1", P + "f2", P + "f3", P + "f4", P + "e1", P + "e2", P + "e3");

  private static String clinicRows(String phone, String unseen, String note) {
    return "["
        + String.join(
            ",",
            patient("f1", "Achieng", "+254700000001", "0a", note),
            patient("f2", "Baraka", null, "0a", note),
            patient("f3", unseen, phone, "0b", note),
            patient("f4", "Unseen too", null, "0b", null))
        + "]";
  }

  private static String patient(
      String id,
      String name,
      @org.jspecify.annotations.Nullable String phone,
      String clinic,
      @org.jspecify.annotations.Nullable String notes) {
    return "{\"id\":\""
        + P
        + id
        + "\",\"name\":\""
        + name
        + "\",\"phone\":"
        + quoted(phone)
        + ",\"clinic_id\":\""
        + P
        + clinic
        + "\",\"notes\":"
        + quoted(notes)
        + ",\"created_at\":\"2020-01-01T00:00:00Z\",\"updated_at\":\"2020-01-01T00:00:00Z\"}";
  }

  private static String quoted(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "null" : '"' + text + '"';
  }

  private static Map<String, String> clinic(String phone, String unseen, String note, String user) {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put(
        "users",
        "[{\"id\":\""
            + People.NURSE
            + "\",\"name\":\"Nurse A\"},{\"id\":\""
            + People.OTHER
            + "\",\"name\":\""
            + user
            + "\"}]");
    rows.put(
        "clinics",
        "[{\"id\":\""
            + P
            + "0a\",\"name\":\"Aga\",\"county\":\"Kisumu\"},{\"id\":\""
            + P
            + "0b\",\"name\":\"Bora\",\"county\":\"Homa\"}]");
    rows.put(
        "clinics_staff",
        "[{\"clinics_id\":\"" + P + "0a\",\"users_id\":\"" + People.NURSE + "\"}]");
    rows.put("patients", clinicRows(phone, unseen, note));
    return rows;
  }

  private static final Ground CLINIC =
      new Ground(
          List.of(
              new Ground.Table(
                  "patients",
                  Map.of(
                      "id", IDS,
                      "name", List.of("Achieng", "Unseen", "Baraka", "A*", "U%", "*e*", "Zuri"),
                      "phone", List.of("+254700000001", "+254711111111", "+254722222222", "+2547*"),
                      "notes", List.of("one", "two", "o*"),
                      "clinic_id", List.of(P + "0a", P + "0b"),
                      "created_at", List.of("2020-01-01T00:00:00Z", "2021-01-01"),
                      "nonesuch", List.of("one")),
                  List.of("notes", "nonesuch"),
                  List.of("clinics", "clinics", "users"),
                  Map.of(
                      "name", List.of("\"Dalila\"", "\"Unseen\"", "\"\""),
                      "phone", List.of("null", "\"+254700000001\"", "\"+254733333333\"", "\"12\""),
                      "clinic_id", List.of('"' + P + "0a\"", '"' + P + "0a\"", '"' + P + "0b\""),
                      "born_on", List.of("null", "\"1990-01-01\"", "\"2999-01-01\"")),
                  IDS),
              new Ground.Table(
                  "clinics",
                  Map.of(
                      "id", List.of(P + "0a", P + "0b"),
                      "name", List.of("Aga", "Bora", "*o*"),
                      "county", List.of("Kisumu")),
                  List.of(),
                  List.of("patients", "patients", "patients", "clinics_staff", "staff"),
                  Map.of("name", List.of("\"Aga\"", "\"New\"")),
                  List.of(P + "0a", P + "0c")),
              new Ground.Table(
                  "users",
                  Map.of(
                      "id", List.of(People.NURSE, People.OTHER),
                      "name", List.of("Nurse A", "Nurse B", "Nurse C", "N*")),
                  List.of(),
                  List.of("clinics"),
                  Map.of("name", List.of("\"X\"")),
                  List.of(People.NURSE, People.OTHER))));

  static final String LETTERS =
      """
      msingi: 1
      name: letters
      aggregates: true
      roles: [clerk]
      collections:
        people:
          fields:
            name: text
            code: text? HIDDEN
            pin: text?
            owner: uuid
            letters: "[letters.writer]"
          access:
            read: owner == auth.uid
            create: owner == auth.uid
            update: owner == auth.uid
            delete: owner == auth.uid
            fields: { pin: { read: "'clerk' in auth.roles" } }
        letters:
          fields:
            title: text
            mark: int? HIDDEN
            writer: people
            reader: { is: people, optional: true }
          access: { read: true, create: true, update: "!title.startsWith('old')", delete: true }
        safes:
          fields: { what: text }
      functions:
        named:
          access: true
          volatility: stable
          arguments: { like: text }
          returns: [people]
          sql: SELECT * FROM people WHERE name LIKE :like
        titled:
          access: true
          volatility: stable
          arguments: { like: text }
          returns: [letters]
          sql: SELECT * FROM letters WHERE title LIKE :like
        same_names:
          access: true
          returns: [people]
          sql: UPDATE people SET name = name RETURNING *
        kept:
          access: true
          volatility: stable
          returns: [safes]
          sql: SELECT * FROM safes
      """;

  static Map<String, String> letters(String unseen, String code, int mark, String pin) {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put(
        "people",
        "["
            + String.join(
                ",",
                person("f1", "Me", code, pin, People.NURSE),
                person("f2", "Me too", code, pin, People.NURSE),
                person("f3", unseen, code, pin, People.OTHER),
                person("f4", unseen + " two", code, pin, People.OTHER))
            + "]");
    rows.put(
        "letters",
        "["
            + String.join(
                ",",
                letter("e1", "old one", "f1", "f3", mark),
                letter("e2", "new one", "f3", "f2", mark),
                letter("e3", "new two", "f4", "f1", mark))
            + "]");
    rows.put("safes", "[{\"what\":\"" + unseen + "\"}]");
    return rows;
  }

  private static String person(String id, String name, String code, String pin, String owner) {
    return "{\"id\":\""
        + P
        + id
        + "\",\"name\":\""
        + name
        + "\",\"code\":\""
        + code
        + id
        + "\",\"pin\":\""
        + pin
        + "\",\"owner\":\""
        + owner
        + "\"}";
  }

  private static String letter(String id, String title, String writer, String reader, int mark) {
    return "{\"id\":\""
        + P
        + id
        + "\",\"title\":\""
        + title
        + "\",\"mark\":"
        + mark
        + ",\"writer_id\":\""
        + P
        + writer
        + "\",\"reader_id\":\""
        + P
        + reader
        + "\"}";
  }

  private static final Ground POST =
      new Ground(
          List.of(
              new Ground.Table(
                  "people",
                  Map.of(
                      "id", IDS,
                      "name", List.of("Me", "Hidden", "Other", "M*", "H*"),
                      "code", List.of("x", "xf1", "y*"),
                      "pin", List.of("1", "2"),
                      "owner", List.of(People.NURSE, People.OTHER)),
                  List.of("code", "pin"),
                  List.of("letters", "safes", "letters!letters_writer_id_fkey"),
                  Map.of(
                      "name", List.of("\"Me\"", "\"Hidden\""),
                      "pin", List.of("\"9\"", "null"),
                      "owner", List.of('"' + People.NURSE + '"', '"' + People.OTHER + '"')),
                  IDS),
              new Ground.Table(
                  "letters",
                  Map.of(
                      "id",
                      IDS,
                      "title",
                      List.of("old one", "new one", "n*", "zz"),
                      "mark",
                      List.of("1", "2"),
                      "writer_id",
                      IDS),
                  List.of("mark"),
                  List.of("people", "writer", "reader", "people!letters_writer_id_fkey"),
                  Map.of(
                      "title", List.of("\"new three\"", "\"old two\""),
                      "writer_id", List.of('"' + P + "f1\"", '"' + P + "f3\"", '"' + P + "dd\""),
                      "reader_id", List.of("null", '"' + P + "f2\"", '"' + P + "f4\"")),
                  IDS),
              new Ground.Table(
                  "safes",
                  Map.of("id", IDS, "what", List.of("Hidden", "Other")),
                  List.of("what"),
                  List.of("people"),
                  Map.of("what", List.of("\"x\"")),
                  IDS)),
          List.of(
              new Ground.Function(
                  "named",
                  "people",
                  List.of(Map.of("like", "%"), Map.of("like", "M%"), Map.of("like", "H%")),
                  false),
              new Ground.Function(
                  "titled", "letters", List.of(Map.of("like", "%"), Map.of("like", "new%")), false),
              new Ground.Function("same_names", "people", List.of(Map.of()), true),
              new Ground.Function("kept", "safes", List.of(Map.of()), false)));

  static Stream<String> stores() {
    return Place.STORES.stream();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void clinicsAnswerAlike(String store) throws Exception {
    String definition = Running.example("clinic") + "\naggregates: true\n";
    List<Map<String, String>> rows =
        List.of(
            clinic("+254711111111", "Unseen", "one", "Nurse B"),
            clinic("+254722222222", "Zuri", "two", "Nurse C"));
    try (Pair pair = Pair.of(store, definition, definition, rows)) {
      alike(pair, CLINIC, "/rest/v1/patients?select=name&order=id");
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void lettersAnswerAlike(String store) throws Exception {
    List<Map<String, String>> rows =
        List.of(letters("Hidden", "x", 1, "1"), letters("Other", "y", 2, "2"));
    String open = LETTERS.replace(" HIDDEN", "");
    try (Pair pair = Pair.of(store, LETTERS.replace("HIDDEN", "hidden"), open, rows)) {
      alike(pair, POST, "/rest/v1/people?select=name,pin&order=id");
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void batchesAnswerAlike(String store) throws Exception {
    List<Map<String, String>> rows =
        List.of(letters("Hidden", "x", 1, "1"), letters("Other", "y", 2, "2"));
    String open = LETTERS.replace(" HIDDEN", "");
    try (Pair pair = Pair.of(store, LETTERS.replace("HIDDEN", "hidden"), open, rows)) {
      several(pair, POST);
    }
    String definition = Running.example("clinic") + "\naggregates: true\n";
    List<Map<String, String>> clinics =
        List.of(
            clinic("+254711111111", "Unseen", "one", "Nurse B"),
            clinic("+254722222222", "Zuri", "two", "Nurse C"));
    try (Pair pair = Pair.of(store, definition, definition, clinics)) {
      several(pair, CLINIC);
    }
  }

  /** The answers within carry counts, headers and validators of their own. */
  private static void several(Pair pair, Ground ground) {
    Requests requests = new Requests(ground, 20_261_121);
    for (int index = 0; index < BATCHES; index++) {
      String difference =
          pair.difference(index % 4 == 3 ? "stranger" : "nurse", requests.several());
      assertThat(difference).isEmpty();
    }
    assertThat(pair.answered()).isGreaterThan(BATCHES / 4);
  }

  /** Documents over the nurse's own schema: what she may not see is not even in it. */
  @ParameterizedTest
  @MethodSource("stores")
  void graphsAnswerAlike(String store) throws Exception {
    List<Map<String, String>> rows =
        List.of(letters("Hidden", "x", 1, "1"), letters("Other", "y", 2, "2"));
    String open = LETTERS.replace(" HIDDEN", "");
    String dark = LETTERS.replace("HIDDEN", "hidden");
    List<String> words = new ArrayList<>(IDS);
    words.addAll(List.of("Me", "Hidden", "Other", "old one", "new one", "%e%", "x", "y", "M"));
    words.addAll(List.of(People.NURSE, People.OTHER));
    try (Pair pair = Pair.of(store, dark, open, rows)) {
      documents(pair, dark, words);
      assertThat(pair.answered()).isGreaterThan(DOCUMENTS / 2);
    }
    String definition = Running.example("clinic") + "\naggregates: true\n";
    List<Map<String, String>> clinics =
        List.of(
            clinic("+254711111111", "Unseen", "one", "Nurse B"),
            clinic("+254722222222", "Zuri", "two", "Nurse C"));
    words.addAll(List.of("Achieng", "Unseen", "Zuri", "+254711111111", P + "0a", P + "0b", "Aga"));
    try (Pair pair = Pair.of(store, definition, definition, clinics)) {
      documents(pair, definition, words);
    }
  }

  private static void documents(Pair pair, String definition, List<String> words) {
    Caller nurse =
        new Caller(
            Caller.Role.AUTHENTICATED,
            new Value.Uuid(java.util.UUID.fromString(People.NURSE)),
            List.of("nurse"),
            false,
            Map.of());
    List<String> drawn =
        Drawing.documents(Place.app(definition), nurse, words, 20_261_121, DOCUMENTS);
    List<String> differences = new ArrayList<>();
    for (int index = 0; index < drawn.size() && differences.size() < 5; index++) {
      String body =
          new io.vertx.core.json.JsonObject()
              .put("query", drawn.get(index))
              .put("operationName", "o0")
              .encode();
      Scenario asked =
          Scenario.of(drawn.get(index), "POST", "/graphql/v1", 0)
              .sending(body)
              .with("Content-Type", "application/json");
      String difference = pair.difference(index % 4 == 3 ? "stranger" : "nurse", asked);
      if (!difference.isEmpty()) {
        differences.add(difference);
      }
    }
    assertThat(differences).isEmpty();
  }

  /** With one row in an ordinary answer, what is longer as CSV or as lines is an export. */
  @ParameterizedTest
  @MethodSource("stores")
  void exportsAnswerAlike(String store) throws Exception {
    List<Map<String, String>> rows =
        List.of(letters("Hidden", "x", 1, "1"), letters("Other", "y", 2, "2"));
    String open = LETTERS.replace(" HIDDEN", "");
    String brief = LETTERS.replace("HIDDEN", "hidden") + "limits: { rows: 1 }\n";
    try (Pair pair = Pair.of(store, brief, open, rows)) {
      Scenario all = Scenario.of("all", "GET", "/rest/v1/people?order=id", 200);
      for (String form : List.of("text/csv", "application/x-ndjson")) {
        assertThat(pair.difference("secret", all.with("Accept", form)))
            .isNotEmpty()
            .contains("chunked");
      }
      ask(pair, POST, 20_261_122, REQUESTS);
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  @Tag("full")
  void manyMoreAnswerAlike(String store) throws Exception {
    String definition = Running.example("clinic") + "\naggregates: true\n";
    List<Map<String, String>> rows =
        List.of(
            clinic("+254711111111", "Unseen", "one", "Nurse B"),
            clinic("+254722222222", "Zuri", "two", "Nurse C"));
    try (Pair pair = Pair.of(store, definition, definition, rows)) {
      ask(pair, CLINIC, System.nanoTime(), MANY);
    }
  }

  /** The worlds do differ, as one who sees all can tell; the others cannot. */
  private static void alike(Pair pair, Ground ground, String telling) {
    Scenario all = Scenario.of("all", "GET", telling, 200);
    assertThat(pair.difference("secret", all)).isNotEmpty();
    ask(pair, ground, 20_261_121, REQUESTS);
    assertThat(pair.difference("secret", all)).isNotEmpty();
    assertThat(pair.answered()).as("answers that are no refusals").isGreaterThan(REQUESTS / 3);
    assertThat(pair.rows()).as("answers with rows").isGreaterThan(REQUESTS / 20);
  }

  private static void ask(Pair pair, Ground ground, long seed, int count) {
    Requests requests = new Requests(ground, seed);
    List<String> differences = new ArrayList<>();
    for (int index = 0; index < count && differences.size() < 5; index++) {
      Scenario request = requests.next();
      String difference = pair.difference(index % 4 == 3 ? "stranger" : "nurse", request);
      if (!difference.isEmpty()) {
        differences.add(difference);
      }
    }
    assertThat(differences).as("seed " + seed).isEmpty();
  }
}
