package msingi.testkit.oracle;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import msingi.definition.App;
import msingi.expression.Value;
import msingi.policy.Policy;
import msingi.request.Caller;
import msingi.request.Surface;
import msingi.testkit.doors.Answer;
import msingi.testkit.doors.Condition;
import msingi.testkit.doors.Door;
import msingi.testkit.doors.Wish;

/** What a door answers a person, in the words of {@link Expected}. */
final class Told {
  private final World world;
  private final Door door;
  private final Surface surface;

  Told(World world, App app, Asked.Person person, Door door) {
    this.world = world;
    this.door = door;
    this.surface = new Policy(app).of(caller(person)).surface();
  }

  private static Caller caller(Asked.Person person) {
    return person.known()
        ? new Caller(
            Caller.Role.AUTHENTICATED, new Value.Uuid(person.id()), person.roles(), false, Map.of())
        : Caller.STRANGER;
  }

  private boolean seen(String table) {
    return surface.byId(table).filter(it -> it.operations().read()).isPresent();
  }

  /** Whether a filter asks about rows to which there is no way for this caller. */
  private boolean leadsNowhere(Rule rule) {
    return switch (rule) {
      case Rule.Some it -> !seen(it.link().holder()) || leadsNowhere(it.rule());
      case Rule.All(var rules) -> rules.stream().anyMatch(this::leadsNowhere);
      case Rule.Any(var rules) -> rules.stream().anyMatch(this::leadsNowhere);
      case Rule.Not(var part) -> leadsNowhere(part);
      case Rule.Compare _,
          Rule.Fields _,
          Rule.IsNull _,
          Rule.Within _,
          Rule.Found _,
          Rule.Mine _,
          Rule.HasRole _,
          Rule.SignedIn _,
          Rule.Among _,
          Rule.Beyond _,
          Rule.Every _ ->
          false;
    };
  }

  private static Rule filter(Asked asked) {
    return switch (asked) {
      case Asked.Read it -> it.filter();
      case Asked.Sums it -> it.filter();
      case Asked.Paths it -> it.filter();
      case Asked.Called it -> it.filter();
      case Asked.Export it -> it.filter();
      case Asked.Create _ -> new Rule.All(List.of());
      case Asked.Change it -> it.filter();
      case Asked.Remove it -> it.filter();
    };
  }

  /** Empty where there is nothing to compare: the door cannot say it, or no way leads there. */
  Optional<List<String>> answer(Asked asked) {
    if (leadsNowhere(filter(asked))) {
      return Optional.empty();
    }
    return switch (asked) {
      case Asked.Read read -> lines(asked, door.ask(read(read)), this::line);
      case Asked.Sums sums -> sums(sums);
      case Asked.Called _, Asked.Export _ -> lines(asked, door.ask(Spoken.other(asked)), this::id);
      case Asked.Create _, Asked.Change _, Asked.Remove _ ->
          lines(asked, door.ask(Spoken.other(asked)), this::id);
      case Asked.Paths _ -> Optional.empty();
    };
  }

  private Wish read(Asked.Read asked) {
    return Spoken.read(asked, world, up(asked.table()), down(asked.table()));
  }

  private boolean up(String table) {
    return Questions.up(world, table).stream().anyMatch(it -> seen(it.target()));
  }

  private boolean down(String table) {
    return Questions.down(world, table).stream().anyMatch(it -> seen(it.holder()));
  }

  /** One row as a line. */
  private interface Line {
    String of(JsonObject row, String table);
  }

  private Optional<List<String>> lines(Asked asked, Answer answer, Line line) {
    return switch (answer) {
      case Answer.Rows(var rows, long _) -> {
        List<String> lines =
            new ArrayList<>(rows.stream().map(it -> line.of(it, asked.table())).toList());
        if (asked instanceof Asked.Called) {
          // Rows of a function come in its own order, or in the one that was asked for.
          lines.sort(java.util.Comparator.comparing(Long::valueOf));
        }
        yield Optional.of(lines);
      }
      case Answer.Done(long count, var _) -> Optional.of(List.of("affected " + count));
      case Answer.Refused(String kind, String _) -> Optional.of(refused(asked, kind));
      case Answer.Wordless _ -> Optional.empty();
    };
  }

  /** What is closed outright is an empty answer to row security, which knows no closed tables. */
  private static List<String> refused(Asked asked, String kind) {
    if (!kind.equals(Answer.CLOSED)) {
      return List.of(kind);
    }
    return switch (asked) {
      case Asked.Read _, Asked.Sums _, Asked.Paths _, Asked.Called _, Asked.Export _ -> List.of();
      case Asked.Create _ -> List.of("42501");
      case Asked.Change _, Asked.Remove _ -> List.of("affected 0");
    };
  }

  private String id(JsonObject row, String table) {
    return String.valueOf(row.getValue("id"));
  }

  private String line(JsonObject row, String table) {
    List<String> columns = new ArrayList<>(List.of(id(row, table)));
    Questions.table(world, table)
        .fields()
        .forEach(it -> columns.add(String.valueOf(row.getValue(it.name()))));
    for (World.Link link : Questions.up(world, table)) {
      JsonObject above = row.getJsonObject(link.name());
      columns.add(above == null ? "null" : String.valueOf(above.getValue("id")));
    }
    for (World.Link link : Questions.down(world, table)) {
      columns.add(
          row.getJsonArray(link.back(), new JsonArray()).stream()
              .map(it -> Long.valueOf(((JsonObject) it).getValue("id").toString()))
              .sorted()
              .map(String::valueOf)
              .collect(Collectors.joining(",")));
    }
    return String.join("|", columns);
  }

  /** Groups by truth, asked for one after the other: not every door makes groups. */
  private Optional<List<String>> sums(Asked.Sums asked) {
    List<String> lines = new ArrayList<>();
    for (String truth : List.of("false", "true", "null")) {
      Condition condition =
          truth.equals("null")
              ? new Condition.Null("f_bool")
              : new Condition.Test("f_bool", Condition.Operator.EQUAL, Boolean.valueOf(truth));
      Answer answer = door.ask(Spoken.totals(asked, condition));
      if (!(answer instanceof Answer.Rows(var rows, long _))) {
        return lines(asked, answer, this::id);
      }
      JsonObject row = rows.getFirst();
      if (row.getLong("count") > 0) {
        lines.add(
            truth
                + "|"
                + row.getLong("count")
                + "|"
                + row.getValue("sum_g_int")
                + "|"
                + row.getValue("min_f_date")
                + "|"
                + above(asked, condition));
      }
    }
    return Optional.of(lines);
  }

  private long above(Asked.Sums asked, Condition condition) {
    if (!up(asked.table())) {
      return 0;
    }
    String link = Questions.up(world, asked.table()).getFirst().name();
    return switch (door.ask(Spoken.above(asked, condition, link))) {
      case Answer.Rows(var rows, long _) ->
          rows.stream().filter(it -> it.getValue(link) != null).count();
      case Answer.Done _, Answer.Refused _, Answer.Wordless _ -> -1;
    };
  }
}
