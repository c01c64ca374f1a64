package msingi.testkit.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.testkit.scenario.People;
import msingi.testkit.scenario.Scenario;
import org.junit.jupiter.api.Test;

/**
 * What the planner of PostgreSQL guesses of a number of rows tells nothing of rows and columns that
 * the caller may not see: two databases whose statistics differ by them answer alike.
 */
class GuessesTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: guesses
      limits: { rows: 2 }
      collections:
        cities:
          fields: { name: text, notes: "[notes.city]" }
          access: { read: true }
        notes:
          fields: { owner: uuid, word: text, shown: bool, city: cities? }
          access: { read: owner == auth.uid ESTIMATES }
        shown_notes:
          view:
            sqlite: SELECT id, word FROM notes WHERE shown
            postgres: SELECT id, word FROM public.notes WHERE shown
          key: id
          fields: { id: uuid, word: text }
          access: { read: true }
        vaults:
          fields: { name: text, pin: { is: text, PIN } }
          access: { read: true }
      """;

  private static final List<String> PATHS =
      List.of(
          "notes?select=word&order=id",
          "notes?select=word&word=eq.hidden&order=id",
          "notes?word=gt.m&order=id",
          "notes?word=like.hid*&order=id",
          "notes?select=word,cities!inner(name)&order=id",
          "cities?select=name&order=name",
          "cities?select=name,notes()&notes=not.is.null&order=name",
          "cities?select=name,notes!inner(word)&notes.word=eq.hidden&order=name",
          "cities?select=name,notes!inner(word)&order=name",
          "shown_notes?select=word&order=id",
          "shown_notes?word=neq.hidden&order=id",
          "vaults?select=name&order=name",
          "vaults?select=name&name=gt.b&order=name",
          "vaults?select=name&or=(name.eq.a,name.eq.z)&order=name");

  private static Map<String, String> rows(int hidden, int pin) {
    String city = "00000000-0000-7000-8000-00000000c001";
    List<String> notes = new ArrayList<>();
    for (int index = 0; index < 4 + hidden; index++) {
      boolean own = index < 4;
      notes.add(
          "{\"id\":\"00000000-0000-7000-8000-%012d\",\"owner\":\"%s\",\"word\":\"%s\",\"shown\":%s,\"city_id\":%s}"
              .formatted(
                  index,
                  own ? People.NURSE : People.OTHER,
                  own ? "mine" : "hidden",
                  own,
                  own ? "null" : '"' + city + '"'));
    }
    List<String> vaults = new ArrayList<>();
    for (char name = 'a'; name < 'z'; name++) {
      vaults.add("{\"name\":\"" + name + "\",\"pin\":\"" + "9".repeat(pin) + "\"}");
    }
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put(
        "cities",
        "[{\"id\":\""
            + city
            + "\",\"name\":\"Kisumu\"},"
            + "{\"id\":\"00000000-0000-7000-8000-00000000c002\",\"name\":\"Voi\"},"
            + "{\"id\":\"00000000-0000-7000-8000-00000000c003\",\"name\":\"Lamu\"}]");
    rows.put("notes", "[" + String.join(",", notes) + "]");
    rows.put("vaults", "[" + String.join(",", vaults) + "]");
    return rows;
  }

  private static Pair pair(String estimates) throws Exception {
    String definition = DEFINITION.replace("ESTIMATES", estimates);
    Pair pair =
        Pair.of(
            "postgres 18",
            definition.replace("PIN", "hidden: true"),
            definition.replace("PIN", "hidden: false"),
            List.of(rows(5, 4), rows(900, 1_900)));
    pair.analyze();
    return pair;
  }

  private static List<String> differences(Pair pair, String caller) {
    List<String> differences = new ArrayList<>();
    for (String path : PATHS) {
      for (String count : List.of("planned", "estimated")) {
        for (String more : List.of("", "&limit=1", "&offset=1", "&offset=50")) {
          Scenario request =
              Scenario.of(path, "GET", "/rest/v1/" + path + more, 200)
                  .with("Prefer", "count=" + count);
          String difference = pair.difference(caller, request);
          if (!difference.isEmpty()) {
            differences.add(difference);
          }
        }
      }
    }
    return differences;
  }

  @Test
  void guessesTellNothingOfWhatIsHidden() throws Exception {
    try (Pair pair = pair("")) {
      assertThat(differences(pair, "nurse")).isEmpty();
      assertThat(differences(pair, "stranger")).isEmpty();
      assertThat(differences(pair, "secret")).as("they who see all see it").isNotEmpty();
    }
  }

  @Test
  void aCollectionThatLetsEstimatesBeKnownTells() throws Exception {
    try (Pair pair = pair(", estimates: true")) {
      assertThat(differences(pair, "nurse"))
          .isNotEmpty()
          .allMatch(it -> it.contains("notes"))
          .noneMatch(it -> it.contains("shown_notes"));
    }
  }
}
