package msingi.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.base.NearNames;

/** Walks over CEL's tree and says what each piece means. */
final class TermReader {
  private final Reading reading;
  private final Types types;
  private final Operators operators;
  private final Functions functions;
  private final Quantifiers quantifiers;
  private final Map<String, Term> variables = new HashMap<>();
  private int depth;

  TermReader(ExpressionReader.Context context, Mistakes mistakes) {
    this.reading = new Reading(context, mistakes);
    this.types = new Types(reading);
    this.operators = new Operators(reading, types);
    this.functions = new Functions(reading, types);
    this.quantifiers = new Quantifiers(reading, types, this);
  }

  /** The whole expression, of the type that is expected. */
  Optional<Expression> whole(CelExpr root) {
    Term term = read(root);
    Type expected = reading.context().expected();
    if (term == Term.Nothing.NULL && expected != Type.Scalar.BOOL) {
      return Optional.of(new Expression.Literal(Value.Null.NULL, expected));
    }
    return reading.value(term, root.id()).flatMap(it -> types.adapt(it, expected, root.id()));
  }

  /** What a node means; its mistakes are reported. */
  Term read(CelExpr node) {
    if (++depth > ExpressionReader.DEEPEST) {
      depth--;
      return reading.wrong(
          node.id(), "the expression is nested more than 32 levels deep", "Make it flatter.");
    }
    try {
      return switch (node.getKind()) {
        case CONSTANT -> constant(node.constant(), node.id());
        case IDENT -> name(node.ident().name(), node.id());
        case SELECT -> select(read(node.select().operand()), node.select().field(), node.id());
        case CALL -> call(node);
        case LIST -> list(node);
        case STRUCT, MAP, COMPREHENSION, NOT_SET ->
            reading.wrong(
                node.id(), "maps and messages are not part of expressions here", "Leave it out.");
      };
    } finally {
      depth--;
    }
  }

  /** Reads a node in which a variable is known. */
  Term readWith(String variable, Term meaning, CelExpr node) {
    variables.put(variable, meaning);
    try {
      return read(node);
    } finally {
      variables.remove(variable);
    }
  }

  /** Whether a new variable may have the name. */
  boolean free(String name) {
    boolean field =
        reading.context().place() instanceof ExpressionReader.Place.OnRow on
            && reading.scope().resolve(on.collection(), name).isPresent();
    return !field && !variables.containsKey(name) && !name.equals("auth") && !name.equals("old");
  }

  private Term constant(CelConstant constant, long node) {
    return switch (constant.getKind()) {
      case NULL_VALUE -> Term.Nothing.NULL;
      case BOOLEAN_VALUE ->
          new Term.Plain(constant.booleanValue() ? Expression.TRUE : Expression.FALSE);
      case INT64_VALUE -> {
        long number = constant.int64Value();
        Type type = number == (int) number ? Type.Scalar.INT : Type.Scalar.LONG;
        yield literal(new Value.Whole(number), type);
      }
      case DOUBLE_VALUE ->
          Double.isFinite(constant.doubleValue())
              ? literal(new Value.Real(constant.doubleValue()), Type.Scalar.FLOAT)
              : reading.wrong(node, "the number is out of range", "Write a smaller one.");
      case STRING_VALUE -> text(constant.stringValue(), node);
      case BYTES_VALUE ->
          literal(new Value.Bytes(constant.bytesValue().toByteArray()), Type.Scalar.BYTES);
      case UINT64_VALUE -> reading.wrong(node, "there are no unsigned numbers", "Leave out the u.");
      case NOT_SET, TIMESTAMP_VALUE, DURATION_VALUE ->
          reading.wrong(node, "this literal has no meaning here", "Leave it out.");
    };
  }

  private Term text(String text, long node) {
    try {
      return literal(new Value.Text(Values.checked(text)), Type.Scalar.TEXT);
    } catch (msingi.error.Failure invalid) {
      return reading.wrong(node, "the text holds a character that cannot be stored", "Remove it.");
    }
  }

  private static Term literal(Value value, Type type) {
    return new Term.Plain(new Expression.Literal(value, type));
  }

  private Term name(String name, long node) {
    Term variable = variables.get(name);
    if (variable != null) {
      return variable;
    }
    if (name.equals("auth")) {
      return new Term.Auth(false, List.of());
    }
    return switch (reading.context().place()) {
      case ExpressionReader.Place.NoRow nothing ->
          reading.wrong(
              node,
              "`" + name + "` is not known here: only auth is",
              "A rule over the row belongs to the collection, not to a field or a default.");
      case ExpressionReader.Place.OnRow on -> rowName(name, on, node);
    };
  }

  private Term rowName(String name, ExpressionReader.Place.OnRow on, long node) {
    if (reading.scope().resolve(on.collection(), name).isPresent()) {
      return field(new Term.Path(Expression.ROW, on.collection(), List.of()), name, node);
    }
    if (name.equals("old")) {
      return on.old()
          ? new Term.Row(new Term.Path(Expression.OLD, on.collection(), List.of()))
          : reading.wrong(node, "old is known in update rules only", "Name the field itself.");
    }
    List<String> known = new ArrayList<>(reading.scope().names(on.collection()));
    known.addAll(variables.keySet());
    known.addAll(List.of("auth", "null", "true", "false"));
    String remedy =
        NearNames.near(name, known)
            .map(near -> "Did you mean `" + near + "`?")
            .orElse("Known are the fields of " + on.collection() + ", auth and functions.");
    return reading.wrong(node, "`" + name + "` is not a field of " + on.collection(), remedy);
  }

