package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import msingi.store.SchemaImage;
import msingi.store.SchemaImage.Name;
import msingi.store.sql.Dialect;
import org.jspecify.annotations.Nullable;

/** What SQLite itself tells about tables, columns, constraints, indexes and views. */
final class SchemaSqliteInspection {
  private final SchemaSqliteLink link;
  private final SortedMap<String, String> found = new TreeMap<>();

  SchemaSqliteInspection(SchemaSqliteLink link) {
    this.link = link;
  }

  SortedMap<String, String> inspect(SchemaImage image) {
    image.tables().keySet().forEach(this::table);
    image.views().keySet().forEach(this::view);
    return found;
  }

  private void table(Name name) {
    String literal = Dialect.text(name.name());
    for (List<@Nullable String> line :
        link.query("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = " + literal)) {
      String sql = text(line, 0);
      found.put("table " + name, sql.endsWith("STRICT") ? "strict" : "table");
      checks(name, sql);
    }
    for (List<@Nullable String> line :
        link.query(
            "SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_xinfo("
                + literal
                + ")")) {
      found.put(
          "column " + name + "." + text(line, 0),
          text(line, 1)
              + (text(line, 2).equals("1") ? " not null" : "")
              + (text(line, 3).isEmpty() ? "" : " default " + text(line, 3))
              + (text(line, 4).equals("0") ? "" : " key " + text(line, 4)));
    }
    references(name, literal);
    indexes(name, literal);
  }

  private void references(Name name, String literal) {
    SortedMap<String, String> keys = new TreeMap<>();
    for (List<@Nullable String> line :
        link.query(
            "SELECT id, \"table\", \"from\", \"to\", on_delete FROM pragma_foreign_key_list("
                + literal
                + ") ORDER BY id, seq")) {
      String step = text(line, 2) + " -> " + text(line, 3);
      keys.merge(
          text(line, 0),
          text(line, 1) + " " + text(line, 4) + ": " + step,
          (old, _) -> old + ", " + step);
    }
    keys.values().forEach(it -> found.put("foreign key " + name + " to " + it, it));
  }

  private void indexes(Name name, String literal) {
    for (List<@Nullable String> line :
        link.query(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
                + " AND tbl_name = "
                + literal)) {
      found.put("index " + name + "." + text(line, 0), text(line, 1));
    }
  }

  private void view(Name name) {
    for (List<@Nullable String> line :
        link.query(
            "SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = "
                + Dialect.text(name.name()))) {
      found.put("view " + name, text(line, 0));
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
