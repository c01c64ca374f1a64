package msingi.http;

import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.wire.Output;

/** Answers where no door is, in the form of RFC 9457. */
final class Fallback implements Door {
  @Override
  public String prefix() {
    return "";
  }

  @Override
  public List<String> routes() {
    return List.of();
  }

  @Override
  public void serve(Exchange exchange) {
    refuse(exchange, Problem.of(ErrorCode.PATH_INVALID));
  }

  @Override
  public void refuse(Exchange exchange, Problem problem) {
    if (!exchange.claim()) {
      return;
    }
    ErrorCode code = problem.code();
    Output output = new Output(128).text("{\"type\":\"about:blank\",\"status\":");
    output.whole(code.status()).text(",\"title\":").quoted(problem.message());
    output.text(",\"code\":").quoted(code.code()).put('}');
    exchange.code(code.code());
    exchange.set("Cache-Control", "no-store");
    exchange.end(code.status(), "application/problem+json", output);
  }
}
