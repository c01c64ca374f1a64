package msingi.auth;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.request.Caller;

/** A verified token's claims: checked against the clock and the rules, and made into a Caller. */
final class Claims {
  /** Seconds by which clocks may differ. */
  static final int SKEW = 30;

  private static final int DEEPEST = 8;
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Claims() {}

  /**
   * Refuses claims that do not hold now.
   *
   * @throws Failure PGRST303
   */
  static void check(Map<String, Object> claims, Expectation expectation, Instant now) {
    double seconds = now.toEpochMilli() / 1_000.0;
    double expires = number(claims, "exp", Double.POSITIVE_INFINITY);
    double begins = number(claims, "nbf", Double.NEGATIVE_INFINITY);
    double issued = number(claims, "iat", Double.NEGATIVE_INFINITY);
    List<String> audience = audience(claims);
    if (seconds > expires + SKEW) {
      throw refused("JWT expired");
    }
    if (expectation.own() && expires == Double.POSITIVE_INFINITY) {
      throw refused("JWT without an end");
    }
    if (seconds < begins - SKEW) {
      throw refused("JWT not yet valid");
    }
    if (seconds < issued - SKEW) {
      throw refused("JWT issued at future");
    }
    boolean expected = expectation.own() || claims.get("aud") != null;
    if (!expectation.audience().isEmpty()
        && expected
        && !audience.contains(expectation.audience())) {
      throw refused("JWT not in audience");
    }
    if (!expectation.issuer().isEmpty() && !expectation.issuer().equals(claims.get("iss"))) {
      throw refused("JWT not from the expected issuer");
    }
  }

  /** When the token ends, in milliseconds since 1970; {@link Long#MAX_VALUE} when it never does. */
  static long expiresMillis(Map<String, Object> claims) {
    return claims.get("exp") instanceof Number number
        ? (long) (number.doubleValue() * 1_000)
        : Long.MAX_VALUE;
  }

  /**
   * The caller that the claims describe.
   *
   * @param rolePath the path of the claim that names the role
   * @param declared the application's roles; others are left out
   * @throws Failure 22023 when the role is neither one of the wire's nor declared
   */
  static Caller caller(Map<String, Object> claims, List<String> rolePath, Set<String> declared) {
    String role = role(claims, rolePath);
    List<String> roles = new ArrayList<>();
    if (claims.get("app_metadata") instanceof Map<?, ?> metadata
        && metadata.get("roles") instanceof List<?> listed) {
      for (Object each : listed) {
        if (each instanceof String text && declared.contains(text) && !roles.contains(text)) {
          roles.add(text);
        }
      }
    }
    Caller.Role wire =
        switch (role) {
          case "", "anon" -> Caller.Role.ANON;
          case "authenticated" -> Caller.Role.AUTHENTICATED;
          case "service_role" -> Caller.Role.SERVICE;
          default -> {
            if (!declared.contains(role)) {
              throw Problem.of(ErrorCode.ROLE_UNKNOWN, "role \"" + role + "\" does not exist")
                  .withHint("")
                  .failure();
            }
            if (!roles.contains(role)) {
              roles.add(role);
            }
            yield Caller.Role.AUTHENTICATED;
          }
        };
    Map<String, Value> values = new HashMap<>();
    flatten("", claims, 1, values);
    boolean anonymous = Boolean.TRUE.equals(claims.get("is_anonymous"));
    return new Caller(wire, uid(claims), roles, anonymous, values);
  }

  /** By what one of our own tokens is revoked. */
  static Revocations.Bearer bearer(Map<String, Object> claims) {
    long epoch = claims.get("epoch") instanceof Number number ? number.longValue() : 0;
    long turn = claims.get("turn") instanceof Number number ? number.longValue() : 0;
    return new Revocations.Bearer(id(claims, "sub"), epoch, id(claims, "session_id"), turn);
  }

  /** The same caller without the second factor that the claims still tell of. */
  static Caller lowered(Caller caller) {
    Map<String, Value> values = new HashMap<>(caller.claims());
    values.put("aal", new Value.Text("aal1"));
    values.remove("amr");
    return new Caller(caller.role(), caller.uid(), caller.roles(), caller.anonymous(), values);
  }

  private static UUID id(Map<String, Object> claims, String name) {
    return claims.get(name) instanceof String text && UUID_TEXT.matcher(text).matches()
        ? UUID.fromString(text)
        : Line.NOBODY;
  }

  private static Value uid(Map<String, Object> claims) {
    return claims.get("sub") instanceof String text && UUID_TEXT.matcher(text).matches()
        ? new Value.Uuid(UUID.fromString(text))
        : Value.Null.NULL;
  }

  private static String role(Map<String, Object> claims, List<String> path) {
    Object at = claims;
    for (String step : path) {
      at = at instanceof Map<?, ?> map ? map.get(step) : null;
    }
    if (at == null) {
      return "";
    }
    if (at instanceof String text) {
      return text;
    }
    throw refused("The JWT '" + String.join(".", path) + "' claim must be a string");
  }

  /**
   * Puts every value under its dotted path; {@code user_metadata} belongs to the user: left out.
   */
  private static void flatten(
      String prefix, Map<?, ?> claims, int depth, Map<String, Value> values) {
    claims.forEach((key, value) -> {
      String name = prefix + key;
      if (name.equals("user_metadata") || depth > DEEPEST || value == null) {
        return;
      }
      if (value instanceof Map<?, ?> nested) {
        flatten(name + '.', nested, depth + 1, values);
      } else {
        values.put(name, value(value));
      }
    });
  }

  private static Value value(Object value) {
    return switch (value) {
      case String text -> new Value.Text(text.replace("\0", ""));
      case Boolean truth -> Value.Bool.of(truth);
      case Long number -> new Value.Whole(number);
      case Integer number -> new Value.Whole(number);
      case BigInteger number -> new Value.Decimal(new BigDecimal(number));
      case BigDecimal number -> new Value.Decimal(number);
      case Number number -> real(number.doubleValue());
      case List<?> list ->
          new Value.Many(
              list.stream()
                  .filter(it -> it != null && !(it instanceof List) && !(it instanceof Map))
                  .map(Claims::value)
                  .toList());
      default -> Value.Null.NULL;
    };
  }

  /** A number read as a float, which is whole where it says so. */
  private static Value real(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1L << 53
        ? new Value.Whole((long) number)
        : new Value.Real(number);
  }

  private static double number(Map<String, Object> claims, String name, double absent) {
    Object value = claims.get(name);
    if (value == null) {
      return absent;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw refused("The JWT '" + name + "' claim must be a number");
  }

  private static List<String> audience(Map<String, Object> claims) {
    Object value = claims.get("aud");
    if (value == null) {
      return List.of();
    }
    if (value instanceof String text) {
      return List.of(text);
    }
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof String text) {
          texts.add(text);
        }
      }
      if (texts.size() == list.size()) {
        return texts;
      }
    }
    throw refused("The JWT 'aud' claim must be a string or an array of strings");
  }

  private static Failure refused(String message) {
    return Problem.of(ErrorCode.TOKEN_CLAIMS, message).withHint("").failure();
  }
}
