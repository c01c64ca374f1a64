package msingi.door.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import msingi.definition.Settings;
import msingi.error.ErrorCode;

/** Parameters and answers that many operations share. */
final class Shared {
  static final String JSON = "application/json";
  static final String OBJECT = "application/vnd.pgrst.object+json";

  /** With {@code ;nulls=stripped}: rows without the members that are null. */
  static final String ARRAY = "application/vnd.pgrst.array+json";

  static final String CSV = "text/csv";
  static final String LINES = "application/x-ndjson";

  /** Keys of the query that mean something of their own, so that no filter is written so. */
  static final Set<String> RESERVED =
      Set.of("select", "columns", "on_conflict", "order", "limit", "offset", "and", "or");

  static final Parameter LIMIT = query("limit", "The most rows to answer.", Form.COUNT, "10");
  static final Parameter OFFSET = query("offset", "How many rows to skip.", Form.COUNT, "0");
  private static final String ANSWERED =
      " Among those that come back, with `Prefer: return=representation` only.";
  static final Parameter ANSWERED_LIMIT = answered(LIMIT);
  static final Parameter ANSWERED_OFFSET = answered(OFFSET);
  static final Parameter AND =
      query(
          "and",
          "Filters that must all hold: `(column.operator.value,...)`, nested as `or(...)`, `not.and(...)`.",
          Form.TEXT,
          "");
  static final Parameter OR =
      query("or", "Filters of which one must hold: `(column.operator.value,...)`.", Form.TEXT, "");
  static final Parameter COLUMNS =
      query(
          "columns",
          "Columns to take from the body, by commas; other members are ignored, absent ones are null or the default.",
          Form.TEXT,
          "");
  static final Parameter RANGE =
      header(
          "Range", "Range", "Rows to answer, from 0: `first-last` or `first-`.", Form.TEXT, "0-9");
  static final Parameter RANGE_UNIT =
      header(
          "Range-Unit",
          "Range-Unit",
          "The unit of Range.",
          new Form.Words(List.of("items")),
          "items");

  static final Parameter IF_NONE_MATCH =
      header(
          "If-None-Match",
          "If-None-Match",
          "ETags of answers that are there already: 304 where one still holds.",
          Form.Tag.TAG,
          "");
  static final Parameter IF_MATCH =
      header(
          "If-Match",
          "If-Match",
          "The ETag that GET of the same address gave: 412 where it does not hold any more.",
          Form.Tag.TAG,
          "");
  static final Parameter IDEMPOTENCY_KEY =
      header(
          "Idempotency-Key",
          "Idempotency-Key",
          "A text of your own: sent again with the same request, it is answered as before.",
          Form.Key.KEY,
          "");

  /** The answer to who has it already. */
  static final Operation.Answer UNCHANGED =
      new Operation.Answer(304, "Unchanged", "It still holds.", List.of("ETag"), List.of());

  private static final String COUNT = "`count=exact|planned|estimated` (the total, exactly)";
  private static final String RETURN = "`return=representation|minimal|headers-only`";
  private static final String COMMON = "`handling=strict|lenient`, `timezone=Zone`";
  private static final String MOST = "`max-affected=n` (with `handling=strict`)";
  private static final String MISSING = "`missing=default|null`";

  static final Parameter PREFER_READ = prefer("read", List.of(COUNT, COMMON), "count=exact");
  static final Parameter PREFER_INSERT =
      prefer(
          "insert",
          List.of(
              RETURN, "`resolution=merge-duplicates|ignore-duplicates`", MISSING, COUNT, COMMON),
          "return=representation");
  static final Parameter PREFER_PUT =
      prefer("put", List.of(RETURN, MISSING, COMMON), "return=representation");
  static final Parameter PREFER_UPDATE =
      prefer("update", List.of(RETURN, MISSING, COUNT, MOST, COMMON), "return=representation");
  static final Parameter PREFER_DELETE =
      prefer("delete", List.of(RETURN, COUNT, MOST, COMMON), "return=representation");
  static final Parameter PREFER_CALL =
      prefer("call", List.of(COUNT, MOST, COMMON), "handling=lenient");

