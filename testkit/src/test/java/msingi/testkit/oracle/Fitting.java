package msingi.testkit.oracle;

import java.util.List;

/** Questions that a door has words for, made of those that it has not: never fewer of them. */
final class Fitting {
  private final World world;
  private final String door;

  /**
   * @param door its name
   */
  Fitting(World world, String door) {
    this.world = world;
    this.door = door;
  }

  Asked fit(Asked asked) {
    return switch (asked) {
      case Asked.Read(String table, Rule filter) -> new Asked.Read(table, fit(filter, true));
      case Asked.Sums(String table, Rule filter) -> new Asked.Sums(table, fit(filter, false));
      case Asked.Paths(String table, Rule filter) -> new Asked.Read(table, fit(filter, true));
      case Asked.Called(String table, int least, Rule filter) ->
          new Asked.Called(
              table, least, door.equals("gRPC") ? new Rule.All(List.of()) : fit(filter, true));
      case Asked.Export(String table, Rule filter) -> new Asked.Export(table, fit(filter, true));
      case Asked.Create create -> create;
      case Asked.Change(String table, String column, Object value, Rule filter) ->
          new Asked.Change(table, column, value, written(filter));
      case Asked.Remove(String table, Rule filter) -> new Asked.Remove(table, written(filter));
    };
  }

  /** gRPC changes one row by its key. */
  private Rule written(Rule filter) {
    if (!door.equals("gRPC")) {
      return fit(filter, false);
    }
    World.Field id = new World.Field("id", World.Kind.INT);
    return new Rule.Compare(id, "=", 1 + Math.floorMod(filter.toString().hashCode(), 7));
  }

  /**
   * @param related whether related rows may be asked about
   */
  private Rule fit(Rule rule, boolean related) {
    return switch (rule) {
      case Rule.Fields it -> new Rule.IsNull(it.left(), false);
      case Rule.Within it when !door.equals("REST") ->
          new Rule.Compare(text(), it.operator(), it.text());
      case Rule.Found _ when door.equals("GraphQL") -> new Rule.IsNull(text(), true);
      case Rule.Some _ when !related || door.equals("GraphQL") ->
          new Rule.Not(new Rule.IsNull(text(), true));
      case Rule.Some it -> new Rule.Some(it.link(), fit(it.rule(), true));
      case Rule.All(var rules) -> new Rule.All(fit(rules, related));
      case Rule.Any(var rules) -> new Rule.Any(fit(rules, related));
      case Rule.Not(var part) -> new Rule.Not(fit(part, related));
      case Rule.Compare _,
          Rule.IsNull _,
          Rule.Within _,
          Rule.Found _,
          Rule.Mine _,
          Rule.HasRole _,
          Rule.SignedIn _,
          Rule.Among _,
          Rule.Beyond _,
          Rule.Every _ ->
          rule;
    };
  }

  private List<Rule> fit(List<Rule> rules, boolean related) {
    return rules.stream().map(it -> fit(it, related)).toList();
  }

  private World.Field text() {
    return world.tables().getFirst().fields().get(World.Kind.TEXT.ordinal());
  }
}
