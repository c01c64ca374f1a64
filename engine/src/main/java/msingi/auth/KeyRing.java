package msingi.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/**
 * Our own keys: a JSON Web Key Set (RFC 7517) with private parts. The first key that may sign and
 * has no {@code exp} signs; the others verify, those with {@code exp} until then.
 *
 * @param longest how long the longest token holds that a key of the ring signed
 */
record KeyRing(List<JWK> keys, Duration longest) {
  /** Time for every process to notice a new key, and by which clocks may differ. */
  static final Duration MARGIN = Duration.ofSeconds(60);

  private static final String LIFETIME = "longest_token_seconds";

  /** Members that strangers may see: none of them is private (RFC 7518, section 6; RFC 8037). */
  private static final Set<String> PUBLIC = Set.of("kty", "crv", "x", "y", "n", "e", "kid");

  KeyRing {
    keys = List.copyOf(keys);
  }

  /** A ring with one new key. */
  static KeyRing first(SigningAlgorithm algorithm, Duration longest, Instant now) {
    return new KeyRing(List.of(with(algorithm.make(), "iat", now.getEpochSecond())), longest);
  }

  /**
   * Reads a key set, an array of keys, or a single key.
   *
   * @param origin where the text comes from, for errors
   * @throws msingi.error.Failure MSI009 when it is none of them, or no key can sign
   */
  static KeyRing parse(String text, String origin) {
    List<JWK> keys;
    Duration longest = Duration.ZERO;
    try {
      String stripped = text.strip();
      String set = stripped.startsWith("[") ? "{\"keys\":" + stripped + "}" : stripped;
      Map<String, Object> object = JSONObjectUtils.parse(set);
      keys = object.containsKey("keys") ? JWKSet.parse(set).getKeys() : List.of(JWK.parse(set));
      if (object.get(LIFETIME) instanceof Number seconds) {
        longest = Duration.ofSeconds(seconds.longValue());
      }
    } catch (ParseException | IllegalArgumentException _) {
      // What a library says of a broken private key does not belong into a message.
      throw refused("The signing keys of " + origin + " are not a JSON Web Key Set");
    }
    KeyRing ring = new KeyRing(named(keys, origin), longest);
    if (ring.signing().isEmpty()) {
      throw refused(
          "The signing keys of "
              + origin
              + " have no private key for ES256, RS256 or EdDSA that may sign");
    }
    return ring;
  }

  private static List<JWK> named(List<JWK> keys, String origin) {
    List<JWK> named = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JWK key : keys) {
      if (KeySet.usable(key, Expectation.NONE).isEmpty()) {
        throw refused("A key of " + origin + " is for none of HS256, RS256, ES256 and EdDSA");
      }
      JWK each = key.getKeyID() == null ? with(key, "kid", thumbprint(key)) : key;
      if (!ids.add(each.getKeyID())) {
        throw refused("Two keys of " + origin + " have the same kid");
      }
      named.add(each);
    }
    return named;
  }

  /** As the file has it; with private parts. */
  String text() {
    List<Map<String, Object>> all = keys.stream().map(JWK::toJSONObject).toList();
    return JSONObjectUtils.toJSONString(Map.of("keys", all, LIFETIME, longest.toSeconds())) + "\n";
  }

  /** The key that signs. */
  Optional<JWK> signing() {
    return keys.stream().filter(it -> it.getExpirationTime() == null && signs(it)).findFirst();
  }

  private static boolean signs(JWK key) {
    Set<KeyOperation> operations = key.getKeyOperations();
    return SigningAlgorithm.of(key).isPresent()
        && (operations == null || operations.contains(KeyOperation.SIGN));
  }

  /** The keys that verify at a moment. */
  List<JWK> live(Instant now) {
    return keys.stream()
        .filter(it ->
            it.getExpirationTime() == null || now.isBefore(it.getExpirationTime().toInstant()))
        .toList();
  }

  /** The ring with another signing key. What the old one signed is good until it ends. */
  KeyRing next(JWK key, Instant now) {
    long end = now.plus(longest).plus(MARGIN).getEpochSecond();
    List<JWK> all = new ArrayList<>();
    all.add(with(withId(key), "iat", now.getEpochSecond()));
    for (JWK old : live(now)) {
      boolean ends = old.getExpirationTime() != null || SigningAlgorithm.of(old).isEmpty();
      all.add(ends ? old : with(old, "exp", end));
    }
    return new KeyRing(named(all, "the new ring"), longest);
  }

  /** The ring with this signing key alone: nothing that was signed before is good any more. */
  KeyRing only(JWK key, Instant now) {
    return new KeyRing(List.of(with(withId(key), "iat", now.getEpochSecond())), longest);
  }

  /** The ring when its signing key signs tokens that hold this long. */
  KeyRing promising(Duration lifetime) {
    return lifetime.compareTo(longest) > 0 ? new KeyRing(keys, lifetime) : this;
  }

  /** The public parts of the keys that verify, as strangers see them; shared secrets never. */
  String published(Instant now) {
    List<Map<String, Object>> shown = new ArrayList<>();
    for (JWK key : live(now)) {
      JWK open = key.toPublicJWK();
      if (open == null) {
        continue;
      }
      Map<String, Object> members = new LinkedHashMap<>(open.toJSONObject());
      members.keySet().retainAll(PUBLIC);
      members.put("use", "sig");
      members.put("key_ops", List.of("verify"));
      KeySet.usable(open, Expectation.NONE)
          .forEach(it -> members.put("alg", it.algorithm().getName()));
      shown.add(members);
    }
    return JSONObjectUtils.toJSONString(Map.of("keys", shown));
  }

  @Override
  public String toString() {
    return "KeyRing" + keys.stream().map(JWK::getKeyID).toList();
  }

  private static JWK withId(JWK key) {
    return key.getKeyID() == null ? with(key, "kid", thumbprint(key)) : key;
  }

  private static String thumbprint(JWK key) {
    try {
      return key.computeThumbprint().toString();
    } catch (JOSEException cause) {
      throw new IllegalStateException("SHA-256 is part of every Java", cause);
    }
  }

  private static JWK with(JWK key, String member, Object value) {
    Map<String, Object> members = new LinkedHashMap<>(key.toJSONObject());
    members.put(member, value);
    try {
      return JWK.parse(members);
    } catch (ParseException cause) {
      throw new IllegalStateException("a key that was parsed is not a key", cause);
    }
  }

  private static RuntimeException refused(String message) {
    return Problem.of(ErrorCode.CONFIGURATION, message).failure();
  }
}
