package msingi.testkit.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import msingi.testkit.Place;
import msingi.testkit.doors.Answer;
import msingi.testkit.doors.Door;
import msingi.testkit.doors.Doors;
import msingi.testkit.doors.Model;
import msingi.testkit.doors.Remembered;
import msingi.testkit.doors.Wish;
import msingi.testkit.doors.Wishes;
import msingi.testkit.scenario.People;
import msingi.testkit.scenario.Running;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.scenario.ScenarioRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two databases, and two definitions, that differ only in what the caller may not see, asked the
 * same wishes through every door: all that comes back is byte for byte the same, with cursors, ids
 * and tokens of pages given back, bodies, headers, trailers and details of refusals. The wishes
 * name what is hidden, and the values that it has in one of the worlds.
 */
class WishesOfTwoWorldsTest {
  private static final long SEED = Long.getLong("doors.seed", 20_261_121);
  private static final int WISHES = Integer.getInteger("doors.wishes", 150);
  private static final int MANY = 3_000;
  private static final int TURN = 25;
  private static final List<String> DARK = List.of("safes", "code", "pin", "mark", "kept");
  private static final Set<String> RARE =
      Stream.of("", "zebra_", "yacht_")
          .flatMap(name -> DARK.stream().map(it -> name + it))
          .collect(Collectors.toSet());

  /** What a row that the caller sees can be refused for while a statement is at it. */
  private static final Pattern FAULT =
      Pattern.compile("\\b(22003|22007|22008|22P02|23502|23514|42501)\\b");

