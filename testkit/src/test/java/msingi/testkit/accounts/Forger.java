package msingi.testkit.accounts;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes of a good token of ours such as must open nothing. It even has the server's own key, to
 * sign what the server never would.
 */
final class Forger {
  private final String good;
  private final JsonObject header;
  private final JsonObject claims;
  private final ECKey own;
  private final ECKey foreign;
  private final String lure;
  private final Map<String, String> tokens = new TreeMap<>();

  /**
   * @param keys the file of the server's keys
   * @param lure an address that must not be asked
   */
  Forger(String good, Path keys, String lure) throws Exception {
    this.good = good;
    String[] parts = good.split("\\.");
    this.header = new JsonObject(decoded(parts[0]));
    this.claims = new JsonObject(decoded(parts[1]));
    this.own = JWKSet.parse(Files.readString(keys)).getKeys().getFirst().toECKey();
    this.foreign = new ECKeyGenerator(Curve.P_256).keyID(own.getKeyID()).generate();
    this.lure = lure;
  }

  /** Every forged token by what is wrong with it. */
  Map<String, String> all() throws Exception {
    algorithms();
    keysBrought();
    signatures();
    types();
    audiences();
    moments();
    twice();
    encrypted();
    return tokens;
  }

  private void algorithms() throws Exception {
    String payload = part(claims.encode());
    for (String none : List.of("none", "None", "NONE", "nOnE", "")) {
      String unsigned = part(header.copy().put("alg", none).encode()) + "." + payload + ".";
      tokens.put("alg '" + none + "' unsigned", unsigned);
      tokens.put("alg '" + none + "' signed", unsigned + good.split("\\.")[2]);
    }
    JsonObject shared = header.copy().put("alg", "HS256");
    byte[] der = own.toECPublicKey().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
            + "\n-----END PUBLIC KEY-----\n";
    tokens.put("HMAC by the public key", hmac(shared, claims.encode(), der));
    tokens.put("HMAC by the public key in PEM", hmac(shared, claims.encode(), bytes(pem)));
    tokens.put(
        "HMAC by the public key as JSON",
        hmac(shared, claims.encode(), bytes(own.toPublicJWK().toJSONString())));
    tokens.put("HMAC by x", hmac(shared, claims.encode(), own.getX().decode()));
    tokens.put("HMAC by nothing", hmac(shared, claims.encode(), new byte[] {0}));
    for (String other : List.of("HS384", "HS512", "RS256", "PS256", "ES384", "ES256K", "EdDSA")) {
      tokens.put("alg " + other, signed(header.copy().put("alg", other), claims.encode(), own));
    }
  }

  private void keysBrought() throws Exception {
    String mine = claims.encode();
    JsonObject jwk = new JsonObject(foreign.toPublicJWK().toJSONString());
    tokens.put("jwk", signed(header.copy().put("jwk", jwk), mine, foreign));
    tokens.put("jku", signed(header.copy().put("jku", lure), mine, foreign));
    tokens.put("x5u", signed(header.copy().put("x5u", lure), mine, foreign));
    tokens.put("x5c", signed(header.copy().put("x5c", new JsonArray().add("AA==")), mine, foreign));
    tokens.put("jku beside a good signature", signed(header.copy().put("jku", lure), mine, own));
    for (String kid :
        List.of(
            "../../../../dev/null",
            "/dev/null",
            "' OR 1=1 --",
            "file:///etc/passwd",
            lure,
            "x".repeat(300),
            own.getKeyID() + "\u0000")) {
      tokens.put(
          "kid " + kid,
          hmac(header.copy().put("alg", "HS256").put("kid", kid), mine, new byte[] {0}));
      tokens.put("kid, signed " + kid, signed(header.copy().put("kid", kid), mine, foreign));
    }
    tokens.put("kid is a list", signed(header.copy().put("kid", new JsonArray()), mine, own));
    tokens.put("crit", signed(header.copy().put("crit", new JsonArray().add("exp")), mine, own));
    tokens.put("crit of nothing", signed(header.copy().put("crit", new JsonArray()), mine, own));
    tokens.put("b64", signed(header.copy().put("b64", false), mine, own));
    tokens.put("zip", signed(header.copy().put("zip", "DEF"), mine, own));
  }

  private void signatures() throws Exception {
    String[] parts = good.split("\\.");
    String start = parts[0] + "." + parts[1] + ".";
    tokens.put("another's signature", signed(header, claims.encode(), foreign));
    tokens.put("no signature", start);
    tokens.put("r and s are zero", start + part(new byte[64]));
    tokens.put("the order of the curve", start + part(order()));
    tokens.put("half a signature", start + parts[2].substring(0, 43));
    tokens.put("a signature and a byte", start + parts[2] + "AA");
    tokens.put("padded", good + "=");
    tokens.put("a fourth part", good + ".");
    tokens.put("a blank in it", start + " " + parts[2]);
    tokens.put("in DER", start + part(signature("SHA256withECDSA", start)));
    JsonObject nurse = claims.copy().put("role", "service_role");
    tokens.put("other claims", parts[0] + "." + part(nurse.encode()) + "." + parts[2]);
    tokens.put(
        "as JSON",
        "{\"payload\":\""
            + parts[1]
            + "\",\"protected\":\""
            + parts[0]
            + "\",\"signature\":\""
            + parts[2]
            + "\"}");
    tokens.put("a token in a token", signed(header.copy().put("cty", "JWT"), good, own));
  }

