package msingi.door.documents;

import java.util.List;
import java.util.Locale;
import msingi.wire.Output;

/** Renders a contract as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1). */
final class OpenApi {
  private static final int PER_RESOURCE = 8 << 10;
  private static final String FILTER =
      "^(not\\\\.)?((eq|neq|gt|gte|lt|lte|like|ilike|match|imatch)(\\\\((any|all)\\\\))?\\\\.|in\\\\.\\\\(|is\\\\.|isdistinct\\\\."
          + "|(fts|plfts|phfts|wfts)(\\\\([^)]*\\\\))?\\\\.|(cs|cd|ov|sl|sr|nxr|nxl|adj)\\\\.)";

  private final Contract contract;
  private final JsonText json;

  private OpenApi(Contract contract) {
    this.contract = contract;
    this.json = new JsonText((8 << 10) + contract.resources().size() * PER_RESOURCE);
  }

  static Output render(Contract contract) {
    return new OpenApi(contract).document();
  }

  private Output document() {
    json.object().text("openapi", "3.1.1");
    info();
    json.list("servers").object().text("url", Contract.ROOT).end().endList();
    security();
    tags();
    json.object("paths");
    contract.resources().forEach(this::path);
    json.end();
    components();
    return json.end().output();
  }

  private void info() {
    json.object("info").text("title", contract.name()).text("version", "1");
    json.text(
        "description",
        "What you may do with "
            + contract.name()
            + " over REST, in the dialect of PostgREST. Any query parameter that names a column is a filter,"
            + " `column=operator.value`, and may be repeated; `related.column=...` filters embedded rows. "
            + contract.limits());
    json.end();
  }

  private void security() {
    json.list("security");
    if (!contract.keysRequired()) {
      json.object().end();
    }
    json.object().list("apikey").endList().end();
    json.object().list("bearer").endList().end();
    json.endList();
  }

  private void tags() {
    json.list("tags");
    for (Resource resource : contract.resources()) {
      json.object().text("name", resource.tag());
      String about = resource.summary() + "\n\n" + resource.description();
      json.said("description", about.strip()).end();
    }
    json.endList();
  }

  private void path(Resource resource) {
    json.object(resource.path());
    resource.operations().forEach(it -> operation(resource, it));
    json.end();
  }

  private void operation(Resource resource, Operation operation) {
    json.object(operation.method().name().toLowerCase(Locale.ROOT));
    json.text("operationId", operation.id()).texts("tags", List.of(resource.tag()));
    json.text("summary", operation.summary());
    if (!operation.parameters().isEmpty()) {
      json.list("parameters");
      operation.parameters().forEach(this::parameter);
      json.endList();
    }
    if (!operation.body().isEmpty()) {
      json.object("requestBody");
      contents(operation.body());
      json.end();
    }
    json.object("responses");
    for (Operation.Answer answer : operation.answers()) {
      json.name(answer.status() == 0 ? "default" : Integer.toString(answer.status()));
      answer(answer);
    }
    json.end().end();
  }

  private void parameter(Parameter parameter) {
    if (parameter.component().isEmpty()) {
      inline(parameter);
    } else {
      json.reference("#/components/parameters/" + parameter.component());
    }
  }

  private void inline(Parameter parameter) {
    json.object().text("name", parameter.name()).text("in", parameter.place().word());
    if (parameter.required()) {
      json.truth("required", true);
    }
    json.said("description", parameter.description()).name("schema");
    Schemas.write(json, parameter.form());
    if (!parameter.example().isEmpty()) {
      json.name("example");
      example(parameter);
    }
    json.end();
  }

  /** Examples are values of the schema: numbers are written as numbers. */
  private void example(Parameter parameter) {
    boolean bare =
        parameter.form() instanceof Form.Plain plain
            && switch (plain.type()) {
              case msingi.expression.Type.Scalar.INT,
                  msingi.expression.Type.Scalar.LONG,
                  msingi.expression.Type.Scalar.FLOAT,
                  msingi.expression.Type.Scalar.BOOL ->
                  true;
              case msingi.expression.Type.Decimal _ -> true;
              case msingi.expression.Type _ -> false;
            };
    if (bare) {
      json.raw(parameter.example());
    } else {
      json.text(parameter.example());
    }
  }

  private void answer(Operation.Answer answer) {
    if (answer.component().isEmpty()) {
      response(answer);
    } else {
      json.reference("#/components/responses/" + answer.component());
    }
  }

  private void response(Operation.Answer answer) {
    json.object().text("description", answer.description());
    if (!answer.headers().isEmpty()) {
      json.object("headers");
      answer
          .headers()
          .forEach(it -> json.object(it).object("schema").text("type", "string").end().end());
      json.end();
    }
    contents(answer.contents());
    json.end();
  }

