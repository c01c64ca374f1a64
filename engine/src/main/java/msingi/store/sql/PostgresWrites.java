package msingi.store.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Relation;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.expression.Type;
import msingi.plan.ReadPlan;
import msingi.plan.ReadPlan.Output;
import msingi.plan.ReadPlan.Select;
import msingi.plan.WritePlan;
import msingi.result.Shape;
import msingi.store.sql.Statement.Bind;
import msingi.store.sql.WriteScript.Step;

/**
 * Writes on PostgreSQL: one statement that judges, changes and answers. {@code p} holds the
 * proposed rows, {@code o} the rows before, {@code bad} the first refusal, {@code done} what was
 * written; nothing is written while {@code bad} has a row. Where the answer would have to see the
 * written rows through a relation it is a second statement of the same transaction.
 */
final class PostgresWrites {
  private static final String PLACE = "\"_place\"";

  /** What triggers said; asked for where all of {@code done} is there, so after all of them. */
  private static final String SAID =
      ", current_setting('response.status', true), current_setting('response.headers', true)";

  private static final Shape NO_COLUMNS = new Shape(List.of());

  private final WritePlan plan;
  private final SqlText text = new SqlText(Dialect.POSTGRES);
  private final ExpressionSql expressions;
  private final WriteSql write;
  private final boolean view;

  /** Whether rows may tell nothing of the transaction that wrote them: views, and partitions. */
  private final boolean bare;

  private final List<String> parts = new ArrayList<>();
  private List<String> conflicting = List.of();
  private boolean guarded;

  PostgresWrites(WritePlan plan) {
    this.plan = plan;
    this.view = plan.target().kind() instanceof Collection.Kind.View;
    this.bare = view || !plan.target().managed();
    this.expressions = new ExpressionSql(plan.app(), text);
    this.write = new WriteSql(plan, expressions, Dialect.POSTGRES);
  }

  WriteScript script() {
    boolean merges =
        switch (plan) {
          case WritePlan.Insert insert -> insert(insert);
          case WritePlan.Update update -> update(update);
          case WritePlan.Delete delete -> delete(delete);
        };
    boolean apart =
        plan.returning() instanceof WritePlan.Returning.Rows(ReadPlan read)
            && !(plan instanceof WritePlan.Delete)
            && touches(read.select());
    if (apart && view) {
      throw Problem.of(
              ErrorCode.NOT_YET, "A write through a view cannot answer its rows by relations to it")
          .failure();
    }
    boolean strict = plan.expectation().singular() || plan.expectation().most() >= 0;
    boolean alone =
        !apart && !strict && !plan.target().responds() && !plan.expectation().rollback();
    Step whole = whole(apart, merges);
    return new WriteScript(
        apart ? List.of(whole, answer()) : List.of(whole), alone, alone && Additive.is(plan));
  }

  /** Whether a select reads the written collection other than as its root. */
  private boolean touches(Select select) {
    return hops(select.where())
        || select.joins().stream()
            .anyMatch(it ->
                it.target().id().equals(plan.target().id())
                    || takesWhole(it.relation())
                    || hops(it.condition()))
        || select.outputs().stream()
            .anyMatch(output ->
                switch (output) {
                  case Output.Scalar scalar -> hops(scalar.expression());
                  case Output.Aggregate it -> hops(it.operand());
                  case Output.Nested nested ->
                      nested.select().source().id().equals(plan.target().id())
                          || hops(nested.junctionWhere())
                          || throughTarget(nested.relation())
                          || takesWhole(nested.relation())
                          || touches(nested.select());
                });
  }

  private boolean hops(Expression expression) {
    return Expressions.any(
        expression,
        part ->
            (part instanceof Expression.Exists exists && leads(exists.hop()))
                || (part instanceof Expression.Related related && leads(related.hop())));
  }

