package msingi.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for this machine, signed by itself, and its key, as texts in PEM. */
record PemPair(String certificate, String key, X509Certificate parsed) {
  private static final String PASSWORD = "changeit";

  /**
   * Makes one by the JDK's keytool.
   *
   * @param more further arguments, such as {@code -keyalg RSA}
   */
  static PemPair make(Path folder, String... more) throws Exception {
    Path store = Files.createTempFile(folder, "pair", ".p12");
    Files.delete(store);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", "test", "-dname", "CN=localhost"));
    command.addAll(List.of("-ext", "san=dns:localhost,ip:127.0.0.1"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    command.addAll(List.of(more));
    assertThat(new ProcessBuilder(command).redirectErrorStream(true).start().waitFor()).isZero();
    return read(store);
  }

  private static PemPair read(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    X509Certificate certificate = (X509Certificate) keys.getCertificate("test");
    Key key = keys.getKey("test", PASSWORD.toCharArray());
    return new PemPair(
        pem("CERTIFICATE", certificate.getEncoded()),
        pem("PRIVATE KEY", key.getEncoded()),
        certificate);
  }

  private static String pem(String kind, byte[] bytes) {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
  }

  /** Puts both into files at once, as tools that renew certificates do. */
  Transport.Secured into(Path folder) throws IOException {
    Path certificateFile = folder.resolve("certificate.pem");
    Path keyFile = folder.resolve("key.pem");
    replace(certificateFile, certificate);
    replace(keyFile, key);
    return new Transport.Secured(certificateFile, keyFile, true, Transport.Redirect.NONE);
  }

  static void replace(Path file, String text) throws IOException {
    Path other = file.resolveSibling(file.getFileName() + "~");
    Files.writeString(other, text);
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-------"));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What a client needs that trusts these certificates alone. */
  static SSLContext trusting(PemPair... pairs) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    for (PemPair pair : pairs) {
      trusted.setCertificateEntry(pair.parsed().getSerialNumber().toString(), pair.parsed());
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  @Override
  public String toString() {
    return "PemPair[" + parsed.getSerialNumber() + "]";
  }
}
