package msingi.store.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import msingi.definition.Column;
import msingi.expression.Expression;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.store.sql.Statement.Bind;
import msingi.store.sql.WriteScript.Outcome;
import msingi.store.sql.WriteScript.Step;

/**
 * Writes on SQLite: guards, changes and answers as statements of their own, one writer at a time.
 */
final class SqliteWrites {
  private final WritePlan plan;

  SqliteWrites(WritePlan plan) {
    this.plan = plan;
  }

  WriteScript script() {
    List<Step> steps =
        switch (plan) {
          case WritePlan.Insert insert -> insert(insert);
          case WritePlan.Update update -> update(update);
          case WritePlan.Delete delete -> delete(delete);
        };
    return new WriteScript(steps, false, false);
  }

  private static Statement statement(WritePlan plan, Function<Context, String> sql) {
    SqlText text = new SqlText(Dialect.SQLITE);
    ExpressionSql expressions = new ExpressionSql(plan.app(), text);
    WriteSql write = new WriteSql(plan, expressions, Dialect.SQLITE);
    return text.statement(sql.apply(new Context(text, expressions, write)));
  }

  /** The writers of one statement. */
  private record Context(SqlText text, ExpressionSql expressions, WriteSql write) {}

  private List<Step> insert(WritePlan.Insert insert) {
    List<Step> steps = new ArrayList<>();
    Statement guard = statement(insert, context -> first(questions(insert, context)));
    if (!guard.sql().isEmpty()) {
      steps.add(new Step.Guard(guard, true));
    }
    if (insert.conflict() instanceof WritePlan.Conflict.Merge merge) {
      merge(insert, merge, steps);
    } else if (insert.conflict() instanceof WritePlan.Conflict.Ignore ignore
        && SqliteViews.is(insert.target())) {
      List<String> unique = SqliteViews.unique(insert.target(), ignore);
      steps.add(
          new Step.Mutate(
              statement(insert, context -> add(insert, unique, context)),
              true,
              false,
              outcome(Outcome.INSERTED)));
    } else {
      steps.add(
          new Step.Mutate(
              statement(insert, context -> insertSql(insert, context)),
              true,
              false,
              outcome(Outcome.INSERTED)));
    }
    answer(insert).ifPresent(steps::add);
    return steps;
  }

  /** The proposed row: each column is the place of its cell, taken when it is first named. */
  private static RowSource proposed(WritePlan.Insert insert, SqlText text) {
    Map<String, Bind> cells = new HashMap<>();
    for (int index = 0; index < insert.columns().size(); index++) {
      Column column = insert.columns().get(index);
      cells.put(column.name(), new Bind.Cell(index, column.type()));
    }
    return new RowSource(
        insert.target(),
        name -> {
          Bind cell = cells.get(name);
          return cell == null ? "NULL" : text.place(cell);
        });
  }

  /** What must not be so of a row before it is written, and of a row that it takes the place of. */
  private static List<String> questions(WritePlan.Insert insert, Context context) {
    RowSource row = proposed(insert, context.text());
    List<WriteSql.Question> asked =
        context.write().questions(row, row, insert.create(), insert.checks(), insert.references());
    List<String> questions = new ArrayList<>();
    asked.forEach(it -> questions.add(it.over("(SELECT 1) WHERE ")));
    if (insert.conflict() instanceof WritePlan.Conflict.Merge merge) {
      questions.addAll(mergeQuestions(insert, merge, asked, context));
    }
    return questions;
  }

  private static String first(List<String> questions) {
    return questions.isEmpty() ? "" : String.join(" UNION ALL ", questions) + " LIMIT 1";
  }

  private String insertSql(WritePlan.Insert insert, Context context) {
    return "INSERT INTO "
        + context.write().table()
        + columnsAndValues(insert, context)
        + context.write().onConflict(insert.conflict())
        + located(1);
  }

  private static String columnsAndValues(WritePlan.Insert insert, Context context) {
    UnaryOperator<String> cells = proposed(insert, context.text()).column();
    Map<String, String> values = new LinkedHashMap<>();
    insert.columns().forEach(it -> values.put(it.name(), cells.apply(it.name())));
    SqliteViews.numbered(insert)
        .ifPresent(it -> values.put(it.name(), it.sql(values.getOrDefault(it.name(), "NULL"))));
    return values.isEmpty()
        ? " DEFAULT VALUES"
        : WriteSql.list(List.copyOf(values.keySet()))
            + " VALUES ("
            + String.join(", ", values.values())
            + ")";
  }

