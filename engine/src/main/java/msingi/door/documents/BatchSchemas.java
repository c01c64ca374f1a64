package msingi.door.documents;

import java.util.List;

/** The schemas of operations in a batch and of their answers. */
final class BatchSchemas {
  private static final List<String> HEADERS =
      List.of(
          "Accept",
          "Prefer",
          "Range",
          "Range-Unit",
          "Content-Type",
          "Accept-Profile",
          "Content-Profile",
          "If-Match",
          "If-None-Match");

  private static final int MOST = 500;

  private final JsonText json;

  private BatchSchemas(JsonText json) {
    this.json = json;
  }

  /** Writes them among the components. */
  static void write(JsonText json) {
    BatchSchemas schemas = new BatchSchemas(json);
    schemas.list("any.Operations", "any.Operation");
    schemas.list("any.Answers", "any.Answer");
    schemas.operation();
    schemas.answer();
    schemas.count();
  }

  private void list(String name, String each) {
    json.object(name).text("type", "array").whole("minItems", 1).whole("maxItems", MOST);
    json.name("items");
    json.reference(Schemas.SCHEMAS + each).end();
  }

  private void operation() {
    json.object("any.Operation").text("type", "object");
    json.texts("required", List.of("method", "path")).object("properties");
    json.object("method").texts("enum", List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
    json.end();
    json.object("path").text("type", "string").text("pattern", "^/[^/?]");
    json.text("description", "A path of this document, with the query.").end();
    json.object("headers").text("type", "object").object("properties");
    for (String name : HEADERS) {
      json.object(name).text("type", "string").end();
    }
    json.end().end();
    json.object("body")
        .text("description", "JSON, null for none; of another content type as a text.")
        .end();
    filters();
    json.object("when").text("type", "object");
    json.text("description", "Runs only if an earlier operation had so many rows.");
    json.texts("required", List.of("operation", "count")).object("properties");
    json.object("operation").text("type", "integer").whole("minimum", 0).end();
    json.name("count");
    json.reference(Schemas.SCHEMAS + "any.Count").end().truth("additionalProperties", false).end();
    json.object("expect").text("type", "object");
    json.text("description", "Must have so many rows, or all is undone.");
    json.texts("required", List.of("count")).object("properties").name("count");
    json.reference(Schemas.SCHEMAS + "any.Count").end().truth("additionalProperties", false).end();
    json.end().truth("additionalProperties", false).end();
  }

  private void filters() {
    json.object("filters").text("type", "object");
    json.text("description", "By column: further filters, whose values may be references.");
    json.object("additionalProperties").text("type", "object").object("properties");
    for (String comparison : List.of("eq", "neq", "gt", "gte", "lt", "lte")) {
      json.object(comparison).end();
    }
    json.end().truth("additionalProperties", false).end().end();
  }

  private void answer() {
    json.object("any.Answer").text("type", "object").object("properties");
    json.object("status").text("type", "integer").end();
    json.object("headers").text("type", "object").end();
    json.object("count").text("type", "integer").whole("minimum", 0);
    json.text("description", "Rows that a read answered, or a write changed.").end();
    json.object("body").end();
    json.object("skipped").raw("const", "true");
    json.text("description", "It was passed over: its condition did not hold.").end();
    json.end().truth("additionalProperties", false).end();
  }

  private void count() {
    json.object("any.Count").list("oneOf");
    json.object().text("type", "integer").whole("minimum", 0).end();
    json.object().text("type", "object").object("properties");
    json.object("least").text("type", "integer").whole("minimum", 0).end();
    json.object("most").text("type", "integer").whole("minimum", 0).end();
    json.end().whole("minProperties", 1).truth("additionalProperties", false).end();
    json.endList().end();
  }
}
