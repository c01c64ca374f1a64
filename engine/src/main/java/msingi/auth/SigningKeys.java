package msingi.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.jwk.JWK;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import msingi.base.Time;
import msingi.error.Failure;
import msingi.observe.Observation;
import msingi.observe.Observer;

/**
 * The keys that sign our own tokens, in a file that its owner alone may read. Made at the first
 * start; a change of the file takes effect within {@link #LOOK_SECONDS} seconds in every process
 * that has it open, and a bad change leaves the keys as they were.
 */
public final class SigningKeys implements Signer {
  /** How often the file is looked at. */
  static final int LOOK_SECONDS = 2;

  private final KeyFile file;
  private final Duration longest;
  private final Time time;
  private volatile InForce inForce;
  private volatile String complaint = "";

  /**
   * What is good now.
   *
   * @param version another number for other keys
   * @param live keys that verify
   * @param published their public parts
   */
  record InForce(
      long version,
      KeyRing ring,
      List<JWK> live,
      String published,
      JWSHeader header,
      JWSSigner signer) {
    @Override
    public String toString() {
      return "InForce[" + published + "]";
    }
  }

  private SigningKeys(KeyFile file, KeyRing ring, Duration longest, Time time) {
    this.file = file;
    this.longest = longest;
    this.time = time;
    this.inForce = inForce(ring, 1);
  }

  /**
   * The keys of a file, which is made where there is none. Blocks.
   *
   * @param first the algorithm of the first key
   * @param longest how long the tokens hold that will be signed, at most
   * @throws Failure MSI009 when the file cannot be read or made, others may read it, or it holds no
   *     key that can sign
   */
  public static SigningKeys open(Path path, SigningAlgorithm first, Duration longest, Time time) {
    KeyFile file = new KeyFile(path);
    if (!file.exists()) {
      file.create(KeyRing.first(first, longest, time.now()).text());
    }
    KeyRing ring = ring(file);
    if (ring.longest().compareTo(longest) < 0 && file.writable()) {
      // Whoever rotates the keys must know how long the old one is needed.
      ring =
          file.locked(() -> {
            KeyRing promising = ring(file).promising(longest);
            file.replace(promising.text());
            return promising;
          });
    }
    return new SigningKeys(file, ring.promising(longest), longest, time);
  }

  /**
   * Makes the next key in a file. What the old one signed is good until the longest of its tokens
   * is over. Blocks.
   *
   * @param drop whether nothing that was signed before is good any more
   * @return the new key's id
   * @throws Failure MSI009
   */
  public static String rotate(Path path, SigningAlgorithm algorithm, boolean drop, Time time) {
    return next(new KeyFile(path), algorithm.make(), drop, time);
  }

  /**
   * Makes a key from elsewhere the next key, as {@link #rotate}.
   *
   * @param text a JSON Web Key or PEM
   * @param origin where the text comes from, for errors
   */
  public static String bring(Path path, String text, String origin, boolean drop, Time time) {
    return next(new KeyFile(path), KeyImport.read(text, origin), drop, time);
  }

  private static String next(KeyFile file, JWK key, boolean drop, Time time) {
    return file.locked(() -> {
      KeyRing old = file.exists() ? ring(file) : new KeyRing(List.of(), Duration.ZERO);
      KeyRing ring = drop ? old.only(key, time.now()) : old.next(key, time.now());
      file.replace(ring.text());
      return ring.signing().orElseThrow().getKeyID();
    });
  }

  private static KeyRing ring(KeyFile file) {
    return KeyRing.parse(file.read(), file.path().toString());
  }

  @Override
  public String sign(Map<String, Object> claims) {
    long most = time.now().getEpochSecond() + longest.toSeconds();
    if (!(claims.get("exp") instanceof Number end) || end.longValue() > most) {
      throw new IllegalArgumentException("a token needs exp, at most " + longest + " away");
    }
    InForce now = inForce;
    JWSObject token = new JWSObject(now.header(), new Payload(claims));
    try {
      token.sign(now.signer());
    } catch (JOSEException cause) {
      throw new IllegalStateException("a key that was usable is not", cause);
    }
    return token.serialize();
  }

  /**
   * The public keys as a JSON Web Key Set (RFC 7517), for {@code /.well-known/jwks.json}; shared
   * secrets are never in it.
   */
  public String published() {
    return inForce.published();
  }

  InForce inForce() {
    return inForce;
  }

  /**
   * Reads the file again, and forgets keys whose time is over. Blocks.
   *
   * @throws Failure MSI009 when the file is bad; the keys stay as they were
   */
  synchronized void look() {
    InForce old = inForce;
    KeyRing read = ring(file).promising(longest);
    boolean same =
        read.text().equals(old.ring().text()) && read.live(time.now()).size() == old.live().size();
    if (!same) {
      inForce = inForce(read, old.version() + 1);
    }
  }

  /**
   * Looks at the file from time to time.
   *
   * @return ends it
   */
  public Runnable watch(Vertx vertx, Observer observer) {
    long timer =
        vertx.setPeriodic(
            TimeUnit.SECONDS.toMillis(LOOK_SECONDS),
            _ ->
                vertx.executeBlocking(() -> {
                  looked(observer);
                  return true;
                }));
    return () -> vertx.cancelTimer(timer);
  }

  /** A file that stays bad is complained of once. */
  private void looked(Observer observer) {
    try {
      look();
      complaint = "";
    } catch (Failure failure) {
      String message = failure.problem().message();
      if (!message.equals(complaint)) {
        complaint = message;
        observer.observe(new Observation.Warned(message + "; the old keys stay in force"));
      }
    }
  }

  private InForce inForce(KeyRing ring, long version) {
    JWK key = ring.signing().orElseThrow();
    SigningAlgorithm algorithm = SigningAlgorithm.of(key).orElseThrow();
    JWSHeader header =
        new JWSHeader.Builder(algorithm.algorithm())
            .type(JOSEObjectType.JWT)
            .keyID(key.getKeyID())
            .build();
    return new InForce(
        version,
        ring,
        ring.live(time.now()),
        ring.published(time.now()),
        header,
        SigningAlgorithm.signer(key));
  }
}