  /** An upsert in two changes, so that what was new can be told from what was there. */
  private void merge(WritePlan.Insert insert, WritePlan.Conflict.Merge merge, List<Step> steps) {
    steps.add(
        new Step.Mutate(
            statement(insert, context -> change(insert, merge, context)),
            true,
            false,
            outcome(Outcome.CHANGED)));
    steps.add(
        new Step.Absent(
            statement(insert, context -> add(insert, merge.columns(), context)),
            outcome(Outcome.INSERTED)));
  }

  /** Rows are located where they are to be answered; counting them costs SQLite much less. */
  private Outcome outcome(Outcome counted) {
    if (SqliteViews.is(plan.target()) || (located() && SqliteViews.keyed(plan.target()))) {
      return Outcome.KEYED;
    }
    return located() ? Outcome.LOCATED : counted;
  }

  private boolean located() {
    return switch (plan.returning()) {
      case WritePlan.Returning.Rows _ -> !(plan instanceof WritePlan.Delete);
      case WritePlan.Returning.Nothing _ -> false;
    };
  }

  private String located(int inserted) {
    return outcome(Outcome.CHANGED) == Outcome.KEYED
        ? " RETURNING " + SqliteViews.key(plan.target()) + ", " + inserted
        : located() ? " RETURNING rowid, " + inserted : "";
  }

  /**
   * What must not be so of a row that is there, before and after.
   *
   * @param asked of the proposed row already, whether one is there or not
   */
  private static List<String> mergeQuestions(
      WritePlan.Insert insert,
      WritePlan.Conflict.Merge merge,
      List<WriteSql.Question> asked,
      Context context) {
    RowSource row = proposed(insert, context.text());
    RowSource old = RowSource.alias(insert.target(), "t1");
    RowSource after =
        new RowSource(
            insert.target(),
            name -> (merge.assigned().contains(name) ? row : old).column().apply(name));
    String from =
        context.write().table() + " AS t1 WHERE " + matches(merge.columns(), row, old) + " AND ";
    List<WriteSql.Question> questions = new ArrayList<>();
    questions.addAll(context.write().questions(old, old, merge.before(), List.of(), List.of()));
    questions.addAll(
        context.write().questions(after, old, merge.after(), insert.checks(), List.of()));
    questions.removeAll(asked);
    return questions.stream().map(it -> it.over(from)).toList();
  }

  private static String matches(List<String> columns, RowSource row, RowSource old) {
    return columns.stream()
        .map(name -> old.column().apply(name) + " = " + row.column().apply(name))
        .collect(Collectors.joining(" AND "));
  }

  private String change(WritePlan.Insert insert, WritePlan.Conflict.Merge merge, Context context) {
    RowSource row = proposed(insert, context.text());
    RowSource old = changed(insert, context);
    List<String> columns = merge.assigned().isEmpty() ? merge.columns() : merge.assigned();
    String set =
        columns.stream()
            .map(name -> Dialect.quote(name) + " = " + row.column().apply(name))
            .collect(Collectors.joining(", "));
    return "UPDATE "
        + target(insert, context)
        + " SET "
        + set
        + " WHERE "
        + matches(merge.columns(), row, old)
        + located(0);
  }

  /** An insert of a row that is not there, told by its unique columns. */
  private String add(WritePlan.Insert insert, List<String> unique, Context context) {
    RowSource row = proposed(insert, context.text());
    List<String> names = insert.columns().stream().map(Column::name).toList();
    return "INSERT INTO "
        + context.write().table()
        + WriteSql.list(names)
        + " SELECT "
        + names.stream().map(row.column()).collect(Collectors.joining(", "))
        + " WHERE NOT EXISTS (SELECT 1 FROM "
        + context.write().table()
        + " AS t0 WHERE "
        + matches(unique, row, RowSource.alias(insert.target(), "t0"))
        + ")"
        + located(1);
  }

  private List<Step> update(WritePlan.Update update) {
    List<Step> steps = new ArrayList<>();
    Statement guard = statement(update, context -> updateQuestions(update, context));
    if (!guard.sql().isEmpty()) {
      steps.add(new Step.Guard(guard, false));
    }
    steps.add(
        new Step.Mutate(
            statement(update, context -> updateSql(update, context)),
            false,
            false,
            outcome(Outcome.CHANGED)));
    answer(update).ifPresent(steps::add);
    return steps;
  }

