package msingi.door.operation;

import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.http.Door;
import msingi.http.Exchange;
import msingi.request.Operation;

/**
 * {@code /health/live}: the process serves requests at all. {@code /health/ready}: it can serve
 * them well; 503 with a problem when it cannot.
 */
public final class HealthDoor implements Door {
  private static final String JSON = "application/json; charset=utf-8";

  private final Operation operation;

  public HealthDoor(Operation operation) {
    this.operation = operation;
  }

  @Override
  public String prefix() {
    return "/health";
  }

  @Override
  public List<String> routes() {
    return List.of("GET /live", "GET /ready");
  }

  @Override
  public void serve(Exchange exchange) {
    switch (exchange.path()) {
      case "/live" -> {
        exchange.route("/health/live");
        if (Answers.reads(exchange)) {
          Answers.text(exchange, JSON, "{\"status\":\"live\"}");
        }
      }
      case "/ready" -> {
        exchange.route("/health/ready");
        if (Answers.reads(exchange)) {
          ready(exchange);
        }
      }
      default -> refuse(exchange, Problem.of(ErrorCode.PATH_INVALID));
    }
  }

  private void ready(Exchange exchange) {
    operation
        .ready()
        .onSuccess(_ -> Answers.text(exchange, JSON, "{\"status\":\"ready\"}"))
        .onFailure(cause -> Answers.failure(exchange, cause));
  }

  @Override
  public void refuse(Exchange exchange, Problem problem) {
    Answers.problem(exchange, problem);
  }
}
