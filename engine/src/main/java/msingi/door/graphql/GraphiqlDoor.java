package msingi.door.graphql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.http.Door;
import msingi.http.Exchange;
import msingi.http.Prepared;
import msingi.http.ProblemDocument;
import msingi.wire.Output;

/**
 * {@code /graphiql}: GraphiQL from files of our own, for which nothing else has to be reached. The
 * page is the same for everybody and knows nothing of the application; what it shows it asks for at
 * {@code /graphql/v1} with what its reader types into the headers.
 */
public final class GraphiqlDoor implements Door {
  /** Scripts, styles and requests of this server alone; its fonts stand inside its styles. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final List<String> FILES =
      List.of(
          "",
          "/page.js",
          "/page.css",
          "/react.js",
          "/react-dom.js",
          "/graphiql.js",
          "/graphiql.css",
          "/licenses.txt");

  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";

  /** A file of the page. */
  private record Asset(String type, String tag, Prepared body) {}

  /** The files, read when the first is asked for. */
  private static final class Packed {
    private static final Map<String, Asset> ASSETS =
        Map.of(
            "", asset("page.html", "text/html; charset=utf-8"),
            "/page.js", asset("page.js", SCRIPT),
            "/page.css", asset("page.css", STYLE),
            "/react.js", asset("react.js", SCRIPT),
            "/react-dom.js", asset("react-dom.js", SCRIPT),
            "/graphiql.js", asset("graphiql.js", SCRIPT),
            "/graphiql.css", asset("graphiql.css", STYLE),
            "/licenses.txt", asset("LICENSES.txt", "text/plain; charset=utf-8"));

    private Packed() {}
  }

  /** A door over files that are resources of the engine. */
  public GraphiqlDoor() {}

  private static Asset asset(String file, String type) {
    try (InputStream stream = GraphiqlDoor.class.getResourceAsStream("page/" + file)) {
      if (stream == null) {
        throw new IllegalStateException("not packed: page/" + file);
      }
      byte[] bytes = stream.readAllBytes();
      String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
      String tag = '"' + Documents.hash(text).substring(0, 32) + '"';
      return new Asset(type, tag, Prepared.of(new Output(bytes.length).put(bytes)));
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  @Override
  public String prefix() {
    return "/graphiql";
  }

  @Override
  public List<String> routes() {
    return FILES.stream().map(it -> "GET " + it).toList();
  }

  @Override
  public boolean compresses() {
    return true;
  }

  @Override
  public void serve(Exchange exchange) {
    switch (exchange.method()) {
      case "GET", "HEAD" -> {}
      default -> throw Problem.of(ErrorCode.METHOD).failure();
    }
    exchange
        .direct(() -> Packed.ASSETS)
        .onComplete(
            assets -> {
              Asset asset = assets.get(exchange.path());
              if (asset == null) {
                refuse(exchange, Problem.of(ErrorCode.PATH_INVALID));
              } else {
                send(exchange, asset);
              }
            },
            _ -> refuse(exchange, Problem.of(ErrorCode.INTERNAL)));
  }

  private static void send(Exchange exchange, Asset asset) {
    exchange.route("/graphiql");
    if (!exchange.claim()) {
      return;
    }
    exchange.set("Content-Security-Policy", POLICY);
    exchange.set("Referrer-Policy", "no-referrer");
    exchange.set("Cross-Origin-Opener-Policy", "same-origin");
    exchange.set("Cross-Origin-Resource-Policy", "same-origin");
    exchange.set("ETag", asset.tag());
    exchange.set("Cache-Control", "no-cache");
    if (exchange.header("if-none-match").equals(asset.tag())) {
      exchange.end(304);
    } else {
      exchange.end(200, asset.type(), asset.body());
    }
  }

  @Override
  public void refuse(Exchange exchange, Problem problem) {
    ProblemDocument.answer(exchange, problem);
  }
}
