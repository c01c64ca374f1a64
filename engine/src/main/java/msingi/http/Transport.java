package msingi.http;

import java.nio.file.Path;

/** How connections are secured. */
public sealed interface Transport {

  /** Not at all: behind a proxy that does, or on this machine. */
  record Plain() implements Transport {}

  /**
   * By TLS 1.3, and 1.2 where that is allowed.
   *
   * @param certificate file of the certificate, and behind it those of its issuers, in PEM
   * @param key file of its private key, in PEM, without a passphrase
   * @param older whether TLS 1.2 is spoken too
   * @param redirect where those are led who come without TLS
   */
  record Secured(Path certificate, Path key, boolean older, Redirect redirect)
      implements Transport {}

  /**
   * A port that only leads elsewhere.
   *
   * @param port 0 for none
   * @param address the beginning of the address that is led to, without a slash at its end
   */
  record Redirect(int port, String address) {
    /** Nobody is led anywhere. */
    public static final Redirect NONE = new Redirect(0, "");
  }
}
