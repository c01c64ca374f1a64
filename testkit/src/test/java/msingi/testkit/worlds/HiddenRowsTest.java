package msingi.testkit.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.Place;
import msingi.testkit.scenario.People;
import msingi.testkit.scenario.Running;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.scenario.ScenarioRunner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two databases that differ in hidden rows: in one, filters and values fail over them, or over the
 * visible rows to which only they lead. It cannot be told which one that is. PostgreSQL is told to
 * join in the order in which it reads, so that it asks rules late.
 */
class HiddenRowsTest {
  private static final int HIDDEN = 60;

  static final String DEFINITION =
      """
      msingi: 1
      name: hiding
      aggregates: true
      collections:
        groups:
          fields: { id: long, name: text, members: "[memberships.group]", entries: "[entries.group]" }
          access: { read: true }
        memberships:
          fields: { id: long, group: groups, person: uuid }
        topics:
          fields:
            id: long
            amount: int
            open: bool
            data: json?
            whole: { is: int, computed: amount * 2000000000 }
            entries: "[entries.topic]"
            deeper: deeps?
          access: { read: true }
        deeps:
          fields:
            id: long
            amount: int
            whole: { is: int, computed: amount * 2000000000 }
            topics: "[topics.deeper]"
          access: { read: true }
        entries:
          fields:
            id: long
            amount: int
            title: text
            data: json?
            topic: topics
            group: groups
            whole: { is: int, computed: amount * 2000000000 }
            above: { is: int, computed: topic.amount * 2000000000 }
          access:
            read: group.members.exists(m, m.person == auth.uid)
            update: true
            delete: true
        taggings:
          key: [entry, topic]
          fields: { entry: { is: entries, on_delete: cascade }, topic: topics, group: groups }
          access: { read: "group.members.exists(m, m.person == auth.uid)" }
      """;

  /** Each is answered, since nothing that the caller may see fails. */
  private static final List<String> READS =
      List.of(
          "entries?whole=gt.1",
          "entries?whole=not.gt.1",
          "entries?or=(whole.gt.1,id.eq.5)",
          "entries?select=whole,above,data->>n::int&order=whole",
          "entries?select=data->>n::int,n:count()",
          "entries?select=whole,n:count()&order=whole",
          "entries?select=whole.sum(),above.max()",
          "entries?select=id&order=whole&limit=1",
          "entries?above=gt.1",
          "entries?title=match.^(a",
          "entries?select=id,topic!inner(id)&topic.whole=gt.1",
          "entries?select=id,topic(id)&topic.whole=gt.1&topic=is.null",
          "entries?select=id,topic(id)&topic.whole=gt.1&topic=not.is.null",
          "entries?select=id,...topic(amount)&topic.whole=gt.1",
          "entries?select=id,...topic(amount)&topic.whole=gt.1&order=topic(amount)",
          "entries?select=id,...topic(whole)&order=topic(whole)",
          "entries?select=id,...topic!inner(whole)&topic.whole=gt.1&order=topic(whole)",
          "entries?select=id,topic(whole)&order=topic(whole)",
          "entries?select=n:count(),...topic(amount)&topic.whole=gt.1",
          "entries?select=n:count(),...topic(whole)",
          "entries?select=n:count(),...topic(whole.max())&topic.whole=gt.1",
          "entries?select=n:count(),...topic(data->>n::int)",
          "entries?select=id,...topic(id,...deeps(amount))&topic.deeps.whole=gt.1",
          "entries?select=id,...topic(id,...deeps(amount))&topic.deeps.whole=gt.1"
              + "&order=topic(amount)",
          "entries?select=n:count(),...topic(...deeps(amount))&topic.deeps.whole=gt.1",
          "entries?select=n:count(),...topic(...deeps(whole))&topic.whole=gt.1",
          "entries?select=id,topic!inner(id,deeps!inner(id))&topic.deeps.whole=gt.1",
          "groups?select=id,entries(whole,above)&entries.whole=gt.1",
          "groups?select=id,entries!inner(id,topic!inner(id))&entries.topic.whole=gt.1",
          "groups?select=id,entries(id,...topic(amount))&entries.topic.whole=gt.1",
          "groups?select=id,entries(n:count(),...topic(amount))&entries.topic.whole=gt.1",
          "groups?select=id,...entries(whole)&entries.whole=gt.1",
          "topics?select=id,entries!inner(id)&entries.whole=gt.1",
          "entries?select=id,tagged:topics!taggings(id)&tagged.whole=gt.1",
          "entries?select=id,tagged:topics!taggings!inner(id)&tagged.whole=gt.1",
          "entries?select=id,tagged:topics!taggings(id,...deeps(amount))&tagged.deeps.whole=gt.1",
          "entries?select=id,tagged:topics!taggings(n:count(),...deeps(amount))"
              + "&tagged.deeps.whole=gt.1",
          "entries?select=id,...topics!taggings(whole)",
          "entries?select=id,tagged:topics!taggings(id)&tagged.whole=gt.1&tagged=is.null");

