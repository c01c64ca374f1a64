package msingi.testkit;

import java.net.http.HttpClient;

/**
 * The HTTP clients of all tests.
 *
 * <p>They work on their selector's own thread. With threads of its own, Java's client may begin to
 * write on a kept connection before it listens for the answer, and calls a fast answer "Data
 * received while in pool" (JDK-8357639): about one POST in 15,000 fails so, on any server. Handlers
 * of bodies must therefore not block.
 */
public final class Http {
  private Http() {}

  /** A client that speaks HTTP/1.1. */
  public static HttpClient client() {
    return builder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /** A client that tries HTTP/2 first, where its builder is not told otherwise. */
  public static HttpClient.Builder builder() {
    return HttpClient.newBuilder().executor(Runnable::run);
  }
}
