package msingi.definition;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import msingi.definition.Collection.Kind;
import msingi.definition.Collection.Writing;
import msingi.definition.SqlBody.Quoting;

/**
 * Reads what a view selects, and how it is written: over one collection, or by statements that
 * stand for each write.
 */
final class ViewReader {
  private static final Set<String> VERBS = Set.of("INSERT", "UPDATE", "DELETE", "REPLACE");

  /** What would take back, or keep, more than the one write. */
  private static final Pattern BEYOND =
      Pattern.compile("(?i)\\b(RAISE\\s*\\(\\s*|OR\\s+)(ROLLBACK|FAIL)\\b");

  private final boolean sqlite;
  private final boolean managed;
  private final Mistakes mistakes;

  /**
   * @param managed whether Msingi makes the view: what stands for writes to one that it does not
   *     make is its maker's affair
   */
  ViewReader(boolean sqlite, boolean managed, Mistakes mistakes) {
    this.sqlite = sqlite;
    this.managed = managed;
    this.mistakes = mistakes;
  }

  /** The view, without what is wrong in it. */
  Kind.View read(Node node, boolean responds, String path) {
    Map<String, String> sql = new HashMap<>();
    Set<Writing> writes = EnumSet.noneOf(Writing.class);
    Map<Writing, Map<String, String>> statements = new EnumMap<>(Writing.class);
    switch (node) {
      case Node.Scalar scalar -> sql.put("", scalar.text());
      case Node.Mapping mapping -> {
        sql.putAll(texts(mapping, List.of("sql", "sqlite", "postgres")));
        writes(mapping, writes, statements, path);
      }
      case Node.Sequence _ -> {}
    }
    if (sql.isEmpty() && managed) {
      mistakes.add(node.place(), path, "the view has no SELECT", "say sql:");
    }
    return new Kind.View(sql, writes, Nodes.text(Nodes.mapping(node), "of"), statements, responds);
  }

  /** Texts by dialect; the one for all of them under "". */
  private static Map<String, String> texts(Node.Mapping mapping, List<String> keys) {
    Map<String, String> texts = new HashMap<>();
    mapping.entries().stream()
        .filter(it -> keys.contains(it.key()))
        .forEach(it -> texts.put(it.key().equals("sql") ? "" : it.key(), Nodes.text(it.value())));
    return texts;
  }

  private void writes(
      Node.Mapping view,
      Set<Writing> writes,
      Map<Writing, Map<String, String>> statements,
      String path) {
    Node node = view.get("writes").orElse(new Node.Sequence(view.place(), List.of()));
    boolean of = view.get("of").isPresent();
    if (node instanceof Node.Mapping mapping) {
      if (of) {
        mistakes.add(
            node.place(), path + ".writes", "the view says both of: and statements", "say one");
      }
      for (Node.Entry entry : mapping.entries()) {
        Writing writing = writing(entry.key());
        writes.add(writing);
        statements.put(writing, statements(entry, path + ".writes." + entry.key()));
      }
      return;
    }
    Nodes.texts(node).forEach(it -> writes.add(writing(it)));
    if (sqlite && managed && !of && !writes.isEmpty()) {
      mistakes.add(
          node.place(),
          path + ".writes",
          "SQLite does not write through views by itself",
          "say of: and the collection that is written, or a statement for each of them");
    }
    if (of && writes.isEmpty()) {
      mistakes.add(
          view.place(), path + ".of", "nothing is written through the view", "say writes:");
    }
  }

  private static Writing writing(String word) {
    return Writing.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private Map<String, String> statements(Node.Entry entry, String path) {
    Map<String, String> texts =
        entry.value() instanceof Node.Scalar scalar
            ? Map.of("", scalar.text())
            : texts(Nodes.mapping(entry.value()), List.of("sql", "sqlite", "postgres"));
    boolean postgres = texts.containsKey("postgres") || (!sqlite && texts.containsKey(""));
    if (postgres) {
      mistakes.add(
          entry.place(),
          path,
          "statements on PostgreSQL: not yet, it writes through the view itself or by your trigger",
          "say {sqlite: …}");
    }
    if (sqlite && Kind.View.text(texts, "sqlite").isEmpty()) {
      mistakes.add(entry.place(), path, "there is no statement for SQLite", "say sqlite:");
    }
    scalars(entry.value()).forEach(it -> fits(it, path));
    return texts;
  }

  /** The texts that SQLite may run. */
  private static List<Node.Scalar> scalars(Node node) {
    return node instanceof Node.Scalar scalar
        ? List.of(scalar)
        : Nodes.mapping(node).entries().stream()
            .filter(it -> !it.key().equals("postgres"))
            .map(Node.Entry::value)
            .flatMap(it -> it instanceof Node.Scalar text ? Stream.of(text) : Stream.empty())
            .toList();
  }

  /** What a trigger of SQLite may hold (sqlite.org/lang_createtrigger.html, section 2). */
  private void fits(Node.Scalar node, String path) {
    SqlBody body;
    try {
      body = SqlBody.of(node.text(), Quoting.BRACKETS);
    } catch (SqlLexer.Unfit unfit) {
      mistakes.add(node.at(unfit.offset), path, String.valueOf(unfit.getMessage()), "mend the SQL");
      return;
    }
    if (body.statements().isEmpty()) {
      mistakes.add(node.place(), path, "there is no statement", "");
    }
    if (BEYOND.matcher(node.text()).find()) {
      mistakes.add(node.place(), path, "ROLLBACK and FAIL reach beyond the write", "say ABORT");
    }
    for (SqlBody.Statement statement : body.statements()) {
      if (!VERBS.contains(statement.verb()) && !statement.verb().equals("SELECT")) {
        mistakes.add(
            node.place(),
            path,
            statement.verb() + " cannot stand for a write",
            "INSERT, UPDATE and DELETE change rows, SELECT RAISE(ABORT, '…') refuses one");
      }
      if (statement.returning() || statement.main() > 0) {
        mistakes.add(
            node.place(),
            path,
            "a statement for a write has no "
                + (statement.returning() ? "RETURNING" : "WITH before it"),
            "remove it");
      }
    }
  }
}
