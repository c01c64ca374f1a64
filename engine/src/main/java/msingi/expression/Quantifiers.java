package msingi.expression;

import dev.cel.common.ast.CelExpr;
import java.util.Optional;
import java.util.Set;

/** {@code exists} and {@code all}, over the rows of a relation or the elements of an array. */
final class Quantifiers {
  private static final Set<String> NAMES = Set.of("exists", "all", "exists_one", "map", "filter");

  private final Reading reading;
  private final Types types;
  private final TermReader terms;

  Quantifiers(Reading reading, Types types, TermReader terms) {
    this.reading = reading;
    this.types = types;
    this.terms = terms;
  }

  static boolean known(String function) {
    return NAMES.contains(function);
  }

  /** {@code over.function(variable, condition)}. */
  Term read(String function, Term over, CelExpr node) {
    if (over == Term.Broken.BROKEN) {
      return over;
    }
    if (!function.equals("exists") && !function.equals("all")) {
      return reading.wrong(
          node.id(), function + " cannot be compiled to every store", "Use exists or all.");
    }
    var arguments = node.call().args();
    if (arguments.size() != 2 || arguments.getFirst().getKind() != CelExpr.ExprKind.Kind.IDENT) {
      return reading.wrong(
          node.id(),
          function + " takes a variable and a condition",
          "Write ." + function + "(x, x.field == …).");
    }
    String variable = arguments.getFirst().ident().name();
    if (!terms.free(variable)) {
      return reading.wrong(
          arguments.getFirst().id(),
          "`" + variable + "` already means something here",
          "Take another name for the variable.");
    }
    boolean all = function.equals("all");
    return switch (over) {
      case Term.Many many -> rows(many, variable, arguments.getLast(), all, node.id());
      case Term.Row row ->
          reading.wrong(
              node.id(), "this leads to one row at most", "Write the condition on its fields.");
      case Term.Plain(var array) when array.type() instanceof Type.Array type ->
          elements(array, type.element(), variable, arguments.getLast(), all);
      case Term.Auth auth when auth.claims() && !auth.path().isEmpty() -> {
        Expression claim = Reading.claim(auth, new Type.Array(Type.Scalar.TEXT));
        yield elements(claim, Type.Scalar.TEXT, variable, arguments.getLast(), all);
      }
      case Term.Plain plain -> nothingToGoOver(function, node.id());
      case Term.Auth auth -> nothingToGoOver(function, node.id());
      case Term.Items items -> nothingToGoOver(function, node.id());
      case Term.Nothing nothing -> nothingToGoOver(function, node.id());
      case Term.Broken broken -> broken;
    };
  }

  private Term nothingToGoOver(String function, long node) {
    return reading.wrong(
        node, function + " goes over a to-many relation or an array", "Use it on one of these.");
  }

  private Term rows(Term.Many many, String variable, CelExpr body, boolean all, long node) {
    if (!reading.mayLeave(node)) {
      return Term.Broken.BROKEN;
    }
    Term.Path path = many.path();
    String target = many.relation().target();
    int as = reading.bind(target);
    Term row = new Term.Row(new Term.Path(as, target, java.util.List.of()));
    Expression.Hop hop = new Expression.Hop(path.collection(), many.relation().relation());
    return condition(variable, row, body, all)
        .<Term>map(condition ->
            plain(path.exists(new Expression.Exists(path.row(), hop, as, condition)), all))
        .orElse(Term.Broken.BROKEN);
  }

  private Term elements(Expression array, Type type, String variable, CelExpr body, boolean all) {
    int as = reading.bind();
    Term element = new Term.Plain(new Expression.Element(as, type));
    return condition(variable, element, body, all)
        .<Term>map(condition -> plain(new Expression.AnyElement(array, as, condition), all))
        .orElse(Term.Broken.BROKEN);
  }

  /** What must be true of one that is searched: for {@code all}, that it is not true. */
  private Optional<Expression> condition(String variable, Term meaning, CelExpr body, boolean all) {
    Term read = terms.readWith(variable, meaning, body);
    return reading
        .value(read, body.id())
        .flatMap(it -> types.adapt(it, Type.Scalar.BOOL, body.id()))
        .map(it -> all ? new Expression.Not(new Expression.Is(it, Expression.Truth.TRUE)) : it);
  }

  private static Term plain(Expression exists, boolean all) {
    return new Term.Plain(all ? new Expression.Not(exists) : exists);
  }
}
