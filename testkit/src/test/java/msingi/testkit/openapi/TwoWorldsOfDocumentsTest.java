package msingi.testkit.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import msingi.testkit.scenario.People;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two applications that differ only in what a caller may not see: hidden fields, closed collections
 * and functions, fields and ways closed to them, rules, checks, computed defaults and their names.
 * To that caller every document is the same, byte for byte; to who may see it, it is not.
 */
class TwoWorldsOfDocumentsTest {
  private static final List<String> DOCUMENTS =
      List.of("/openapi.json", "/rest/v1/", "/postman.json");

  private static final String WORLD =
      """
      msingi: 1
      name: house
      roles: [keeper, %1$s]
      collections:
        rooms:
          title: Rooms
          fields:
            name: text
            %2$s: { is: text, hidden: true, default: %4$s, title: Zebra %5$s }
            %3$s: { is: "int(0..%7$d)", default: %7$d, title: Zebra of keepers %5$s }
            %8$s: { is: %5$s, optional: true }
            zebra_made: { is: text, computed: "name + %3$s_text" }
            %3$s_text: { is: text?, title: Zebra, default: { expr: "'zebra%4$s'" } }
          check:
            - %3$s >= 0 && %2$s != 'zebra-%4$s'
          access:
            read: name != 'zebra%4$s'
            create: "%3$s < %7$d || '%1$s' in auth.roles"
            fields:
              %3$s: { read: "'keeper' in auth.roles", write: "'keeper' in auth.roles" }
              %3$s_text: { read: "'keeper' in auth.roles", write: "'keeper' in auth.roles" }
              %8$s: { read: "'keeper' in auth.roles", write: "'keeper' in auth.roles" }
        %5$s:
          title: Zebra cellar %5$s
          fields: { what: text, room: { is: rooms, optional: true } }
          access: { read: "'keeper' in auth.roles" }
      functions:
        %6$s:
          title: Zebra call
          arguments: { zebra: text }
          returns: text
          access: "'keeper' in auth.roles"
          sql: select '%4$s' || :zebra
      """;

  private static String world(String mark, int most) {
    return WORLD.formatted(
        "zebra_role_" + mark,
        "zebra_hidden_" + mark,
        "zebra_field_" + mark,
        "zebra-value-" + mark,
        "zebra_cellar_" + mark,
        "zebra_call_" + mark,
        most,
        "zebra_way_" + mark);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void whoMayNotSeeItFindsNoTraceOfIt(String store) {
    Map<String, List<HttpResponse<String>>> answers = new HashMap<>();
    for (String definition : List.of(world("one", 111), world("other", 222))) {
      try (Running running = Running.start(store, definition);
          Asking asking = new Asking(running)) {
        for (String path : DOCUMENTS) {
          answers
              .computeIfAbsent("stranger " + path, _ -> new java.util.ArrayList<>())
              .add(asking.get(path, Map.of()));
          Map<String, String> person =
              Map.of("Authorization", "Bearer " + running.token(People.OTHER, List.of()));
          answers
              .computeIfAbsent("person " + path, _ -> new java.util.ArrayList<>())
              .add(asking.get(path, person));
          Map<String, String> keeper =
              Map.of("Authorization", "Bearer " + running.token(People.NURSE, List.of("keeper")));
          answers
              .computeIfAbsent("keeper " + path, _ -> new java.util.ArrayList<>())
              .add(asking.get(path, keeper));
        }
      }
    }
    answers.forEach(TwoWorldsOfDocumentsTest::compare);
  }

  private static void compare(String who, List<HttpResponse<String>> two) {
    String one = two.getFirst().body();
    String other = two.getLast().body();
    assertThat(two.getFirst().statusCode()).as(who + one).isEqualTo(200);
    assertThat(one).as(who).contains("rooms");
    // Hidden fields, and the texts of rules, checks and computed defaults, are nobody's.
    assertThat(one)
        .as(who)
        .doesNotContain("zebra_hidden", "zebra_role", "zebra-value", "zebra-zebra");
    if (who.startsWith("keeper")) {
      assertThat(one).as(who).contains("zebra_field_one", "zebra_cellar_one", "zebra_call_one");
      return;
    }
    assertThat(one).as(who).isEqualTo(other).doesNotContainIgnoringCase("zebra");
    assertThat(two.getFirst().headers().firstValue("etag"))
        .as(who)
        .isPresent()
        .isEqualTo(two.getLast().headers().firstValue("etag"));
    assertThat(two.getFirst().headers().firstValue("content-length"))
        .isEqualTo(two.getLast().headers().firstValue("content-length"));
  }
}
