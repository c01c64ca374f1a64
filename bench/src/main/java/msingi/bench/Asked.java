package msingi.bench;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;

/**
 * What a request asks of a hand-written server.
 *
 * @param argument the one value that differs between requests of a kind, or empty
 */
record Asked(Kind kind, String argument) {

  /** The requests of the benchmark. */
  enum Kind {
    POINT,
    LIST,
    COUNTED,
    NESTED,
    DEEP,
    EXPORT,
    INSERT,
    BULK,
    UPSERT;

    boolean writes() {
      return this == INSERT || this == BULK || this == UPSERT;
    }
  }

  static Asked of(HttpServerRequest request) {
    String path = Objects.requireNonNull(request.path());
    if (HttpMethod.POST.equals(request.method())) {
      return new Asked(
          path.endsWith("/entries")
              ? Kind.BULK
              : path.endsWith("/stocks") ? Kind.UPSERT : Kind.INSERT,
          "");
    }
    String query = request.query();
    if (query == null) {
      return new Asked(Kind.EXPORT, "");
    }
    if (path.endsWith("/shelves")) {
      Kind kind = query.contains("items(") ? Kind.DEEP : Kind.NESTED;
      return new Asked(kind, value(query, "gte."));
    }
    String value = value(query, "eq.");
    if (Character.isDigit(value.charAt(0))) {
      return new Asked(Kind.POINT, value);
    }
    boolean counted = request.getHeader("Prefer") != null;
    return new Asked(counted ? Kind.COUNTED : Kind.LIST, value);
  }

  private static String value(String query, String operator) {
    int start = query.indexOf(operator) + operator.length();
    int end = query.indexOf('&', start);
    return query.substring(start, end < 0 ? query.length() : end);
  }
}
