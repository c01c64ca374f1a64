package msingi.testkit.conformance;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A recorded case.
 *
 * @param name titles joined with " / "
 * @param kind the class: portable-core, portable-with-adapter, rpc, openapi, pg-bound
 * @param config differences from the base configuration; JSON by key
 * @param pending whether the specification itself leaves it out
 */
record Case(
    String name, String kind, Map<String, Object> config, List<Step> steps, boolean pending) {
  private static final String NULL = "null";

  /**
   * One request and what it must answer.
   *
   * @param status the expected status
   * @param expected the expected body
   * @param asserted what places of the body must hold
   */
  record Step(
      String method,
      String path,
      List<Header> headers,
      byte[] body,
      int status,
      List<HeaderMatcher> expectedHeaders,
      BodyMatcher expected,
      List<Assertion> asserted) {

    /** Whether a header of this name has the text among its values. */
    boolean says(String name, String text) {
      return headers.stream()
          .anyMatch(it -> it.name().equalsIgnoreCase(name) && it.value().contains(text));
    }

    boolean reads() {
      return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }
  }

  /** A header line. */
  record Header(String name, String value) {}

  /** The tag of cases whose errors are worded by the database; only status and code are ours. */
  private static final String DATABASE_TEXT = "sqlstate-error-text";

  /** All cases of a file, gzipped or not. */
  static List<Case> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The cases that the project keeps. */
  static List<Case> kept() {
    try (InputStream in = Fixture.resource("cases.jsonl.gz")) {
      return read(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static List<Case> read(InputStream in) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    List<Case> cases = new ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (!line.isBlank()) {
        cases.add(of(new JsonObject(line)));
      }
    }
    return cases;
  }

  private static Case of(JsonObject json) {
    List<String> titles = new ArrayList<>();
    json.getJsonArray("name").forEach(it -> titles.add(String.valueOf(it).strip()));
    List<Step> steps = new ArrayList<>();
    boolean worded = json.getJsonArray("tags").contains(DATABASE_TEXT);
    json.getJsonArray("steps")
        .forEach(it -> steps.add(step(String.join(" / ", titles), (JsonObject) it, worded)));
    Map<String, Object> config = new TreeMap<>();
    json.getJsonObject("config")
        .forEach(entry ->
            config.put(entry.getKey(), entry.getValue() == null ? NULL : entry.getValue()));
    return new Case(
        String.join(" / ", titles),
        json.getString("class"),
        config,
        steps,
        json.containsKey("pending"));
  }

  private static Step step(String name, JsonObject json, boolean worded) {
    List<Header> headers = new ArrayList<>();
    json.getJsonArray("headers")
        .forEach(it -> {
          JsonArray pair = (JsonArray) it;
          headers.add(new Header(pair.getString(0), pair.getString(1)));
        });
    String path = json.getString("path");
    JsonObject observed = json.getJsonObject("observed", new JsonObject());
    JsonObject expect = json.getJsonObject("expect", new JsonObject());
    List<HeaderMatcher> matchers = new ArrayList<>();
    expect
        .getJsonArray("headers", new JsonArray())
        .forEach(it -> matchers.add(HeaderMatcher.of((JsonObject) it)));
    json.getJsonArray("assertions", new JsonArray())
        .forEach(it -> HeaderMatcher.asserted((JsonObject) it).ifPresent(matchers::add));
    return new Step(
        json.getString("method"),
        path.startsWith("/") ? path : "/" + path,
        headers,
        body(json.getValue("body")),
        expect.getInteger("status", observed.getInteger("status", 200)),
        matchers,
        BodyMatcher.of(expect.getJsonObject("body", new JsonObject().put("kind", "any")), worded),
        Assertion.of(name, json.getJsonArray("assertions", new JsonArray())));
  }

  private static byte[] body(@Nullable Object body) {
    return switch (body) {
      case null -> new byte[0];
      case JsonObject binary -> Base64.getDecoder().decode(binary.getString("base64"));
      default -> String.valueOf(body).getBytes(StandardCharsets.UTF_8);
    };
  }

  /** A setting of the configuration as text; {@code otherwise} where the case does not say it. */
  String setting(String key, String otherwise) {
    Object value = config.get(key);
    return value == null ? otherwise : value.toString();
  }

  /** Whether something it does is meant to stay. */
  boolean commits() {
    boolean rolledBack = !setting("db-tx-rollback-all", "true").equals("false");
    return steps.stream()
        .anyMatch(it -> !it.reads() && (!rolledBack || it.says("Prefer", "tx=commit")));
  }

  boolean writes() {
    return !steps.stream().allMatch(Step::reads);
  }
}