  /** A name on the row where a path ends. */
  private Term field(Term.Path path, String name, long node) {
    Optional<Scope.Meaning> meaning = reading.scope().resolve(path.collection(), name);
    if (meaning.isEmpty()) {
      String remedy =
          NearNames.near(name, reading.scope().names(path.collection()))
              .map(near -> "Did you mean `" + near + "`?")
              .orElse("See the fields of " + path.collection() + ".");
      return reading.wrong(node, "`" + name + "` is not a field of " + path.collection(), remedy);
    }
    return switch (meaning.get()) {
      case Scope.Meaning.Stored stored ->
          new Term.Plain(
              path.value(new Expression.Column(path.row(), stored.column(), stored.type())));
      case Scope.Meaning.Leads leads when leads.many() -> new Term.Many(path, leads);
      case Scope.Meaning.Leads leads -> {
        Expression.Hop hop = new Expression.Hop(path.collection(), leads.relation());
        Term.Step step = new Term.Step(path.row(), hop, reading.bind(leads.target()));
        yield new Term.Row(path.then(step, leads.target()));
      }
    };
  }

  private Term select(Term operand, String field, long node) {
    return switch (operand) {
      case Term.Broken broken -> broken;
      case Term.Row row when row.path().steps().isEmpty() || reading.mayLeave(node) ->
          field(row.path(), field, node);
      case Term.Row row -> Term.Broken.BROKEN;
      case Term.Many many -> {
        String relation = many.relation().relation();
        yield reading.wrong(
            node,
            relation + " leads to many rows",
            "Write " + relation + ".exists(x, x." + field + " == …).");
      }
      case Term.Auth auth -> Callers.part(reading, auth, field, node);
      case Term.Plain plain when plain.expression().type() == Type.Scalar.JSON ->
          reading.wrong(
              node,
              "looking into json is not yet possible in expressions",
              "Use has(…) for a key, or make a field of it.");
      case Term.Plain plain ->
          reading.wrong(node, "a value has no part `" + field + "`", "Leave out ." + field + ".");
      case Term.Nothing nothing ->
          reading.wrong(node, "null has no parts", "Leave out ." + field + ".");
      case Term.Items items ->
          reading.wrong(node, "a list has no parts", "Leave out ." + field + ".");
    };
  }

  private Term list(CelExpr node) {
    List<Term.Item> items = new ArrayList<>();
    for (CelExpr element : node.list().elements()) {
      items.add(new Term.Item(element.id(), read(element)));
    }
    return new Term.Items(items);
  }

  private Term call(CelExpr node) {
    String function = node.call().function();
    List<CelExpr> arguments = new ArrayList<>();
    node.call().target().ifPresent(arguments::add);
    arguments.addAll(node.call().args());
    if (Quantifiers.known(function) && node.call().target().isPresent()) {
      return quantifiers.read(function, read(arguments.getFirst()), node);
    }
    if (function.equals("has") && arguments.size() == 1) {
      return has(arguments.getFirst(), node.id());
    }
    if (function.equals("_[_]")) {
      return index(arguments, node.id());
    }
    List<Term.Item> operands = new ArrayList<>();
    for (CelExpr argument : arguments) {
      operands.add(new Term.Item(argument.id(), read(argument)));
    }
    if (operands.stream().anyMatch(operand -> operand.term() == Term.Broken.BROKEN)) {
      return Term.Broken.BROKEN;
    }
    return Operators.known(function)
        ? operators.read(function, operands, node.id())
        : functions.read(function, operands, node.id());
  }

  /** {@code auth.claims['a name']}; other things have no elements by number or name. */
  private Term index(List<CelExpr> arguments, long node) {
    Term whole = read(arguments.getFirst());
    Optional<String> key = key(arguments.getLast());
    if (whole instanceof Term.Auth auth && auth.claims() && key.isPresent()) {
      return Callers.part(reading, auth, key.get(), node);
    }
    return whole == Term.Broken.BROKEN
        ? whole
        : reading.wrong(
            node,
            "elements cannot be picked by number or name",
            "Use in, exists or all on arrays, has on json, and names on auth.claims.");
  }

  private static Optional<String> key(CelExpr node) {
    return node.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && node.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(node.constant().stringValue())
        : Optional.empty();
  }

  /** {@code has(json.key)}, {@code has(json['key'])} or {@code has(auth.claims.name)}. */
  private Term has(CelExpr argument, long node) {
    boolean dotted = argument.getKind() == CelExpr.ExprKind.Kind.SELECT;
    boolean indexed =
        argument.getKind() == CelExpr.ExprKind.Kind.CALL
            && argument.call().function().equals("_[_]");
    if (!dotted && !indexed) {
      return reading.wrong(node, "has asks for a key of a json field", "Write has(field.key).");
    }
    CelExpr operand = dotted ? argument.select().operand() : argument.call().args().getFirst();
    Optional<String> key =
        dotted ? Optional.of(argument.select().field()) : key(argument.call().args().getLast());
    Term whole = read(operand);
    if (whole == Term.Broken.BROKEN) {
      return whole;
    }
    if (whole instanceof Term.Auth auth && auth.claims() && key.isPresent()) {
      return reading
          .value(Callers.part(reading, auth, key.get(), node), node)
          .<Term>map(claim -> new Term.Plain(new Expression.Not(new Expression.IsNull(claim))))
          .orElse(Term.Broken.BROKEN);
    }
    if (whole instanceof Term.Plain(var json)
        && json.type() == Type.Scalar.JSON
        && key.isPresent()) {
      Term name = text(key.get(), node);
      return name instanceof Term.Plain(var literal)
          ? new Term.Plain(
              new Expression.Call(
                  Expression.Function.HAS, List.of(json, literal), Type.Scalar.BOOL))
          : name;
    }
    return reading.wrong(
        node,
        "has asks for a key of a json field",
        "To ask whether a field has a value, write != null.");
  }
}
