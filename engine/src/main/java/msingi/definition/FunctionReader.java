package msingi.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import msingi.definition.Function.Argument;
import msingi.definition.Function.Body;
import msingi.definition.Function.Fallback;
import msingi.definition.Function.Taking;
import msingi.definition.Function.Volatility;
import msingi.expression.Expression;
import msingi.expression.ExpressionReader;
import msingi.expression.Type;
import msingi.expression.Value;

/** Reads the functions of an application. */
final class FunctionReader {
  private final TypeTable types;
  private final Map<String, Collection> collections;
  private final List<String> schemas;
  private final Names names;
  private final Mistakes mistakes;

  /** Who has a name and argument names already. */
  private final Map<List<Object>, String> taken = new HashMap<>();

  FunctionReader(
      TypeTable types,
      Map<String, Collection> collections,
      List<String> schemas,
      Names names,
      Mistakes mistakes) {
    this.types = types;
    this.collections = collections;
    this.schemas = schemas;
    this.names = names;
    this.mistakes = mistakes;
  }

  /** Every function, in order; those with mistakes are left out. */
  Map<String, Function> read(Node.Mapping entries) {
    Map<String, Function> functions = new LinkedHashMap<>();
    for (Node.Entry entry : entries.entries()) {
      String path = "functions." + entry.key();
      if (!Identifiers.is(entry.key())) {
        Identifiers.refuse(entry.place(), path, entry.key(), mistakes);
        continue;
      }
      function(entry, path).ifPresent(it -> functions.put(it.id(), it));
    }
    return functions;
  }

  private Optional<Function> function(Node.Entry entry, String path) {
    int before = mistakes.count();
    Node.Mapping node = Nodes.mapping(entry.value());
    String schema = schema(node, entry.place(), path);
    String name = node.get("name").map(Nodes::text).orElse(entry.key());
    if (!Identifiers.stored(name)) {
      mistakes.add(entry.place(), path + ".name", "a name has 1 to 63 bytes", "");
    }
    boolean stored = node.get("stored").isPresent();
    List<Argument> arguments = arguments(Nodes.mapping(node, "arguments"), path, stored);
    Function.Returns returns =
        new ReturnsReader(types, collections, mistakes)
            .read(node.get("returns").orElse(Node.NONE), path + ".returns");
    Volatility volatility = volatility(node);
    Expression access = access(node, path);
    Optional<Body> body =
        mistakes.count() > before
            ? Optional.empty()
            : new BodyReader(types.foldsCase(), mistakes)
                .read(node, entry.place(), path, arguments, returns, volatility);
    if (body.isEmpty() || mistakes.count() > before) {
      return Optional.empty();
    }
    Function function =
        new Function(
            entry.key(),
            schema,
            name,
            arguments,
            returns,
            volatility,
            access,
            body.get(),
            Nodes.text(node, "title"));
    distinct(function, entry.place(), path);
    return Optional.of(function);
  }

  private void distinct(Function function, Node.Place place, String path) {
    Set<String> given = new LinkedHashSet<>();
    function.arguments().forEach(it -> given.add(it.name()));
    String other =
        taken.putIfAbsent(List.of(function.schema(), function.name(), given), function.id());
    if (other != null) {
      mistakes.add(
          place,
          path,
          other + " has the same name and the same arguments",
          "call one of them, or one of its arguments, otherwise");
    }
  }

  private String schema(Node.Mapping node, Node.Place place, String path) {
    String schema = node.get("schema").map(Nodes::text).orElse(schemas.getFirst());
    if (!schemas.contains(schema)) {
      mistakes.add(
          node.get("schema").map(Node::place).orElse(place),
          path + ".schema",
          "unknown schema " + Wording.quoted(schema),
          Wording.near(schema, schemas, "list it under schemas:"));
    }
    return schema;
  }

  private static Volatility volatility(Node.Mapping node) {
    return switch (Nodes.text(node, "volatility")) {
      case "immutable" -> Volatility.IMMUTABLE;
      case "stable" -> Volatility.STABLE;
      default -> Volatility.VOLATILE;
    };
  }

  private Expression access(Node.Mapping node, String path) {
    Optional<Node> rule = node.get("access");
    if (rule.isEmpty() || !(rule.get() instanceof Node.Scalar text)) {
      return Expression.FALSE;
    }
    if (text.sense() == Node.Sense.FLAG) {
      return text.flag() ? Expression.TRUE : Expression.FALSE;
    }
    return switch (ExpressionReader.read(text.text(), ExpressionReader.Context.fieldRule(names))) {
      case ExpressionReader.Result.Read(Expression read) -> read;
      case ExpressionReader.Result.Wrong(var wrong) -> {
        wrong.forEach(it ->
            mistakes.add(
                it.line() > 1 ? text.place() : text.at(it.column() - 1),
                path + ".access",
                it.reason(),
                it.remedy()));
        yield Expression.FALSE;
      }
    };
  }

