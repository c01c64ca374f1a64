package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import msingi.store.SchemaImage.Constraint;
import msingi.store.SchemaImage.Name;
import msingi.store.sql.Dialect;

/**
 * Indexes of words: an FTS5 table that keeps no text of its own and is written by triggers, in the
 * transaction of each change (sqlite.org/fts5.html, section 4.4.2). Its rows have the numbers of
 * the table's rows.
 */
final class SchemaSqliteSearch {
  private SchemaSqliteSearch() {}

  /** The index, its triggers, and the words of the rows that are there. */
  static List<String> create(Name table, Constraint.Words words) {
    String index = Dialect.quote(words.name());
    String on = SchemaSqliteTables.quoted(table);
    String removed = "  DELETE FROM " + index + " WHERE rowid = old.rowid;\n";
    String added =
        "  INSERT INTO "
            + index
            + " (rowid, words) VALUES (new.rowid, "
            + text("new.", words)
            + ");";
    return List.of(
        "CREATE VIRTUAL TABLE "
            + index
            + " USING fts5(words, content = '', contentless_delete = 1, tokenize = '"
            + tokenizer(words.language())
            + "')",
        trigger(words, "insert", " AFTER INSERT ON " + on + " BEGIN\n" + added),
        trigger(words, "delete", " AFTER DELETE ON " + on + " BEGIN\n" + removed.stripTrailing()),
        trigger(
            words,
            "update",
            " AFTER UPDATE ON " + on + " WHEN " + changed(words) + " BEGIN\n" + removed + added),
        "INSERT INTO "
            + index
            + " (rowid, words) SELECT rowid, "
            + text("", words)
            + " FROM "
            + on);
  }

  private static String trigger(Constraint.Words words, String event, String rest) {
    return "CREATE TRIGGER " + Dialect.quote(name(words, event)) + rest + "\nEND";
  }

  private static String name(Constraint.Words words, String event) {
    return words.name() + "_" + event;
  }

  /** The names of the triggers. */
  static List<String> triggers(Constraint.Words words) {
    return List.of(name(words, "insert"), name(words, "delete"), name(words, "update"));
  }

  /** The name of the index from an SQL expression for the name of one of its triggers. */
  static String indexOf(String trigger) {
    return "substr(" + trigger + ", 1, length(" + trigger + ") - length('_insert'))";
  }

  /** What takes all of it away. */
  static List<String> drop(Constraint.Words words) {
    List<String> statements = new ArrayList<>();
    triggers(words).forEach(it -> statements.add("DROP TRIGGER " + Dialect.quote(it)));
    statements.add("DROP TABLE " + Dialect.quote(words.name()));
    return statements;
  }

  /** All the texts as one, so that words of several columns are found together. */
  private static String text(String row, Constraint.Words words) {
    return words.columns().stream()
        .map(it -> "coalesce(" + row + Dialect.quote(it) + ", '')")
        .collect(Collectors.joining(" || ' ' || "));
  }

  private static String changed(Constraint.Words words) {
    return words.columns().stream()
        .map(Dialect::quote)
        .map(it -> "new." + it + " IS NOT old." + it)
        .collect(Collectors.joining(" OR ", "new.rowid <> old.rowid OR ", ""));
  }

  private static String tokenizer(String language) {
    String words = "unicode61 remove_diacritics 2";
    return language.equals("english") ? "porter " + words : words;
  }
}
