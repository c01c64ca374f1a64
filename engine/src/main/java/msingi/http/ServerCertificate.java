package msingi.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/**
 * A certificate and its private key, read from files and found to belong together.
 *
 * @param texts what the files held, to see whether they changed
 * @param keys both, as connections take them
 * @param ends when the certificate ends
 */
record ServerCertificate(Texts texts, KeyCertOptions keys, Instant begins, Instant ends) {
  private static final Duration SOON = Duration.ofDays(14);
  private static final int LEAST_RSA_BITS = 2048;
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  /**
   * Forward secrecy and authenticated encryption alone, as Mozilla's intermediate configuration has
   * it (RFC 9325, section 4.2).
   */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  static {
    // A client that begins handshakes again and again costs much more than it spends
    // (CVE-2011-1473).
    // Java reads this when the first connection is made, and has no other place to say it.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
  }

  /** What the two files held. */
  record Texts(String certificate, String key) {
    @Override
    public String toString() {
      return "Texts";
    }
  }

  /**
   * Reads both files.
   *
   * @throws Failure CONFIGURATION with what to do about it
   */
  static ServerCertificate read(Transport.Secured files, Vertx vertx) {
    return of(texts(files), files, vertx);
  }

  /** What the files hold now. */
  static Texts texts(Transport.Secured files) {
    return new Texts(text(files.certificate()), text(files.key()));
  }

  static ServerCertificate of(Texts texts, Transport.Secured files, Vertx vertx) {
    X509Certificate first = chain(texts.certificate(), files.certificate());
    demandKey(texts.key(), files.key());
    PemKeyCertOptions pem =
        new PemKeyCertOptions()
            .setCertValue(Buffer.buffer(texts.certificate()))
            .setKeyValue(Buffer.buffer(texts.key()));
    KeyManagerFactory keys;
    try {
      keys = pem.getKeyManagerFactory(vertx);
    } catch (Exception _) {
      // What a library says of a broken private key does not belong into a message.
      throw refused(
          files.key(),
          "its private key cannot be read as one for "
              + files.certificate()
              + "; `openssl pkey -in FILE` shows whether it is one");
    }
    if (key(keys, first).filter(key -> belong(first, key)).isEmpty()) {
      throw refused(
          files.key(),
          "its key is not that of the first certificate of "
              + files.certificate()
              + ": the server's own comes first, then its issuers'");
    }
    return new ServerCertificate(
        texts,
        KeyCertOptions.wrap(keys),
        first.getNotBefore().toInstant(),
        first.getNotAfter().toInstant());
  }

  /** Lets connections be made with it, by HTTP/2 where the client can (RFC 7301). */
  HttpServerOptions secure(HttpServerOptions options, Transport.Secured wish) {
    options.setSsl(true).setUseAlpn(true).setKeyCertOptions(keys);
    options.setEnabledSecureTransportProtocols(
        wish.older() ? Set.of("TLSv1.2", "TLSv1.3") : Set.of("TLSv1.3"));
    CIPHERS.forEach(options::addEnabledCipherSuite);
    return options;
  }

  /** What an operator should know of the certificate at a moment; empty when all is well. */
  String concern(Instant now) {
    if (now.isAfter(ends)) {
      return "the certificate ended on " + ends + ": clients refuse it";
    }
    if (now.isBefore(begins)) {
      return "the certificate begins on " + begins + ": clients refuse it until then";
    }
    return now.plus(SOON).isAfter(ends) ? "the certificate ends on " + ends : "";
  }

  /**
   * What an operator should know of who else may read the private key; empty when nobody. A file of
   * root's may be read by the group through which it was given to us, as PostgreSQL has it.
   */
  static String exposure(Path key) {
    try {
      if (!Files.getFileStore(key).supportsFileAttributeView("posix")) {
        return "";
      }
      PosixFileAttributes attributes = Files.readAttributes(key, PosixFileAttributes.class);
      Set<PosixFilePermission> others = EnumSet.copyOf(OTHERS);
      if (attributes.owner().getName().equals("root")) {
        others.remove(PosixFilePermission.GROUP_READ);
      }
      others.retainAll(attributes.permissions());
      return others.isEmpty()
          ? ""
          : "others than its owner may use the private key ("
              + PosixFilePermissions.toString(attributes.permissions())
              + "); run: chmod 600 "
              + key
              + ", and take a new key where somebody may have read it";
    } catch (IOException _) {
      // Gone meanwhile: the next look at the files says so.
      return "";
    }
  }

  @Override
  public String toString() {
    return "ServerCertificate[ends=" + ends + "]";
  }

  private static String text(Path file) {
    try {
      // PEM is ASCII; whatever else a file holds is found out below.
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      throw refused(file, "the file cannot be read; it must be there for the server's user");
    }
  }

  /** The server's own certificate, the first of the file. */
  private static X509Certificate chain(String text, Path file) {
    if (!text.contains("-----BEGIN CERTIFICATE-----")) {
      throw refused(
          file,
          "there is no certificate in PEM; `openssl x509 -inform der -in FILE` makes it of DER");
    }
    try {
      Collection<? extends Certificate> all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
      if (!all.isEmpty() && all.iterator().next() instanceof X509Certificate first) {
        if (first.getPublicKey() instanceof RSAKey key
            && key.getModulus().bitLength() < LEAST_RSA_BITS) {
          throw refused(file, "an RSA key must have 2048 bits at least; make another");
        }
        return first;
      }
    } catch (CertificateException _) {
      // Said below, like a file without any.
    }
    throw refused(
        file, "its certificate cannot be read; `openssl x509 -in FILE` shows whether it can");
  }

  private static void demandKey(String text, Path file) {
    if (text.contains("ENCRYPTED")) {
      throw refused(
          file, "the key has a passphrase; `openssl pkey -in FILE -out NEW` takes it away");
    }
    if (!text.contains("PRIVATE KEY-----")) {
      throw refused(
          file,
          "there is no private key in PEM; `openssl pkey -inform der -in FILE` makes it of DER");
    }
  }

  /** The key beside a certificate; none where it is of another kind. */
  private static Optional<PrivateKey> key(KeyManagerFactory keys, X509Certificate first) {
    for (KeyManager each : keys.getKeyManagers()) {
      if (each instanceof X509KeyManager manager) {
        String[] names = manager.getServerAliases(first.getPublicKey().getAlgorithm(), null);
        PrivateKey key = names == null ? null : manager.getPrivateKey(names[0]);
        if (key != null) {
          return Optional.of(key);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether what the key signs is what the certificate verifies. */
  private static boolean belong(X509Certificate certificate, PrivateKey key) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      byte[] text = "do these belong together?".getBytes(StandardCharsets.US_ASCII);
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(text);
      byte[] signed = signing.sign();
      Signature verifying = Signature.getInstance(algorithm);
      verifying.initVerify(certificate.getPublicKey());
      verifying.update(text);
      return verifying.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static Failure refused(Path file, String why) {
    return Problem.of(ErrorCode.CONFIGURATION, "TLS: " + file + ": " + why).failure();
  }
}
