package msingi.testkit.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import msingi.testkit.scenario.People;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The documents against the schemas that the specifications themselves publish, by a validator that
 * we did not write; and what those schemas cannot say.
 */
class ValidDocumentsTest {
  private static Running running;
  private static Asking asking;

  @BeforeAll
  static void start() {
    running = Running.start("sqlite", Running.example("clinic"));
    asking = new Asking(running);
  }

  @AfterAll
  static void stop() {
    asking.close();
    running.close();
  }

  private static Schema published(String name, SpecificationVersion version) throws IOException {
    try (InputStream in = ValidDocumentsTest.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return SchemaRegistry.withDefaultDialect(version)
          .getSchema(new String(bytes, StandardCharsets.UTF_8), InputFormat.JSON);
    }
  }

  private static JsonObject document(String path, String person) {
    return asking.document(path, People.headers(person, running));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stranger", "nurse", "doctor", "secret"})
  void openApiIsValid(String person) throws IOException {
    JsonObject document = document("/openapi.json", person);
    Schema schema = published("openapi-3.1.json", SpecificationVersion.DRAFT_2020_12);
    assertThat(schema.validate(document.encode(), InputFormat.JSON)).isEmpty();
    assertThat(dangling(document)).isEmpty();
    assertThat(unused(document)).isEmpty();
    List<String> ids = Contracts.of(document).operations().stream().map(it -> it.id()).toList();
    assertThat(ids).doesNotHaveDuplicates().isNotEmpty();
  }

  /** The schema of the specification does not look into schemas: they are held against theirs. */
  @Test
  void itsSchemasAreValid() {
    JsonObject components = document("/openapi.json", "secret").getJsonObject("components");
    Schema meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                com.networknt.schema.SchemaLocation.of(
                    "https://json-schema.org/draft/2020-12/schema"));
    for (var each : components.getJsonObject("schemas")) {
      String text = ((JsonObject) each.getValue()).encode();
      assertThat(meta.validate(text, InputFormat.JSON)).as(each.getKey()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stranger", "nurse", "secret"})
  void swaggerIsValid(String person) throws IOException {
    JsonObject document = document("/rest/v1/", person);
    Schema schema = published("swagger-2.0.json", SpecificationVersion.DRAFT_4);
    assertThat(schema.validate(document.encode(), InputFormat.JSON)).isEmpty();
    assertThat(dangling(document)).isEmpty();
  }

  @Test
  void wrongOnesAreNotValid() throws IOException {
    JsonObject document = document("/openapi.json", "secret");
    document
        .getJsonObject("paths")
        .getJsonObject("/clinics")
        .getJsonObject("get")
        .remove("responses");
    document
        .getJsonObject("components")
        .getJsonObject("parameters")
        .getJsonObject("limit")
        .remove("in");
    Schema schema = published("openapi-3.1.json", SpecificationVersion.DRAFT_2020_12);
    assertThat(schema.validate(document.encode(), InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void aDocumentIsKeptByItsTag() {
    for (String path : List.of("/openapi.json", "/postman.json", "/rest/v1/")) {
      HttpResponse<String> first = asking.get(path, Map.of());
      String tag = first.headers().firstValue("etag").orElseThrow();
      HttpResponse<String> second = asking.get(path, Map.of("If-None-Match", "\"x\", " + tag));
      assertThat(second.statusCode()).isEqualTo(304);
      assertThat(second.body()).isEmpty();
      HttpResponse<String> other = asking.get(path, People.headers("secret", running));
      assertThat(other.headers().firstValue("etag")).isNotEmpty().isNotEqualTo(tag);
      HttpResponse<String> head = asking.ask("HEAD", path, Map.of(), "");
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.headers().firstValue("etag")).contains(tag);
      assertThat(asking.ask("DELETE", path, Map.of(), "").statusCode()).isEqualTo(405);
    }
    assertThat(asking.get("/openapi.json/x", Map.of()).statusCode()).isEqualTo(404);
    assertThat(asking.get("/openapi.json", Map.of("Accept-Profile", "none")).statusCode())
        .isEqualTo(406);
  }

  /** References that lead nowhere. */
  private static Set<String> dangling(JsonObject document) {
    Set<String> wrong = new TreeSet<>();
    for (String reference : references(document)) {
      Object at = document;
      for (String name : reference.substring(2).split("/")) {
        at = at instanceof JsonObject object ? object.getValue(name) : null;
      }
      if (at == null) {
        wrong.add(reference);
      }
    }
    return wrong;
  }

  /** Components of one collection that nothing refers to. */
  private static Set<String> unused(JsonObject document) {
    Set<String> there = new TreeSet<>();
    for (String kind : List.of("schemas", "responses")) {
      document
          .getJsonObject("components")
          .getJsonObject(kind)
          .fieldNames()
          .forEach(it -> there.add("#/components/" + kind + "/" + it));
    }
    there.removeAll(references(document));
    there.removeIf(it -> it.matches(".*/(Error\\.\\d+|Chosen|Done|Head|Allowed|Unchanged)"));
    return there;
  }

  private static Set<String> references(Object json) {
    Set<String> found = new HashSet<>();
    if (json instanceof JsonObject object) {
      if (object.getValue("$ref") instanceof String text) {
        found.add(text);
      }
      object.forEach(it -> found.addAll(references(it.getValue())));
    } else if (json instanceof JsonArray array) {
      array.forEach(it -> found.addAll(references(it)));
    }
    return found;
  }
}
