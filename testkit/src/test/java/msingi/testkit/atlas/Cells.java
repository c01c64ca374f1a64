package msingi.testkit.atlas;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers as rows of texts that can be compared, whatever store and form they come in. */
final class Cells {
  private Cells() {}

  /** The rows of a JSON answer; a row with embedded rows is repeated for each of them. */
  static List<List<String>> of(JsonArray answer) {
    List<List<String>> rows = new ArrayList<>();
    answer.forEach(row -> rows.addAll(flat((JsonObject) row)));
    return rows;
  }

  private static List<List<String>> flat(JsonObject object) {
    List<List<String>> rows = List.of(List.of());
    for (String name : object.fieldNames()) {
      List<List<String>> right =
          switch (object.getValue(name)) {
            case JsonObject inner -> flat(inner);
            case JsonArray many when many.stream().allMatch(JsonObject.class::isInstance) ->
                of(many);
            case null -> List.of(List.of("null"));
            case Object scalar -> List.of(List.of(text(scalar)));
          };
      rows = product(rows, right);
    }
    return rows;
  }

  private static List<List<String>> product(List<List<String>> left, List<List<String>> right) {
    List<List<String>> rows = new ArrayList<>();
    for (List<String> one : left) {
      for (List<String> other : right) {
        List<String> row = new ArrayList<>(one);
        row.addAll(other);
        rows.add(row);
      }
    }
    return rows;
  }

  /** The rows of a query. */
  static List<List<String>> of(ResultSet result) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    int columns = result.getMetaData().getColumnCount();
    while (result.next()) {
      List<String> row = new ArrayList<>();
      for (int column = 1; column <= columns; column++) {
        row.add(text(result.getObject(column)));
      }
      rows.add(row);
    }
    return rows;
  }

  /** Numbers of equal value have one text, whatever their type; six digits after the point. */
  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Number number ->
          new BigDecimal(number.toString())
              .setScale(6, RoundingMode.HALF_UP)
              .stripTrailingZeros()
              .toPlainString();
      case Object other -> other.toString();
    };
  }
}
