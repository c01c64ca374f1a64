package msingi.policy;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import msingi.definition.Access;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Relation;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.request.Surface;
import msingi.request.Surface.Visible;
import org.jspecify.annotations.Nullable;

/**
 * The row rules of one Surface. Rules see related rows unfiltered; what a client names is filtered
 * at each hop.
 */
public final class Rules {
  private final App app;
  private final Map<String, Access> access;
  private final Surface surface;
  private final boolean service;

  Rules(App app, Map<String, Access> access, Surface surface, boolean service) {
    this.app = app;
    this.access = Map.copyOf(access);
    this.surface = surface;
    this.service = service;
  }

  /** Whether row rules are passed over. */
  public boolean service() {
    return service;
  }

  /** The read rule of a collection about a row. */
  public Expression read(String collection, int row, IntSupplier fresh) {
    return about(access(collection).read(), row, Expression.OLD, fresh);
  }

  /** The create rule about a proposed row. */
  public Expression create(String collection, int row, IntSupplier fresh) {
    return about(access(collection).create(), row, Expression.OLD, fresh);
  }

  /** The update rule about a new and an old row. */
  public Expression update(String collection, int row, int old, IntSupplier fresh) {
    return about(access(collection).update(), row, old, fresh);
  }

  /** What must be true of a row before it is updated: read rule, and update rule without old. */
  public Expression updatable(String collection, int row, IntSupplier fresh) {
    Access rules = access(collection);
    Expression update = updateNamesOld(collection) ? Expression.TRUE : rules.update();
    return about(both(rules.read(), update), row, Expression.OLD, fresh);
  }

  /** What must be true of a row before it is deleted: read rule and delete rule. */
  public Expression deletable(String collection, int row, IntSupplier fresh) {
    Access rules = access(collection);
    return about(both(rules.read(), rules.delete()), row, Expression.OLD, fresh);
  }

  /** Both rules, a conjunct that they share only once. */
  private static Expression both(Expression left, Expression right) {
    Set<Expression> conjuncts = new LinkedHashSet<>();
    for (Expression rule : List.of(left, right)) {
      conjuncts.addAll(rule instanceof Expression.And and ? and.operands() : List.of(rule));
    }
    return Expressions.and(List.copyOf(conjuncts));
  }

  /** Whether the update rule names the row before the update. */
  public boolean updateNamesOld(String collection) {
    return Expressions.any(
        access(collection).update(),
        part ->
            (part instanceof Expression.Column column && column.row() == Expression.OLD)
                || (part instanceof Expression.Exists exists && exists.from() == Expression.OLD)
                || (part instanceof Expression.Related it && it.from() == Expression.OLD));
  }

  /** Whether the definition lets readers know what the database guesses of a collection's rows. */
  public boolean estimates(String collection) {
    return access(collection).estimates();
  }

  private Access access(String collection) {
    return access.getOrDefault(collection, Access.CLOSED);
  }

  /**
   * A rule with its rows renumbered: the row at hand, the old one, and fresh numbers for the rest.
   */
  private static Expression about(Expression rule, int row, int old, IntSupplier fresh) {
    Map<Integer, Integer> bound = new HashMap<>();
    IntUnaryOperator rows =
        number ->
            switch (number) {
              case Expression.ROW -> row;
              case Expression.OLD -> old;
              default -> bound.computeIfAbsent(number, _ -> fresh.getAsInt());
            };
    return Expressions.renumber(rule, rows);
  }

  /**
   * A client's expression, made safe: every column it names must be readable, and every hop sees
   * only rows that the caller may read.
   *
   * @param rows which collection each row number belongs to; hops add theirs
   */
  public Expression client(Expression expression, Map<Integer, String> rows, IntSupplier fresh) {
    return switch (expression) {
      case Expression.Column column -> {
        String name = column.column();
        Optional<Collection.Computed> computed =
            of(rows.get(column.row())).map(Visible::computed).map(it -> it.get(name));
        if (computed.isPresent()) {
          yield derived(new Expression.Derived(column.row(), name, column.type()), rows, fresh);
        }
        readable(rows.get(column.row()), name);
        yield column;
      }
      case Expression.Derived derived -> derived(derived, rows, fresh);
      case Expression.Search search -> {
        searchable(rows.get(search.row()), search.name());
        Expression asked = Expressions.children(search, child -> client(child, rows, fresh));
        yield searched(search, asked, rows, fresh);
      }
      case Expression.Stored _ ->
          throw new IllegalStateException("a client cannot name a function of the database");
      case Expression.Exists exists -> exists(exists, rows, fresh);
      case Expression.Related related -> related(related, rows, fresh);
      case Expression.Literal _,
          Expression.Parameter _,
          Expression.Caller _,
          Expression.Moment _,
          Expression.Compare _,
          Expression.IsNull _,
          Expression.Is _,
          Expression.And _,
          Expression.Or _,
          Expression.Not _,
          Expression.In _,
          Expression.Arithmetic _,
          Expression.Call _,
          Expression.Conditional _,
          Expression.Cast _,
          Expression.AnyElement _,
          Expression.Path _,
          Expression.Element _ ->
          Expressions.children(expression, child -> client(child, rows, fresh));
    };
  }

