package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import msingi.store.SchemaImage.Name;
import msingi.store.sql.SchemaNames;
import org.jspecify.annotations.Nullable;

/** What SQLite itself tells about tables, columns, constraints, indexes and views. */
final class SchemaSqliteInspection {
  private final SchemaSqliteLink link;
  private final SortedMap<String, String> found = new TreeMap<>();

  SchemaSqliteInspection(SchemaSqliteLink link) {
    this.link = link;
  }

  SortedMap<String, String> inspect(SchemaNames names) {
    String tables = " IN (" + SchemaNames.literals(names.tables()) + ")";
    tables(tables);
    columns(tables);
    references(tables);
    indexes(tables);
    words(tables);
    views(" IN (" + SchemaNames.literals(names.views()) + ")");
    return found;
  }

  private static Name name(List<@Nullable String> line) {
    return new Name("", text(line, 0));
  }

  private void tables(String names) {
    for (List<@Nullable String> line :
        link.query("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name" + names)) {
      String sql = text(line, 1);
      found.put("table " + name(line), sql.endsWith("STRICT") ? "strict" : "table");
      checks(name(line), sql);
    }
  }

  private void columns(String names) {
    for (List<@Nullable String> line :
        link.query(
            "SELECT s.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk"
                + " FROM sqlite_schema AS s, pragma_table_xinfo(s.name) AS c"
                + " WHERE s.type = 'table' AND s.name"
                + names)) {
      found.put(
          "column " + name(line) + "." + text(line, 1),
          text(line, 2)
              + (text(line, 3).equals("1") ? " not null" : "")
              + (text(line, 4).isEmpty() ? "" : " default " + text(line, 4))
              + (text(line, 5).equals("0") ? "" : " key " + text(line, 5)));
    }
  }

  private void references(String names) {
    Map<List<String>, String> keys = new LinkedHashMap<>();
    for (List<@Nullable String> line :
        link.query(
            "SELECT s.name, k.id, k.\"table\", k.\"from\", k.\"to\", k.on_delete"
                + " FROM sqlite_schema AS s, pragma_foreign_key_list(s.name) AS k"
                + " WHERE s.type = 'table' AND s.name"
                + names
                + " ORDER BY s.name, k.id, k.seq")) {
      String step = text(line, 3) + " -> " + text(line, 4);
      keys.merge(
          List.of(text(line, 0), text(line, 1)),
          text(line, 2) + " " + text(line, 5) + ": " + step,
          (old, _) -> old + ", " + step);
    }
    keys.forEach(
        (key, it) -> found.put("foreign key " + new Name("", key.getFirst()) + " to " + it, it));
  }

  /** Indexes of words: tables of their own, and the triggers that keep them right. */
  private void words(String names) {
    for (List<@Nullable String> line :
        link.query(
            "SELECT t.tbl_name, t.name, t.sql, f.name, f.sql FROM sqlite_schema AS t"
                + " JOIN sqlite_schema AS f ON f.name = "
                + SchemaSqliteSearch.indexOf("t.name")
                + " WHERE t.type = 'trigger' AND f.sql LIKE 'CREATE VIRTUAL TABLE %'"
                + " AND t.tbl_name"
                + names)) {
      found.put("words " + name(line) + "." + text(line, 1), text(line, 2));
      found.put("words " + name(line) + "." + text(line, 3), text(line, 4));
    }
  }

  private void indexes(String names) {
    for (List<@Nullable String> line :
        link.query(
            "SELECT tbl_name, name, sql FROM sqlite_schema"
                + " WHERE type = 'index' AND sql IS NOT NULL AND tbl_name"
                + names)) {
      found.put("index " + name(line) + "." + text(line, 1), text(line, 2));
    }
  }

  private void views(String names) {
    for (List<@Nullable String> line :
        link.query("SELECT name, sql FROM sqlite_schema WHERE type = 'view' AND name" + names)) {
      found.put("view " + name(line), text(line, 1));
    }
    for (List<@Nullable String> line :
        link.query(
            "SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'trigger' AND name IN ("
                + SchemaSqliteViews.namesOf("tbl_name")
                + ") AND tbl_name"
                + names)) {
      found.put("view " + name(line) + "." + text(line, 1), text(line, 2));
    }
  }

  /** Checks stand only in the table's text: from CHECK to its closing parenthesis. */
  private void checks(Name name, String sql) {
    int at = sql.indexOf("CHECK (");
    List<String> texts = new ArrayList<>();
    while (at >= 0) {
      int end = closing(sql, at + 6);
      texts.add(sql.substring(at + 7, end));
      at = sql.indexOf("CHECK (", end);
    }
    texts.forEach(it -> found.put("check " + name + " " + it, it));
  }

  /** The parenthesis that closes the one at {@code open}, past quoted parts. */
  private static int closing(String sql, int open) {
    int depth = 0;
    char quote = 0;
    for (int at = open; at < sql.length(); at++) {
      char unit = sql.charAt(at);
      if (quote != 0) {
        quote = unit == quote ? 0 : quote;
      } else if (unit == '\'' || unit == '"') {
        quote = unit;
      } else if (unit == '(') {
        depth++;
      } else if (unit == ')' && --depth == 0) {
        return at;
      }
    }
    return sql.length();
  }

  private static String text(List<@Nullable String> line, int index) {
    String cell = line.get(index);
    return cell == null ? "" : cell;
  }
}
