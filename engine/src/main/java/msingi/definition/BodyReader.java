package msingi.definition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import msingi.definition.Function.Argument;
import msingi.definition.Function.Body;
import msingi.definition.Function.Returns;
import msingi.definition.Function.Volatility;
import msingi.definition.SqlBody.Quoting;

/** Reads what a function runs, and holds its text against its arguments and its answer. */
final class BodyReader {
  private static final Set<String> VERBS =
      Set.of(
          "SELECT",
          "VALUES",
          "TABLE",
          "INSERT",
          "UPDATE",
          "DELETE",
          "REPLACE",
          "MERGE",
          "CALL",
          "NOTIFY",
          "LOCK",
          "TRUNCATE");

  /** What a body may say of the caller. */
  private static final Set<String> CALLER =
      Set.of("auth.uid", "auth.role", "auth.roles", "auth.is_anonymous", "auth.aal");

  private final boolean sqlite;
  private final Mistakes mistakes;

  BodyReader(boolean sqlite, Mistakes mistakes) {
    this.sqlite = sqlite;
    this.mistakes = mistakes;
  }

  /** The body; empty after a mistake. */
  Optional<Body> read(
      Node.Mapping node,
      Node.Place place,
      String path,
      List<Argument> arguments,
      Returns returns,
      Volatility volatility) {
    Optional<Node> sql = node.get("sql");
    Optional<Node> stored = node.get("stored");
    if (sql.isPresent() == stored.isPresent()) {
      mistakes.add(
          place, path, "a function has either sql: or stored:", "say what it runs, one of the two");
      return Optional.empty();
    }
    return sql.isPresent()
        ? sql(sql.get(), path + ".sql", new Text(arguments, returns, volatility))
        : stored(stored.get(), path + ".stored");
  }

  private Optional<Body> stored(Node node, String path) {
    String[] parts = Nodes.text(node).split("\\.", -1);
    boolean named =
        parts.length <= 2 && java.util.Arrays.stream(parts).allMatch(Identifiers::stored);
    if (sqlite || !named) {
      mistakes.add(
          node.place(),
          path,
          sqlite ? "only PostgreSQL stores functions" : "this is no name of a function",
          sqlite ? "say sql:" : "name or schema.name");
      return Optional.empty();
    }
    return Optional.of(new Body.Stored(parts.length == 2 ? parts[0] : "", parts[parts.length - 1]));
  }

  private Optional<Body> sql(Node node, String path, Text text) {
    Map<String, String> texts = new HashMap<>();
    Map<String, Node.Scalar> nodes = new HashMap<>();
    if (node instanceof Node.Scalar scalar) {
      nodes.put("", scalar);
    }
    Nodes.mapping(node)
        .entries()
        .forEach(it -> {
          if (it.value() instanceof Node.Scalar scalar) {
            nodes.put(it.key().equals("sql") ? "" : it.key(), scalar);
          }
        });
    boolean good = true;
    for (var each : nodes.entrySet()) {
      String dialect = each.getKey();
      boolean postgres = dialect.isEmpty() ? !sqlite : dialect.equals("postgres");
      Quoting quoting = postgres ? Quoting.DOLLARS : Quoting.BRACKETS;
      good &= text.fits(each.getValue(), quoting, path);
      texts.put(dialect, each.getValue().text());
    }
    if (!texts.containsKey("") && !texts.containsKey(sqlite ? "sqlite" : "postgres")) {
      mistakes.add(
          node.place(),
          path,
          "there is no statement for " + (sqlite ? "SQLite" : "PostgreSQL"),
          "say " + (sqlite ? "sqlite:" : "postgres:"));
      good = false;
    }
    return good ? Optional.of(new Body.Sql(texts)) : Optional.empty();
  }

  /** What a text is held against. */
  private final class Text {
    private final List<Argument> arguments;
    private final Returns returns;
    private final Volatility volatility;

    Text(List<Argument> arguments, Returns returns, Volatility volatility) {
      this.arguments = arguments;
      this.returns = returns;
      this.volatility = volatility;
    }

    boolean fits(Node.Scalar node, Quoting quoting, String path) {
      SqlBody body;
      try {
        body = SqlBody.of(node.text(), quoting);
      } catch (SqlLexer.Unfit unfit) {
        mistakes.add(
            node.at(unfit.offset), path, String.valueOf(unfit.getMessage()), "mend the SQL");
        return false;
      }
      int before = mistakes.count();
      verbs(body, node, path);
      body.statements().forEach(it -> named(it, node, path));
      if (volatility != Volatility.VOLATILE && body.writes()) {
        mistakes.add(
            node.place(), path, "a function that writes is volatile", "say volatility: volatile");
      }
      return mistakes.count() == before;
    }

    private void verbs(SqlBody body, Node.Scalar node, String path) {
      if (body.statements().isEmpty()) {
        mistakes.add(node.place(), path, "there is no statement", "");
        return;
      }
      for (SqlBody.Statement statement : body.statements()) {
        if (!VERBS.contains(statement.verb())) {
          mistakes.add(
              node.place(),
              path,
              statement.verb() + " cannot stand in a function",
              "a function asks and changes rows; its transaction is the engine's");
        }
      }
      boolean answers = body.statements().getLast().answers();
      if (!answers && returns != Returns.Nothing.NOTHING) {
        mistakes.add(
            node.place(),
            path,
            "the last statement answers nothing",
            "end with a SELECT, or add RETURNING");
      }
    }

    private void named(SqlBody.Statement statement, Node.Scalar node, String path) {
      for (SqlBody.Part part : statement.parts()) {
        if (part instanceof SqlBody.Part.Named(String name, int at)
            && !CALLER.contains(name)
            && arguments.stream().noneMatch(it -> it.name().equals(name))) {
          List<String> known = arguments.stream().map(Argument::name).toList();
          mistakes.add(
              node.at(at - 1),
              path,
              "no argument is called :" + name,
              Wording.near(name, known, "declare it under arguments:"));
        }
      }
    }
  }
}
