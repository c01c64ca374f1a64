package msingi.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Relation;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.expression.Type;
import msingi.plan.ReadPlan.Order;
import msingi.plan.ReadPlan.Output;
import msingi.plan.ReadPlan.Select;
import msingi.policy.Guard;
import msingi.policy.Policy;
import msingi.policy.Rules;
import msingi.request.Aggregates;
import msingi.request.Request;
import msingi.request.Surface.Visible;
import msingi.result.Shape;

/** Plans one read: names resolved, rules woven in at each level. One instance for one request. */
final class Planner {
  /** Numbers from here on are given to rows that rules and joins bind. */
  private static final int FIRST_FRESH = 1_000;

  private final App app;
  private final Policy.Granted granted;
  private final Rules rules;
  private final Map<Integer, String> rows = new HashMap<>();
  private int next = FIRST_FRESH;
  final IntSupplier fresh = () -> next++;

  Planner(Policy.Granted granted) {
    this.app = granted.surface().app();
    this.granted = granted;
    this.rules = granted.rules();
  }

  ReadPlan read(Request.Query query, Request.Count asked, boolean small) {
    Select select = select(query);
    Request.Count count = new Guesses(granted).allowed(asked, select);
    // Row numbers that a rule binds differ from those in the select: such rules never count there.
    Expression rule = rules.read(query.collection(), query.row(), fresh);
    boolean bounded = Bounds.bounded(select, rule, count != Request.Count.NONE, small);
    return new ReadPlan(app, select, count, bounded, shape(select));
  }

  Visible visible(String id) {
    return granted
        .surface()
        .byId(id)
        .orElseThrow(() -> Problem.of(ErrorCode.COLLECTION_UNKNOWN).failure());
  }

  static void allowed(boolean operation, Collection collection) {
    if (!operation) {
      String message = "permission denied for table " + collection.name();
      throw Problem.of(ErrorCode.FORBIDDEN, message).failure();
    }
  }

  Select select(Request.Query query) {
    Visible visible = visible(query.collection());
    allowed(visible.operations().read(), visible.collection());
    rows.put(query.row(), query.collection());
    Parts parts = new Parts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    parts.conditions().add(client(query.filter()));
    query.items().forEach(item -> item(query, item, parts));
    List<Order> order = new ArrayList<>();
    for (Request.Order it : query.order()) {
      order.add(new Order(client(it.by()), it.descending(), it.nullsFirst()));
    }
    Select select =
        new Select(
            visible.collection(),
            query.row(),
            parts.joins(),
            parts.outputs(),
            Guard.all(parts.conditions(), () -> rules.read(query.collection(), query.row(), fresh)),
            order,
            query.limit(),
            query.offset());
    Groups.check(select);
    return select;
  }

  /** What the items of a query come to; grows item by item. */
  private record Parts(
      List<ReadPlan.Join> joins, List<Output> outputs, List<Expression> conditions) {}

  private void item(Request.Query query, Request.Item item, Parts parts) {
    switch (item) {
      case Request.Item.Field field ->
          parts.outputs().add(new Output.Scalar(field.name(), client(field.expression())));
      case Request.Item.Embed embed -> {
        Output.Nested nested = nested(query, embed.name(), embed.relation(), embed.query());
        parts.outputs().add(joined(nested));
        inner(query.row(), nested, embed.inner(), parts.conditions());
      }
      case Request.Item.Aggregate aggregate -> parts.outputs().add(aggregate(aggregate));
      case Request.Item.Spread spread -> spread(query, spread, parts);
      case Request.Item.Join join ->
          inner(
              query.row(),
              nested(query, "", join.relation(), join.query()),
              join.inner(),
              parts.conditions());
    }
  }

  private Output.Aggregate aggregate(Request.Item.Aggregate aggregate) {
    Expression operand = client(aggregate.operand());
    Type natural = Aggregates.type(app, aggregate.function(), operand.type());
    return new Output.Aggregate(
        aggregate.name(), aggregate.function(), operand, natural, aggregate.type());
  }