  private boolean leads(Expression.Hop hop) {
    Relation relation = plan.app().collection(hop.collection()).relation(hop.relation());
    return relation.to().equals(plan.target().id())
        || throughTarget(relation)
        || takesWhole(relation);
  }

  private boolean throughTarget(Relation relation) {
    return relation instanceof Relation.Through through
        && through.junction().equals(plan.target().id());
  }

  private boolean insert(WritePlan.Insert insert) {
    if (insert.columns().isEmpty()) {
      parts.add("done AS (" + numbered(insert) + returning("true") + ")");
      return false;
    }
    conflicting = conflicting(insert);
    parts.add("p AS MATERIALIZED (" + proposed(insert) + ")");
    RowSource row = proposedRow(insert);
    List<WriteSql.Question> asked =
        write.questions(row, row, insert.create(), insert.checks(), insert.references());
    List<String> questions = new ArrayList<>();
    asked.forEach(it -> questions.add(it.over("p AS t0 WHERE ")));
    boolean merges = insert.conflict() instanceof WritePlan.Conflict.Merge;
    if (insert.conflict() instanceof WritePlan.Conflict.Merge merge) {
      questions.addAll(mergeQuestions(insert, merge, asked));
    }
    bad(questions);
    parts.add("done AS (" + insertSql(insert) + ")");
    return merges;
  }

  /** A cell; where the database numbers the column and a row gives nothing, the next number. */
  private String numbered(Column column, String cell) {
    return column.fill() instanceof Column.Fill.Identity
        ? "COALESCE(" + cell + ", " + next(column.name()) + ")"
        : cell;
  }

  private String next(String column) {
    return "nextval(pg_get_serial_sequence("
        + Dialect.text(numbering())
        + ", "
        + Dialect.text(column)
        + "))";
  }

  /** The table whose numbers they are: of a view over one collection, that collection's. */
  private String numbering() {
    return plan.target().kind() instanceof Collection.Kind.View over && !over.of().isEmpty()
        ? Dialect.POSTGRES.table(plan.app(), plan.app().collection(over.of()))
        : write.table();
  }

  /** Rows that nothing is given for: as many numbers of the key's sequence as there are rows. */
  private String numbered(WritePlan.Insert insert) {
    String named =
        insert.target().columns().stream()
            .filter(it -> it.fill() instanceof Column.Fill.Identity)
            .map(Column::name)
            .findFirst()
            .map(it -> " (" + Dialect.quote(it) + ") SELECT " + next(it))
            .orElse(" SELECT");
    return "INSERT INTO "
        + write.table()
        + " AS t0"
        + named
        + " FROM generate_series(1, "
        + text.place(new Bind.Count())
        + ")";
  }

  private static RowSource proposedRow(WritePlan.Insert insert) {
    List<String> names = insert.columns().stream().map(Column::name).toList();
    return new RowSource(
        insert.target(), name -> names.contains(name) ? "t0." + Dialect.quote(name) : "NULL");
  }

  private String proposed(WritePlan.Insert insert) {
    List<String> arrays = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    for (int index = 0; index < insert.columns().size(); index++) {
      Column column = insert.columns().get(index);
      arrays.add(text.place(new Bind.Cells(index, column.type())));
      names.add("c" + index);
      String cell = recast("u.c" + index, column.type());
      columns.add(numbered(column, cell) + " AS " + Dialect.quote(column.name()));
    }
    return "SELECT "
        + String.join(", ", columns)
        + (conflicting.isEmpty() ? "" : ", u.place AS " + PLACE)
        + " FROM unnest("
        + String.join(", ", arrays)
        + (conflicting.isEmpty() ? ") AS u(" : ") WITH ORDINALITY AS u(")
        + String.join(", ", names)
        + (conflicting.isEmpty() ? "" : ", place")
        + ")";
  }

