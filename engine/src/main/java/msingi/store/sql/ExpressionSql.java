package msingi.store.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Relation;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.store.sql.Statement.Bind;

/** Writes expressions as SQL. Holds the rows in scope; one instance for one statement. */
final class ExpressionSql {
  private final App app;
  private final SqlText text;
  private final Dialect dialect;
  private final Map<Integer, RowSource> rows = new HashMap<>();

  /** How whole rows are written where their alias stands for more than the row. */
  private final Map<Integer, String> wholes = new HashMap<>();

  ExpressionSql(App app, SqlText text) {
    this.app = app;
    this.text = text;
    this.dialect = text.dialect();
  }

  /** Brings a row into scope under its number, in place of what stood there. */
  ExpressionSql with(int row, RowSource source) {
    rows.put(row, source);
    return this;
  }

  /** Says how a row as a whole is written. */
  ExpressionSql whole(int row, String sql) {
    wholes.put(row, sql);
    return this;
  }

  /** The table alias that belongs to a row's number. */
  static String alias(int row) {
    return "t" + row;
  }

  /** The expression as SQL, with parentheses where it needs them. */
  String write(Expression expression) {
    return switch (expression) {
      case Expression.Literal(Value value, Type type) -> dialect.literal(value, type);
      case Expression.Parameter(int index, Type type) ->
          text.place(new Bind.Parameter(index, type));
      case Expression.Column(int row, String column, Type _) -> row(row).column().apply(column);
      case Expression.Caller caller -> text.place(new Bind.Caller(caller));
      case Expression.Moment(Type.Scalar type) -> text.place(new Bind.Moment(type));
      case Expression.Element(int as, Type type) -> dialect.element(alias(as), type);
      case Expression.Compare compare -> compare(compare);
      case Expression.IsNull(Expression operand) -> "(" + write(operand) + " IS NULL)";
      case Expression.Is(Expression operand, Expression.Truth truth) ->
          "("
              + write(operand)
              + (truth == Expression.Truth.UNKNOWN ? " IS NULL)" : " IS " + truth + ")");
      case Expression.And(List<Expression> operands) -> joined(operands, " AND ", "1 = 1");
      case Expression.Or(List<Expression> operands) -> joined(operands, " OR ", "1 = 0");
      case Expression.Not(Expression operand) -> "(NOT " + write(operand) + ")";
      case Expression.In in -> in(in);
      case Expression.Arithmetic arithmetic -> arithmetic(arithmetic);
      case Expression.Call call -> call(call);
      case Expression.Conditional(var condition, var then, var otherwise) ->
          "(CASE WHEN "
              + write(condition)
              + " THEN "
              + write(then)
              + " ELSE "
              + alike(otherwise, then.type())
              + " END)";
      case Expression.Cast(Expression operand, Type type) ->
          dialect.cast(write(operand), operand.type(), type);
      case Expression.Exists exists -> exists(exists);
      case Expression.Related related -> related(related);
      case Expression.AnyElement any ->
          "EXISTS (SELECT 1 FROM "
              + dialect.elements(write(any.array()), alias(any.as()))
              + " WHERE "
              + write(any.condition())
              + ")";
      case Expression.Path(Expression operand, var steps, Type type) ->
          dialect.path(write(operand), operand.type(), steps, type == Type.Scalar.TEXT);
      case Expression.Search search ->
          switch (dialect) {
            case PostgresDialect _ ->
                SearchSql.postgres(row(search.row()), search, write(search.query()));
            case SqliteDialect _ -> SearchSql.sqlite(app, row(search.row()), search, text);
          };
      case Expression.Stored stored -> stored(stored);
      case Expression.Derived _ ->
          throw new IllegalStateException("policy leaves no computed field: " + expression);
    };
  }

  /**
   * A function over a whole row. What an alias of a subquery stands for has no name: it is cast to
   * the table's own type, whose columns it has in the table's order.
   */
  private String stored(Expression.Stored stored) {
    String table = dialect.table(app, row(stored.row()).collection());
    String whole =
        wholes.getOrDefault(stored.row(), "CAST(" + alias(stored.row()) + " AS " + table + ")");
    return Dialect.quote(stored.schema())
        + "."
        + Dialect.quote(stored.function())
        + "("
        + whole
        + ")";
  }

  /** The row in scope under its number. */
  RowSource row(int number) {
    RowSource source = rows.get(number);
    if (source == null) {
      throw new IllegalStateException("no row " + number + " in scope");
    }
    return source;
  }

