package msingi.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Relation;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.plan.ReadPlan.Order;
import msingi.plan.ReadPlan.Output;
import msingi.plan.ReadPlan.Select;
import msingi.policy.Policy;
import msingi.policy.Rules;
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

  ReadPlan read(Request.Query query, boolean count, boolean small) {
    Select select = select(query);
    // Row numbers that a rule binds differ from those in the select: such rules never count there.
    Expression rule = rules.read(query.collection(), query.row(), fresh);
    boolean bounded = Bounds.bounded(select, rule, count, small);
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
    List<Expression> conditions = new ArrayList<>();
    conditions.add(client(query.filter()));
    conditions.add(rules.read(query.collection(), query.row(), fresh));
    List<Output> outputs = new ArrayList<>();
    for (Request.Item item : query.items()) {
      switch (item) {
        case Request.Item.Field field ->
            outputs.add(new Output.Scalar(field.name(), client(field.expression())));
        case Request.Item.Embed embed -> {
          Output.Nested nested = nested(query, embed.name(), embed.relation(), embed.query());
          outputs.add(nested);
          inner(query.row(), nested, embed.inner(), conditions);
        }
        case Request.Item.Aggregate _ ->
            throw Problem.of(ErrorCode.NOT_YET, "Aggregates are not built yet").failure();
        case Request.Item.Spread _ ->
            throw Problem.of(ErrorCode.NOT_YET, "Spreads are not built yet").failure();
        case Request.Item.Join join ->
            inner(
                query.row(),
                nested(query, "", join.relation(), join.query()),
                join.inner(),
                conditions);
      }
    }
    List<Order> order = new ArrayList<>();
    for (Request.Order it : query.order()) {
      order.add(new Order(client(it.by()), it.descending(), it.nullsFirst()));
    }
    return new Select(
        visible.collection(),
        query.row(),
        outputs,
        Expressions.and(conditions),
        order,
        query.limit(),
        query.offset());
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
    return new Output.Nested(name, relation, select(query), junction, rule);
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
            case Output.Nested nested ->
                new Shape.Field.Nested(
                    nested.name(), nested.relation().many(), shape(nested.select()));
          });
    }
    return new Shape(fields);
  }
}