  private static final List<Parameter> ALWAYS =
      List.of(
          LIMIT,
          OFFSET,
          ANSWERED_LIMIT,
          ANSWERED_OFFSET,
          AND,
          OR,
          COLUMNS,
          RANGE,
          RANGE_UNIT,
          IF_NONE_MATCH,
          IF_MATCH,
          IDEMPOTENCY_KEY,
          PREFER_READ,
          PREFER_INSERT,
          PREFER_PUT,
          PREFER_UPDATE,
          PREFER_DELETE,
          PREFER_CALL);

  /** Statuses that any request can end with. */
  private static final List<Integer> ANY = List.of(400, 401, 403, 404, 406, 414, 500, 503, 504);

  private final Parameter acceptProfile;
  private final Parameter contentProfile;

  /**
   * @param schema the schema that is described
   * @param usual the schema of those who name none
   */
  Shared(String schema, String usual) {
    this.acceptProfile = profile("Accept-Profile", schema, usual);
    this.contentProfile = profile("Content-Profile", schema, usual);
  }

  private static Parameter profile(String name, String schema, String usual) {
    return new Parameter(
        Parameter.Place.HEADER,
        name,
        name,
        !schema.equals(usual),
        "The schema that is meant.",
        new Form.Words(List.of(schema)),
        schema);
  }

  private static Parameter query(String name, String description, Form form, String example) {
    return new Parameter(Parameter.Place.QUERY, name, name, false, description, form, example);
  }

  /** The window of what a write answers: it spares no row. */
  private static Parameter answered(Parameter window) {
    return new Parameter(
        Parameter.Place.QUERY,
        window.name(),
        "answered-" + window.name(),
        false,
        window.description() + ANSWERED,
        window.form(),
        "");
  }

  private static Parameter header(
      String name, String component, String description, Form form, String example) {
    return new Parameter(
        Parameter.Place.HEADER, name, component, false, description, form, example);
  }

  private static Parameter prefer(String kind, List<String> words, String example) {
    String description = "RFC 7240, by commas: " + String.join("; ", words) + ".";
    return header("Prefer", "Prefer-" + kind, description, Form.TEXT, example);
  }

  /** All that stand among components. */
  List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>(ALWAYS);
    all.add(acceptProfile);
    all.add(contentProfile);
    return all;
  }

  /** The header that names the schema. */
  Parameter profile(Operation.Method method) {
    return switch (method) {
      case GET, HEAD, OPTIONS -> acceptProfile;
      case POST, PUT, PATCH, DELETE -> contentProfile;
    };
  }

  /** What may go wrong: what always may, and these statuses. */
  static List<Operation.Answer> mistakes(Integer... more) {
    Set<Integer> statuses = new TreeSet<>(ANY);
    statuses.addAll(List.of(more));
    return statuses.stream().map(Shared::mistake).toList();
  }

  /** An answer that a stored function or a trigger chose. */
  static Operation.Answer chosen() {
    return new Operation.Answer(
        0,
        "Chosen",
        "What a function or a trigger of the database chose.",
        List.of(),
        List.of(new Operation.Content(JSON, Form.plain(msingi.expression.Type.Scalar.JSON), "")));
  }

  /** The answers that stand among components. */
  static List<Operation.Answer> answers() {
    List<Operation.Answer> all = new ArrayList<>(mistakes(300, 405, 409, 412, 413, 416, 422, 507));
    all.add(UNCHANGED);
    all.add(chosen());
    return all;
  }

  private static Operation.Answer mistake(int status) {
    Set<String> codes = new TreeSet<>();
    for (ErrorCode code : ErrorCode.values()) {
      // The command line alone says the MSI0 ones.
      if (code.status() == status && !code.code().startsWith("MSI0")) {
        codes.add(code.code());
      }
    }
    if (status == 401) {
      codes.add(ErrorCode.FORBIDDEN.code());
    }
    return new Operation.Answer(
        status,
        "Error." + status,
        "Codes: " + String.join(", ", codes) + ".",
        List.of(),
        List.of(new Operation.Content(JSON, Form.Mistake.MISTAKE, "")));
  }

  /** The limits that hold for everybody, in words. */
  static String limits(Settings settings) {
    return "At most "
        + settings.rows()
        + " rows come back at once, a body has at most "
        + settings.bodyBytes()
        + " bytes and "
        + settings.writeRows()
        + " rows.";
  }
}
