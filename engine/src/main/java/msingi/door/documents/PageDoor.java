package msingi.door.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.http.Door;
import msingi.http.Exchange;
import msingi.http.ProblemDocument;
import msingi.wire.Output;

/**
 * {@code /docs}: a page to read the contract and to try it. The page is the same for everybody and
 * knows nothing of the application: what it shows it asks for at {@code /openapi.json}, with the
 * key that its reader gives, so that nobody sees more in it than there.
 */
public final class PageDoor implements Door {
  /**
   * Scripts and styles of our own files alone, requests to this server alone, no frame around it;
   * text never becomes markup (https://www.w3.org/TR/CSP3/, https://www.w3.org/TR/trusted-types/).
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private final Map<String, Asset> assets =
      Map.of(
          "", asset("page.html", "text/html; charset=utf-8"),
          "/page.css", asset("page.css", "text/css; charset=utf-8"),
          "/icon.svg", asset("icon.svg", "image/svg+xml"),
          "/page.js", asset("page.js", SCRIPT),
          "/elements.js", asset("elements.js", SCRIPT),
          "/contract.js", asset("contract.js", SCRIPT),
          "/requests.js", asset("requests.js", SCRIPT),
          "/index.js", asset("index.js", SCRIPT),
          "/reading.js", asset("reading.js", SCRIPT),
          "/trying.js", asset("trying.js", SCRIPT));

  /** A file of the page. */
  private record Asset(String type, Document document) {}

  /** The door with its files in memory; they are resources of the engine. */
  public PageDoor() {}

  private static Asset asset(String file, String type) {
    try (InputStream stream = PageDoor.class.getResourceAsStream("page/" + file)) {
      if (stream == null) {
        throw new IllegalStateException("not packed: page/" + file);
      }
      byte[] bytes = stream.readAllBytes();
      return new Asset(type, Document.of(new Output(bytes.length).put(bytes)));
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  @Override
  public String prefix() {
    return "/docs";
  }

  @Override
  public List<String> routes() {
    return assets.keySet().stream().map(it -> "GET " + it).sorted().toList();
  }

  @Override
  public boolean compresses() {
    return true;
  }

  @Override
  public void serve(Exchange exchange) {
    Asset asset = assets.get(exchange.path().equals("/") ? "" : exchange.path());
    if (asset == null) {
      throw Problem.of(ErrorCode.PATH_INVALID).failure();
    }
    switch (exchange.method()) {
      case "GET", "HEAD" -> send(exchange, asset);
      default -> throw Problem.of(ErrorCode.METHOD).failure();
    }
  }

  private static void send(Exchange exchange, Asset asset) {
    exchange.route("/docs");
    if (!exchange.claim()) {
      return;
    }
    exchange.set("Content-Security-Policy", POLICY);
    exchange.set("Referrer-Policy", "no-referrer");
    exchange.set("Cross-Origin-Opener-Policy", "same-origin");
    exchange.set("Cross-Origin-Resource-Policy", "same-origin");
    exchange.set("ETag", asset.document().tag());
    exchange.set("Cache-Control", "no-cache");
    if (asset.document().matches(exchange.header("if-none-match"))) {
      exchange.end(304);
    } else {
      exchange.end(200, asset.type(), asset.document().body());
    }
  }

  @Override
  public void refuse(Exchange exchange, Problem problem) {
    ProblemDocument.answer(exchange, problem);
  }
}
