package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.store.Catalog.Check;

/** The checks in the text of a table: SQLite keeps them nowhere else. */
final class CatalogChecks {
  private static final Pattern NAME =
      Pattern.compile("(?is)CONSTRAINT\\s+(\"(?:[^\"]|\"\")+\"|`[^`]+`|\\[[^\\]]+\\]|\\w+)\\s*$");

  private CatalogChecks() {}

  /** The checks of a {@code CREATE TABLE}, in its order. */
  static List<Check> of(String sql) {
    List<Check> checks = new ArrayList<>();
    for (int at = 0; at < sql.length(); at = after(sql, at)) {
      if (!word(sql, at)) {
        continue;
      }
      int open = at + "CHECK".length();
      while (open < sql.length() && Character.isWhitespace(sql.charAt(open))) {
        open++;
      }
      if (open == sql.length() || sql.charAt(open) != '(') {
        continue;
      }
      int end = closing(sql, open);
      Matcher name = NAME.matcher(sql.substring(0, at));
      checks.add(new Check(name.find() ? plain(name.group(1)) : "", sql.substring(open + 1, end)));
      at = end;
    }
    return checks;
  }

  private static String plain(String name) {
    char first = name.charAt(0);
    return first == '"' || first == '`' || first == '['
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }

  private static boolean word(String sql, int at) {
    int end = at + "CHECK".length();
    return sql.regionMatches(true, at, "CHECK", 0, "CHECK".length())
        && (at == 0 || !Character.isJavaIdentifierPart(sql.charAt(at - 1)))
        && (end == sql.length() || !Character.isJavaIdentifierPart(sql.charAt(end)));
  }

  /** The parenthesis that closes the one at {@code open}, or the end. */
  private static int closing(String sql, int open) {
    int depth = 0;
    for (int at = open; at < sql.length(); at = after(sql, at)) {
      char unit = sql.charAt(at);
      depth += unit == '(' ? 1 : unit == ')' ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    return sql.length();
  }

  /** Where the next sign stands: past quoted parts and comments. */
  private static int after(String sql, int at) {
    char unit = sql.charAt(at);
    int end =
        switch (unit) {
          case '\'', '"', '`' -> sql.indexOf(unit, at + 1);
          case '[' -> sql.indexOf(']', at + 1);
          case '-' -> sql.startsWith("--", at) ? sql.indexOf('\n', at) : at;
          case '/' -> sql.startsWith("/*", at) ? sql.indexOf("*/", at + 2) + 1 : at;
          default -> at;
        };
    return end < at ? sql.length() : end + 1;
  }
}