  /** The unique columns of an upsert, where every row gives them. */
  private static List<String> conflicting(WritePlan.Insert insert) {
    List<String> columns =
        switch (insert.conflict()) {
          case WritePlan.Conflict.Fail _ -> List.of();
          case WritePlan.Conflict.Ignore ignore -> ignore.columns();
          case WritePlan.Conflict.Merge merge -> merge.columns();
        };
    List<String> given = insert.columns().stream().map(Column::name).toList();
    return given.containsAll(columns) ? columns : List.of();
  }

  /**
   * Rows of an upsert are written in the order of their unique columns, so that two upserts of the
   * same rows never wait for each other both; they are answered in the order in which they came.
   */
  private String written() {
    if (conflicting.isEmpty()) {
      return "done";
    }
    String same =
        conflicting.stream()
            .map(Dialect::quote)
            .map(name -> "d." + name + " = p." + name)
            .collect(Collectors.joining(" AND "));
    return "(SELECT d.* FROM done AS d LEFT JOIN p ON " + same + " ORDER BY p." + PLACE + ")";
  }

  private static String recast(String cell, Type type) {
    return switch (type) {
      case Type.Opaque it -> PostgresRepresentation.read(cell + "::json", it);
      case Type.Array _ -> cell + "::" + PostgresDialect.name(type);
      case Type.Scalar scalar when scalar == Type.Scalar.JSON -> cell + "::jsonb";
      case Type.Scalar _, Type.Decimal _ -> cell;
    };
  }

  /**
   * What must not be so of the rows that are there already.
   *
   * @param asked what is asked of every proposed row anyway
   */
  private List<String> mergeQuestions(
      WritePlan.Insert insert, WritePlan.Conflict.Merge merge, List<WriteSql.Question> asked) {
    RowSource old = RowSource.alias(insert.target(), "o");
    Map<String, String> assigned = new HashMap<>();
    merge.assigned().forEach(name -> assigned.put(name, "t0." + Dialect.quote(name)));
    String on =
        merge.columns().stream()
            .map(Dialect::quote)
            .map(name -> "k." + name + " = t0." + name)
            .collect(Collectors.joining(" AND "));
    // By OFFSET 0 each row is looked up by itself: a plan that was kept from when the table was
    // small must not read all of it once it is large.
    String from =
        "p AS t0 CROSS JOIN LATERAL (SELECT * FROM "
            + write.table()
            + " AS k WHERE "
            + on
            + " OFFSET 0) AS o WHERE ";
    List<WriteSql.Question> questions =
        new ArrayList<>(write.questions(old, old, merge.before(), List.of(), List.of()));
    questions.addAll(
        write.questions(
            WriteSql.after(old, assigned), old, merge.after(), insert.checks(), List.of()));
    questions.removeAll(asked);
    return questions.stream().map(it -> it.over(from)).toList();
  }

  private void bad(List<String> questions) {
    if (!questions.isEmpty()) {
      guarded = true;
      parts.add("bad AS MATERIALIZED (" + String.join(" UNION ALL ", questions) + " LIMIT 1)");
    }
  }

  private String unlessBad(String before) {
    return guarded ? before + "NOT EXISTS (SELECT 1 FROM bad)" : "";
  }

  private String insertSql(WritePlan.Insert insert) {
    List<String> names = insert.columns().stream().map(Column::name).toList();
    String columns =
        names.stream().map(it -> "p." + Dialect.quote(it)).collect(Collectors.joining(", "));
    String sql =
        "INSERT INTO "
            + write.table()
            + " AS t0"
            + WriteSql.list(names)
            + " SELECT "
            + columns
            + " FROM p"
            + unlessBad(" WHERE ")
            + ordered()
            + write.onConflict(insert.conflict());
    if (insert.conflict() instanceof WritePlan.Conflict.Merge merge) {
      expressions.with(Expression.ROW, RowSource.alias(insert.target(), "t0"));
      List<String> conditions = new ArrayList<>();
      if (!merge.before().equals(Expression.TRUE)) {
        String before = expressions.write(merge.before());
        conditions.add(view ? "(" + before + ")" : before);
      }
      if (view) {
        conditions.add(seen(merge.columns()));
      }
      sql += conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
      return sql + returning(bare ? "NOT " + seen(merge.columns()) : "(t0.xmax = 0)");
    }
    // What is returned was not there: a conflict fails, or its row is passed over.
    return sql + returning("true");
  }

