package msingi.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import msingi.definition.Access;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.expression.Expression;

/** Which rules have an allowed and a refused case. The service caller passes rules: no proof. */
final class AccessCover {
  /** What is known of a rule. */
  private static final class Seen {
    private final boolean refusable;
    private boolean allowed;
    private boolean refused;

    Seen(boolean refusable) {
      this.refusable = refusable;
    }
  }

  private final Map<String, Seen> rules = new LinkedHashMap<>();
  private final App app;

  AccessCover(App app) {
    this.app = app;
    for (Collection collection : app.collections().values()) {
      Access access = collection.access();
      String name = collection.name();
      rule(name + ".read", access.read());
      rule(name + ".create", access.create());
      rule(name + ".update", access.update());
      rule(name + ".delete", access.delete());
      access
          .fields()
          .forEach((column, field) -> {
            rule(name + "." + column + ".read", field.read());
            rule(name + "." + column + ".write", field.write());
          });
    }
  }

  /** What is closed needs no case; what is open to all cannot be refused. */
  private void rule(String name, Expression rule) {
    if (!rule.equals(Expression.FALSE)) {
      rules.put(name, new Seen(!rule.equals(Expression.TRUE)));
    }
  }

  /** Takes note of a case that came out as expected. */
  void take(AccessFile.Case done) {
    if (done.as().equals("service")) {
      return;
    }
    boolean refused =
        switch (done.expectation()) {
          case AccessFile.Expectation.Refused _ -> true;
          case AccessFile.Expectation.Allowed(int count) -> count == 0;
          case AccessFile.Expectation.Rows(List<?> rows) -> rows.isEmpty();
        };
    String path = done.target().substring("/rest/v1/".length());
    String name = path.split("\\?", 2)[0];
    List<String> operations =
        switch (done.method()) {
          case "POST" -> List.of("create");
          case "PUT" -> List.of("create", "update");
          case "PATCH" -> List.of("update");
          case "DELETE" -> List.of("delete");
          default -> List.of("read");
        };
    operations.forEach(it -> note(name + "." + it, refused));
    boolean reads = operations.contains("read");
    String said = reads ? path : done.body();
    for (Collection collection : app.collections().values()) {
      if (collection.name().equals(name)) {
        collection.access().fields().keySet().stream()
            .filter(column -> Pattern.compile("\\b" + column + "\\b").matcher(said).find())
            .forEach(column -> note(name + "." + column + (reads ? ".read" : ".write"), refused));
      }
    }
  }

  private void note(String rule, boolean refused) {
    Seen seen = rules.get(rule);
    if (seen != null) {
      seen.allowed |= !refused;
      seen.refused |= refused;
    }
  }

  /** What is missing, a line each. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    rules.forEach((name, seen) -> {
      if (!seen.allowed) {
        missing.add("the rule " + name + " has no allowed case");
      }
      if (!seen.refused && seen.refusable) {
        missing.add("the rule " + name + " has no refused case");
      }
    });
    return missing;
  }
}
