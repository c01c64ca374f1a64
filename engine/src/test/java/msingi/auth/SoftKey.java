package msingi.auth;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * A key of WebAuthn in memory, written from the standard and not from the library that the server
 * checks it by; its fields may be changed so that it lies. With it, the browser around it.
 */
public final class SoftKey {
  public static final int PRESENT = 0x01;
  public static final int VERIFIED = 0x04;
  public static final int ELIGIBLE = 0x08;
  public static final int BACKED_UP = 0x10;
  private static final int ATTESTED = 0x40;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final KeyPair pair;
  public byte[] id = new byte[32];
  public byte[] handle = {};
  public String origin;
  public String party;
  public String type = "";
  public String challenge = "";
  public int flags = PRESENT | VERIFIED;
  public long counter;
  public boolean forged;
  public boolean framed;

  public SoftKey(String origin, String party) {
    this.origin = origin;
    this.party = party;
    new SecureRandom().nextBytes(id);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException cause) {
      throw new IllegalStateException(cause);
    }
  }

  /** The answer to a wish for a new key. */
  public JsonObject made(JsonObject options) {
    JsonObject user = options.getJsonObject("user");
    handle = Base64.getUrlDecoder().decode(user.getString("id"));
    Cbor object = new Cbor();
    object.map(3);
    object.text("fmt").text("none");
    object.text("attStmt").map(0);
    object.text("authData").bytes(data(ATTESTED, credential()));
    JsonObject response =
        new JsonObject()
            .put("clientDataJSON", TEXT.encodeToString(client(options, "webauthn.create")))
            .put("attestationObject", TEXT.encodeToString(object.all()))
            .put("transports", new JsonArray().add("internal").add("hybrid"));
    return answer(response);
  }

  /** The answer to a wish for the proof of this key. */
  public JsonObject used(JsonObject options) {
    counter++;
    byte[] data = data(0, new byte[0]);
    byte[] client = client(options, "webauthn.get");
    JsonObject response =
        new JsonObject()
            .put("clientDataJSON", TEXT.encodeToString(client))
            .put("authenticatorData", TEXT.encodeToString(data))
            .put("signature", TEXT.encodeToString(signed(data, client)));
    if (handle.length > 0) {
      response.put("userHandle", TEXT.encodeToString(handle));
    }
    return answer(response);
  }

  private JsonObject answer(JsonObject response) {
    return new JsonObject()
        .put("id", TEXT.encodeToString(id))
        .put("rawId", TEXT.encodeToString(id))
        .put("type", "public-key")
        .put("clientExtensionResults", new JsonObject())
        .put("response", response);
  }

  private byte[] client(JsonObject options, String usual) {
    return new JsonObject()
        .put("type", type.isEmpty() ? usual : type)
        .put("challenge", challenge.isEmpty() ? options.getString("challenge") : challenge)
        .put("origin", origin)
        .put("crossOrigin", framed)
        .encode()
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] data(int more, byte[] credential) {
    return ByteBuffer.allocate(37 + credential.length)
        .put(digest(party.getBytes(StandardCharsets.UTF_8)))
        .put((byte) (flags | more))
        .putInt((int) counter)
        .put(credential)
        .array();
  }

  private byte[] credential() {
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    Cbor cose = new Cbor();
    cose.map(5);
    cose.whole(1).whole(2);
    cose.whole(3).whole(-7);
    cose.whole(-1).whole(1);
    cose.whole(-2).bytes(fixed(key.getW().getAffineX()));
    cose.whole(-3).bytes(fixed(key.getW().getAffineY()));
    byte[] written = cose.all();
    return ByteBuffer.allocate(18 + id.length + written.length)
        .put(new byte[16])
        .putShort((short) id.length)
        .put(id)
        .put(written)
        .array();
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return fixed;
  }

  private byte[] signed(byte[] data, byte[] client) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(data);
      signature.update(digest(client));
      byte[] bytes = signature.sign();
      if (forged) {
        signature.initSign(pair.getPrivate());
        signature.update(client);
        return signature.sign();
      }
      return bytes;
    } catch (GeneralSecurityException cause) {
      throw new IllegalStateException(cause);
    }
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException cause) {
      throw new IllegalStateException(cause);
    }
  }

  /** What of CBOR (RFC 8949) keys need. */
  private static final class Cbor {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Cbor head(int kind, int number) {
      if (number < 24) {
        out.write(kind << 5 | number);
      } else if (number < 256) {
        out.write(kind << 5 | 24);
        out.write(number);
      } else {
        out.write(kind << 5 | 25);
        out.write(number >> 8);
        out.write(number);
      }
      return this;
    }

    Cbor whole(int number) {
      return number < 0 ? head(1, -1 - number) : head(0, number);
    }

    Cbor bytes(byte[] bytes) {
      head(2, bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    Cbor text(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      head(3, bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    void map(int entries) {
      head(5, entries);
    }

    byte[] all() {
      return out.toByteArray();
    }
  }
}
