package msingi.door.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import msingi.definition.Column.Refinement;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.wire.Output;

/**
 * Renders a contract as Swagger 2.0 (https://swagger.io/specification/v2/) the way PostgREST does:
 * types by PostgreSQL's names, keys marked in descriptions, filters as shared parameters.
 */
final class Swagger {
  private static final String PARAMETERS = "#/parameters/";
  private static final String DEFINITIONS = "#/definitions/";
  private static final List<String> MEDIA =
      List.of(
          "application/json",
          "application/vnd.pgrst.object+json;nulls=stripped",
          "application/vnd.pgrst.object+json",
          "text/csv");
  private static final List<String> RETURNS =
      List.of("return=representation", "return=minimal", "return=headers-only");
  private static final List<String> COUNTS =
      List.of("count=none", "count=exact", "count=planned", "count=estimated");
  private static final List<String> RESOLUTIONS =
      List.of("resolution=ignore-duplicates", "resolution=merge-duplicates");

  private final Contract contract;
  private final JsonText json;

  private Swagger(Contract contract) {
    this.contract = contract;
    this.json = new JsonText(8 << 10);
  }

  static Output render(Contract contract) {
    return new Swagger(contract).document();
  }

  private Output document() {
    json.object().text("swagger", "2.0").object("info");
    json.text("title", contract.name()).text("version", "1").text("description", "").end();
    json.text("basePath", Contract.ROOT).texts("consumes", MEDIA).texts("produces", MEDIA);
    json.object("paths");
    root();
    contract.resources().stream()
        .filter(it -> it.kind() != Resource.Kind.BATCH)
        .forEach(this::path);
    json.end().object("definitions");
    contract.collections().forEach(this::definition);
    json.end().object("parameters");
    parameters();
    contract.collections().forEach(this::parameters);
    json.end().object("externalDocs").text("description", "PostgREST Documentation");
    json.text("url", "https://postgrest.org/en/devel/references/api.html").end();
    return json.end().output();
  }

  private void root() {
    json.object("/").object("get").texts("tags", List.of("Introspection"));
    json.text("summary", "OpenAPI description (this document)");
    json.texts("produces", List.of("application/openapi+json", "application/json"));
    responses(200, "OK");
    json.end();
    contract.resources().stream()
        .filter(it -> it.kind() == Resource.Kind.BATCH)
        .forEach(this::several);
    json.end();
  }

  /** Its operations are described where they are by themselves. */
  private void several(Resource resource) {
    json.object("post").texts("tags", List.of(resource.tag()));
    json.text("summary", resource.summary()).text("description", resource.description());
    json.list("parameters").object().text("name", "operations").text("in", "body");
    json.truth("required", true).object("schema").text("type", "array");
    json.object("items").text("type", "object").end().end().end().endList();
    responses(200, "OK");
    json.end();
  }

  private void responses(int status, String description) {
    json.object("responses").object(Integer.toString(status));
    json.text("description", description).end().end();
  }

  private void path(Resource resource) {
    json.object(resource.path());
    for (Operation operation : resource.operations()) {
      switch (operation.method()) {
        case GET, POST, PATCH, DELETE -> {
          json.object(operation.method().name().toLowerCase(Locale.ROOT));
          json.texts("tags", List.of(resource.tag()));
          json.said("summary", resource.summary()).said("description", resource.description());
          if (resource.kind() == Resource.Kind.FUNCTION) {
            call(resource, operation);
          } else {
            collection(resource, operation.method());
          }
          json.end();
        }
        case HEAD, PUT, OPTIONS -> {}
      }
    }
    json.end();
  }

