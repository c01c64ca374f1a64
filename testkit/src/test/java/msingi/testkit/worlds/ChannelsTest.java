package msingi.testkit.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import msingi.testkit.Place;
import msingi.testkit.scenario.People;
import msingi.testkit.scenario.Scenario;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two databases that differ in the rows, the number of rows and the names that a caller may not
 * see: what is called zebra in one is called yacht in the other.
 */
class ChannelsTest {
  private static final int REQUESTS = 3_000;
  private static final int MANY = 30_000;
  private static final String P = "00000000-0000-7000-8000-0000000000";
  private static final List<String> IDS = List.of(P + "f1", P + "f2", P + "f3", P + "e1", P + "e2");
  private static final List<String> FOLDERS = List.of(P + "0a", P + "0b", P + "dd");

  private static final String DEFINITION =
      """
      msingi: 1
      name: archive
      aggregates: true
      roles: [clerk]
      collections:
        folders:
          fields:
            name: text
            data: json?
            owner: uuid
            records: "[records.folder]"
            asides: "[records.aside]"
          access: { read: owner == auth.uid }
        records:
          fields:
            title: text
            body: text?
            amount: "int? = 1"
            data: json?
            tags: "text[]?"
            zebra_data: json?  HIDDEN
            zebra_text: text?
            folder: folders
            aside: folders?
            label: { is: text, computed: "title + '!'" }
            whole: { is: int, computed: amount * 2000000000 }
            ratio: { is: int, computed: 100 / amount }
            place: { is: text, computed: aside.name }
            zebra_label: { is: text, computed: "title + zebra_text" }
          search:
            words: [title, body]
            zebra_words: [title, zebra_text]
          access:
            read: folder.owner == auth.uid
            create: folder.owner == auth.uid
            update: folder.owner == auth.uid
            delete: folder.owner == auth.uid
            fields:
              zebra_text: { read: "'clerk' in auth.roles", write: "'clerk' in auth.roles" }
        zebra_vaults:
          fields: { zebra_what: text, data: json?, record: records? }
          search: { words: [zebra_what] }
      functions:
        find:
          access: true
          volatility: stable
          arguments: { word: text }
          returns: [records]
          sql: SELECT * FROM records WHERE title LIKE :word
        zebra_open:
          access: "'clerk' in auth.roles"
          volatility: stable
          arguments: { zebra_word: text }
          returns: [zebra_vaults]
          sql: SELECT * FROM zebra_vaults WHERE zebra_what LIKE :zebra_word
      """;

  private static String record(String id, String folder, String word, String seen, int amount) {
    return """
    {"id":"%s","folder_id":"%s","aside_id":"%s","title":"%s cats","body":"the %s mat",\
    "amount":%d,"data":{"a":{"b":"%s"},"list":[1,"%s"],"n":"%s"},"tags":["%s"],\
    "zebra_data":{"a":"%s"},"zebra_text":"%s dogs"}\
    """
        .formatted(
            P + id, P + folder, P + "0b", seen, seen, amount, seen, seen, seen, seen, word, word);
  }

  /** Rows of a world whose hidden words are these; the second has more of them. */
  private static Map<String, String> rows(String word, boolean more) {
    Map<String, String> rows = new LinkedHashMap<>();
    String folder = "{\"id\":\"%s\",\"name\":\"%s\",\"data\":{\"a\":\"%s\"},\"owner\":\"%s\"}";
    rows.put(
        "folders",
        "["
            + folder.formatted(P + "0a", "new", "new", People.NURSE)
            + ","
            + folder.formatted(P + "0b", word, word, People.OTHER)
            + "]");
    List<String> records = new ArrayList<>();
    records.add(record("f1", "0a", word, "new", 1));
    records.add(record("f2", "0a", word, "12", 1));
    records.add(record("f3", "0b", word, word, 1));
    if (more) {
      records.add(record("c1", "0b", word, word, 0));
      records.add(record("c2", "0b", word, "(", 2));
    }
    rows.put("records", "[" + String.join(",", records) + "]");
    rows.put("zebra_vaults", "[{\"zebra_what\":\"" + word + "\"}]");
    return rows;
  }

  private static Pair.World world(String word, String name, boolean more) {
    Map<String, String> rows = new LinkedHashMap<>();
    rows(word, more).forEach((table, body) -> rows.put(named(table, name), named(body, name)));
    String open = DEFINITION.replace("json?  HIDDEN", "json?");
    String closed =
        DEFINITION.replace("json?  HIDDEN", "{ is: json, optional: true, hidden: true }");
    return new Pair.World(named(closed, name), named(open, name), rows);
  }

  private static String named(String text, String name) {
    return text.replace("zebra", name);
  }

  static Stream<String> stores() {
    return Place.STORES.stream();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void everyChannelAnswersAlike(String store) throws Exception {
    try (Pair pair = pair(store)) {
      Scenario all = Scenario.of("all", "GET", "/rest/v1/records?select=title&order=id", 200);
      assertThat(pair.difference("secret", all)).isNotEmpty();
      ask(pair, Long.getLong("worlds.seed", 20_261_121), REQUESTS);
      assertThat(pair.difference("secret", all)).isNotEmpty();
      assertThat(pair.answered()).as("answers that are no refusals").isGreaterThan(REQUESTS / 5);
      assertThat(pair.rows()).as("answers with rows").isGreaterThan(REQUESTS / 20);
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  @Tag("full")
  void manyMoreChannelsAnswerAlike(String store) throws Exception {
    try (Pair pair = pair(store)) {
      ask(pair, Long.getLong("worlds.seed", System.nanoTime()), MANY);
    }
  }

  private static Pair pair(String store) throws java.io.IOException {
    return Pair.of(store, List.of(world("secret", "zebra", false), world("other", "yacht", true)));
  }

  private static void ask(Pair pair, long seed, int count) {
    Channels channels = new Channels(IDS, FOLDERS, seed);
    List<String> differences = new ArrayList<>();
    for (int index = 0; index < count && differences.size() < 8; index++) {
      Scenario request = channels.next();
      String difference = pair.difference(index % 5 == 4 ? "stranger" : "nurse", request);
      if (!difference.isEmpty()) {
        differences.add(difference);
      }
    }
    assertThat(differences).as("seed " + seed).isEmpty();
  }
}
