package msingi.cli;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.wire.JsonBody;
import msingi.wire.JsonReader;

/** Makes rows of a collection out of what stands in files. */
final class Rows {
  private final Collection collection;

  Rows(Collection collection) {
    this.collection = collection;
  }

  /**
   * A row with its values by column, or why it is none.
   *
   * @param reason empty when it is good
   */
  record Row(Source.Raw raw, Map<String, Value> values, String reason) {
    boolean good() {
      return reason.isEmpty();
    }

    Row because(String other) {
      return new Row(raw, values, other);
    }

    /** For the file of bad rows. */
    JsonObject report() {
      JsonObject out = new JsonObject().put("line", raw.line()).put("reason", reason);
      return switch (raw) {
        case Source.Raw.Cells cells -> {
          JsonObject row = new JsonObject();
          for (int index = 0; index < cells.names().length; index++) {
            row.put(cells.names()[index], cells.texts()[index]);
          }
          yield out.put("row", row);
        }
        case Source.Raw.Json json ->
            out.put("text", new String(json.object(), StandardCharsets.UTF_8));
        case Source.Raw.Broken broken -> out.put("text", broken.text());
      };
    }
  }

  Row row(Source.Raw raw) {
    try {
      return switch (raw) {
        case Source.Raw.Cells cells -> new Row(raw, cells(cells), "");
        case Source.Raw.Json json -> new Row(raw, json(json), "");
        case Source.Raw.Broken broken -> new Row(raw, Map.of(), broken.reason());
      };
    } catch (Failure failure) {
      return new Row(raw, Map.of(), reason(failure));
    }
  }

  /** A failure in one line. */
  static String reason(Failure failure) {
    Problem problem = failure.problem();
    String details = problem.details().isEmpty() ? "" : " (" + problem.details() + ")";
    return problem.code().code() + ": " + problem.message() + details;
  }

  private Map<String, Value> cells(Source.Raw.Cells cells) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int index = 0; index < cells.names().length; index++) {
      String name = cells.names()[index];
      Column column = column(name);
      String text = cells.texts()[index];
      boolean empty = text.isEmpty() && !cells.quoted()[index];
      if (!empty) {
        values.put(name, value(column, text));
      } else if (column.nullable()) {
        values.put(name, Value.Null.NULL);
      } else if (column.type() == Type.Scalar.TEXT) {
        values.put(name, new Value.Text(""));
      }
      // Else the row says nothing about the column: its default stands, or it is missing.
    }
    return values;
  }

  private Value value(Column column, String text) {
    try {
      if (column.type() instanceof Type.Array && text.stripLeading().startsWith("[")) {
        byte[] body = ("{\"a\":" + text + "}").getBytes(StandardCharsets.UTF_8);
        JsonBody read = JsonReader.read(body, java.util.List.of(), _ -> column.type(), 1);
        return read.rows().getFirst().values().getFirst();
      }
      return Values.parse(text, column.type());
    } catch (Failure failure) {
      Problem problem = failure.problem();
      throw new Problem(
              problem.code(), column.name() + ": " + problem.message(), problem.details(), "")
          .failure();
    }
  }

  private Map<String, Value> json(Source.Raw.Json json) {
    JsonBody body =
        JsonReader.read(json.object(), java.util.List.of(), name -> column(name).type(), 1);
    if (body.rows().size() != 1) {
      throw Problem.of(ErrorCode.BODY_INVALID, "not one object").failure();
    }
    Map<String, Value> values = new LinkedHashMap<>();
    for (int index = 0; index < body.columns().size(); index++) {
      values.put(body.columns().get(index), body.rows().getFirst().values().get(index));
    }
    return values;
  }

  private Column column(String name) {
    return collection
        .column(name)
        .filter(it -> !it.hidden())
        .orElseThrow(() ->
            Problem.of(
                    ErrorCode.COLUMN_UNKNOWN_WRITE,
                    "there is no column " + name + " in " + collection.name())
                .failure());
  }
}