  private void types() throws Exception {
    JsonObject none = header.copy();
    none.remove("typ");
    tokens.put("no typ", signed(none, claims.encode(), own));
    for (Object typ : List.of("", "logout+jwt", "JWE", "dpop+jwt", "secevent+jwt", 7)) {
      tokens.put("typ " + typ, signed(header.copy().put("typ", typ), claims.encode(), own));
    }
  }

  private void audiences() throws Exception {
    for (Object aud :
        List.of(
            "",
            "authenticated ",
            "Authenticated",
            "another application",
            new JsonArray(),
            new JsonArray().add(""),
            new JsonArray().add("another application"),
            new JsonArray().add(7),
            new JsonObject().put("authenticated", true),
            true)) {
      tokens.put("aud " + aud, with("aud", aud));
    }
    tokens.put("no aud", without("aud"));
    tokens.put("no iss", without("iss"));
    for (Object iss :
        List.of("", "https://evil.example/auth/v1", claims.getString("iss") + "/", 7)) {
      tokens.put("iss " + iss, with("iss", iss));
    }
  }

  private void moments() throws Exception {
    long now = System.currentTimeMillis() / 1_000;
    tokens.put("no exp", without("exp"));
    for (Object exp : List.of(now - 40, 0, -1, "9999999999", new JsonArray().add(now + 60), true)) {
      tokens.put("exp " + exp, with("exp", exp));
    }
    tokens.put("nbf later", with("nbf", now + 120));
    tokens.put("iat later", with("iat", now + 120));
    String text = claims.encode();
    tokens.put(
        "exp without end", signed(header, text.replaceFirst("\"exp\":\\d+", "\"exp\":1e400"), own));
  }

  private void twice() throws Exception {
    String text = claims.encode();
    String open = text.substring(0, text.length() - 1);
    tokens.put("role twice", signed(header, open + ",\"role\":\"service_role\"}", own));
    tokens.put("sub twice", signed(header, "{\"sub\":\"x\"," + text.substring(1), own));
    tokens.put(
        "roles twice",
        signed(
            header,
            open.replaceFirst(",?\"app_metadata\":\\{[^}]*}", "")
                + ",\"app_metadata\":{\"roles\":[],\"roles\":[\"doctor\"]}}",
            own));
    String top = header.encode();
    tokens.put(
        "alg twice", signed(top.substring(0, top.length() - 1) + ",\"alg\":\"none\"}", text, own));
  }

  private void encrypted() throws Exception {
    String mine = part(deflated(claims.encode()));
    JsonObject derived =
        new JsonObject().put("alg", "PBES2-HS256+A128KW").put("enc", "A128GCM").put("p2s", "AAAA");
    String bomb = part(derived.copy().put("p2c", Integer.MAX_VALUE).encode());
    tokens.put("p2c", bomb + ".AAAA.AAAA.AAAA.AAAA");
    tokens.put("p2c in three parts", bomb + "." + part(claims.encode()) + ".AAAA");
    tokens.put(
        "p2c beside a signature",
        signed(header.copy().put("p2c", Integer.MAX_VALUE), claims.encode(), own));
    String direct = part("{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"zip\":\"DEF\"}");
    tokens.put("compressed and encrypted", direct + "..AAAAAAAAAAAAAAAA." + mine + ".AAAA");
    tokens.put(
        "compressed", signed(part(header.copy().put("zip", "DEF").encode()) + "." + mine, own));
    tokens.put(
        "zeros, compressed", direct + "..AAAA." + part(deflated("0".repeat(4_000_000))) + ".AA");
  }

  private String with(String claim, Object value) throws GeneralSecurityException {
    return signed(header, claims.copy().put(claim, value).encode(), own);
  }

  private String without(String claim) throws GeneralSecurityException {
    JsonObject fewer = claims.copy();
    fewer.remove(claim);
    return signed(header, fewer.encode(), own);
  }

  private static String signed(JsonObject header, String payload, ECKey key)
      throws GeneralSecurityException {
    return signed(header.encode(), payload, key);
  }

  private static String signed(String header, String payload, ECKey key)
      throws GeneralSecurityException {
    return signed(part(header) + "." + part(payload), key);
  }

  private static String signed(String start, ECKey key) throws GeneralSecurityException {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(key.toPrivateKey());
      signature.update(start.getBytes(StandardCharsets.US_ASCII));
      return start + "." + part(signature.sign());
    } catch (com.nimbusds.jose.JOSEException cause) {
      throw new GeneralSecurityException(cause);
    }
  }

  private byte[] signature(String algorithm, String start) throws Exception {
    PrivateKey key = own.toPrivateKey();
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(bytes(start.substring(0, start.length() - 1)));
    return signature.sign();
  }

  private byte[] order() {
    byte[] order = Curve.P_256.toECParameterSpec().getOrder().toByteArray();
    byte[] both = new byte[64];
    System.arraycopy(order, order.length - 32, both, 0, 32);
    System.arraycopy(order, order.length - 32, both, 32, 32);
    return both;
  }

  private static String hmac(JsonObject header, String payload, byte[] key)
      throws GeneralSecurityException {
    String start = part(header.encode()) + "." + part(payload);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "Hmac"));
    return start + "." + part(mac.doFinal(bytes(start)));
  }

  private static byte[] deflated(String text) throws java.io.IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflating = new DeflaterOutputStream(out)) {
      deflating.write(bytes(text));
    }
    return out.toByteArray();
  }

  private static String part(String text) {
    return part(bytes(text));
  }

  private static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