  /**
   * The meaning of a computed field, as if the client had written it: at each hop it sees only what
   * the caller may read.
   */
  private Expression derived(
      Expression.Derived derived, Map<Integer, String> rows, IntSupplier fresh) {
    Collection.Computed computed =
        of(rows.get(derived.row()))
            .map(Visible::computed)
            .flatMap(it -> Optional.ofNullable(it.get(derived.field())))
            .orElseThrow(() -> unknown(derived.field()));
    Expression meaning = about(computed.expression(), derived.row(), Expression.OLD, fresh);
    return meaning instanceof Expression.Stored ? meaning : client(meaning, rows, fresh);
  }

  /** A search may be named when every column that it reads may be. */
  private void searchable(@Nullable String collection, String name) {
    boolean known =
        of(collection)
            .filter(it ->
                it.searches().containsKey(name)
                    || (it.readable().containsKey(name) && it.collection().search(name).isEmpty()))
            .isPresent();
    if (!known) {
      throw unknown(name);
    }
  }

  /**
   * What no index holds is made words of row by row, which fails for a text beyond all measure: of
   * a row that the caller may read only.
   */
  private Expression searched(
      Expression.Search search, Expression asked, Map<Integer, String> rows, IntSupplier fresh) {
    String collection = rows.getOrDefault(search.row(), "");
    Expression rule = read(collection, search.row(), fresh);
    boolean declared =
        of(collection).filter(it -> it.collection().search(search.name()).isPresent()).isPresent();
    return declared || rule.equals(Expression.TRUE)
        ? asked
        : new Expression.Conditional(rule, asked, Expression.FALSE);
  }

  private Optional<Visible> of(@Nullable String collection) {
    return collection == null ? Optional.empty() : surface.byId(collection);
  }

  private static Failure unknown(String column) {
    return Problem.of(ErrorCode.COLUMN_UNKNOWN, "column " + column + " does not exist").failure();
  }

  private void readable(@Nullable String collection, String column) {
    if (of(collection).filter(it -> it.readable().containsKey(column)).isEmpty()) {
      throw unknown(column);
    }
  }

  private Expression exists(
      Expression.Exists exists, Map<Integer, String> rows, IntSupplier fresh) {
    Relation relation = visible(exists.hop());
    rows.put(exists.as(), relation.to());
    Expression condition =
        Guard.all(
            List.of(client(exists.condition(), rows, fresh)),
            () -> read(relation.to(), exists.as(), fresh));
    return hop(relation, exists.from(), exists.as(), condition, fresh);
  }

  /** {@code Exists} over a relation whose condition is already safe; a junction's rule is added. */
  public Expression hop(
      Relation relation, int from, int as, Expression condition, IntSupplier fresh) {
    if (!(relation instanceof Relation.Through through)) {
      return new Expression.Exists(
          from, new Expression.Hop(relation.from(), relation.name()), as, condition);
    }
    int middle = fresh.getAsInt();
    Expression rule = read(through.junction(), middle, fresh);
    if (rule.equals(Expression.TRUE)) {
      return new Expression.Exists(
          from, new Expression.Hop(relation.from(), relation.name()), as, condition);
    }
    Expression.Hop first = byConstraint(through.from(), through.junction(), through.constraint());
    Expression.Hop second =
        byConstraint(through.junction(), through.to(), through.targetConstraint());
    Expression inner = new Expression.Exists(middle, second, as, condition);
    Expression behind = Guard.behind(inner, () -> read(through.junction(), middle, fresh));
    return new Expression.Exists(from, first, middle, Expressions.and(rule, behind));
  }

  private Expression.Hop byConstraint(String from, String to, String constraint) {
    for (Relation relation : app.collection(from).relations().values()) {
      boolean same =
          switch (relation) {
            case Relation.ToOne it -> it.constraint().equals(constraint);
            case Relation.FromMany it -> it.constraint().equals(constraint);
            case Relation.Through _, Relation.Computed _ -> false;
          };
      if (same && relation.to().equals(to)) {
        return new Expression.Hop(from, relation.name());
      }
    }
    throw new IllegalStateException("no relation for " + constraint);
  }

  private Expression related(
      Expression.Related related, Map<Integer, String> rows, IntSupplier fresh) {
    Relation relation = visible(related.hop());
    rows.put(related.as(), relation.to());
    Expression value = client(related.value(), rows, fresh);
    Expression rule = read(relation.to(), related.as(), fresh);
    Type type = value.type();
    Expression shown =
        rule.equals(Expression.TRUE)
            ? value
            : new Expression.Conditional(
                rule, value, new Expression.Literal(Value.Null.NULL, type));
    return new Expression.Related(related.from(), related.hop(), related.as(), shown);
  }

  /** The relation of a hop that a client names; it must be on the Surface. */
  private Relation visible(Expression.Hop hop) {
    return visible(hop.collection(), hop.relation());
  }

  /** The relation of this name that the caller may see; 42703 otherwise. */
  public Relation visible(String collection, String relation) {
    return surface
        .byId(collection)
        .map(Visible::relations)
        .flatMap(it -> it.stream().filter(one -> one.name().equals(relation)).findFirst())
        .orElseThrow(() -> Problem.of(ErrorCode.RELATION_MISSING, "no such relation").failure());
  }
}