  private String joined(List<Expression> operands, String between, String empty) {
    return operands.isEmpty()
        ? "(" + empty + ")"
        : operands.stream().map(this::write).collect(Collectors.joining(between, "(", ")"));
  }

  private String compare(Expression.Compare compare) {
    Type common = common(compare.left().type(), compare.right().type());
    return dialect.compare(
        compare.comparison(),
        dialect.ordered(alike(compare.left(), common), compare.left().type()),
        alike(compare.right(), common));
  }

  private String in(Expression.In in) {
    if (in.array().type() instanceof Type.Array(Type element)) {
      String operand = alike(in.operand(), common(in.operand().type(), element));
      return dialect.in(dialect.ordered(operand, in.operand().type()), write(in.array()), element);
    }
    throw new IllegalStateException("not an array: " + in.array());
  }

  private String arithmetic(Expression.Arithmetic it) {
    return dialect.arithmetic(
        it.operator(), alike(it.left(), it.type()), alike(it.right(), it.type()), it.type());
  }

  private String call(Expression.Call call) {
    List<String> operands = new ArrayList<>();
    List<Type> types = new ArrayList<>();
    for (Expression operand : call.operands()) {
      operands.add(write(operand));
      types.add(operand.type());
    }
    return dialect.call(call.function(), operands, types);
  }

  /** The wider of two numeric types, where the scale of decimals matters; else the left one. */
  private static Type common(Type left, Type right) {
    int scale = Math.max(scale(left), scale(right));
    boolean decimal = left instanceof Type.Decimal || right instanceof Type.Decimal;
    return decimal ? new Type.Decimal(18, scale) : left;
  }

  private static int scale(Type type) {
    return type instanceof Type.Decimal(int _, int scale) ? scale : 0;
  }

  private String alike(Expression expression, Type wanted) {
    return wanted instanceof Type.Decimal
        ? dialect.rescale(write(expression), expression.type(), wanted)
        : write(expression);
  }

  private String exists(Expression.Exists exists) {
    Relation relation = relation(exists.hop());
    String from = from(relation, exists.from(), exists.as());
    return "EXISTS (SELECT 1 FROM " + from + " AND " + write(exists.condition()) + ")";
  }

  private String related(Expression.Related related) {
    Relation relation = relation(related.hop());
    int as = related.as();
    rows.put(as, RowSource.alias(app.collection(relation.to()), alias(as)));
    String from = from(relation, related.from(), as);
    return "(SELECT " + write(related.value()) + " FROM " + from + ")";
  }

  private Relation relation(Expression.Hop hop) {
    return app.collection(hop.collection()).relation(hop.relation());
  }

  /** FROM items and the WHERE that ties them to the row the relation starts from. */
  String from(Relation relation, int start, int as) {
    return from(relation, row(start), as, "j" + as);
  }

  /** The same with the junction's alias given; the target's row is brought into scope. */
  String from(Relation relation, RowSource start, int as, String junctionAlias) {
    Way way = way(relation, start, as, junctionAlias);
    return way.items() + " WHERE " + way.tie();
  }

  /** FROM items, and the condition that ties them to the row a relation starts from. */
  record Way(String items, String tie) {}

  /** Where a relation leads; the target's row is brought into scope. */
  Way way(Relation relation, RowSource start, int as, String junctionAlias) {
    Collection target = app.collection(relation.to());
    String alias = alias(as);
    rows.put(as, RowSource.alias(target, alias));
    String item = dialect.table(app, target) + " AS " + alias;
    return switch (relation) {
      case Relation.ToOne _, Relation.FromMany _ ->
          new Way(item, equal(rows.get(as), relation.targetColumns(), start, relation.columns()));
      case Relation.Through through -> {
        Collection junction = app.collection(through.junction());
        RowSource middle = RowSource.alias(junction, junctionAlias);
        String items =
            dialect.table(app, junction)
                + " AS "
                + junctionAlias
                + " JOIN "
                + item
                + " ON "
                + equal(
                    rows.get(as), through.targetColumns(), middle, through.junctionTargetColumns());
        yield new Way(items, equal(middle, through.junctionColumns(), start, through.columns()));
      }
    };
  }

  private static String equal(
      RowSource left, List<String> leftColumns, RowSource right, List<String> rightColumns) {
    List<String> parts = new ArrayList<>();
    for (int index = 0; index < leftColumns.size(); index++) {
      parts.add(
          left.column().apply(leftColumns.get(index))
              + " = "
              + right.column().apply(rightColumns.get(index)));
    }
    return String.join(" AND ", parts);
  }
}
