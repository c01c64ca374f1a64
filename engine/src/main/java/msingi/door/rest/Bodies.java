package msingi.door.rest;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import msingi.base.Utf8;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Paths;
import msingi.wire.CsvReader;
import msingi.wire.FormReader;
import msingi.wire.JsonBody;
import msingi.wire.JsonReader;

/** Reads the body of a write by its {@code Content-Type} (RFC 9110, section 8.3). */
final class Bodies {
  private static final Set<String> CHARSETS = Set.of("utf-8", "utf8", "us-ascii");

  private final List<String> wanted;
  private final JsonBody.Types types;
  private final int mostRows;

  /**
   * @param wanted the columns to take; empty when the body says which
   * @param mostRows how many rows it may hold
   */
  Bodies(List<String> wanted, JsonBody.Types types, int mostRows) {
    this.wanted = wanted;
    this.types = types;
    this.mostRows = mostRows;
  }

  /** The media type that a header names, in small letters and without its parameters. */
  static String mediaType(String contentType) {
    String[] parts = contentType.toLowerCase(Locale.ROOT).split(";", -1);
    for (int index = 1; index < parts.length; index++) {
      charset(parts[index].strip(), contentType);
    }
    return parts.length == 0 ? "" : parts[0].strip();
  }

  /** The rows of a body. */
  JsonBody read(String contentType, byte[] body) {
    return switch (mediaType(contentType)) {
      case "", "application/json", "application/vnd.pgrst.object+json" ->
          JsonReader.read(body, wanted, types, mostRows);
      case "text/csv" -> CsvReader.read(body, wanted, types, mostRows);
      case "application/x-www-form-urlencoded" -> FormReader.read(pairs(body), wanted, types);
      default -> throw unacceptable(contentType);
    };
  }

  /** Bodies are UTF-8; whoever says another charset would be misread. */
  private static void charset(String parameter, String contentType) {
    if (parameter.startsWith("charset=")
        && !CHARSETS.contains(parameter.substring("charset=".length()).replace("\"", ""))) {
      throw unacceptable(contentType);
    }
  }

  static Failure unacceptable(String contentType) {
    return Problem.of(ErrorCode.BODY_INVALID, "Content-Type not acceptable: " + contentType)
        .failure();
  }

  /** The fields of a form, decoded. */
  static List<String[]> pairs(byte[] body) {
    String form = Utf8.decode(body).orElseThrow(Bodies::notForm);
    return Pairs.of(form, Bodies::decode, Bodies::tooMany);
  }

  private static Failure tooMany() {
    return Problem.of(ErrorCode.BODY_TOO_LARGE, "The form has more than " + Pairs.MOST + " fields")
        .failure();
  }

  private static String decode(String raw) {
    return Paths.percent(raw, true).orElseThrow(Bodies::notForm);
  }

  private static Failure notForm() {
    return Problem.of(ErrorCode.BODY_INVALID, "The form is not percent-encoded UTF-8").failure();
  }
}
