package msingi.door.rest;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import msingi.base.NearNames;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.http.Exchange;
import msingi.request.Engine;
import msingi.request.Surface;

/**
 * One request on one collection, or on what a function answers.
 *
 * @param schema the schema it is in
 * @param asked whether a profile header named the schema
 * @param names how embedded resources are called, and were
 */
record Call(
    Exchange exchange,
    Engine.Session session,
    String schema,
    boolean asked,
    Surface.Visible visible,
    RestSettings settings,
    TargetNames names) {

  /** Looks the collection up; it must be visible. */
  static Call find(Exchange exchange, Engine.Session session, String name, RestSettings settings) {
    Surface surface = session.surface();
    String schema = schema(exchange, surface);
    Surface.Visible visible =
        surface.find(schema, name).orElseThrow(() -> unknown(surface, schema, name).failure());
    return of(exchange, session, schema, visible, settings);
  }

  /** One request on what a function answers. */
  static Call of(
      Exchange exchange,
      Engine.Session session,
      String schema,
      Surface.Visible result,
      RestSettings settings) {
    TargetNames names = new TargetNames(settings.legacyNames());
    boolean asked = !profile(exchange).isEmpty();
    return new Call(exchange, session, schema, asked, result, settings, names);
  }

  /** The schema that a request names, or the first. */
  static String schema(Exchange exchange, Surface surface) {
    String profile = profile(exchange);
    String schema = profile.isEmpty() ? surface.app().schemas().getFirst() : profile;
    if (!surface.app().schemas().contains(schema)) {
      throw Problem.of(ErrorCode.SCHEMA_UNKNOWN, "Invalid schema: " + schema)
          .withHint(
              "Only the following schemas are exposed: "
                  + String.join(", ", surface.app().schemas()))
          .failure();
    }
    return schema;
  }

  private static String profile(Exchange exchange) {
    return exchange.header(
        switch (exchange.method()) {
          case "GET", "HEAD", "OPTIONS" -> "accept-profile";
          default -> "content-profile";
        });
  }

  private static Problem unknown(Surface surface, String schema, String name) {
    if (surface.app().settings().openapiPublic() && surface.app().find(schema, name).isPresent()) {
      return Problem.of(ErrorCode.FORBIDDEN, "permission denied for table " + name);
    }
    Optional<String> near =
        surface.collections().containsKey(schema)
            ? NearNames.near(name, surface.collections().get(schema).keySet())
            : Optional.empty();
    return Problem.of(
            ErrorCode.COLLECTION_UNKNOWN,
            "Could not find the table '" + schema + "." + name + "' in the schema cache")
        .withHint(
            near.map(it -> "Perhaps you meant the table '" + schema + "." + it + "'").orElse(""));
  }

  /** Refuses an operation that no rule opens. */
  void require(boolean open) {
    if (!open) {
      throw Problem.of(
              ErrorCode.FORBIDDEN, "permission denied for table " + visible.collection().name())
          .failure();
    }
  }

  /** How deeply a request may be nested. */
  int depth() {
    return session.surface().app().settings().depth();
  }

  /** The time zone in which moments are answered. */
  ZoneId zone(Preferences prefer) {
    return prefer.timezone().isEmpty() ? ZoneOffset.UTC : TimeZones.of(prefer.timezone());
  }

  /** The representation that the caller accepts, where it is no plan. */
  Media media() {
    return Media.choose(exchange.header("accept"));
  }

  /**
   * The header that names the schema, where there are several or one was asked for, and the one
   * that warns.
   */
  void echo() {
    if (!names.warning().isEmpty()) {
      exchange.set("Warning", names.warning());
    }
    if (asked || session.surface().app().schemas().size() > 1) {
      exchange.set("Content-Profile", schema);
    }
  }
}