  private static String updateQuestions(WritePlan.Update update, Context context) {
    RowSource old = RowSource.alias(update.target(), "t0");
    context.expressions().with(Expression.ROW, old);
    String from =
        context.write().table()
            + " AS t0 WHERE ("
            + context.expressions().write(update.where())
            + ") AND ";
    RowSource row = WriteSql.after(old, context.write().assigned(update));
    return first(
        context
            .write()
            .questions(from, row, old, update.after(), update.checks(), update.references()));
  }

  private String updateSql(WritePlan.Update update, Context context) {
    context.expressions().with(Expression.ROW, changed(update, context));
    return "UPDATE "
        + target(update, context)
        + " SET "
        + WriteSql.set(update, context.write().assigned(update))
        + " WHERE "
        + context.expressions().write(update.where())
        + located(0);
  }

  /** What is changed; SQLite knows a view under its own name only, whatever the statement says. */
  private static String target(WritePlan plan, Context context) {
    return context.write().table() + (SqliteViews.is(plan.target()) ? "" : " AS t0");
  }

  /** The row that is changed. */
  private static RowSource changed(WritePlan plan, Context context) {
    String name = SqliteViews.is(plan.target()) ? context.write().table() : "t0";
    return RowSource.alias(plan.target(), name);
  }

  /** Rows to answer are read before they are gone. */
  private List<Step> delete(WritePlan.Delete delete) {
    List<Step> steps = new ArrayList<>();
    if (delete.returning() instanceof WritePlan.Returning.Rows(ReadPlan read)) {
      steps.add(
          new Step.Answer(
              statement(delete, context -> doomed(delete, read, context)), read.shape()));
    }
    steps.add(
        new Step.Mutate(
            statement(delete, context -> deleteSql(delete, context)),
            false,
            false,
            outcome(Outcome.CHANGED)));
    return steps;
  }

  private static String doomed(WritePlan.Delete delete, ReadPlan read, Context context) {
    String alias = ExpressionSql.alias(read.select().row());
    context.expressions().with(Expression.ROW, RowSource.alias(delete.target(), "t0"));
    String rows =
        context.write().table() + " AS t0 WHERE " + context.expressions().write(delete.where());
    if (SqliteViews.keyed(delete.target()) && !SqliteViews.is(delete.target())) {
      List<String> key = delete.target().key().columns().stream().map(Dialect::quote).toList();
      List<String> same = new ArrayList<>();
      List<String> cells = new ArrayList<>();
      for (int at = 0; at < key.size(); at++) {
        cells.add("t0." + key.get(at) + " AS k" + at);
        same.add(alias + "." + key.get(at) + " = k.k" + at);
      }
      // SQLite cannot find some columns (one called true) of a table within parentheses.
      String found =
          "(SELECT "
              + String.join(", ", cells)
              + " FROM "
              + rows
              + ") AS k CROSS JOIN "
              + context.write().table()
              + " AS "
              + alias
              + " ON "
              + String.join(" AND ", same);
      return SelectSql.of(delete.app(), context.text()).rows(read.select(), found, "", "");
    }
    if (SqliteViews.is(delete.target())) {
      String seen = "(SELECT t0.* FROM " + rows + ") AS " + alias;
      return SelectSql.of(delete.app(), context.text()).rows(read.select(), seen, "", "");
    }
    String keys = "SELECT t0.rowid FROM " + rows;
    String from =
        "(SELECT rowid AS _rowid, * FROM "
            + context.write().table()
            + " WHERE rowid IN ("
            + keys
            + ")) AS "
            + alias;
    return SelectSql.of(delete.app(), context.text()).rows(read.select(), from, "", "");
  }

  private String deleteSql(WritePlan.Delete delete, Context context) {
    context.expressions().with(Expression.ROW, changed(delete, context));
    return "DELETE FROM "
        + target(delete, context)
        + " WHERE "
        + context.expressions().write(delete.where())
        + located(0);
  }

  private static java.util.Optional<Step> answer(WritePlan plan) {
    return switch (plan.returning()) {
      case WritePlan.Returning.Nothing _ -> java.util.Optional.empty();
      case WritePlan.Returning.Rows(ReadPlan read) ->
          java.util.Optional.of(
              new Step.Answer(
                  statement(plan, context -> written(plan, read, context)), read.shape()));
    };
  }

  private static String written(WritePlan plan, ReadPlan read, Context context) {
    String alias = ExpressionSql.alias(read.select().row());
    String from =
        "json_each("
            + context.text().place(new Bind.Locators())
            + ") AS l CROSS JOIN "
            + context.write().table()
            + " AS "
            + alias
            + " ON "
            + SqliteViews.same(plan.target(), alias);
    return SelectSql.of(plan.app(), context.text()).rows(read.select(), from, "", "");
  }
}
