package msingi.testkit.advisories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate of this machine that an authority of the tests signed, as a public one would: made
 * by the JDK's keytool.
 *
 * @param root the authority's own certificate, in PEM
 * @param certificate the server's, in PEM
 * @param key its private key, in PEM
 */
public record Authority(Path root, Path certificate, Path key) {
  private static final String PASSWORD = "changeit";

  /** Makes one in a folder. */
  public static Authority make(Path folder) throws Exception {
    Path store = folder.resolve("authority.p12");
    Path root = folder.resolve("root.pem");
    Path request = folder.resolve("request.pem");
    Path signed = folder.resolve("certificate.pem");
    keytool(
        store,
        "root",
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=Authority of the tests",
        "-ext",
        "bc:c",
        "-ext",
        "ku:c=keyCertSign,cRLSign",
        "-validity",
        "300");
    keytool(store, "root", "-exportcert", "-rfc", "-file", root.toString());
    keytool(
        store,
        "server",
        "-genkeypair",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=localhost",
        "-validity",
        "90");
    keytool(store, "server", "-certreq", "-file", request.toString());
    keytool(
        store,
        "root",
        "-gencert",
        "-rfc",
        "-infile",
        request.toString(),
        "-outfile",
        signed.toString(),
        "-validity",
        "90",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-ext",
        "ku:c=digitalSignature",
        "-ext",
        "eku=serverAuth",
        "-ext",
        "aia=ocsp:uri:http://ocsp.invalid/");
    Path key = folder.resolve("key.pem");
    Files.writeString(key, key(store));
    return new Authority(root, signed, key);
  }

  private static void keytool(Path store, String alias, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", alias, "-keystore", store.toString(), "-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static String key(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    byte[] bytes = keys.getKey("server", PASSWORD.toCharArray()).getEncoded();
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
  }
}
