package msingi.store.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.expression.Expression;
import msingi.plan.WritePlan;
import msingi.store.sql.WriteScript.Refusal;

/**
 * What both dialects share of writing: the questions that refuse a write before it happens. A row
 * that is about to be written is never read back to be judged; its columns are written out as the
 * values they will have, so that rules see the state before the statement, as row security does.
 */
final class WriteSql {
  private final WritePlan plan;
  private final ExpressionSql expressions;
  private final Dialect dialect;

  WriteSql(WritePlan plan, ExpressionSql expressions, Dialect dialect) {
    this.plan = plan;
    this.expressions = expressions;
    this.dialect = dialect;
  }

  /** A row as it will be: assigned columns as given, the others as they are in {@code old}. */
  static RowSource after(RowSource old, Map<String, String> assigned) {
    return new RowSource(
        old.collection(),
        name -> {
          String value = assigned.get(name);
          return value == null ? old.column().apply(name) : value;
        });
  }

  /**
   * Questions over one FROM item, each answering (code, name) for a row that is refused.
   *
   * @param from FROM and, where needed, WHERE, ready for an AND
   * @param row the row to judge, as {@link Expression#ROW}
   * @param old the row before, as {@link Expression#OLD}; the same as {@code row} for inserts
   */
  List<String> questions(
      String from,
      RowSource row,
      RowSource old,
      Expression rule,
      List<Collection.Check> checks,
      List<WritePlan.Reference> references) {
    return questions(row, old, rule, checks, references).stream().map(it -> it.over(from)).toList();
  }

  /** The same over any FROM item. */
  List<Question> questions(
      RowSource row,
      RowSource old,
      Expression rule,
      List<Collection.Check> checks,
      List<WritePlan.Reference> references) {
    expressions.with(Expression.ROW, row).with(Expression.OLD, old);
    List<Question> questions = new ArrayList<>();
    if (!rule.equals(Expression.TRUE)) {
      questions.add(
          new Question(Refusal.RULE, "", "(" + expressions.write(rule) + ") IS NOT TRUE"));
    }
    for (Collection.Check check : checks) {
      String broken = "(" + expressions.write(check.expression()) + ") IS FALSE";
      questions.add(new Question(Refusal.CHECK, check.name(), broken));
    }
    for (WritePlan.Reference reference : references) {
      questions.add(
          new Question(
              Refusal.REFERENCE, reference.relation().constraint(), dangling(reference, row)));
    }
    return questions;
  }

  /**
   * What must not be so of a row.
   *
   * @param name of the check or the constraint
   * @param broken the condition that refuses
   */
  record Question(Refusal refusal, String name, String broken) {
    /** As a statement that answers (code, name) for a row that is refused. */
    String over(String from) {
      return "SELECT "
          + refusal.number()
          + " AS code, "
          + Dialect.text(name)
          + " AS name FROM "
          + from
          + broken;
    }
  }

  private String dangling(WritePlan.Reference reference, RowSource row) {
    String present =
        reference.relation().columns().stream()
            .map(column -> row.column().apply(column) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    String from = expressions.from(reference.relation(), row, reference.row());
    return present
        + " AND NOT EXISTS (SELECT 1 FROM "
        + from
        + " AND "
        + expressions.write(reference.readable())
        + ")";
  }

  /** The columns of an update with the values they take, rendered. */
  Map<String, String> assigned(WritePlan.Update update) {
    Map<String, String> assigned = new HashMap<>();
    for (int index = 0; index < update.columns().size(); index++) {
      assigned.put(
          update.columns().get(index).name(), expressions.write(update.assigned().get(index)));
    }
    return assigned;
  }

  /** {@code SET} list of an update. */
  static String set(WritePlan.Update update, Map<String, String> assigned) {
    return update.columns().stream()
        .map(Column::name)
        .map(name -> Dialect.quote(name) + " = " + assigned.get(name))
        .collect(Collectors.joining(", "));
  }

  /** {@code ON CONFLICT} of an insert, or nothing. */
  String onConflict(WritePlan.Conflict conflict) {
    return switch (conflict) {
      case WritePlan.Conflict.Fail _ -> "";
      case WritePlan.Conflict.Ignore(List<String> columns) ->
          " ON CONFLICT" + (columns.isEmpty() ? "" : list(columns)) + " DO NOTHING";
      case WritePlan.Conflict.Merge merge ->
          " ON CONFLICT" + list(merge.columns()) + " DO UPDATE SET " + excluded(merge);
    };
  }

  private static String excluded(WritePlan.Conflict.Merge merge) {
    List<String> columns = merge.assigned().isEmpty() ? merge.columns() : merge.assigned();
    return columns.stream()
        .map(Dialect::quote)
        .map(name -> name + " = excluded." + name)
        .collect(Collectors.joining(", "));
  }

  /** Column names in parentheses. */
  static String list(List<String> columns) {
    return columns.stream().map(Dialect::quote).collect(Collectors.joining(", ", " (", ")"));
  }

  /** The target's table. */
  String table() {
    return dialect.table(plan.app(), plan.target());
  }
}
