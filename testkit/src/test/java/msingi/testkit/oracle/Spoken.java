package msingi.testkit.oracle;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import msingi.testkit.doors.Condition;
import msingi.testkit.doors.Wish;

/** What the oracle asks, as wishes of doors. */
final class Spoken {
  private static final List<Wish.Order> BY_ID = List.of(new Wish.Order("id", false, false));

  private Spoken() {}

  /** A filter of clients as a condition. */
  static Condition condition(Rule rule) {
    return switch (rule) {
      case Rule.Compare it ->
          new Condition.Test(
              it.field().name(), Condition.Operator.ofSql(it.operator()), json(it.literal()));
      case Rule.IsNull it -> {
        Condition nothing = new Condition.Null(it.field().name());
        yield it.negated() ? new Condition.Not(nothing) : nothing;
      }
      case Rule.Within it ->
          new Condition.Within(
              "doc", List.of("a", "b"), Condition.Operator.ofSql(it.operator()), it.text());
      case Rule.Found it -> new Condition.Search("words", it.mode(), it.words());
      case Rule.Among it ->
          new Condition.Test(
              it.field().name(),
              Condition.Operator.AMONG,
              new JsonArray(it.literals().stream().map(Spoken::json).toList()));
      case Rule.All(var rules) -> rules.isEmpty() ? Condition.TRUE : new Condition.All(all(rules));
      case Rule.Any(var rules) -> new Condition.Any(all(rules));
      case Rule.Not(var part) -> new Condition.Not(condition(part));
      case Rule.Some(var link, var part) -> new Condition.Some(link.back(), condition(part));
      case Rule.Fields _,
          Rule.Mine _,
          Rule.HasRole _,
          Rule.SignedIn _,
          Rule.Beyond _,
          Rule.Every _ ->
          throw new IllegalArgumentException("no door says this: " + rule);
    };
  }

  private static List<Condition> all(List<Rule> rules) {
    return rules.stream().map(Spoken::condition).toList();
  }

  static Object json(Object literal) {
    return switch (literal) {
      case Integer number -> number;
      case Long number -> number;
      case Boolean truth -> truth;
      case World.Document(String text) -> io.vertx.core.json.Json.decodeValue(text);
      case Object other -> other.toString();
    };
  }

  static JsonObject row(Map<String, Object> values) {
    JsonObject row = new JsonObject();
    values.forEach((column, value) -> row.put(column, json(value)));
    return row;
  }

  /** All columns, and the ids of the rows above and below that the caller may know of. */
  static Wish read(Asked.Read asked, World world, boolean up, boolean down) {
    List<Wish.Inside> inside = new java.util.ArrayList<>();
    Wish.Shape ids = Wish.Shape.of(List.of("id"));
    if (up) {
      Questions.up(world, asked.table()).forEach(it -> inside.add(new Wish.Inside(it.name(), ids)));
    }
    if (down) {
      Questions.down(world, asked.table())
          .forEach(it -> inside.add(new Wish.Inside(it.back(), ids)));
    }
    List<String> columns = new java.util.ArrayList<>(List.of("id"));
    Questions.table(world, asked.table()).fields().forEach(it -> columns.add(it.name()));
    return new Wish.Read(
        asked.table(),
        new Wish.Shape(columns, inside),
        condition(asked.filter()),
        BY_ID,
        Wish.Window.ALL,
        false);
  }

  /** The sums of the rows of one truth. */
  static Wish totals(Asked.Sums asked, Condition truth) {
    return new Wish.Totals(
        asked.table(),
        and(asked.filter(), truth),
        List.of(new Wish.Sum("sum", "g_int"), new Wish.Sum("min", "f_date")));
  }

  private static Condition and(Rule filter, Condition truth) {
    Condition all = condition(filter);
    return all.equals(Condition.TRUE) ? truth : new Condition.All(List.of(all, truth));
  }

  /** The same rows with the row above. */
  static Wish above(Asked.Sums asked, Condition truth, String link) {
    return new Wish.Read(
        asked.table(),
        new Wish.Shape(List.of("id"), List.of(new Wish.Inside(link, Wish.Shape.of(List.of("id"))))),
        and(asked.filter(), truth),
        BY_ID,
        Wish.Window.ALL,
        false);
  }

  /** Everything else, which is one wish. */
  static Wish other(Asked asked) {
    return switch (asked) {
      case Asked.Called(String table, int least, Rule filter) ->
          new Wish.Call(
              "of_" + table,
              new JsonObject().put("least", least),
              List.of("id"),
              condition(filter),
              BY_ID);
      case Asked.Export(String table, Rule filter) ->
          new Wish.Whole(table, List.of("id"), condition(filter), BY_ID);
      case Asked.Create(World.Row row) ->
          new Wish.Insert(row.table(), List.of(row(row.values())), List.of());
      case Asked.Change(String table, String column, Object value, Rule filter) ->
          new Wish.Update(
              table, new JsonObject().put(column, json(value)), condition(filter), List.of());
      case Asked.Remove(String table, Rule filter) ->
          new Wish.Delete(table, condition(filter), List.of());
      case Asked.Read _, Asked.Sums _, Asked.Paths _ ->
          throw new IllegalArgumentException("more than one wish: " + asked);
    };
  }
}