  private List<Argument> arguments(Node.Mapping node, String path, boolean stored) {
    List<Argument> arguments = new ArrayList<>();
    for (Node.Entry entry : node.entries()) {
      argument(entry, path + ".arguments." + entry.key(), stored).ifPresent(arguments::add);
    }
    for (Argument argument : arguments) {
      boolean alone = arguments.size() == 1;
      if (argument.taking() == Taking.BODY && !alone) {
        mistakes.add(
            node.place(), path, "an argument that is the whole body must be the only one", "");
      }
      if (argument.taking() == Taking.REPEATED && !argument.equals(arguments.getLast())) {
        mistakes.add(node.place(), path, "only the last argument can be repeated", "move it");
      }
    }
    return arguments;
  }

  private Optional<Argument> argument(Node.Entry entry, String path, boolean stored) {
    if (!Identifiers.is(entry.key()) || Identifiers.taken(entry.key())) {
      Identifiers.refuse(entry.place(), path, entry.key(), mistakes);
      return Optional.empty();
    }
    return FieldSpec.read(entry, path, mistakes).flatMap(it -> argument(it, stored));
  }

  private Optional<Argument> argument(FieldSpec spec, boolean stored) {
    TypeText text = spec.text();
    if (!text.words().isEmpty() || !text.auto().isEmpty()) {
      mistakes.add(spec.is().place(), spec.path(), "an argument is only a type", "remove the rest");
      return Optional.empty();
    }
    Optional<TypeTable.Refined> refined = type(types, text, spec.is(), spec.path(), mistakes);
    if (refined.isEmpty()) {
      return Optional.empty();
    }
    Type type = refined.get().type();
    return taking(spec, type)
        .flatMap(taking ->
            fallback(spec, refined.get(), stored)
                .map(it ->
                    new Argument(
                        spec.id(),
                        type,
                        spec.optional() || stored,
                        it,
                        taking,
                        refined.get().refinements())));
  }

  /** The type that a text names, which must be no collection. */
  static Optional<TypeTable.Refined> type(
      TypeTable types, TypeText text, Node.Scalar is, String path, Mistakes mistakes) {
    if (text.base() instanceof TypeText.Base.Named named && types.has(named.name())) {
      return types.resolve(named, text.limits(), is.at(text.limitsAt()), path);
    }
    mistakes.add(
        is.at(0),
        path,
        "unknown type " + Wording.quoted(is.text()),
        Wording.near(is.text(), types.names(), "known: " + String.join(", ", types.names())));
    return Optional.empty();
  }

  private Optional<Taking> taking(FieldSpec spec, Type type) {
    boolean body = Nodes.flag(spec.more(), "body", false);
    boolean repeated = Nodes.flag(spec.more(), "repeated", false);
    boolean whole =
        type == Type.Scalar.JSON || type == Type.Scalar.TEXT || type == Type.Scalar.BYTES;
    if (body && (repeated || !(whole || type instanceof Type.Native))) {
      mistakes.add(spec.place(), spec.path(), "the whole body is a json, a text or bytes", "");
      return Optional.empty();
    }
    if (repeated && !(type instanceof Type.Array)) {
      mistakes.add(
          spec.place(), spec.path(), "a repeated argument is an array", "say is: \"int[]\"");
      return Optional.empty();
    }
    return Optional.of(body ? Taking.BODY : repeated ? Taking.REPEATED : Taking.NAMED);
  }

  private Optional<Fallback> fallback(FieldSpec spec, TypeTable.Refined refined, boolean stored) {
    Node literal = FieldReader.Defaults.node(spec, mistakes);
    if (literal.missing()) {
      return Optional.of(
          !spec.optional()
              ? Fallback.Required.REQUIRED
              : stored ? Fallback.Own.OWN : new Fallback.Constant(Value.Null.NULL));
    }
    try {
      Value value = Literals.value(literal, refined.type());
      Refinements.hold(refined.refinements(), value);
      return Optional.of(new Fallback.Constant(value));
    } catch (Literals.Unfit unfit) {
      mistakes.add(
          literal.place(), spec.path(), "the default does not fit: " + unfit.getMessage(), "");
      return Optional.empty();
    }
  }
}
