package msingi.store.sql.postgres;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.store.Catalog.Default;
import msingi.store.SchemaText;

/** PostgreSQL's words for a default as one of the language's. */
final class CatalogDefaults {
  private static final Pattern TEXT =
      Pattern.compile("'((?:[^'\\\\]|'')*)'(::[a-z ]+(\\(\\d+\\))?)?", Pattern.DOTALL);
  private static final Pattern NUMBER =
      Pattern.compile("'?(-?\\d{1,18}(\\.\\d{1,15})?)'?(::(integer|bigint|smallint|numeric))?");

  private CatalogDefaults() {}

  /**
   * A default.
   *
   * @param type the column's type in the language
   */
  static Default of(String sql, String type) {
    if (sql.isEmpty() || sql.startsWith("NULL::") || sql.equals("NULL")) {
      return Default.None.NONE;
    }
    if (type.equals("timestamp") && (sql.equals("now()") || sql.equals("CURRENT_TIMESTAMP"))) {
      return Default.Now.NOW;
    }
    if (type.equals("bool") && (sql.equals("true") || sql.equals("false"))) {
      return new Default.Constant(sql);
    }
    Matcher number = NUMBER.matcher(sql.startsWith("(") ? sql.replaceAll("[()]", "") : sql);
    if (numeric(type) && number.matches() && (!whole(type) || number.group(2) == null)) {
      return new Default.Constant(number.group(1));
    }
    Matcher text = TEXT.matcher(sql);
    if ((type.equals("text") || type.startsWith("text(")) && text.matches()) {
      return new Default.Constant(SchemaText.quoted(text.group(1).replace("''", "'")));
    }
    return new Default.Stored(sql, false);
  }

  private static boolean whole(String type) {
    return type.equals("int") || type.equals("long");
  }

  private static boolean numeric(String type) {
    return whole(type) || type.equals("float") || type.startsWith("decimal(");
  }
}
