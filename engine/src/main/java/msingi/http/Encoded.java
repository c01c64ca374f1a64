package msingi.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/**
 * How an answer is encoded, and what its headers say of that.
 *
 * @param allowed whether it may be compressed at all
 */
record Encoded(HttpServerRequest request, boolean allowed) {

  /** Decides for a body of so many bytes, and sets the headers that follow from it. */
  boolean gzip(int length) {
    MultiMap headers = request.response().headers();
    if (!allowed || length < Gzip.LEAST || headers.contains(HttpHeaders.CONTENT_ENCODING)) {
      return false;
    }
    String vary = headers.get(HttpHeaders.VARY);
    headers.set(HttpHeaders.VARY, vary == null ? "Accept-Encoding" : vary + ", Accept-Encoding");
    if (!Gzip.accepted(request.headers().getAll(HttpHeaders.ACCEPT_ENCODING))) {
      return false;
    }
    headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
    String tag = headers.get(HttpHeaders.ETAG);
    if (tag != null) {
      headers.set(HttpHeaders.ETAG, Gzip.tag(tag));
    }
    return true;
  }

  /** An answer that the client has already is confirmed by the tag that it has it under. */
  void unchanged() {
    MultiMap headers = request.response().headers();
    String tag = headers.get(HttpHeaders.ETAG);
    if (allowed && tag != null) {
      String own = Gzip.tag(tag);
      boolean known =
          request.headers().getAll(HttpHeaders.IF_NONE_MATCH).stream()
              .anyMatch(it -> it.contains(own));
      if (known) {
        headers.set(HttpHeaders.ETAG, own);
      }
    }
  }
}
