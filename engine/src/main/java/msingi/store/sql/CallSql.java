package msingi.store.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Function;
import msingi.definition.Function.Body;
import msingi.definition.Function.Returns;
import msingi.definition.SqlBody;
import msingi.definition.SqlBody.Quoting;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.expression.Type;
import msingi.plan.CallPlan;
import msingi.plan.ReadPlan.Output;
import msingi.plan.ReadPlan.Select;
import msingi.store.sql.CallScript.Step;
import msingi.store.sql.Statement.Bind;

/**
 * Writes a call: the body's statements, and the caller's select over the rows of the last one. A
 * body stands in the list of a WITH, where its names and the select's cannot meet. What was written
 * can be seen by other tables' rows only in a statement after it: where the select looks at others,
 * the rows of a body that writes are kept and read again.
 */
final class CallSql {
  private static final String BODY = "msingi_body";

  private final CallPlan plan;
  private final Dialect dialect;
  private final boolean postgres;
  private final Function function;
  private final Collection source;

  CallSql(CallPlan plan, Dialect dialect) {
    this.plan = plan;
    this.dialect = dialect;
    this.postgres = dialect instanceof PostgresDialect;
    this.function = plan.function();
    this.source = plan.select().source();
  }

  CallScript script() {
    return switch (function.body()) {
      case Body.Sql sql ->
          sql(SqlBody.of(text(sql), postgres ? Quoting.DOLLARS : Quoting.BRACKETS));
      case Body.Stored stored -> stored(stored);
    };
  }

  private String text(Body.Sql sql) {
    String own = sql.texts().get(postgres ? "postgres" : "sqlite");
    String text = own == null ? sql.texts().get("") : own;
    if (text == null) {
      throw Problem.of(ErrorCode.UNSUPPORTED, "This function has no body for this database")
          .failure();
    }
    return text;
  }

  private CallScript sql(SqlBody body) {
    List<Step> steps = new ArrayList<>();
    SqlBody.Statement last = body.statements().getLast();
    boolean answers = !(function.returns() instanceof Returns.Nothing);
    int runs = body.statements().size() - (answers ? 1 : 0);
    body.statements().subList(0, runs).forEach(it -> steps.add(new Step.Run(written(it))));
    if (answers && last.writes() && (!postgres || reaches(plan.select()))) {
      steps.add(keep(last));
      steps.add(kept());
    } else if (answers) {
      steps.add(answer(last));
    }
    return new CallScript(steps, body.writes());
  }

  private Statement written(SqlBody.Statement statement) {
    SqlText text = new SqlText(dialect);
    return text.statement(written(statement.parts(), text));
  }

  private String written(List<SqlBody.Part> parts, SqlText text) {
    ExpressionSql expressions = new ExpressionSql(plan.app(), text);
    StringBuilder sql = new StringBuilder();
    for (SqlBody.Part part : parts) {
      switch (part) {
        case SqlBody.Part.Text(String plain) -> sql.append(plain);
        case SqlBody.Part.Named(String name, int _) -> sql.append(expressions.write(named(name)));
      }
    }
    return sql.toString().strip();
  }

  private Expression named(String name) {
    return switch (name) {
      case "auth.uid" -> caller(Expression.Attribute.UID, Type.Scalar.UUID);
      case "auth.role" -> caller(Expression.Attribute.ROLE, Type.Scalar.TEXT);
      case "auth.roles" -> caller(Expression.Attribute.ROLES, new Type.Array(Type.Scalar.TEXT));
      case "auth.aal" -> caller(Expression.Attribute.AAL, Type.Scalar.TEXT);
      case "auth.is_anonymous" -> caller(Expression.Attribute.IS_ANONYMOUS, Type.Scalar.BOOL);
      default -> {
        Expression argument = plan.arguments().get(name);
        if (argument == null) {
          throw new IllegalStateException("no argument " + name);
        }
        yield argument;
      }
    };
  }

  private static Expression caller(Expression.Attribute attribute, Type type) {
    return new Expression.Caller(attribute, List.of(), type);
  }

  /** WITH and the body under its name; what the body's own list holds stands before it. */
  private String with(SqlBody.Statement statement, SqlText text) {
    List<SqlBody.Part> parts = statement.parts();
    int main = postgres ? statement.main() : 0;
    String before = main == 0 ? "WITH " : written(parts.subList(0, main), text) + ",\n";
    String body = written(parts.subList(main, parts.size()), text);
    return before + BODY + columns() + " AS (" + body + "\n) ";
  }

  /** The name of the only column of a value, which a body may call as it likes. */
  private String columns() {
    return function.returns() instanceof Returns.Values
        ? "(" + Dialect.quote(function.name()) + ")"
        : "";
  }

  private Step answer(SqlBody.Statement statement) {
    SqlText text = new SqlText(dialect);
    return answer(with(statement, text), text);
  }

  private Step answer(String with, SqlText text) {
    return answer(with, "(SELECT " + typed() + " FROM " + BODY + limit() + ")", "", text);
  }

  private Step answer(String with, String item, String columns, SqlText text) {
    Select select = plan.select();
    String from = item + " AS " + ExpressionSql.alias(select.row()) + columns;
    SelectSql writer = SelectSql.of(plan.app(), text);
    writer.expressions.apart(select.row());
    String sql = writer.read(select, from, plan.count());
    ReadScript.Total total =
        plan.count() ? new ReadScript.Total.Counted() : new ReadScript.Total.Unasked();
    return new Step.Answer(new ReadScript(text.statement(with + sql), total, false, plan.shape()));
  }