  /**
   * The items of related rows as the query's own: of one row by joining it, whose condition is that
   * of the rows a caller would see, and what is joined to it in turn only where it may be seen; of
   * many by an array for each item.
   */
  private void spread(Request.Query query, Request.Item.Spread spread, Parts parts) {
    Output.Nested nested = nested(query, "", spread.relation(), spread.query());
    Select child = nested.select();
    if (nested.relation().many()) {
      parts.outputs().addAll(arrays(joined(nested), spread.query().collection()));
    } else {
      parts
          .joins()
          .add(
              new ReadPlan.Join(
                  query.row(), nested.relation(), child.row(), child.source(), child.where()));
      Supplier<Expression> rule = () -> rules.read(spread.query().collection(), child.row(), fresh);
      child.joins().forEach(it -> parts.joins().add(it.with(Guard.behind(it.condition(), rule))));
      child.outputs().forEach(it -> parts.outputs().add(Groups.hoisted(it, nested)));
    }
    inner(query.row(), nested, spread.inner(), parts.conditions());
  }

  /**
   * An array for each output. All are in one order, or their elements would not belong together:
   * what the client's order leaves open is settled by the key, or by the values themselves where
   * the caller may not read the key.
   */
  private List<Output> arrays(Output.Nested nested, String collection) {
    Select child = nested.select();
    Groups.refuse(child);
    List<Order> settled = new ArrayList<>();
    Visible visible = visible(collection);
    List<String> key = child.source().key().columns();
    if (child.outputs().size() > 1) {
      if (!key.isEmpty() && visible.readable().keySet().containsAll(key)) {
        for (String name : key) {
          Type type = child.source().column(name).orElseThrow().type();
          settled.add(new Order(new Expression.Column(child.row(), name, type), false, false));
        }
      } else {
        for (Output output : child.outputs()) {
          if (output instanceof Output.Scalar(String _, Expression value)) {
            settled.add(new Order(value, false, false));
          }
        }
      }
    }
    List<Output> arrays = new ArrayList<>();
    for (Output output : child.outputs()) {
      arrays.add(
          new Output.Nested(
              output.name(),
              nested.from(),
              nested.relation(),
              child.only(output, settled),
              nested.junctionRow(),
              nested.junctionWhere(),
              ReadPlan.Form.VALUES));
    }
    return arrays;
  }

  Expression client(Expression expression) {
    return rules.client(expression, rows, fresh);
  }

  /** Says which collection a row's number belongs to. */
  void bind(int row, String collection) {
    rows.put(row, collection);
  }

  private Output.Nested nested(
      Request.Query parent, String name, String relationName, Request.Query query) {
    Relation relation = rules.visible(parent.collection(), relationName);
    int junction = fresh.getAsInt();
    Expression rule =
        relation instanceof Relation.Through through
            ? rules.read(through.junction(), junction, fresh)
            : Expression.TRUE;
    return new Output.Nested(
        name, parent.row(), relation, select(query), junction, rule, ReadPlan.Form.OBJECTS);
  }

  /** What can fail over a row beyond a junction is asked only where the junction's row is seen. */
  private Output.Nested joined(Output.Nested nested) {
    return nested.relation() instanceof Relation.Through through
        ? nested.with(
            Guard.behind(
                nested.select().where(),
                () -> rules.read(through.junction(), nested.junctionRow(), fresh)))
        : nested;
  }

  /**
   * An inner embed lets a parent through only with a related row: the same condition, renumbered.
   */
  private void inner(int from, Output.Nested nested, boolean inner, List<Expression> conditions) {
    if (!inner) {
      return;
    }
    int as = fresh.getAsInt();
    Map<Integer, Integer> renamed = new HashMap<>();
    renamed.put(nested.select().row(), as);
    Expression condition =
        Expressions.renumber(
            nested.select().where(),
            number -> renamed.computeIfAbsent(number, _ -> fresh.getAsInt()));
    conditions.add(rules.hop(nested.relation(), from, as, condition, fresh));
  }

  static Shape shape(Select select) {
    List<Shape.Field> fields = new ArrayList<>();
    for (Output output : select.outputs()) {
      fields.add(
          switch (output) {
            case Output.Scalar(String name, Expression expression) ->
                new Shape.Field.Scalar(name, expression.type());
            case Output.Aggregate aggregate ->
                new Shape.Field.Scalar(aggregate.name(), aggregate.type());
            case Output.Nested nested ->
                new Shape.Field.Nested(
                    nested.name(),
                    nested.relation().many(),
                    nested.form() == ReadPlan.Form.VALUES,
                    shape(nested.select()));
          });
    }
    return new Shape(fields);
  }
}