  private void contents(List<Operation.Content> contents) {
    if (contents.isEmpty()) {
      return;
    }
    json.object("content");
    for (Operation.Content content : contents) {
      json.object(content.type()).name("schema");
      Schemas.write(json, content.form());
      if (!content.example().isEmpty()) {
        json.raw("example", content.example());
      }
      json.end();
    }
    json.end();
  }

  private void components() {
    json.object("components").object("schemas");
    filterSchema();
    errorSchema();
    BatchSchemas.write(json);
    contract.collections().forEach(this::schemas);
    json.end().object("parameters");
    contract.shared().parameters().forEach(this::component);
    contract.collections().forEach(it -> it.shared().forEach(this::component));
    json.end().object("responses");
    Shared.answers().forEach(this::component);
    component(new Operation.Answer(204, "Done", "Done; nothing comes back.", List.of(), List.of()));
    component(
        new Operation.Answer(
            200, "Head", "The headers of the answer to GET.", List.of("Content-Range"), List.of()));
    component(
        new Operation.Answer(200, "Allowed", "What may be done.", List.of("Allow"), List.of()));
    contract.collections().forEach(this::responses);
    json.end().object("securitySchemes");
    json.object("apikey").text("type", "apiKey").text("in", "header").text("name", "apikey");
    json.text("description", "A publishable or secret key.").end();
    json.object("bearer").text("type", "http").text("scheme", "bearer");
    json.text("bearerFormat", "JWT").text("description", "A person's token, or a key.").end();
    json.end().end();
  }

  private void component(Parameter parameter) {
    json.name(parameter.component());
    inline(parameter);
  }

  private void component(Operation.Answer answer) {
    json.name(answer.component());
    response(answer);
  }

  private void filterSchema() {
    json.object("any.Filter").text("type", "string").raw("pattern", '"' + FILTER + '"');
    json.text(
        "description",
        "`operator.value`, `not.` before it negates: eq, neq, gt, gte, lt, lte, in.(a,b), is.null, isdistinct,"
            + " like and ilike (`*` for any characters), match and imatch (regular expressions), cs, cd, ov"
            + " (arrays, documents), fts, plfts, phfts, wfts (words).");
    json.end();
  }

  private void errorSchema() {
    json.object("any.Error").text("type", "object");
    json.texts("required", List.of("code", "message", "details", "hint")).object("properties");
    json.object("code").text("type", "string");
    json.text("description", "Stable; programs decide by it.").end();
    json.object("message").text("type", "string").end();
    json.object("details").end();
    json.object("hint").texts("type", List.of("string", "null")).end();
    json.end().end();
  }

  private void schemas(Resource resource) {
    json.object(resource.component()).text("type", "object");
    json.said("title", resource.summary()).said("description", resource.description());
    json.object("properties");
    for (Field field : resource.fields()) {
      if (field.readable()) {
        Schemas.field(json, field, field.writable() ? "" : "readOnly");
      }
    }
    json.end().end();
    if (writes(resource)) {
      written(resource);
    }
  }

  private static boolean writes(Resource resource) {
    return resource.operations().stream()
        .anyMatch(
            it -> it.method() == Operation.Method.POST || it.method() == Operation.Method.PATCH);
  }

  private void written(Resource resource) {
    Form.Rowed update = new Form.Rowed(resource.component(), Form.Use.UPDATE);
    json.object(Schemas.name(update)).text("type", "object").object("properties");
    for (Field field : resource.fields()) {
      if (field.writable()) {
        Schemas.field(json, field, field.readable() ? "" : "writeOnly");
      }
    }
    json.end().truth("additionalProperties", false).end();
    if (resource.operation(Operation.Method.POST).isPresent()) {
      json.object(Schemas.name(new Form.Rowed(resource.component(), Form.Use.CREATE)));
      json.list("allOf").reference(Schemas.SCHEMAS + Schemas.name(update)).endList();
      Schemas.required(json, resource.fields());
      json.end();
    }
  }

  private void responses(Resource resource) {
    Form row = new Form.Rowed(resource.component(), Form.Use.ROW);
    List<Operation.Content> contents =
        List.of(
            new Operation.Content(Shared.JSON, new Form.Listed(row), ""),
            new Operation.Content(Shared.OBJECT, row, ""),
            new Operation.Content(Shared.ARRAY, new Form.Listed(row), ""),
            new Operation.Content(Shared.CSV, Form.TEXT, ""),
            new Operation.Content(Shared.LINES, Form.TEXT, ""));
    List<String> headers = List.of("Content-Range", "Preference-Applied");
    if (resource.operation(Operation.Method.GET).isPresent()) {
      component(
          new Operation.Answer(200, resource.component() + ".rows", "Rows.", headers, contents));
    }
    if (writes(resource) || resource.operation(Operation.Method.DELETE).isPresent()) {
      component(
          new Operation.Answer(
              200,
              resource.component() + ".written",
              "Done; the written rows with `Prefer: return=representation`, where they may be read.",
              List.of("Content-Range", "Preference-Applied", "Location"),
              contents));
    }
  }
}