  private String limit() {
    return function.single() ? " LIMIT 1" : "";
  }

  /** The columns of a body as their types; those of a collection are what its table has. */
  private String typed() {
    return function.returns() instanceof Returns.Of
        ? "*"
        : source.columns().stream()
            .map(it -> cast(Dialect.quote(it.name()), it) + " AS " + Dialect.quote(it.name()))
            .collect(Collectors.joining(", "));
  }

  private String cast(String column, Column typed) {
    if (postgres) {
      return column + "::" + name(typed.type());
    }
    Type type = typed.type() instanceof Type.Represented(Type stored, _) ? stored : typed.type();
    boolean document = type == Type.Scalar.JSON || type instanceof Type.Array;
    boolean whole = type == Type.Scalar.INT || type == Type.Scalar.LONG;
    return document ? "json(" + column + ")" : whole ? SqliteCasts.answered(column, type) : column;
  }

  /** A type with the digits that it keeps. */
  private static String name(Type type) {
    return type instanceof Type.Decimal(int precision, int scale)
        ? "numeric(" + precision + ", " + scale + ")"
        : PostgresDialect.name(type);
  }

  private Step keep(SqlBody.Statement statement) {
    SqlText text = new SqlText(dialect);
    if (postgres) {
      return new Step.Keep(text.statement(asJson(with(statement, text))), List.of(), false);
    }
    List<String> names =
        function.returns() instanceof Returns.Values
            ? List.of()
            : source.columns().stream().map(Column::name).toList();
    return new Step.Keep(
        text.statement(written(statement.parts(), text)), names, function.single());
  }

  private String asJson(String with) {
    return with
        + "SELECT coalesce(json_agg(row_to_json(b)), '[]')::text FROM (SELECT * FROM "
        + BODY
        + limit()
        + ") AS b";
  }

  /** The select over rows that were kept. */
  private Step kept() {
    SqlText text = new SqlText(dialect);
    String place = text.place(new Bind.Kept());
    if (!postgres) {
      return answer("", "(SELECT " + elements() + " FROM json_each(" + place + ") AS e)", "", text);
    }
    if (function.returns() instanceof Returns.Of) {
      String row = "null::" + dialect.table(plan.app(), source);
      String item = "json_populate_recordset(" + row + ", " + place + "::json)";
      return answer("", item, "", text);
    }
    String columns =
        source.columns().stream()
            .map(it -> Dialect.quote(it.name()) + " " + name(it.type()))
            .collect(Collectors.joining(", ", "(", ")"));
    return answer("", "json_to_recordset(" + place + "::json)", columns, text);
  }

  private String elements() {
    List<String> elements = new ArrayList<>();
    for (Column column : source.columns()) {
      String value = "e.value ->> " + elements.size();
      String typed = bytes(column.type()) ? "unhex(" + value + ")" : value;
      elements.add(cast(typed, column) + " AS " + Dialect.quote(column.name()));
    }
    return String.join(", ", elements);
  }

  private static boolean bytes(Type type) {
    return (type instanceof Type.Represented(Type stored, _) ? stored : type) == Type.Scalar.BYTES;
  }

  /** Whether a select looks at rows other than those of the body. */
  private static boolean reaches(Select select) {
    return hops(select.where())
        || !select.joins().isEmpty()
        || select.order().stream().anyMatch(it -> hops(it.by()))
        || !select.outputs().stream()
            .allMatch(it -> it instanceof Output.Scalar scalar && !hops(scalar.expression()));
  }

  private static boolean hops(Expression expression) {
    return Expressions.any(
        expression,
        part ->
            part instanceof Expression.Exists
                || part instanceof Expression.Related
                || part instanceof Expression.Stored);
  }

  private CallScript stored(Body.Stored stored) {
    if (!postgres) {
      throw Problem.of(ErrorCode.UNSUPPORTED, "This database has no functions of its own")
          .failure();
    }
    SqlText text = new SqlText(dialect);
    String name = stored.schema().isEmpty() ? function.schema() : stored.schema();
    String call = Dialect.quote(name) + "." + Dialect.quote(stored.name()) + arguments(text);
    if (function.returns() instanceof Returns.Nothing) {
      return new CallScript(List.of(new Step.Run(text.statement("SELECT " + call))), true);
    }
    String with = "WITH " + BODY + columns() + " AS (SELECT * FROM " + call + ") ";
    if (!plan.readOnly() && reaches(plan.select())) {
      Step keep = new Step.Keep(text.statement(asJson(with)), List.of(), false);
      return new CallScript(List.of(keep, kept()), true);
    }
    return new CallScript(List.of(answer(with, text)), !plan.readOnly());
  }

  private String arguments(SqlText text) {
    ExpressionSql expressions = new ExpressionSql(plan.app(), text);
    List<String> arguments = new ArrayList<>();
    for (Function.Argument argument : function.arguments()) {
      Expression given = plan.arguments().get(argument.name());
      if (given != null) {
        String value = expressions.write(given);
        String named = Dialect.quote(argument.name()) + " => " + value;
        arguments.add(
            switch (argument.taking()) {
              case NAMED -> named;
              case REPEATED -> "VARIADIC " + named;
              case BODY -> value;
            });
      }
    }
    return arguments.stream().collect(Collectors.joining(", ", "(", ")"));
  }
}