  private void collection(Resource resource, Operation.Method method) {
    json.list("parameters");
    if (method != Operation.Method.POST) {
      filters(resource);
    }
    switch (method) {
      case GET -> {
        for (String each :
            List.of("select", "order", "range", "rangeUnit", "offset", "limit", "preferCount")) {
          json.reference(PARAMETERS + each);
        }
        json.endList().object("responses").object("200").text("description", "OK");
        json.object("schema").text("type", "array").name("items");
        json.reference(DEFINITIONS + resource.name()).end().end();
        json.object("206").text("description", "Partial Content").end().end();
      }
      case POST -> {
        json.reference(PARAMETERS + "body." + resource.name());
        json.reference(PARAMETERS + "select").reference(PARAMETERS + "preferPost").endList();
        responses(201, "Created");
      }
      case PATCH -> {
        json.reference(PARAMETERS + "body." + resource.name());
        json.reference(PARAMETERS + "preferReturn").endList();
        responses(204, "No Content");
      }
      case DELETE -> {
        json.reference(PARAMETERS + "preferReturn").endList();
        responses(204, "No Content");
      }
      case HEAD, PUT, OPTIONS -> throw new IllegalArgumentException(method.name());
    }
  }

  private void filters(Resource resource) {
    for (Field field : resource.fields()) {
      if (field.readable()) {
        json.reference(PARAMETERS + filter(resource, field));
      }
    }
  }

  private static String filter(Resource resource, Field field) {
    return "rowFilter." + resource.name() + "." + field.name();
  }

  private void call(Resource resource, Operation operation) {
    json.texts("produces", MEDIA.subList(0, MEDIA.size() - 1)).list("parameters");
    if (operation.method() == Operation.Method.GET) {
      resource.fields().forEach(this::argument);
    } else {
      arguments(resource);
    }
    json.reference(PARAMETERS + "preferParams").endList();
    responses(200, "OK");
  }

  private void argument(Field field) {
    json.object().text("name", field.name()).text("in", "query");
    json.truth("required", field.required());
    boolean plain =
        field.form().type() instanceof Type.Array
            || field.form().type() == Type.Scalar.JSON
            || field.form().type() instanceof Type.Opaque;
    if (plain) {
      json.text("type", "string").text("format", name(field.form().type()));
    } else {
      typed(field.form());
    }
    json.end();
  }

  private void arguments(Resource resource) {
    json.object().text("name", "args").text("in", "body").truth("required", true);
    json.object("schema").text("type", "object");
    json.said("description", about(resource));
    Schemas.required(json, resource.fields());
    json.object("properties");
    for (Field field : resource.fields()) {
      json.object(field.name());
      typed(field.form());
      json.end();
    }
    json.end().end().end();
  }

  /** The whole title, as it was written. */
  private static String about(Resource resource) {
    return (resource.summary() + "\n\n" + resource.description()).strip();
  }

  private void definition(Resource resource) {
    json.object(resource.name()).text("type", "object").said("description", about(resource));
    List<String> required = new ArrayList<>();
    for (Field field : resource.fields()) {
      if (!field.form().nullable()) {
        required.add(field.name());
      }
    }
    if (!required.isEmpty()) {
      json.texts("required", required);
    }
    json.object("properties");
    for (Field field : resource.fields()) {
      json.object(field.name()).said("description", description(field));
      if (field.fallback() != Value.Null.NULL) {
        json.raw("default", Literals.json(field.fallback(), field.form().type()));
      }
      typed(field.form());
      json.end();
    }
    json.end().end();
  }

  /** The title and, in PostgREST's words, what the column is among the keys. */
  private static String description(Field field) {
    Field.Mark mark = field.mark();
    List<String> notes = new ArrayList<>();
    if (mark.key()) {
      notes.add("This is a Primary Key.<pk/>");
    }
    if (!mark.table().isEmpty()) {
      notes.add(
          "This is a Foreign Key to `%s.%s`.<fk table='%s' column='%s'/>"
              .formatted(mark.table(), mark.column(), mark.table(), mark.column()));
    }
    String note = notes.isEmpty() ? "" : "Note:\n" + String.join("\n", notes);
    return field.title() + (field.title().isEmpty() || note.isEmpty() ? "" : "\n\n") + note;
  }

