package msingi.door.auth;

import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.http.Exchange;
import msingi.request.Reply;
import msingi.wire.Output;

/** Replies and refusals, as GoTrue writes them. Nobody keeps what is personal. */
final class Answers {
  private static final String JSON = "application/json; charset=utf-8";
  private static final String VERSION_HEADER = "x-supabase-api-version";
  private static final String VERSION = "2024-01-01";

  private Answers() {}

  /** Answers with a reply. */
  static void reply(Exchange exchange, Reply reply) {
    if (!exchange.claim()) {
      return;
    }
    guard(exchange);
    switch (reply) {
      case Reply.SignedIn it -> json(exchange, 200, Wire.session(it));
      case Reply.User it -> json(exchange, 200, Wire.person(it.person(), new Output(512)));
      case Reply.Users it -> {
        listed(exchange, it.window());
        json(exchange, 200, AdminWire.users(it));
      }
      case Reply.Link it -> json(exchange, 200, AdminWire.link(it));
      case Reply.Factors it -> json(exchange, 200, AdminWire.factors(it));
      case Reply.Factor it -> json(exchange, 200, Wire.factor(it.factor(), new Output(256)));
      case Reply.Entries it -> {
        listed(exchange, it.window());
        json(exchange, 200, AdminWire.entries(it));
      }
      case Reply.Done _ -> json(exchange, 200, new Output(16).text("{}"));
      case Reply.Gone _ -> exchange.end(204);
      case Reply.Sent it -> json(exchange, 200, sent(it));
      case Reply.Enrolled it -> json(exchange, 200, FactorWire.enrolled(it));
      case Reply.Challenged it -> json(exchange, 200, FactorWire.challenged(it));
      case Reply.Unenrolled it -> json(exchange, 200, FactorWire.unenrolled(it));
      case Reply.PasskeyAsked it -> json(exchange, 200, FactorWire.asked(it));
      case Reply.PasskeyKept it ->
          json(exchange, 200, FactorWire.passkey(it.passkey(), new Output(256)));
      case Reply.Passkeys it -> json(exchange, 200, FactorWire.passkeys(it.all()));
      case Reply.Redirect it -> exchange.set("Location", it.address()).end(303);
      case Reply.Document it -> {
        if (it.keep() > 0) {
          exchange.set("Cache-Control", "public, max-age=" + it.keep());
        }
        json(exchange, 200, new Output(it.json().length() + 16).text(it.json()));
      }
    }
  }

  /** Answers to whoever only looks: a refusal would make some of them follow the link. */
  static void looked(Exchange exchange) {
    if (exchange.claim()) {
      guard(exchange);
      exchange.end(204);
    }
  }

  /** How many there are, and where more of them are (RFC 8288). */
  private static void listed(Exchange exchange, Reply.Window window) {
    if (window.total() >= 0) {
      exchange.set("X-Total-Count", Long.toString(window.total()));
    }
    String link = AdminWire.more("/auth/v1" + exchange.path(), window);
    if (!link.isEmpty()) {
      exchange.set("Link", link);
    }
  }

  private static Output sent(Reply.Sent sent) {
    Output output = new Output(64);
    return sent.id().isEmpty()
        ? output.text("{}")
        : output.text("{\"message_id\":").quoted(sent.id()).put('}');
  }

  private static void guard(Exchange exchange) {
    exchange.set("Cache-Control", "no-store");
    exchange.set("Referrer-Policy", "no-referrer");
  }

  private static void json(Exchange exchange, int status, Output output) {
    exchange.end(status, JSON, output);
  }

  /** Answers with a problem, in the shape that the client's version of the wire wants. */
  static void refuse(Exchange exchange, Problem problem) {
    if (!exchange.claim()) {
      return;
    }
    guard(exchange);
    String code = Codes.wire(problem.code());
    int status = Codes.status(problem);
    exchange.code(code);
    exchange.set("x-sb-error-code", code);
    if (status == 503 || status == 429) {
      exchange.set("Retry-After", problem.own().headers().getOrDefault("Retry-After", "1"));
    }
    if (status == 401) {
      exchange.set("WWW-Authenticate", "Bearer");
    }
    Output output = new Output(256);
    if (exchange.header(VERSION_HEADER).compareTo(VERSION) >= 0) {
      exchange.set(VERSION_HEADER, VERSION);
      output.text("{\"code\":").quoted(code).text(",\"message\":").quoted(problem.message());
    } else {
      output.text("{\"code\":").whole(status).text(",\"error_code\":").quoted(code);
      output.text(",\"msg\":").quoted(problem.message());
    }
    if (problem.code() == ErrorCode.PASSWORD_WEAK) {
      output.text(",\"weak_password\":{\"reasons\":");
      Wire.texts(java.util.List.of(problem.details().split(",")), output).put('}');
    }
    if (status >= 500) {
      output.text(",\"error_id\":").quoted(exchange.id());
    }
    exchange.end(status, JSON, output.put('}'));
  }
}
