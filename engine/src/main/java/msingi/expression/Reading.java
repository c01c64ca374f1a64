package msingi.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The state of one reading: where it stands, the rows bound so far, the mistakes found. */
final class Reading {
  private static final List<String> ROLES = List.of("anon", "authenticated", "service_role");

  private final ExpressionReader.Context context;
  private final Mistakes mistakes;
  private final Map<Integer, String> collections = new HashMap<>();
  private int next = Expression.FIRST_BOUND;

  Reading(ExpressionReader.Context context, Mistakes mistakes) {
    this.context = context;
    this.mistakes = mistakes;
    if (context.place() instanceof ExpressionReader.Place.OnRow on) {
      collections.put(Expression.ROW, on.collection());
      collections.put(Expression.OLD, on.collection());
    }
  }

  ExpressionReader.Context context() {
    return context;
  }

  Scope scope() {
    return context.scope();
  }

  /** A number for a row of the collection. */
  int bind(String collection) {
    collections.put(next, collection);
    return next++;
  }

  /** A number for an element of an array. */
  int bind() {
    return next++;
  }

  Term wrong(long node, String reason, String remedy) {
    mistakes.node(node, reason, remedy);
    return Term.Broken.BROKEN;
  }

  <T> Optional<T> none(long node, String reason, String remedy) {
    mistakes.node(node, reason, remedy);
    return Optional.empty();
  }

  /** Whether rows of other collections may be reached; if not, that is reported. */
  boolean mayLeave(long node) {
    if (context.place() instanceof ExpressionReader.Place.OnRow(var name, var old, var relations)
        && relations) {
      return true;
    }
    wrong(
        node,
        "other rows cannot be reached from here",
        "Checks see their own row only; put this into an access rule.");
    return false;
  }

  /** The term as a value; what is none is reported. */
  Optional<Expression> value(Term term, long node) {
    return switch (term) {
      case Term.Plain plain -> Optional.of(plain.expression());
      case Term.Nothing nothing ->
          none(node, "null cannot be used here", "Ask with == null or != null.");
      case Term.Broken broken -> Optional.empty();
      case Term.Items items -> none(node, "a list cannot be used here", "Lists stand right of in.");
      case Term.Row row -> rowValue(row, node);
      case Term.Many many -> {
        String relation = many.relation().relation();
        yield none(
            node,
            relation + " leads to many rows and has no value of its own",
            "Write " + relation + ".exists(x, …).");
      }
      case Term.Auth auth when auth.claims() && !auth.path().isEmpty() ->
          Optional.of(claim(auth, Type.Scalar.TEXT));
      case Term.Auth auth ->
          none(
              node,
              (auth.claims() ? "auth.claims" : "auth") + " has no value of its own",
              "Name one of its parts, for example auth.uid or auth.claims.name.");
    };
  }

  private Optional<Expression> rowValue(Term.Row row, long node) {
    List<Expression> key = key(row);
    if (key.size() == 1) {
      return Optional.of(key.getFirst());
    }
    return none(
        node, "a row has no value of its own", "Name one of its fields, for example its id.");
  }

  /** The columns by which the row's to-one relation points at it; empty when there are none. */
  List<Expression> key(Term.Row row) {
    if (row.path().steps().isEmpty()) {
      return List.of();
    }
    Term.Step last = row.path().steps().getLast();
    Term.Path before = row.path().before();
    return scope().links(last.hop().collection(), last.hop().relation()).stream()
        .map(link -> new Expression.Column(last.from(), link.column(), link.type()))
        .map(before::value)
        .toList();
  }

  /** A claim read as a type. */
  static Expression claim(Term.Auth auth, Type type) {
    return new Expression.Caller(Expression.Attribute.CLAIMS, auth.path(), type);
  }

  /** The texts that the expression can be; empty when it can be any. */
  List<String> oneOf(Expression expression) {
    return switch (expression) {
      case Expression.Column column ->
          scope().oneOf(collections.getOrDefault(column.row(), ""), column.column());
      case Expression.Related related -> oneOf(related.value());
      case Expression.Caller caller when caller.attribute() == Expression.Attribute.ROLE -> ROLES;
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
          Expression.Exists _,
          Expression.AnyElement _,
          Expression.Path _,
          Expression.Search _,
          Expression.Derived _,
          Expression.Stored _,
          Expression.Element _ ->
          List.of();
    };
  }
}
