package msingi.store.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Rows that look like those of their collection but come from a body. */
  private final Set<Integer> apart = new HashSet<>();

  /** What is asked once in a statement, beside the rows. */
  private final List<String> asked = new ArrayList<>();

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

  /** Says that a row does not come from the table of its collection. */
  void apart(int row) {
    apart.add(row);
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

  /**
   * A condition of rows as it stands behind WHERE. What the words of a search are is asked once
   * besides, so that wrong ones are refused though there is no row to look at.
   */
  String condition(Expression condition) {
    int from = asked.size();
    String sql = write(condition);
    List<String> own = asked.subList(from, asked.size());
    String first = own.isEmpty() ? "" : String.join(" AND ", own) + " AND ";
    own.clear();
    return first + sql;
  }

  private String search(Expression.Search search) {
    String query = write(search.query());
    SearchSql.once(search, query).ifPresent(asked::add);
    return SearchSql.postgres(row(search.row()), search, query);
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
            case PostgresDialect _ -> search(search);
            case SqliteDialect _ ->
                SearchSql.sqlite(
                    app, row(search.row()), search, text, apart.contains(search.row()));
          };
      case Expression.Stored(int row, String schema, String function, Type _) ->
          called(schema, function, row);
      case Expression.Derived _ ->
          throw new IllegalStateException("policy leaves no computed field: " + expression);
    };
  }

  /**
   * A function over a whole row. What an alias of a subquery stands for has no name: it is cast to
   * the table's own type, whose columns it has in the table's order.
   */
  private String called(String schema, String function, int row) {
    String table = dialect.table(app, row(row).collection());
    String whole = wholes.getOrDefault(row, "CAST(" + alias(row) + " AS " + table + ")");
    return Dialect.quote(schema) + "." + Dialect.quote(function) + "(" + whole + ")";
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
    Way way = way(relation, start, as, "j" + as);
    return way.items() + " WHERE " + way.tie();
  }

  /** The same from a row that has no number; the target's row is brought into scope. */
  String from(Relation.ToOne relation, RowSource start, int as) {
    Way way = table(relation, start, as);
    return way.items() + " WHERE " + way.tie();
  }

  /** FROM items, and the condition that ties them to the row a relation starts from. */
  record Way(String items, String tie) {}

  /** Where a relation leads; the target's row is brought into scope. */
  Way way(Relation relation, int start, int as, String junctionAlias) {
    return switch (relation) {
      case Relation.ToOne _, Relation.FromMany _ -> table(relation, row(start), as);
      case Relation.Through through -> through(through, row(start), as, junctionAlias);
      case Relation.Computed computed -> computed(computed, start, as);
    };
  }

  private Way table(Relation relation, RowSource start, int as) {
    String item = item(relation, as);
    return new Way(item, equal(row(as), relation.targetColumns(), start, relation.columns()));
  }

  private Way through(Relation.Through through, RowSource start, int as, String junctionAlias) {
    Collection junction = app.collection(through.junction());
    RowSource middle = RowSource.alias(junction, junctionAlias);
    String item = item(through, as);
    String items =
        dialect.table(app, junction)
            + " AS "
            + junctionAlias
            + " JOIN "
            + item
            + " ON "
            + equal(row(as), through.targetColumns(), middle, through.junctionTargetColumns());
    return new Way(items, equal(middle, through.junctionColumns(), start, through.columns()));
  }

  /** The table that a relation leads to, its row brought into scope. */
  private String item(Relation relation, int as) {
    Collection target = app.collection(relation.to());
    rows.put(as, RowSource.alias(target, alias(as)));
    return dialect.table(app, target) + " AS " + alias(as);
  }

  /**
   * What a function answers for a row; of what should be one row, the first. A function that is not
   * of a set answers a row of nulls for none.
   */
  private Way computed(Relation.Computed computed, int start, int as) {
    String call = called(computed.schema(), computed.function(), start);
    rows.put(as, RowSource.alias(app.collection(computed.to()), alias(as)));
    String item = computed.many() ? call : "LATERAL (SELECT * FROM " + call + " LIMIT 1)";
    String witness = row(as).column().apply(computed.witness());
    return new Way(item + " AS " + alias(as), witness + " IS NOT NULL");
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
