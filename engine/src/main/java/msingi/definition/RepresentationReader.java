package msingi.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import msingi.definition.SqlBody.Part;
import msingi.definition.SqlBody.Quoting;
import msingi.expression.Type;
import msingi.expression.Type.Form;

/**
 * Reads how values of a type are shown, read and parsed: by a function of PostgreSQL or by one
 * scalar expression of SQL over {@code :value}, for one store or for each.
 */
final class RepresentationReader {
  static final List<String> WORDS = List.of("show", "read", "parse");

  /** Written quoted; a schema is needed, so that no search path decides. */
  private static final Pattern FUNCTION =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]{0,62})\\.([A-Za-z_][A-Za-z0-9_]{0,62})");

  private static final String BEFORE = "SELECT ";

  private final boolean sqlite;
  private final Mistakes mistakes;

  RepresentationReader(boolean sqlite, Mistakes mistakes) {
    this.sqlite = sqlite;
    this.mistakes = mistakes;
  }

  /** The type with what the mapping says of its forms; empty after a mistake. */
  Optional<Type> read(TypeTable.Refined refined, Node.Mapping more, String path) {
    Optional<Node> first = WORDS.stream().flatMap(it -> more.get(it).stream()).findFirst();
    if (first.isEmpty()) {
      return Optional.of(refined.type());
    }
    int before = mistakes.count();
    Form show = form(more, "show", path);
    Form read = form(more, "read", path);
    Form parse = form(more, "parse", path);
    Type.Representation representation = new Type.Representation(show, read, parse);
    String reason = refused(refined);
    if (!reason.isEmpty()) {
      mistakes.add(first.get().place(), path, reason, "");
    }
    if (mistakes.count() > before) {
      return Optional.empty();
    }
    return Optional.of(
        refined.type() instanceof Type.Native(String name, _)
            ? new Type.Native(name, representation)
            : new Type.Represented(refined.type(), representation));
  }

  private static String refused(TypeTable.Refined refined) {
    boolean there = refined.type() instanceof Type.Opaque opaque && !opaque.representation().none();
    return refined.type() instanceof Type.Array
        ? "show, read and parse of an array: not yet"
        : there
            ? "the type already says how its values are shown"
            : refined.refinements().isEmpty()
                ? ""
                : "limits of a type with show, read or parse: not yet, let read refuse the value";
  }

  private Form form(Node.Mapping more, String word, String path) {
    Optional<Node> node = more.get(word);
    return node.isEmpty() ? Form.Own.OWN : form(node.get(), path + "." + word);
  }

  private Form form(Node node, String path) {
    if (node instanceof Node.Scalar scalar) {
      return form(scalar, sqlite, path);
    }
    Form own = Form.Own.OWN;
    boolean said = false;
    for (Node.Entry entry : Nodes.mapping(node).entries()) {
      if (entry.value() instanceof Node.Scalar scalar) {
        boolean here = entry.key().equals("sqlite");
        Form form = form(scalar, here, path + "." + entry.key());
        own = here == sqlite ? form : own;
        said |= here == sqlite;
      }
    }
    if (!said) {
      mistakes.add(
          node.place(),
          path,
          "there is no expression for " + (sqlite ? "SQLite" : "PostgreSQL"),
          "say " + (sqlite ? "sqlite:" : "postgres:"));
    }
    return own;
  }

  private Form form(Node.Scalar node, boolean brackets, String path) {
    var function = FUNCTION.matcher(node.text());
    if (!brackets && function.matches()) {
      return new Form.Function(function.group(1), function.group(2));
    }
    SqlLexer lexer =
        new SqlLexer(BEFORE + node.text(), brackets ? Quoting.BRACKETS : Quoting.DOLLARS);
    SqlBody body;
    try {
      body = lexer.body();
    } catch (SqlLexer.Unfit unfit) {
      return wrong(node, unfit.offset - BEFORE.length(), path, unfit.getMessage());
    }
    return lexer.seen().stream()
        .skip(1)
        .filter(it -> !reason(it.word(), brackets).isEmpty())
        .findFirst()
        .map(it -> wrong(node, it.at() - BEFORE.length(), path, reason(it.word(), brackets)))
        .orElseGet(() -> pieces(body.statements().getFirst(), node, brackets, path));
  }

  /** Why what was seen is no part of one expression over a value; empty where it is. */
  private static String reason(String word, boolean brackets) {
    return switch (word) {
      case "SELECT", "VALUES", "TABLE", "WITH" ->
          word + " asks the database: an expression sees its value only";
      case ";" -> "one expression stands here, not statements";
      case "-", "/" -> "no comment stands in an expression";
      case "\"", "[", "`" ->
          brackets ? "a quoted name is a column's: an expression sees its value only" : "";
      default -> "";
    };
  }

  private Form pieces(
      SqlBody.Statement statement, Node.Scalar node, boolean brackets, String path) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (Part part : statement.parts()) {
      switch (part) {
        case Part.Text(String text) -> piece.append(text);
        case Part.Named(String name, int at) -> {
          if (!name.equals("value")) {
            return wrong(node, at - 1 - BEFORE.length(), path, "only :value is known here");
          }
          pieces.add(piece.toString());
          piece.setLength(0);
        }
      }
    }
    if (pieces.isEmpty()) {
      String either = brackets ? "this is " : "this is no schema.name of a function and ";
      return wrong(node, 0, path, either + "no expression over :value");
    }
    pieces.add(piece.toString());
    pieces.set(0, pieces.getFirst().substring(BEFORE.length()));
    return new Form.Sql(pieces);
  }

  private Form wrong(
      Node.Scalar node, int offset, String path, @org.jspecify.annotations.Nullable String reason) {
    mistakes.add(
        node.at(Math.max(0, offset)),
        path,
        String.valueOf(reason),
        "write one SQL expression, such as upper(:value)");
    return Form.Own.OWN;
  }
}
