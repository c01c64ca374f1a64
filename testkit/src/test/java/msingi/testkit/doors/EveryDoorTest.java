package msingi.testkit.doors;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import msingi.testkit.Place;
import msingi.testkit.oracle.Generator;
import msingi.testkit.oracle.Posted;
import msingi.testkit.oracle.World;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Generated wishes about generated applications, and about one with a field of every type, asked
 * through each door: the same rows in the same order, the same counts, the same kinds of refusals,
 * and the same rows in the database after a write. What REST answers is what is meant.
 */
class EveryDoorTest {
  static final List<String> STORES = Place.STORES;

  private static final long SEED = Long.getLong("doors.seed", 20_261_121);
  private static final int WISHES = Integer.getInteger("doors.wishes", 120);
  private static final int MANY = 1_500;

  private final Map<String, Integer> asked = new TreeMap<>();

  @ParameterizedTest
  @FieldSource("STORES")
  void answersAlikeAboutGeneratedApplications(String store) {
    worlds(store, 3, WISHES);
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void answersAlikeAboutFieldsOfEveryType(String store) throws Exception {
    wide(store, SEED, 3 * WISHES);
  }

  @ParameterizedTest
  @FieldSource("STORES")
  @Tag("full")
  void answersAlikeAboutManyMore(String store) throws Exception {
    worlds(store, 40, MANY / 5);
    for (int round = 1; round <= 5; round++) {
      wide(store, SEED + round, MANY);
    }
  }

  private void worlds(String store, int count, int wishes) {
    for (long seed = SEED; seed < SEED + count; seed++) {
      World world = Generator.world(seed);
      String definition = Generator.definition(world);
      try (Running running = Running.start(store, definition)) {
        Posted.load(world, running);
        compare(running, new Model(Place.app(definition)), seed, wishes);
      }
    }
    told();
  }

  private void wide(String store, long seed, int wishes) throws IOException {
    String definition = resource("wide.yaml");
    try (Running running = Running.start(store, definition)) {
      Model model = new Model(Place.app(definition));
      JsonObject rows = new JsonObject(resource("wide.json"));
      try (Remembered none = new Remembered(running, model, Remembered.inOrder(model))) {
        for (String collection : Remembered.inOrder(model)) {
          none.put(collection, rows.getJsonArray(collection));
        }
      }
      compare(running, model, seed, wishes);
    }
    told();
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = EveryDoorTest.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void told() {
    System.out.println("wishes by door and answer: " + asked);
    for (String door : List.of("REST", "GraphQL", "gRPC")) {
      for (String kind : List.of("Rows", "Done", "Refused")) {
        assertThat(asked.getOrDefault(door + " " + kind, 0)).as(door + " " + kind).isPositive();
      }
    }
  }

  private static Map<String, Map<String, String>> callers(Running running) {
    Map<String, Map<String, String>> callers = new LinkedHashMap<>();
    callers.put("stranger", Map.of());
    List<UUID> people = Generator.PEOPLE;
    callers.put("nurse", bearer(running, people.get(1), List.of("nurse")));
    callers.put("both", bearer(running, people.get(2), Generator.ROLES));
    callers.put("secret", Map.of("apikey", running.secretKey()));
    return callers;
  }

  private static Map<String, String> bearer(Running running, UUID id, List<String> roles) {
    return Map.of("Authorization", "Bearer " + running.token(id.toString(), roles));
  }

  private void compare(Running running, Model model, long seed, int count) {
    List<String> differences = new ArrayList<>();
    try (Remembered rows = new Remembered(running, model, Remembered.inOrder(model))) {
      Map<String, Doors> doors = new LinkedHashMap<>();
      callers(running)
          .forEach((name, headers) -> doors.put(name, Doors.of(running, model, headers)));
      Wishes wishes = new Wishes(model, rows, Set.of("secret", "safes"), seed);
      List<String> names = List.copyOf(doors.keySet());
      for (int index = 0; index < count && differences.size() < 5; index++) {
        String caller = names.get(index % names.size());
        Doors own = doors.get(caller);
        Wish wish = wishes.next();
        if (!alike(own, rows, wish)) {
          Wish least = Smaller.than(wish, it -> !alike(own, rows, it));
          differences.add(
              "%s, seed %d, wish %d as %s: %s%n%s"
                  .formatted(
                      model.app().name(), seed, index, caller, least, all(own, rows, least)));
        }
      }
      doors.values().forEach(Doors::close);
    }
    assertThat(differences).as("seed " + seed + ", -Ddoors.seed repeats it").isEmpty();
  }

  private boolean alike(Doors doors, Remembered rows, Wish wish) {
    List<String> told = new ArrayList<>();
    for (Door door : doors.all()) {
      Told one = ask(door, rows, wish);
      asked.merge(door.name() + " " + one.answer().getClass().getSimpleName(), 1, Integer::sum);
      if (!(one.answer() instanceof Answer.Wordless)) {
        told.add(unread(doors, wish) ? one.shown().replace("refused closed", NONE) : one.shown());
      }
    }
    return told.stream().distinct().count() <= 1;
  }

  private static final String NONE = "done 0 []";

  /**
   * Whether it changes rows of a collection that is closed to reading. None of them can be changed
   * then, and a door may say so or leave the operation out.
   */
  private static boolean unread(Doors doors, Wish wish) {
    return switch (wish) {
      case Wish.Update _, Wish.Delete _ ->
          doors.rest().ask(new Wish.Whole(wish.about(), List.of(), Condition.TRUE, List.of()))
              instanceof Answer.Refused;
      case Wish.Read _,
          Wish.One _,
          Wish.Whole _,
          Wish.Totals _,
          Wish.Insert _,
          Wish.Upsert _,
          Wish.Call _ ->
          false;
    };
  }

  private static boolean writes(Wish wish) {
    return switch (wish) {
      case Wish.Insert _, Wish.Upsert _, Wish.Update _, Wish.Delete _ -> true;
      case Wish.Read _, Wish.One _, Wish.Whole _, Wish.Totals _, Wish.Call _ -> false;
    };
  }

  private static String all(Doors doors, Remembered rows, Wish wish) {
    StringBuilder text = new StringBuilder();
    for (Door door : doors.all()) {
      Told told = ask(door, rows, wish);
      text.append("  ").append(door.name()).append(": ").append(told.shown());
      if (told.answer() instanceof Answer.Refused(String _, String said)) {
        text.append(" (").append(said).append(')');
      }
      text.append('\n');
    }
    return text.toString();
  }

  /**
   * What was answered, and what it changed.
   *
   * @param changed rows that came and went
   */
  private record Told(Answer answer, String changed) {
    String shown() {
      return answer.shown() + (changed.isEmpty() ? "" : " changed " + changed);
    }
  }

  private static Told ask(Door door, Remembered rows, Wish wish) {
    Answer answer = door.ask(wish);
    return switch (answer) {
      case Answer.Done(long count, var shown) -> {
        List<JsonObject> sorted = new ArrayList<>(shown);
        sorted.sort(Comparator.comparing(JsonObject::encode));
        String changed = rows.difference(wish.about());
        if (!changed.isEmpty()) {
          rows.restore(wish.about());
        }
        yield new Told(new Answer.Done(count, sorted), changed);
      }
      case Answer.Rows(var called, long total) when wish instanceof Wish.Call -> {
        // Where no order is asked for, functions have their own, or none.
        List<JsonObject> sorted = new ArrayList<>(called);
        sorted.sort(Comparator.comparing(JsonObject::encode));
        yield new Told(new Answer.Rows(sorted, total), "");
      }
      case Answer.Rows _, Answer.Wordless _ -> new Told(answer, "");
      case Answer.Refused _ -> new Told(answer, writes(wish) ? rows.difference(wish.about()) : "");
    };
  }
}