  static Stream<String> stores() {
    return Place.STORES.stream();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void rowsThatAreHidden(String store) throws Exception {
    letters(store, SEED, WISHES);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void namesThatAreHidden(String store) throws Exception {
    names(store, SEED, WISHES);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void hiddenRowsThatWouldFail(String store) throws Exception {
    failing(store, SEED, WISHES);
  }

  @ParameterizedTest
  @MethodSource("stores")
  @Tag("full")
  void manyMore(String store) throws Exception {
    long seed = System.nanoTime();
    letters(store, seed, MANY);
    names(store, seed, MANY);
    failing(store, seed, MANY);
  }

  private static void letters(String store, long seed, int wishes) throws Exception {
    List<Map<String, String>> rows =
        List.of(
            TwoWorldsTest.letters("Hidden", "x", 1, "1"),
            TwoWorldsTest.letters("Other", "y", 2, "2"));
    String open = TwoWorldsTest.LETTERS.replace(" HIDDEN", "");
    String dark = TwoWorldsTest.LETTERS.replace("HIDDEN", "hidden");
    try (Pair pair = Pair.of(store, dark, open, rows)) {
      // Filters name the hidden fields too: as if they were there.
      Model model = new Model(Place.app(open));
      compare(pair.worlds(), List.of(model), new Model(Place.app(dark)), seed, wishes);
    }
  }

  /** The same rows; what the nurse may not know of has another name in each. */
  private static void names(String store, long seed, int wishes) throws Exception {
    List<Pair.World> worlds = new ArrayList<>();
    List<Model> models = new ArrayList<>();
    for (String name : List.of("zebra", "yacht")) {
      String open = dark(TwoWorldsTest.LETTERS.replace(" HIDDEN", ""), name);
      String hiding = dark(TwoWorldsTest.LETTERS.replace("HIDDEN", "hidden"), name);
      Map<String, String> rows = new LinkedHashMap<>();
      TwoWorldsTest.letters("Hidden", "x", 1, "1")
          .forEach((collection, body) -> rows.put(dark(collection, name), dark(body, name)));
      worlds.add(new Pair.World(hiding, open, rows));
      models.add(new Model(Place.app(open)));
    }
    try (Pair pair = Pair.of(store, worlds)) {
      compare(pair.worlds(), models, models.getFirst(), seed, wishes);
      for (String document : List.of("/schema.graphql", "/schema.proto")) {
        Scenario asked = Scenario.of(document, "GET", document, 200);
        assertThat(pair.difference("nurse", asked)).isEmpty();
        assertThat(pair.difference("secret", asked)).isNotEmpty();
      }
    }
  }

  private static String dark(String text, String name) {
    String closed =
        text.replace(
            "{ read: \"'clerk' in auth.roles\" }",
            "{ read: \"'clerk' in auth.roles\", write: \"'clerk' in auth.roles\" }");
    return closed.replaceAll("\\b(" + String.join("|", DARK) + ")\\b", name + "_$1");
  }

  private static void failing(String store, long seed, int wishes) throws Exception {
    try (Running calm = HiddenRowsTest.running(store, Pair.FLAGS);
        Running failing = HiddenRowsTest.running(store, Pair.FLAGS)) {
      int amount = 1;
      for (Running running : List.of(calm, failing)) {
        try (ScenarioRunner runner = new ScenarioRunner(running.uri())) {
          HiddenRowsTest.rows(amount++)
              .forEach((table, body) -> HiddenRowsTest.fill(runner, running, table, body));
        }
      }
      Model model = new Model(Place.app(HiddenRowsTest.DEFINITION));
      compare(List.of(calm, failing), List.of(model), model, seed, wishes);
    }
  }

  /**
   * @param models whose names the wishes have
   * @param served what both worlds serve, for the rows that are put back
   */
  private static void compare(
      List<Running> worlds, List<Model> models, Model served, long seed, int count) {
    List<Remembered> rows = new ArrayList<>();
    List<Map<String, List<Doors>>> callers = new ArrayList<>();
    List<Wishes> wishes = new ArrayList<>();
    for (int index = 0; index < worlds.size(); index++) {
      Model own = models.size() > 1 ? models.get(index) : served;
      rows.add(new Remembered(worlds.get(index), own, Remembered.inOrder(own)));
    }
    for (int index = 0; index < models.size(); index++) {
      callers.add(callers(worlds, models.get(index)));
      wishes.add(new Wishes(models.get(index), rows.get(index), RARE, seed));
    }
    try {
      asked(callers, wishes, rows, seed, count);
    } finally {
      callers.forEach(it -> it.values().forEach(doors -> doors.forEach(Doors::close)));
      rows.forEach(Remembered::close);
    }
  }

  /** Who asks in the names of a model, in each world. */
  private static Map<String, List<Doors>> callers(List<Running> worlds, Model model) {
    Map<String, List<Doors>> callers = new TreeMap<>();
    for (String name : List.of("nurse", "stranger")) {
      callers.put(
          name, worlds.stream().map(it -> Doors.of(it, model, People.headers(name, it))).toList());
    }
    return callers;
  }

  private static void asked(
      List<Map<String, List<Doors>>> callers,
      List<Wishes> wishes,
      List<Remembered> rows,
      long seed,
      int count) {
    List<String> differences = new ArrayList<>();
    Map<String, Integer> told = new TreeMap<>();
    for (int index = 0; index < count && differences.size() < 4; index++) {
      int names = index % wishes.size();
      Wish wish = wishes.get(names).next();
      List<Doors> pair = callers.get(names).get(index % 4 == 3 ? "stranger" : "nurse");
      for (int door = 0; door < pair.getFirst().all().size(); door++) {
        Door one = pair.getFirst().all().get(door);
        Door other = pair.getLast().all().get(door);
        Answer answer = one.ask(wish);
        String first = one.heard();
        other.ask(wish);
        String second = other.heard();
        told.merge(one.name() + " " + answer.getClass().getSimpleName(), 1, Integer::sum);
        if (!first.equals(second)
            && !faulty(wish, first, second)
            && !(one.name().equals("gRPC") && shuffled(wish, first, second))) {
          differences.add(
              "%s, wish %d: %s%n  %s%n  %s".formatted(one.name(), index, wish, first, second));
        }
      }
      if (index % TURN == TURN - 1) {
        rows.forEach(Remembered::restore);
      }
    }
    System.out.println("two worlds by door and answer: " + told);
    assertThat(differences).as("seed " + seed).isEmpty();
    for (String door : List.of("REST", "GraphQL", "gRPC")) {
      assertThat(told.getOrDefault(door + " Rows", 0)).as(door).isGreaterThan(count / 20);
      assertThat(told.getOrDefault(door + " Refused", 0)).as(door).isPositive();
    }
  }

  /** What a function answers by gRPC has no order but the function's own, which may be none. */
  private static boolean shuffled(Wish wish, String first, String second) {
    return wish instanceof Wish.Call && rows(first).equals(rows(second));
  }

  private static List<String> rows(String heard) {
    return Stream.of(heard.split("(?=rows \\{)|(?=Metadata)")).map(String::strip).sorted().toList();
  }

  /** Where several visible rows are at fault, the first that the database comes to is told. */
  private static boolean faulty(Wish wish, String first, String second) {
    return wish instanceof Wish.Update
        && FAULT.matcher(first).find()
        && FAULT.matcher(second).find();
  }
}
