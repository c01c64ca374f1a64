package msingi.testkit.graphql;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import msingi.testkit.Http;
import msingi.testkit.scenario.Running;

/** A library with a few books, served, and asked in GraphQL. */
final class Library implements AutoCloseable {
  private static final String BOOKS =
      "books?columns=title,state,price,pages,weight,bought,lent_at,isbn,about,tags,numbers,shelf_code,secret";

  static final String PERSON = "0190a000-0000-7000-8000-000000000001";

  private final Running running;
  private final HttpClient http = Http.client();

  private Library(Running running) {
    this.running = running;
  }

  /** A library on a store, with its rows. */
  static Library open(String store, Map<String, String> flags) {
    Library library = new Library(Running.start(store, definition(), flags));
    library.fill("shelves", "shelves.json");
    library.fill(BOOKS, "books.json");
    return library;
  }

  /** Something else than a library, asked in the same way; whoever started it ends it. */
  static Library of(Running running) {
    return new Library(running);
  }

  static String definition() {
    return resource("library.yaml");
  }

  static String resource(String name) {
    try (InputStream stream = Library.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private void fill(String collection, String file) {
    HttpResponse<String> answer =
        send(
            "POST",
            "/rest/v1/" + collection,
            resource(file),
            List.of("apikey", running.secretKey(), "Prefer", "missing=default"));
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(collection + ": " + answer.body());
    }
  }

  Running running() {
    return running;
  }

  /** The token of somebody signed in. */
  String token(String... roles) {
    return running.token(PERSON, List.of(roles));
  }

  /** The answer for a stranger. */
  JsonObject ask(String document) {
    return ask(document, new JsonObject(), "");
  }

  /** The answer for the bearer of a token; for a stranger where it is empty. */
  JsonObject ask(String document, JsonObject variables, String token) {
    JsonObject body = new JsonObject().put("query", document).put("variables", variables);
    List<String> headers =
        token.isEmpty() ? List.of() : List.of("Authorization", "Bearer " + token);
    return new JsonObject(send("POST", "/graphql/v1", body.encode(), headers).body());
  }

  /** The answer for a keeper. */
  JsonObject keep(String document) {
    return ask(document, new JsonObject(), token("keeper"));
  }

  /** What an answer holds under its data. */
  static JsonObject data(JsonObject answer) {
    if (answer.containsKey("errors")) {
      throw new AssertionError(answer.encodePrettily());
    }
    return answer.getJsonObject("data");
  }

  /** The first error's code. */
  static String code(JsonObject answer) {
    JsonArray errors = answer.getJsonArray("errors");
    if (errors == null) {
      throw new AssertionError(answer.encodePrettily());
    }
    return errors.getJsonObject(0).getJsonObject("extensions").getString("code");
  }

  HttpResponse<String> send(String method, String path, String body, List<String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(running.uri() + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!headers.contains("Content-Type") && !body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    } catch (InterruptedException cause) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(cause);
    }
  }

  @Override
  public void close() {
    http.close();
    running.close();
  }
}