  /**
   * Whether the view showed the row before: what a conflict would update may be a row of the table
   * beneath that the view does not show, which is not there for the caller.
   */
  private String seen(List<String> columns) {
    String same =
        columns.stream()
            .map(Dialect::quote)
            .map(name -> "v." + name + " = t0." + name)
            .collect(Collectors.joining(" AND "));
    return "EXISTS (SELECT 1 FROM " + write.table() + " AS v WHERE " + same + ")";
  }

  private String ordered() {
    return conflicting.isEmpty()
        ? ""
        : conflicting.stream()
            .map(name -> "p." + Dialect.quote(name))
            .collect(Collectors.joining(", ", " ORDER BY ", ""));
  }

  private String returning(String inserted) {
    boolean answers = plan.returning() instanceof WritePlan.Returning.Rows;
    return " RETURNING "
        + (answers ? "t0.*, " : "")
        + (answers && !view ? "t0.ctid AS \"_locator\", " : "")
        + inserted
        + " AS \"_inserted\""
        + (answersWhole() ? ", t0 AS \"_row\"" : "");
  }

  /** Whether the answer names written rows as a whole. */
  private boolean answersWhole() {
    return plan.returning() instanceof WritePlan.Returning.Rows(ReadPlan read)
        && (takesWhole(read.select().where())
            || read.select().order().stream().anyMatch(it -> takesWhole(it.by()))
            || read.select().joins().stream().anyMatch(it -> takesWhole(it.relation()))
            || read.select().outputs().stream()
                .anyMatch(it ->
                    switch (it) {
                      case Output.Scalar scalar -> takesWhole(scalar.expression());
                      case Output.Aggregate aggregate -> takesWhole(aggregate.operand());
                      case Output.Nested nested -> takesWhole(nested.relation());
                    }));
  }

  private boolean takesWhole(Expression expression) {
    return Expressions.any(
        expression,
        part ->
            part instanceof Expression.Stored
                || (part instanceof Expression.Exists exists && takesWhole(exists.hop()))
                || (part instanceof Expression.Related related && takesWhole(related.hop())));
  }

  private boolean takesWhole(Expression.Hop hop) {
    return takesWhole(plan.app().collection(hop.collection()).relation(hop.relation()));
  }

  private static boolean takesWhole(Relation relation) {
    return relation instanceof Relation.Computed;
  }

  private boolean update(WritePlan.Update update) {
    RowSource old = RowSource.alias(update.target(), "t0");
    expressions.with(Expression.ROW, old);
    String where = expressions.condition(update.where());
    Map<String, String> assigned = write.assigned(update);
    RowSource before = RowSource.alias(update.target(), "o");
    List<String> questions =
        write.questions(
            "o WHERE ",
            WriteSql.after(before, assigned),
            before,
            update.after(),
            update.checks(),
            update.references());
    String set = "UPDATE " + write.table() + " AS t0 SET " + WriteSql.set(update, assigned);
    if (questions.isEmpty()) {
      parts.add("done AS (" + set + " WHERE " + where + returning("false") + ")");
      return false;
    }
    parts.add(
        "o AS MATERIALIZED (SELECT t0.* FROM "
            + write.table()
            + " AS t0 WHERE "
            + where
            + " FOR UPDATE OF t0)");
    bad(questions);
    List<String> key = update.target().key().columns();
    String judged = key.isEmpty() || view ? " WHERE (" + where + ")" : " FROM o WHERE " + same(key);
    parts.add("done AS (" + set + judged + unlessBad(" AND ") + returning("false") + ")");
    return false;
  }

