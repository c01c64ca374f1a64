package msingi.bench;

import org.jspecify.annotations.Nullable;

/** A city as the baselines write it: an object of JSON, or a line of CSV. */
final class CityText {
  static final String COLUMNS =
      "id, name, country, admin_code, feature_code, population, elevation, longitude, latitude";
  static final String HEADER = COLUMNS.replace(" ", "") + "\n";

  private static final String[] TEXTS = {"name", "country", "admin_code", "feature_code"};

  private CityText() {}

  /** A row, columns counted from 0 in the order of {@link #COLUMNS}. */
  interface Columns {
    @Nullable String text(int column);

    /** A number as JSON prints it, or null. */
    @Nullable String number(int column);
  }

  static void json(StringBuilder out, Columns row) {
    out.append(out.length() > 1 ? ",{" : "{");
    Json.number(out, "id", row.number(0));
    for (int index = 0; index < TEXTS.length; index++) {
      out.append(',');
      Json.text(out, TEXTS[index], row.text(index + 1));
    }
    String[] numbers = {"population", "elevation", "longitude", "latitude"};
    for (int index = 0; index < numbers.length; index++) {
      out.append(',');
      Json.number(out, numbers[index], row.number(index + 5));
    }
    out.append('}');
  }

  static void csv(StringBuilder out, Columns row) {
    for (int column = 0; column < 9; column++) {
      String cell = column >= 1 && column <= 4 ? row.text(column) : row.number(column);
      out.append(column == 0 ? "" : ",");
      if (cell != null) {
        quoted(out, cell);
      }
    }
    out.append('\n');
  }

  private static void quoted(StringBuilder out, String cell) {
    boolean plain =
        !cell.isEmpty()
            && cell.indexOf(',') < 0
            && cell.indexOf('"') < 0
            && cell.indexOf('\n') < 0
            && cell.indexOf('\r') < 0;
    if (plain) {
      out.append(cell);
    } else {
      out.append('"').append(cell.replace("\"", "\"\"")).append('"');
    }
  }
}
