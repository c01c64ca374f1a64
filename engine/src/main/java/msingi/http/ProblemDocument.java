package msingi.http;

import msingi.error.Problem;
import msingi.wire.Output;

/**
 * A problem as JSON ({@code application/problem+json}, RFC 9457) with our code beside its members,
 * for the faces that no client's dialect words: documents, pages, health.
 */
public final class ProblemDocument {
  private static final String TYPE = "application/problem+json";

  private ProblemDocument() {}

  /** Answers with a problem, unless the exchange was answered already. */
  public static void answer(Exchange exchange, Problem problem) {
    if (!exchange.claim()) {
      return;
    }
    Output output = new Output(160).text("{\"type\":\"about:blank\",\"status\":");
    output.whole(problem.status()).text(",\"title\":").quoted(problem.message());
    output.text(",\"code\":").quoted(problem.shownCode());
    if (!problem.hint().isEmpty()) {
      output.text(",\"detail\":").quoted(problem.hint());
    }
    exchange.code(problem.shownCode());
    exchange.set("cache-control", "no-store");
    switch (problem.status()) {
      case 401 -> exchange.set("www-authenticate", "Bearer");
      case 405 -> exchange.set("allow", "GET, HEAD");
      case 503 -> exchange.set("retry-after", "1");
      default -> {}
    }
    exchange.end(problem.status(), TYPE, output.put('}'));
  }
}
