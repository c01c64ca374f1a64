package msingi.store.sql.postgres;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import msingi.definition.Function;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.result.Done;

/**
 * What functions and triggers of the database say of the answer, in two settings of their
 * transaction: a status, and a JSON array of objects with one header each.
 */
final class Responding {
  /** Null or empty where nothing was said. */
  static final String SQL =
      "SELECT current_setting('response.status', true), current_setting('response.headers', true)";

  private Responding() {}

  /** Whether a function may have said something: it is stored, or its text names the settings. */
  static boolean may(Function function) {
    return switch (function.body()) {
      case Function.Body.Stored _ -> true;
      case Function.Body.Sql(var texts) ->
          texts.values().stream().anyMatch(it -> it.contains("response."));
    };
  }

  /**
   * What was said.
   *
   * @throws msingi.error.Failure RESPONSE_STATUS, RESPONSE_HEADERS
   */
  static Done.Said said(Row row) {
    return said(row, 0);
  }

  /**
   * What was said, in two columns of a row.
   *
   * @param first the column of the status
   * @throws msingi.error.Failure RESPONSE_STATUS, RESPONSE_HEADERS
   */
  static Done.Said said(Row row, int first) {
    return new Done.Said(status(text(row, first)), headers(text(row, first + 1)));
  }

  private static String text(Row row, int column) {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  private static int status(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.matches("[0-9]{3}") || !Raised.valid(Integer.parseInt(text))) {
      throw Problem.of(ErrorCode.RESPONSE_STATUS).failure();
    }
    return Integer.parseInt(text);
  }

  private static List<Done.Header> headers(String text) {
    List<Done.Header> headers = new ArrayList<>();
    if (text.isEmpty()) {
      return headers;
    }
    try {
      for (Object each : new JsonArray(text)) {
        JsonObject one = (JsonObject) each;
        String name = one.fieldNames().iterator().next();
        String value = String.valueOf(one.getValue(name));
        if (one.size() != 1 || !Raised.valid(name, value)) {
          throw Problem.of(ErrorCode.RESPONSE_HEADERS).failure();
        }
        headers.add(new Done.Header(name, value));
      }
    } catch (DecodeException | ClassCastException | java.util.NoSuchElementException _) {
      throw Problem.of(ErrorCode.RESPONSE_HEADERS).failure();
    }
    return headers;
  }
}
