package msingi.door.graphql;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.wire.Json;

/**
 * A request as it was sent (GraphQL over HTTP, section 5).
 *
 * @param query the document, or empty
 * @param operation the name of the operation, or empty
 * @param hash of a document that is known, in hexadecimal, or empty
 */
record Sent(String query, String operation, Map<String, Json> variables, String hash) {
  private static final String PREFIX = "sha256:";

  /** What stands in a body of JSON. */
  static Sent body(String contentType, byte[] body) {
    String[] parts = contentType.split(";", -1);
    if (!parts[0].strip().equalsIgnoreCase("application/json")) {
      throw Problem.of(ErrorCode.GRAPH_CONTENT).failure();
    }
    for (int index = 1; index < parts.length; index++) {
      String parameter = parts[index].strip().toLowerCase(Locale.ROOT).replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        throw Problem.of(ErrorCode.GRAPH_CONTENT).failure();
      }
    }
    if (!(Json.read(body) instanceof Json.Members(Map<String, Json> members))) {
      throw wrong("The body is not one JSON object");
    }
    return of(members);
  }

  /** What stands in the query of an address. */
  static Sent query(String query) {
    Map<String, Json> members = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equal = pair.indexOf('=');
      if (equal < 0) {
        continue;
      }
      String name = decoded(pair.substring(0, equal));
      String text = decoded(pair.substring(equal + 1));
      Json value =
          switch (name) {
            case "variables", "extensions" ->
                text.isEmpty() ? Json.Bare.NULL : Json.read(text.getBytes(StandardCharsets.UTF_8));
            default -> new Json.Text(text);
          };
      if (members.put(name, value) != null) {
        throw wrong("\"" + name + "\" stands twice in the address");
      }
    }
    return of(members);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      throw wrong("The address is not encoded as it must be");
    }
  }

  private static Sent of(Map<String, Json> members) {
    String hash = text(members, "documentId");
    if (hash.startsWith(PREFIX)) {
      hash = hash.substring(PREFIX.length());
    }
    Map<String, Json> extensions = object(members, "extensions");
    if (extensions.get("persistedQuery") instanceof Json.Members(Map<String, Json> persisted)
        && persisted.get("sha256Hash") instanceof Json.Text(String known)) {
      hash = known;
    }
    String query = text(members, "query");
    if (query.isEmpty() && hash.isEmpty()) {
      throw wrong("The request has no \"query\"");
    }
    return new Sent(
        query,
        text(members, "operationName"),
        object(members, "variables"),
        hash.toLowerCase(Locale.ROOT));
  }

  private static String text(Map<String, Json> members, String name) {
    Json json = members.getOrDefault(name, Json.Bare.NULL);
    if (json instanceof Json.Text(String text)) {
      return text;
    }
    if (json.equals(Json.Bare.NULL)) {
      return "";
    }
    throw wrong("\"" + name + "\" is not a string");
  }

  private static Map<String, Json> object(Map<String, Json> members, String name) {
    Json json = members.getOrDefault(name, Json.Bare.NULL);
    if (json instanceof Json.Members(Map<String, Json> byName)) {
      return byName;
    }
    if (json.equals(Json.Bare.NULL)) {
      return Map.of();
    }
    throw wrong("\"" + name + "\" is not an object");
  }

  private static Failure wrong(String message) {
    return Problem.of(ErrorCode.GRAPH_REQUEST, message).failure();
  }
}
