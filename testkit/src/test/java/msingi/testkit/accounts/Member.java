package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody with an account, a session, and perhaps a program that makes codes. */
final class Member {
  static final String PASSWORD = "a battery of correct horses";
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final long STEP_SECONDS = 30;
  private static final long CALM_MILLIS = 5_000;

  private final Visitors visitors;
  private final String email;
  Visitors.Answer session;

  /** The code by which the last factor was proven. */
  String used = "";

  private Member(Visitors visitors, String email, Visitors.Answer session) {
    this.visitors = visitors;
    this.email = email;
    this.session = session;
  }

  static Member of(Visitors visitors, String email) {
    Visitors.Answer session = visitors.signUp(email, PASSWORD);
    assertThat(session.status()).as(session.text()).isEqualTo(200);
    return new Member(visitors, email, session);
  }

  /** Somebody who has an account already. */
  static Member in(Visitors visitors, String email) {
    Visitors.Answer session = visitors.signIn(email, PASSWORD);
    assertThat(session.status()).as(session.text()).isEqualTo(200);
    return new Member(visitors, email, session);
  }

  /** Somebody whom nobody knows. */
  static Member guest(Visitors visitors) {
    Visitors.Answer session = visitors.ask("POST", "/auth/v1/signup", new JsonObject(), "");
    assertThat(session.status()).as(session.text()).isEqualTo(200);
    return new Member(visitors, "", session);
  }

  /** The same person with another session. */
  Member again() {
    Visitors.Answer other = visitors.signIn(email, PASSWORD);
    assertThat(other.status()).as(other.text()).isEqualTo(200);
    return new Member(visitors, email, other);
  }

  Visitors.Answer ask(String method, String path, JsonObject body) {
    return visitors.ask(method, "/auth/v1" + path, body, session.access());
  }

  Visitors.Answer enroll(String kind, String name) {
    return ask(
        "POST", "/factors", new JsonObject().put("factor_type", kind).put("friendly_name", name));
  }

  Visitors.Answer challenge(String factor) {
    return ask("POST", "/factors/" + factor + "/challenge", new JsonObject());
  }

  Visitors.Answer verify(String factor, String challenge, String code) {
    return ask(
        "POST",
        "/factors/" + factor + "/verify",
        new JsonObject().put("challenge_id", challenge).put("code", code));
  }

  Visitors.Answer verifyKey(String factor, String challenge, String type, JsonObject credential) {
    return ask(
        "POST",
        "/factors/" + factor + "/verify",
        new JsonObject()
            .put("challenge_id", challenge)
            .put(
                "webauthn",
                new JsonObject().put("type", type).put("credential_response", credential)));
  }

  /** Asks for a challenge and answers it. */
  Visitors.Answer prove(String factor, String code) {
    return verify(factor, challenge(factor).body().getString("id"), code);
  }

  /** Begins and proves a factor that makes codes; goes on with the raised session. */
  Totp totp(String name) {
    JsonObject begun = enroll("totp", name).body();
    Totp totp = new Totp(begun.getString("id"), begun.getJsonObject("totp").getString("secret"));
    // The step before, so that the code of the step at hand is left for the test.
    used = totp.code(-1);
    Visitors.Answer raised = prove(totp.id(), used);
    assertThat(raised.status()).as(raised.text()).isEqualTo(200);
    session = raised;
    return totp;
  }

  /** What the access token says. */
  JsonObject claims() {
    return claims(session.access());
  }

  static JsonObject claims(String token) {
    return new JsonObject(
        io.vertx.core.buffer.Buffer.buffer(Base64.getUrlDecoder().decode(token.split("\\.")[1])));
  }

  JsonArray factors() {
    return ask("GET", "/user", new JsonObject()).body().getJsonArray("factors", new JsonArray());
  }

  Visitors.Answer refresh() {
    return visitors.refresh(session.refresh());
  }

  /** A program that makes codes, written from RFC 4226 and 6238 and not from ours. */
  record Totp(String id, String secret) {
    /** The code of now, or so many steps later. */
    String code(int later) {
      calm();
      return at(later);
    }

    /** Waits where the step is about to end, so that what follows is within one. */
    private static void calm() {
      long left = STEP_SECONDS * 1_000 - System.currentTimeMillis() % (STEP_SECONDS * 1_000);
      if (left < CALM_MILLIS) {
        try {
          Thread.sleep(left + 10);
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException(stopped);
        }
      }
    }

    private String at(int later) {
      long step = System.currentTimeMillis() / 1_000 / STEP_SECONDS + later;
      try {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(bytes(), "RAW"));
        byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
        int at = hash[19] & 15;
        long number =
            (hash[at] & 127L) << 24
                | (hash[at + 1] & 255L) << 16
                | (hash[at + 2] & 255L) << 8
                | (hash[at + 3] & 255L);
        return String.format(Locale.ROOT, "%06d", number % 1_000_000);
      } catch (GeneralSecurityException cause) {
        throw new IllegalStateException(cause);
      }
    }

    /** A code that is none of those around now. */
    String wrong() {
      for (int number = 0; ; number++) {
        String code = String.format(Locale.ROOT, "%06d", number);
        boolean right = false;
        for (int later = -2; later <= 2; later++) {
          right |= at(later).equals(code);
        }
        if (!right) {
          return code;
        }
      }
    }

    /** The secret itself. */
    byte[] bytes() {
      java.math.BigInteger number = java.math.BigInteger.ZERO;
      for (char letter : secret.toCharArray()) {
        number = number.shiftLeft(5).add(java.math.BigInteger.valueOf(LETTERS.indexOf(letter)));
      }
      byte[] all = number.toByteArray();
      byte[] bytes = new byte[20];
      int length = Math.min(20, all.length);
      System.arraycopy(all, all.length - length, bytes, 20 - length, length);
      return bytes;
    }
  }
}
