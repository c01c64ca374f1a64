package msingi.store.sql.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.store.Catalog.Default;
import msingi.store.SchemaText;
import msingi.store.sql.Dialect;

/**
 * Which type of the language a column of SQLite has: what its declaration means, where the first
 * rows hold nothing else; otherwise what they do hold. Moments that are texts stay texts, since
 * SQLite compares them as such.
 */
final class CatalogKinds {
  private static final int ROWS = 20_000;

  /** Columns of one question: each has a handful of counts, and an answer 2,000 at most. */
  private static final int WIDTH = 100;

  private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,18}(\\.\\d{1,15})?");

  private final SchemaSqliteLink link;

  CatalogKinds(SchemaSqliteLink link) {
    this.link = link;
  }

  /** A column and the type that it was declared with. */
  record Asked(String name, String declared) {}

  /** A type of the language; whether some row has no value; what the type does not say. */
  record Kind(String type, boolean nulls, String remark) {}

  /** The kinds of the columns of a table, in their order. */
  List<Kind> of(String table, List<Asked> columns) {
    List<Kind> kinds = new ArrayList<>();
    for (int from = 0; from < columns.size(); from += WIDTH) {
      List<Asked> part = columns.subList(from, Math.min(columns.size(), from + WIDTH));
      List<String> counts = link.texts(question(table, part)).getFirst();
      for (int at = 0; at < part.size(); at++) {
        kinds.add(kind(part.get(at), counts.subList(at * COUNTS, (at + 1) * COUNTS)));
      }
    }
    return kinds;
  }

  /** Rows with a value, integers, reals, texts, blobs, wishes met, and rows there are. */
  private static final int COUNTS = 7;

  private static String question(String table, List<Asked> columns) {
    List<String> counts = new ArrayList<>();
    for (int at = 0; at < columns.size(); at++) {
      String it = "c" + at;
      counts.add("count(" + it + ")");
      for (String kind : List.of("integer", "real", "text", "blob")) {
        counts.add("sum(typeof(" + it + ") = '" + kind + "')");
      }
      counts.add(
          "sum(CASE WHEN " + wish(columns.get(at).declared()).fits("c" + at) + " THEN 1 END)");
      counts.add("count(*)");
    }
    List<String> cells = new ArrayList<>();
    for (int at = 0; at < columns.size(); at++) {
      cells.add(Dialect.quote(columns.get(at).name()) + " AS c" + at);
    }
    return "SELECT "
        + String.join(", ", counts)
        + " FROM (SELECT "
        + String.join(", ", cells)
        + " FROM "
        + Dialect.quote(table)
        + " LIMIT "
        + ROWS
        + ")";
  }

  /** What a declaration wants to be. */
  private enum Wish {
    BOOL("bool", "typeof(?) = 'integer' AND ? IN (0, 1)"),
    DATETIME(
        "datetime",
        "typeof(?) = 'text' AND ? GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]' AND datetime(?) IS NOT NULL"),
    DATE("date", "typeof(?) = 'text' AND date(?) = ?"),
    TIME(
        "time", "typeof(?) = 'text' AND ? GLOB '[0-2][0-9]:[0-5][0-9]:[0-5][0-9]' AND time(?) = ?"),
    UUID("uuid", "typeof(?) = 'text' AND ? GLOB '" + hexadecimal() + "'"),
    JSON("json", "typeof(?) = 'text' AND json_valid(?)"),
    WHOLE("long", "typeof(?) = 'integer'"),
    TEXT("text", "typeof(?) = 'text'"),
    BYTES("bytes", "typeof(?) = 'blob'"),
    REAL(
        "float",
        "typeof(?) = 'real' OR (typeof(?) = 'integer' AND ? BETWEEN -9007199254740992 AND 9007199254740992)"),
    ANY("text", "0");

    private final String type;
    private final String condition;

    Wish(String type, String condition) {
      this.type = type;
      this.condition = condition;
    }

    String fits(String column) {
      return condition.replace("?", column);
    }

    private static String hexadecimal() {
      String digit = "[0-9a-f]";
      return String.join(
          "-",
          digit.repeat(8),
          digit.repeat(4),
          digit.repeat(4),
          digit.repeat(4),
          digit.repeat(12));
    }
  }

  private static Wish wish(String declaration) {
    String it = declaration.toUpperCase(Locale.ROOT);
    if (it.contains("BOOL")) {
      return Wish.BOOL;
    } else if (it.contains("DATETIME") || it.contains("TIMESTAMP")) {
      return Wish.DATETIME;
    } else if (it.contains("DATE")) {
      return Wish.DATE;
    } else if (it.equals("TIME")) {
      return Wish.TIME;
    } else if (it.equals("UUID") || it.equals("GUID")) {
      return Wish.UUID;
    } else if (it.equals("JSON")) {
      return Wish.JSON;
    } else if (it.contains("INT")) {
      return Wish.WHOLE;
    } else if (it.contains("CHAR") || it.contains("CLOB") || it.contains("TEXT")) {
      return Wish.TEXT;
    } else if (it.contains("BLOB")) {
      return Wish.BYTES;
    }
    return it.isEmpty() ? Wish.ANY : Wish.REAL;
  }

  private static Kind kind(Asked column, List<String> counts) {
    long values = number(counts, 0);
    boolean nulls = number(counts, 6) > values;
    Wish wish = wish(column.declared());
    if (values == 0) {
      // A moment that others write may have any form.
      boolean open = wish == Wish.DATETIME || wish == Wish.ANY;
      return new Kind(open ? "text" : wish.type, nulls, "");
    }
    if (number(counts, 5) == values) {
      return new Kind(wish.type, nulls, "");
    }
    boolean open = column.declared().isEmpty();
    String said = open ? "" : "declared " + column.declared() + ", ";
    if (number(counts, 1) == values) {
      return new Kind("long", nulls, open ? "" : said + "holds whole numbers");
    } else if (number(counts, 1) + number(counts, 2) == values && wish != Wish.REAL) {
      return new Kind("float", nulls, open ? "" : said + "holds numbers");
    } else if (number(counts, 3) == values) {
      return new Kind("text", nulls, open ? "" : said + "holds texts");
    } else if (number(counts, 4) == values) {
      return new Kind("bytes", nulls, open ? "" : said + "holds bytes");
    }
    return new Kind("text", nulls, said + "holds values of several kinds, told as texts");
  }

  private static long number(List<String> counts, int at) {
    String cell = counts.get(at);
    return cell.isEmpty() ? 0 : Long.parseLong(cell);
  }

  /** SQLite's words for a default as one of the language's. */
  static Default fill(String sql, String type) {
    if (sql.isEmpty() || sql.equalsIgnoreCase("NULL")) {
      return Default.None.NONE;
    }
    boolean whole = type.equals("long");
    Matcher number = NUMBER.matcher(sql);
    if ((whole || type.equals("float"))
        && number.matches()
        && (!whole || number.group(1) == null)) {
      return new Default.Constant(sql.startsWith("+") ? sql.substring(1) : sql);
    }
    if (type.equals("bool") && (sql.equals("0") || sql.equals("1"))) {
      return new Default.Constant(String.valueOf(sql.equals("1")));
    }
    Matcher text = TEXT.matcher(sql);
    if (type.equals("text") && text.matches()) {
      return new Default.Constant(SchemaText.quoted(text.group(1).replace("''", "'")));
    }
    return new Default.Stored(sql, false);
  }
}
