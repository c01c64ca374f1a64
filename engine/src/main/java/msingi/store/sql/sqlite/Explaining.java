package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import msingi.store.Values;
import msingi.store.sql.BindText;
import msingi.store.sql.CallScript;
import msingi.store.sql.ReadScript;
import msingi.store.sql.Statement;
import msingi.store.sql.WriteScript;
import msingi.store.sql.WriteScript.Step;

/** Statements and SQLite's query plan as text. */
final class Explaining {
  private Explaining() {}

  /** The statement of a read, an empty line, and the query plan, indented as a tree. */
  static String read(Session session, ReadScript script, Values values) {
    List<String> lines = new ArrayList<>(List.of(script.statement().sql()));
    lines.addAll(BindText.lines(script.statement(), '?', values));
    lines.add("");
    lines.add(plan(session, script.statement(), values));
    return String.join("\n", lines);
  }

  /** SQLite's query plan, indented as a tree. */
  static String plan(Session session, Statement statement, Values values) {
    List<String> lines = new ArrayList<>();
    Map<Long, Integer> depths = new HashMap<>();
    try (Link.Prepared prepared = session.link().prepare("EXPLAIN QUERY PLAN " + statement.sql())) {
      for (boolean there = prepared.start(new Binder(values).bind(statement));
          there;
          there = prepared.next()) {
        int depth = depths.getOrDefault(prepared.whole(1), -1) + 1;
        depths.put(prepared.whole(0), depth);
        byte[] detail = prepared.bytes(3);
        lines.add("  ".repeat(depth) + (detail == null ? "" : Binder.text(detail)));
      }
    }
    return String.join("\n", lines);
  }

  /** The statements of a write; none is run. */
  static String write(WriteScript script, Values values) {
    return script.steps().stream()
        .map(Explaining::statement)
        .map(it -> it.sql() + ";\n" + String.join("\n", BindText.lines(it, '?', values)))
        .collect(Collectors.joining("\n\n"));
  }

  /** The statements of a call; none is run. */
  static String call(CallScript script, Values values) {
    return script.steps().stream()
        .map(CallScript.Step::statement)
        .map(it -> it.sql() + ";\n" + String.join("\n", BindText.lines(it, '?', values)))
        .collect(Collectors.joining("\n\n"));
  }

  private static Statement statement(Step step) {
    return switch (step) {
      case Step.Guard guard -> guard.statement();
      case Step.Mutate mutate -> mutate.statement();
      case Step.Absent absent -> absent.statement();
      case Step.Answer answer -> answer.statement();
      case Step.Whole whole -> whole.statement();
    };
  }
}
