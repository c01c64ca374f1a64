package msingi.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.wire.Json;

/**
 * A token in compact form (RFC 7515, section 7.1), taken apart; nothing in it is believed before
 * {@link #verified}. Messages are PostgREST's where it has one.
 */
record Token(
    JWSHeader header,
    String algorithm,
    String id,
    byte[] signed,
    String payload,
    String signature) {
  private static final int LONGEST = 16_384;
  private static final int LONGEST_ID = 256;
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  /** Headers that bring keys or conditions along: what they say is never followed. */
  private static final List<String> REFUSED =
      List.of(
          "crit",
          "jku",
          "jwk",
          "x5u",
          "x5c",
          "x5t",
          "x5t#S256",
          "b64",
          "zip",
          "enc",
          "epk",
          "p2c",
          "p2s");

  /** Takes a token apart and refuses what no honest issuer sends. */
  static Token parse(String text) {
    if (text.length() > LONGEST) {
      throw invalid("The JWT is too long", "");
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      throw invalid("Expected 3 parts in JWT; got " + parts.length, "");
    }
    for (String part : parts) {
      if (!alphabet(part)) {
        throw broken();
      }
    }
    Map<String, Object> header = object(parts[0]);
    String algorithm = text(header, "alg");
    if (algorithm.toLowerCase(Locale.ROOT).equals("none")) {
      throw invalid(
          "Wrong or unsupported encoding algorithm",
          "JWT is unsecured but expected 'alg' was not 'none'");
    }
    for (String name : REFUSED) {
      if (header.containsKey(name)) {
        throw invalid("The JWT header '" + name + "' is not accepted", "");
      }
    }
    String type = text(header, "typ").toLowerCase(Locale.ROOT);
    if (!type.isEmpty() && !TYPES.contains(type)) {
      throw invalid("Unsupported token type", "");
    }
    String id = text(header, "kid");
    if (id.length() > LONGEST_ID) {
      throw invalid("The JWT header 'kid' is too long", "");
    }
    byte[] signed = (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII);
    return new Token(header(parts[0]), algorithm, id, signed, parts[1], parts[2]);
  }

  /** The key that made the signature, if it is one of these. */
  Optional<KeySet.Key> verified(List<KeySet.Key> keys) {
    Base64URL bytes = new Base64URL(signature);
    for (KeySet.Key key : keys) {
      try {
        if (key.verifier().verify(header, signed, bytes)) {
          return Optional.of(key);
        }
      } catch (JOSEException _) {
        // A signature of the wrong length or form is a wrong signature.
      }
    }
    return Optional.empty();
  }

  /** Whether the header names the type. */
  boolean typed() {
    return header.getType() != null && !header.getType().getType().isEmpty();
  }

  /** The claims; to be asked for only after {@link #verified}. */
  Map<String, Object> claims() {
    try {
      return members(payload);
    } catch (ParseException | Failure _) {
      throw Problem.of(ErrorCode.TOKEN_CLAIMS, "Parsing claims failed").withHint("").failure();
    }
  }

  /** What a token says to which no key fits. */
  static Failure unknownKey() {
    return invalid(
        "No suitable key or wrong key type", "No suitable key was found to decode the JWT");
  }

  /** What a token of our own keys says whose type is not said. */
  static Failure untyped() {
    return invalid("Unsupported token type", "");
  }

  /** What a token says that none of the keys signed. */
  static Failure wrongSignature() {
    return invalid(
        "No suitable key or wrong key type", "None of the keys was able to decode the JWT");
  }

  private static Failure broken() {
    return invalid("JWT cryptographic operation failed", "");
  }

  private static Failure invalid(String message, String details) {
    return new Problem(ErrorCode.TOKEN_INVALID, message, details, "").failure();
  }

  private static JWSHeader header(String part) {
    try {
      return JWSHeader.parse(new Base64URL(part));
    } catch (ParseException | IllegalArgumentException _) {
      throw broken();
    }
  }

  private static Map<String, Object> object(String part) {
    try {
      return members(part);
    } catch (ParseException | IllegalArgumentException | Failure _) {
      throw broken();
    }
  }

  /** Of names that stand twice two readers may take two values (RFC 7519, section 4): refused. */
  private static Map<String, Object> members(String part) throws ParseException {
    byte[] bytes = new Base64URL(part).decode();
    Json.strict(bytes);
    return JSONObjectUtils.parse(new String(bytes, StandardCharsets.UTF_8));
  }

  /** A header's text; empty when it is absent; anything but a text breaks the token. */
  private static String text(Map<String, Object> header, String name) {
    Object value = header.get(name);
    if (value == null) {
      return "";
    }
    if (value instanceof String text) {
      return text;
    }
    throw broken();
  }

  /** Base64url without padding: the library would skip other characters silently. */
  private static boolean alphabet(String part) {
    for (int index = 0; index < part.length(); index++) {
      char unit = part.charAt(index);
      boolean known =
          (unit >= 'a' && unit <= 'z')
              || (unit >= 'A' && unit <= 'Z')
              || (unit >= '0' && unit <= '9')
              || unit == '-'
              || unit == '_';
      if (!known) {
        return false;
      }
    }
    return true;
  }
}
