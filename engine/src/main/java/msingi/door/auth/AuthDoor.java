package msingi.door.auth;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Door;
import msingi.http.Exchange;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.request.Accounts;
import msingi.request.Step;
import msingi.request.Visit;

/** The door at {@code /auth/v1}. */
public final class AuthDoor implements Door {
  private static final long MOST_BYTES = 1 << 20;
  private static final int LONGEST_AGENT = 300;

  private final Accounts accounts;
  private final Observer observer;

  public AuthDoor(Accounts accounts, Observer observer) {
    this.accounts = accounts;
    this.observer = observer;
  }

  @Override
  public String prefix() {
    return "/auth/v1";
  }

  @Override
  public List<String> routes() {
    return Route.ALL.stream().map(it -> it.method() + " " + it.template()).toList();
  }

  @Override
  public void serve(Exchange exchange) {
    Route route = Route.find(exchange);
    exchange.route(prefix() + route.template());
    if (Route.looks(exchange)) {
      // No step: the link stays, and whether it would open anything is told to nobody.
      Answers.looked(exchange);
      return;
    }
    Future<byte[]> body =
        route.body() ? exchange.body(MOST_BYTES) : Future.succeededFuture(new byte[0]);
    body.compose(
            bytes -> {
              Query query =
                  Query.parse(exchange.query()).with(route.parts(exchange.path()).orElse(Map.of()));
              Step step = route.step(new Fields(bytes), query);
              exchange.stage("parse");
              return accounts.run(step, visit(exchange, query));
            })
        .onComplete(reply -> Answers.reply(exchange, reply), cause -> failed(exchange, cause));
  }

  private static Visit visit(Exchange exchange, Query query) {
    String agent = exchange.header("user-agent");
    String redirect = query.text("redirect_to");
    return new Visit(
        exchange.credentials(),
        exchange.remote(),
        agent.length() > LONGEST_AGENT ? agent.substring(0, LONGEST_AGENT) : agent,
        redirect.isEmpty() ? exchange.header("referer") : redirect,
        language(exchange.header("accept-language")),
        exchange.deadline(),
        false);
  }

  /** The first language of a list; what comes first is liked best nearly always. */
  private static String language(String header) {
    String first = header.split("[,;]", 2)[0].strip();
    return first.matches("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}") ? first : "";
  }

  private void failed(Exchange exchange, Throwable cause) {
    if (cause instanceof Failure failure) {
      refuse(exchange, failure.problem());
    } else {
      observer.observe(new Observation.Failed(exchange.id(), "taking a step of accounts", cause));
      refuse(exchange, Problem.of(ErrorCode.INTERNAL));
    }
  }

  @Override
  public void refuse(Exchange exchange, Problem problem) {
    Answers.refuse(exchange, problem);
  }
}
