package msingi.door.documents;

import java.util.ArrayList;
import java.util.List;
import msingi.wire.Output;

/**
 * Renders a contract as a Postman collection v2.1
 * (https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html), which Insomnia
 * imports too. Each request begins with its example; what may be added is there, switched off.
 */
final class Postman {
  private static final String SCHEMA =
      "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

  private final Contract contract;
  private final JsonText json = new JsonText(8 << 10);

  private Postman(Contract contract) {
    this.contract = contract;
  }

  static Output render(Contract contract) {
    return new Postman(contract).document();
  }

  private Output document() {
    json.object().object("info").text("name", contract.name()).text("schema", SCHEMA);
    json.text("description", contract.limits()).end();
    json.list("item");
    contract.resources().forEach(this::folder);
    json.endList();
    json.object("auth").text("type", "bearer").list("bearer").object();
    json.text("key", "token").text("value", "{{token}}").text("type", "string");
    json.end().endList().end();
    json.list("variable");
    variable("baseUrl", "http://localhost:8080");
    variable("apikey", "");
    variable("token", "");
    return json.endList().end().output();
  }

  private void variable(String key, String value) {
    json.object().text("key", key).text("value", value).end();
  }

  private void folder(Resource resource) {
    json.object().text("name", resource.tag());
    String about = (resource.summary() + "\n\n" + resource.description()).strip();
    json.said("description", about).list("item");
    for (Operation operation : resource.operations()) {
      request(resource, operation);
    }
    json.endList().end();
  }

  private void request(Resource resource, Operation operation) {
    json.object().text("name", operation.summary());
    json.object("request").text("method", operation.method().name());
    json.list("header");
    header("apikey", "{{apikey}}", "A publishable or secret key.", true);
    if (!operation.body().isEmpty()) {
      header("Content-Type", operation.body().getFirst().type(), "", true);
    }
    for (Parameter parameter : operation.parameters()) {
      if (parameter.place() == Parameter.Place.HEADER) {
        header(
            parameter.name(), parameter.example(), parameter.description(), parameter.required());
      }
    }
    json.endList();
    url(resource, operation);
    operation.body().stream().findFirst().ifPresent(this::body);
    json.end().list("response").endList().end();
  }

  private void header(String key, String value, String description, boolean on) {
    json.object().text("key", key).text("value", value).said("description", description);
    if (!on) {
      json.truth("disabled", true);
    }
    json.end();
  }

  private void url(Resource resource, Operation operation) {
    List<String> queries = new ArrayList<>();
    for (Parameter parameter : operation.parameters()) {
      if (parameter.place() == Parameter.Place.QUERY && parameter.required()) {
        queries.add(Names.encoded(parameter.name()) + "=" + Names.encoded(parameter.example()));
      }
    }
    String path = Contract.ROOT + resource.path();
    String query = queries.isEmpty() ? "" : "?" + String.join("&", queries);
    json.object("url").text("raw", "{{baseUrl}}" + path + query);
    json.texts("host", List.of("{{baseUrl}}"));
    json.texts("path", List.of(path.substring(1).split("/")));
    json.list("query");
    for (Parameter parameter : operation.parameters()) {
      if (parameter.place() == Parameter.Place.QUERY) {
        header(
            Names.encoded(parameter.name()),
            parameter.example(),
            parameter.description(),
            parameter.required());
      }
    }
    json.endList().end();
  }

  private void body(Operation.Content content) {
    json.object("body").text("mode", "raw").text("raw", content.example());
    json.object("options").object("raw").text("language", "json").end().end().end();
  }
}
