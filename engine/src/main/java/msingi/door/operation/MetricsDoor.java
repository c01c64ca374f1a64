package msingi.door.operation;

import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.http.Door;
import msingi.http.Exchange;
import msingi.request.Operation;

/** {@code /metrics}, in Prometheus's text format 0.0.4. */
public final class MetricsDoor implements Door {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Operation operation;

  public MetricsDoor(Operation operation) {
    this.operation = operation;
  }

  @Override
  public String prefix() {
    return "/metrics";
  }

  @Override
  public List<String> routes() {
    return List.of("GET ");
  }

  @Override
  public void serve(Exchange exchange) {
    if (!exchange.path().isEmpty()) {
      refuse(exchange, Problem.of(ErrorCode.PATH_INVALID));
    } else if (Answers.reads(exchange)) {
      operation
          .metrics(exchange.credentials(), exchange.local())
          .onSuccess(text -> Answers.text(exchange, TYPE, text))
          .onFailure(cause -> Answers.failure(exchange, cause));
    }
  }

  @Override
  public void refuse(Exchange exchange, Problem problem) {
    Answers.problem(exchange, problem);
  }
}
