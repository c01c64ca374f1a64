package msingi.testkit.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One request and what must come back.
 *
 * @param name what it shows
 * @param path path and query as sent
 * @param headers by name
 * @param body what is sent; empty for none
 * @param status the status that must come back
 * @param contains texts that the body must hold
 * @param lacks texts that the body must not hold
 * @param json what the body must equal, white space aside; empty when it does not matter
 */
public record Scenario(
    String name,
    String method,
    String path,
    Map<String, String> headers,
    String body,
    int status,
    List<String> contains,
    List<String> lacks,
    String json) {
  public Scenario {
    headers = Map.copyOf(headers);
    contains = List.copyOf(contains);
    lacks = List.copyOf(lacks);
  }

  /** A request that must be answered with a status. */
  public static Scenario of(String name, String method, String path, int status) {
    return new Scenario(name, method, path, Map.of(), "", status, List.of(), List.of(), "");
  }

  /** The same with a header more. */
  public Scenario with(String header, String value) {
    Map<String, String> more = new java.util.HashMap<>(headers);
    more.put(header, value);
    return new Scenario(name, method, path, more, body, status, contains, lacks, json);
  }

  /** The same with a body; it is JSON unless a header says what it is. */
  public Scenario sending(String text) {
    Scenario sent = new Scenario(name, method, path, headers, text, status, contains, lacks, json);
    return headers.containsKey("Content-Type")
        ? sent
        : sent.with("Content-Type", "application/json");
  }

  /** The same, and the answer must hold this text. */
  public Scenario holding(String text) {
    List<String> more = new ArrayList<>(contains);
    more.add(text);
    return new Scenario(name, method, path, headers, body, status, more, lacks, json);
  }

  /** The same, and the answer must not hold this text. */
  public Scenario lacking(String text) {
    List<String> more = new ArrayList<>(lacks);
    more.add(text);
    return new Scenario(name, method, path, headers, body, status, contains, more, json);
  }

  /** The same, and the answer must equal this JSON. */
  public Scenario answering(String text) {
    return new Scenario(name, method, path, headers, body, status, contains, lacks, text);
  }
}
