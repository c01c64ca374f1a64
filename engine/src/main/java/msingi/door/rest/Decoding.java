package msingi.door.rest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.definition.Column;
import msingi.definition.Relation;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.request.Aggregates;
import msingi.request.Request;
import msingi.request.Surface;

/** Turns parsed parameters into a neutral query over the Surface; for one request only. */
final class Decoding {
  private final Surface surface;
  private final Relations relations;
  private final TargetNames names;
  private final List<Value> values = new ArrayList<>();
  private final Map<Node, Request.Query> built = new HashMap<>();
  private int rows = Expression.FIRST_BOUND;

  /**
   * @param names whether embedded resources may be called by their targets
   */
  Decoding(Surface surface, TargetNames names) {
    this.surface = surface;
    this.names = names;
    this.relations = new Relations(surface);
  }

  /** The values bound so far; a parameter's index is its place here. */
  List<Value> values() {
    return values;
  }

  Expression.Parameter bind(Value value, Type type) {
    values.add(value);
    return new Expression.Parameter(values.size() - 1, type);
  }

  int freshRow() {
    return rows++;
  }

  /**
   * The tree of collections that a request names, its filters and orders hung where they belong.
   */
  Node tree(Surface.Visible visible, Parameters parameters) {
    Node root = new Node(visible, Expression.ROW, parameters.select(), names);
    grow(root);
    for (Parameters.Filter filter : parameters.filters()) {
      root.at(filter.path()).conditions.add(filter.condition());
    }
    for (Parameters.Order order : parameters.orders()) {
      root.at(order.path()).order = order.terms();
    }
    parameters.windows().forEach((path, window) -> root.at(path).window = window);
    return root;
  }

  private void grow(Node node) {
    for (Selected item : node.items) {
      if (item instanceof Selected.Embed embed) {
        Relation relation = relations.find(node.visible, embed.target(), embed.hint());
        Surface.Visible target =
            surface
                .byId(relation.to())
                .orElseThrow(() -> Problem.of(ErrorCode.RELATION_MISSING).failure());
        Node child = new Node(target, freshRow(), embed, relation, names);
        node.children.add(child);
        grow(child);
      }
    }
  }

  /**
   * The query of a node with everything below it.
   *
   * @param most the most rows that a node may answer
   * @param filtered whether the node's own filters are part of it
   */
  Request.Query query(Node node, long most, boolean filtered) {
    for (Node child : node.children) {
      built.put(child, query(child, surface.app().settings().rows(), true));
    }
    List<Request.Item> items = new ArrayList<>();
    int next = 0;
    for (Selected item : node.items) {
      switch (item) {
        case Selected.Star star ->
            node.everything(surface.app().settings().openapiPublic())
                .forEach(column -> items.add(field(node, column.name(), column)));
        case Selected.Field field ->
            items.add(new Request.Item.Field(field.answered(), value(node, field)));
        case Selected.Count(String alias, String cast) ->
            items.add(aggregate(alias, Request.Aggregation.COUNT, Expression.TRUE, cast));
        case Selected.Aggregate(String alias, var function, Selected.Field of, String cast) ->
            items.add(aggregate(alias, function, value(node, of), cast));
        case Selected.Embed embed -> items.add(embed(embed, node.children.get(next++)));
      }
    }
    Expression filter = filtered ? filter(node) : Expression.TRUE;
    filter = node.single() && node.passed() ? Expression.FALSE : filter;
    List<Request.Order> order = new ArrayList<>();
    node.order.forEach(term -> order.add(order(node, term)));
    long limit = node.window.limit() < 0 ? most : Math.min(most, node.window.limit());
    return new Request.Query(
        node.visible.collection().id(),
        node.row,
        items,
        filter,
        order,
        bind(new Value.Whole(limit), Type.Scalar.LONG),
        bind(new Value.Whole(node.window.offset()), Type.Scalar.LONG));
  }

  /** What a field of {@code select} means: a column, a path into it, a cast of that. */
  static Expression value(Node node, Selected.Field field) {
    Expression part = field.path().of(value(node, node.column(field.name())));
    return field.cast().isEmpty() ? part : CastTypes.cast(part, field.cast());
  }

  private static Request.Item field(Node node, String name, Column column) {
    return new Request.Item.Field(name, value(node, column));
  }

  private static Expression value(Node node, Column column) {
    return new Expression.Column(node.row, column.name(), column.type());
  }

  private Request.Item aggregate(
      String alias, Request.Aggregation function, Expression operand, String cast) {
    String name = alias.isEmpty() ? Aggregates.name(function) : alias;
    Type type = Aggregates.type(surface.app(), function, operand.type());
    Type wanted = cast.isEmpty() ? type : CastTypes.from(type, cast);
    return new Request.Item.Aggregate(name, function, operand, wanted);
  }