  private void typed(Form.Plain form) {
    json.text("format", format(form.type()));
    String type = type(form.type());
    json.said("type", type);
    if (form.type() instanceof Type.Array(Type element)) {
      json.object("items").said("type", type(element)).end();
    }
    for (Refinement refinement : form.refinements()) {
      switch (refinement) {
        case Refinement.OneOf(List<String> texts) -> json.texts("enum", texts);
        case Refinement.Length(long _, long most) -> {
          if (type.equals("string") && most < Long.MAX_VALUE) {
            json.whole("maxLength", most);
          }
        }
        case Refinement.Bounds _, Refinement.Match _ -> {}
      }
    }
  }

  /** The type in JSON; json itself and what only the database knows may be any. */
  private static String type(Type type) {
    return switch (type) {
      case Type.Scalar scalar ->
          switch (scalar) {
            case INT, LONG -> "integer";
            case FLOAT -> "number";
            case BOOL -> "boolean";
            case JSON -> "";
            case TEXT, DATE, TIME, TIMESTAMP, DATETIME, UUID, BYTES -> "string";
          };
      case Type.Decimal _ -> "number";
      case Type.Array _ -> "array";
      case Type.Native _ -> "string";
      case Type.Represented _ -> "";
    };
  }

  /** The format: OpenAPI's for whole numbers, else PostgreSQL's name of the type. */
  private static String format(Type type) {
    return switch (type) {
      case Type.Scalar.INT -> "int32";
      case Type.Scalar.LONG -> "int64";
      case Type.Scalar _, Type.Decimal _, Type.Array _, Type.Opaque _ -> name(type);
    };
  }

  private static String name(Type type) {
    return switch (type) {
      case Type.Scalar scalar ->
          switch (scalar) {
            case TEXT -> "text";
            case INT -> "integer";
            case LONG -> "bigint";
            case FLOAT -> "double precision";
            case BOOL -> "boolean";
            case DATE -> "date";
            case TIME -> "time without time zone";
            case TIMESTAMP -> "timestamp with time zone";
            case DATETIME -> "timestamp without time zone";
            case UUID -> "uuid";
            case JSON -> "json";
            case BYTES -> "bytea";
          };
      case Type.Decimal _ -> "numeric";
      case Type.Array(Type element) -> name(element) + "[]";
      case Type.Native it -> it.name();
      case Type.Represented it -> name(it.stored());
    };
  }

  private void parameters() {
    prefer("preferParams", List.of());
    prefer("preferReturn", RETURNS);
    prefer("preferCount", COUNTS);
    List<String> post = new ArrayList<>(RETURNS);
    post.addAll(RESOLUTIONS);
    prefer("preferPost", post);
    text("select", "select", "query", "Filtering Columns");
    text("on_conflict", "on_conflict", "query", "On Conflict");
    text("order", "order", "query", "Ordering");
    text("range", "Range", "header", "Limiting and Pagination");
    text("rangeUnit", "Range-Unit", "header", "Limiting and Pagination");
    text("offset", "offset", "query", "Limiting and Pagination");
    text("limit", "limit", "query", "Limiting and Pagination");
  }

  private void text(String component, String name, String place, String description) {
    json.object(component).text("name", name).text("in", place).text("type", "string");
    json.truth("required", false).text("description", description).end();
  }

  private void prefer(String component, List<String> words) {
    json.object(component).text("name", "Prefer").text("in", "header").text("type", "string");
    json.truth("required", false).text("description", "Preference");
    if (!words.isEmpty()) {
      json.texts("enum", words);
    }
    json.end();
  }

  private void parameters(Resource resource) {
    json.object("body." + resource.name()).text("name", resource.name()).text("in", "body");
    json.text("description", resource.name()).truth("required", false).name("schema");
    json.reference(DEFINITIONS + resource.name()).end();
    for (Field field : resource.fields()) {
      if (field.readable()) {
        json.object(filter(resource, field)).text("name", field.name()).text("in", "query");
        json.truth("required", false).text("type", "string").end();
      }
    }
  }
}
