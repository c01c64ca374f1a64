package msingi.testkit.openapi;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An OpenAPI document as a client reads it: references followed, nothing known besides. */
final class Contracts {
  private final JsonObject document;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<String, Schema> schemas = new HashMap<>();

  private Contracts(JsonObject document) {
    this.document = document;
  }

  static Contracts of(JsonObject document) {
    return new Contracts(document);
  }

  /** An operation of the document. */
  record Operation(
      String method, String path, String id, List<JsonObject> parameters, JsonObject json) {}

  /** All operations. */
  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    document
        .getJsonObject("paths")
        .forEach(path ->
            ((JsonObject) path.getValue())
                .forEach(entry ->
                    operations.add(
                        operation(path.getKey(), entry.getKey(), (JsonObject) entry.getValue()))));
    return operations;
  }

  private Operation operation(String path, String method, JsonObject json) {
    List<JsonObject> parameters = new ArrayList<>();
    json.getJsonArray("parameters", new JsonArray())
        .forEach(it -> parameters.add(followed((JsonObject) it)));
    return new Operation(
        method.toUpperCase(java.util.Locale.ROOT),
        path,
        json.getString("operationId"),
        parameters,
        json);
  }

  /** Where the face begins. */
  String root() {
    return document.getJsonArray("servers").getJsonObject(0).getString("url");
  }

  /** The object itself, or what it refers to. */
  JsonObject followed(JsonObject json) {
    String reference = json.getString("$ref", "");
    if (reference.isEmpty()) {
      return json;
    }
    JsonObject at = document;
    for (String name : reference.substring(2).split("/")) {
      at = at.getJsonObject(name);
    }
    return followed(at);
  }

  /** A schema among the components; an empty one where there is none. */
  JsonObject schema(String name) {
    JsonObject schemas = document.getJsonObject("components").getJsonObject("schemas");
    return schemas.getJsonObject(name, new JsonObject());
  }

  /** The answer that the document describes for a status. */
  Optional<JsonObject> response(Operation operation, int status) {
    JsonObject responses = operation.json().getJsonObject("responses");
    JsonObject found =
        responses.getJsonObject(String.valueOf(status), responses.getJsonObject("default"));
    return Optional.ofNullable(found).map(this::followed);
  }

  /** What is wrong with a value by a schema of the document; empty where nothing is. */
  List<String> mistakes(JsonObject schema, String json) {
    Schema compiled =
        schemas.computeIfAbsent(
            schema.encode(),
            text ->
                registry.getSchema(
                    new JsonObject(text)
                        .put("components", document.getJsonObject("components"))
                        .encode(),
                    InputFormat.JSON));
    return compiled.validate(json, InputFormat.JSON).stream().map(Object::toString).toList();
  }
}