  static Stream<String> stores() {
    return Place.STORES.stream();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void hiddenRowsNeverFail(String store) throws Exception {
    try (Running calm = running(store);
        Running failing = running(store);
        ScenarioRunner one = new ScenarioRunner(calm.uri());
        ScenarioRunner other = new ScenarioRunner(failing.uri())) {
      rows(1).forEach((table, body) -> fill(one, calm, table, body));
      rows(2).forEach((table, body) -> fill(other, failing, table, body));
      List<String> wrong = new ArrayList<>();
      int answered = 0;
      for (Scenario asked : asked()) {
        String expected = shown(one.send(as(asked, calm)));
        String got = shown(other.send(as(asked, failing)));
        answered += got.startsWith("200") ? 1 : 0;
        if (!got.equals(expected)) {
          wrong.add(asked.name() + "\n  " + expected + "\n  " + got);
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(answered).isGreaterThan(READS.size());
      Scenario all = request("GET", "entries?whole=gt.1").with("apikey", failing.secretKey());
      assertThat(other.send(all).body()).contains("22003");
    }
  }

  private static List<Scenario> asked() {
    List<Scenario> asked = new ArrayList<>();
    for (String read : READS) {
      asked.add(request("GET", read));
      asked.add(request("GET", read).with("Prefer", "count=exact"));
    }
    for (String filter : List.of("whole=gt.1", "above=gt.1", "id=gt.0&whole=not.lt.1")) {
      String path = "entries?select=id,whole,above&" + filter;
      asked.add(request("DELETE", path).with("Prefer", UNDONE));
      asked.add(request("PATCH", path).sending("{\"title\":\"x\"}").with("Prefer", UNDONE));
    }
    return asked;
  }

  private static String shown(HttpResponse<String> answer) {
    return answer.statusCode() + " " + answer.body();
  }

  private static final String UNDONE = "tx=rollback,return=representation";

  private static Scenario request(String method, String path) {
    String full = "/rest/v1/" + path.replace(">", "%3E").replace("^", "%5E");
    return Scenario.of(method + " " + path, method, full, 0);
  }

  private static Scenario as(Scenario asked, Running running) {
    Scenario known = asked;
    for (Map.Entry<String, String> header : People.headers("nurse", running).entrySet()) {
      known = known.with(header.getKey(), header.getValue());
    }
    return known;
  }

  private static Running running(String store) throws Exception {
    return running(store, Map.of("tx-override", "true"));
  }

  static Running running(String store, Map<String, String> flags) throws Exception {
    if (store.equals("sqlite")) {
      return Running.at(Place.address(store), DEFINITION, flags);
    }
    EmbeddedPostgres.Database database = EmbeddedPostgres.shared(18).createDatabase();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String setting :
          List.of("enable_hashjoin = off", "enable_mergejoin = off", "join_collapse_limit = 1")) {
        statement.execute("ALTER DATABASE " + database.name() + " SET " + setting);
      }
    }
    return Running.at(database.uri(), DEFINITION, flags);
  }

  static void fill(ScenarioRunner runner, Running running, String table, String body) {
    Scenario insert =
        Scenario.of(table, "POST", "/rest/v1/" + table, 201)
            .sending(body)
            .with("apikey", running.secretKey());
    assertThat(runner.run(insert)).isEmpty();
  }

  /**
   * Group 1 is the caller's own; what is in group 2 is hidden and has this amount, as have the
   * topics that it leads to: 2 fails.
   */
  static Map<String, String> rows(int amount) {
    Map<String, String> rows = new java.util.LinkedHashMap<>();
    rows.put("groups", "[{\"id\":1,\"name\":\"a\"},{\"id\":2,\"name\":\"b\"}]");
    rows.put(
        "memberships",
        "[{\"id\":1,\"group_id\":1,\"person\":\""
            + People.NURSE
            + "\"},{\"id\":2,\"group_id\":2,\"person\":\""
            + People.OTHER
            + "\"}]");
    rows.put("deeps", "[{\"id\":1,\"amount\":1},{\"id\":2,\"amount\":2}]");
    rows.put(
        "topics",
        "["
            + topic(1, 1, 1)
            + ","
            + topic(2, 2, 1)
            + ","
            + topic(3, 1, 2)
            + ","
            + topic(4, 1, 1)
            + "]");
    rows.put(
        "entries",
        IntStream.rangeClosed(1, HIDDEN)
            .mapToObj(it -> it <= 2 ? entry(it, 1, 1, 1) : entry(it, amount, led(it, amount), 2))
            .collect(Collectors.joining(",", "[", "]")));
    rows.put(
        "taggings",
        "["
            + tagging(1, 1, 1)
            + ","
            + tagging(2, led(2, amount), 2)
            + ","
            + tagging(1, led(3, amount), 2)
            + "]");
    return rows;
  }

  /** Where hidden rows lead: to a topic that fails, itself or beyond, or to one that does not. */
  private static int led(int id, int amount) {
    return amount == 1 ? 4 : 2 + id % 2;
  }

  private static String topic(int id, int amount, int deeper) {
    return "{\"id\":%d,\"amount\":%d,\"open\":true,\"data\":{\"n\":\"%s\"},\"deeper_id\":%d}"
        .formatted(id, amount, amount == 1 ? "1" : "x", deeper);
  }

  private static String entry(int id, int amount, int topic, int group) {
    return "{\"id\":%d,\"amount\":%d,\"title\":\"a\",\"data\":{\"n\":\"%s\"},\"topic_id\":%d,\"group_id\":%d}"
        .formatted(id, amount, amount == 1 ? "1" : "x", topic, group);
  }

  private static String tagging(int entry, int topic, int group) {
    return "{\"entry_id\":%d,\"topic_id\":%d,\"group_id\":%d}".formatted(entry, topic, group);
  }
}