  /**
   * Whether a row is the one that {@code o} holds. Without a key, and through a view, whose key
   * nothing keeps unique, the condition stands again: the rows are locked by {@code o}, so that
   * both see the same.
   */
  private static String same(List<String> key) {
    return key.stream()
        .map(Dialect::quote)
        .map(name -> "t0." + name + " = o." + name)
        .collect(Collectors.joining(" AND "));
  }

  private boolean delete(WritePlan.Delete delete) {
    expressions.with(Expression.ROW, RowSource.alias(delete.target(), "t0"));
    parts.add(
        "done AS (DELETE FROM "
            + write.table()
            + " AS t0 WHERE "
            + expressions.condition(delete.where())
            + returning("false")
            + ")");
    return false;
  }

  private Step whole(boolean apart, boolean merges) {
    Shape shape = NO_COLUMNS;
    String rows = "";
    String names = ", false AS present";
    if (apart) {
      rows = " LEFT JOIN " + written() + " AS r ON true";
      names = ", false AS present, r.\"_locator\"::text";
    } else if (plan.returning() instanceof WritePlan.Returning.Rows(ReadPlan read)) {
      shape = read.shape();
      int row = read.select().row();
      String from = written() + " AS " + ExpressionSql.alias(row);
      SelectSql answer = SelectSql.of(plan.app(), text);
      answer.expressions.whole(row, ExpressionSql.alias(row) + ".\"_row\"");
      String select = answer.rows(read.select(), from, "true AS present", " AS ");
      rows = " LEFT JOIN (" + select + ") AS r ON true";
      StringBuilder outputs = new StringBuilder(", r.present");
      for (int index = 0; index < shape.fields().size(); index++) {
        outputs.append(", r.o").append(index);
      }
      names = outputs.toString();
    }
    String refusal = guarded ? "b.code::int4, b.name::text" : "NULL::int4, NULL::text";
    String sql =
        "WITH "
            + String.join(", ", parts)
            + " SELECT "
            + refusal
            + ", "
            + (merges ? all() : "s.affected")
            + ", s.inserted"
            + names
            + (plan.target().responds() ? SAID : "")
            + " FROM (SELECT count(*) AS affected, count(*) FILTER (WHERE \"_inserted\") AS inserted"
            + " FROM done) AS s"
            + (guarded ? " LEFT JOIN bad AS b ON true" : "")
            + rows;
    return new Step.Whole(text.statement(sql), apart, plan.target().responds(), shape);
  }

  /**
   * The number of rows written, which must be that of the rows given. Where it is less, a row came
   * to be that the rules keep from the caller since {@code bad} looked: then the statement fails,
   * and with it all that it did, by asking for a member that is not there (SQLSTATE 2203A).
   */
  private String all() {
    return "CASE WHEN "
        + (guarded ? "b.code IS NULL AND " : "")
        + "s.affected < "
        + text.place(new Bind.Count())
        + " THEN jsonb_path_query_first(jsonb_build_object('affected', s.affected), "
        + Dialect.text("strict $.\"" + Refusals.FEWER + '"')
        + ")::int8 ELSE s.affected END";
  }

  private Step answer() {
    WritePlan.Returning.Rows rows = (WritePlan.Returning.Rows) plan.returning();
    SqlText answer = new SqlText(Dialect.POSTGRES);
    Select select = rows.read().select();
    String alias = ExpressionSql.alias(select.row());
    String from =
        "unnest("
            + answer.place(new Bind.Locators())
            + ") WITH ORDINALITY AS l(locator, place) JOIN "
            + write.table()
            + " AS "
            + alias
            + " ON "
            + alias
            + ".ctid = l.locator";
    String sql = SelectSql.of(plan.app(), answer).rows(select, from, "", "");
    return new Step.Answer(answer.statement(sql), rows.read().shape());
  }
}