  private Request.Item embed(Selected.Embed embed, Node child) {
    String relation = child.relation.orElseThrow().name();
    Request.Query query = query(child);
    if (embed.items().isEmpty()) {
      return new Request.Item.Join(relation, embed.inner(), query);
    }
    return embed.spread()
        ? new Request.Item.Spread(relation, embed.inner(), query)
        : new Request.Item.Embed(embed.name(), relation, embed.inner(), query);
  }

  private Request.Query query(Node child) {
    Request.Query query = built.get(child);
    return query == null ? query(child, surface.app().settings().rows(), true) : query;
  }

  /** The node's own filters. */
  Expression filter(Node node) {
    if (node.conditions.isEmpty()) {
      return Expression.TRUE;
    }
    Conditions conditions = new Conditions(this, node);
    List<Expression> parts = new ArrayList<>();
    node.conditions.forEach(condition -> parts.add(conditions.expression(condition)));
    return Expressions.and(parts);
  }

  private Request.Order order(Node node, OrderParser.Term term) {
    if (term.embed().isEmpty()) {
      return new Request.Order(
          term.path().of(value(node, node.column(term.column()))),
          term.descending(),
          term.nullsFirst());
    }
    Node child = node.child(term.embed()).orElseThrow(() -> Node.notEmbedded(term.embed()));
    Relation relation = child.relation.orElseThrow();
    String own = node.visible.collection().name();
    if (relation.many()) {
      throw Problem.of(
              ErrorCode.ORDER_TO_MANY, "A related order on '" + term.embed() + "' is not possible")
          .withDetails(
              "'%s' and '%s' do not form a many-to-one or one-to-one relationship"
                  .formatted(own, term.embed()))
          .failure();
    }
    if (child.single()) {
      return new Request.Order(
          term.path().of(spread(child, term.column())), term.descending(), term.nullsFirst());
    }
    Column column = child.column(term.column());
    int as = freshRow();
    Expression value = term.path().of(new Expression.Column(as, column.name(), column.type()));
    Expression present = present(query(child), as);
    Expression seen =
        present.equals(Expression.TRUE)
            ? value
            : new Expression.Conditional(
                present, value, new Expression.Literal(Value.Null.NULL, value.type()));
    return new Request.Order(
        new Expression.Related(node.row, hop(node, relation), as, seen),
        term.descending(),
        term.nullsFirst());
  }

  /** What a spread row answers under a name, or its column of that name. */
  private static Expression spread(Node node, String name) {
    return answered(node, name).orElseGet(() -> value(node, node.column(name)));
  }

  private static Optional<Expression> answered(Node node, String name) {
    for (Selected item : node.items) {
      if (item instanceof Selected.Field field && field.alias().equals(name)) {
        return Optional.of(value(node, field));
      }
    }
    if (node.visible.readable().containsKey(name)) {
      return Optional.empty();
    }
    return node.children.stream()
        .filter(Node::single)
        .flatMap(child -> answered(child, name).stream())
        .findFirst();
  }

  private static Expression.Hop hop(Node node, Relation relation) {
    return new Expression.Hop(node.visible.collection().id(), relation.name());
  }

  /** Whether a row of the embedded resource exists, its own filters and inner joins included. */
  Expression exists(Node node, Node child) {
    int as = freshRow();
    return new Expression.Exists(
        node.row, hop(node, child.relation.orElseThrow()), as, present(query(child), as));
  }

  private Expression present(Request.Query query, int as) {
    Map<Integer, Integer> fresh = new HashMap<>();
    fresh.put(query.row(), as);
    List<Expression> parts = new ArrayList<>();
    parts.add(
        Expressions.renumber(
            query.filter(), row -> fresh.computeIfAbsent(row, bound -> freshRow())));
    for (Request.Item item : query.items()) {
      switch (item) {
        case Request.Item.Field _ -> {}
        case Request.Item.Aggregate _ -> {}
        case Request.Item.Spread spread ->
            inner(spread.inner(), query, as, spread.relation(), spread.query())
                .ifPresent(parts::add);
        case Request.Item.Embed embed ->
            inner(embed.inner(), query, as, embed.relation(), embed.query()).ifPresent(parts::add);
        case Request.Item.Join join ->
            inner(join.inner(), query, as, join.relation(), join.query()).ifPresent(parts::add);
      }
    }
    return Expressions.and(parts);
  }

  private Optional<Expression> inner(
      boolean inner, Request.Query outer, int row, String relation, Request.Query query) {
    if (!inner) {
      return Optional.empty();
    }
    int as = freshRow();
    return Optional.of(
        new Expression.Exists(
            row, new Expression.Hop(outer.collection(), relation), as, present(query, as)));
  }
}
