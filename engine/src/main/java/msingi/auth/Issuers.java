package msingi.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import msingi.base.Time;
import msingi.definition.AccountSettings;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.integration.Outbound;
import msingi.observe.Observer;
import msingi.request.Step;

/**
 * The issuers whose word on who people are is taken, and their keys. A token counts where its
 * signature is by a key of the issuer, its {@code iss} is exactly the issuer, its {@code aud} names
 * the application, and it is of now (OpenID Connect Core 1.0, section 3.1.3.7).
 */
public final class Issuers {
  private final List<Known> known;
  private final Time time;

  private record Known(AccountSettings.Issuer rules, KeySets keys) {}

  /**
   * What an issuer says of somebody, verified.
   *
   * @param issuer who says it
   * @param subject whom it is about, as the issuer calls them; never empty
   * @param expires when the token ends, in microseconds since 1970
   * @param claims everything that it says
   */
  public record Said(
      AccountSettings.Issuer issuer, String subject, long expires, Map<String, Object> claims) {
    public Said {
      claims = Map.copyOf(claims);
    }

    /** A text among the claims, or empty. */
    public String text(String name) {
      return claims.get(name) instanceof String text ? text : "";
    }

    /**
     * The address that counts as the person's: one that the issuer calls verified in so many words,
     * and that the application believes it for. Empty where there is none.
     */
    public String vouched() {
      Object verified = claims.get("email_verified");
      // Apple writes it as a text.
      boolean plainly = Boolean.TRUE.equals(verified) || "true".equals(verified);
      return issuer.emails() && plainly ? text("email") : "";
    }
  }

  /**
   * @param sources where the keys of an issuer come from
   */
  public Issuers(
      List<AccountSettings.Issuer> issuers,
      Function<AccountSettings.Issuer, List<TokenRules.Source>> sources,
      Vertx vertx,
      Outbound outbound,
      Time time,
      Observer observer) {
    this.time = time;
    this.known =
        issuers.stream()
            .map(it -> {
              try {
                TokenRules rules =
                    new TokenRules(sources.apply(it), "", it.issuer(), List.of("role"));
                return new Known(it, new KeySets(rules, vertx, outbound, time, observer));
              } catch (Failure refused) {
                throw named(it, refused);
              }
            })
            .toList();
  }

  /**
   * Looks at the keys of an issuer that are at hand: in the definition or a file.
   *
   * @throws Failure CONFIGURATION where they cannot be used
   */
  public static void check(AccountSettings.Issuer issuer, List<TokenRules.Source> sources) {
    KeySets.check(sources, new Expectation(issuer.issuer(), "", false));
  }

  private static Failure named(AccountSettings.Issuer issuer, Failure refused) {
    Problem problem = refused.problem();
    return Problem.of(
            problem.code(), "auth.issuers." + issuer.name() + ".jwks: " + problem.message())
        .withHint(problem.hint())
        .failure();
  }

  /**
   * What a word says, if it may be believed.
   *
   * @return fails with PROVIDER_DISABLED, ID_TOKEN_INVALID, ID_TOKEN_AUDIENCE, or BUSY where the
   *     keys cannot be had
   */
  public Future<Said> verified(Step.Word word) {
    Optional<Known> found =
        known.stream()
            .filter(it ->
                word.provider().isEmpty()
                    ? it.rules().issuer().equals(word.issuer())
                    : it.rules().name().equals(word.provider()))
            .findFirst();
    if (found.isEmpty()) {
      return Future.failedFuture(
          Problem.of(ErrorCode.PROVIDER_DISABLED, "The provider is not among auth.issuers")
              .failure());
    }
    Known issuer = found.get();
    try {
      Token token = Token.parse(word.token());
      List<KeySet.Key> fitting = fitting(issuer.keys().current(), token);
      if (!fitting.isEmpty() || !issuer.keys().mayChange()) {
        return Future.succeededFuture(said(issuer.rules(), token, fitting, word));
      }
      return issuer
          .keys()
          .refresh()
          .map(fresh -> said(issuer.rules(), token, fitting(fresh, token), word))
          .recover(Issuers::told);
    } catch (Failure failure) {
      return told(failure);
    }
  }

  /** Whatever is wrong with a token of theirs is no matter of our own tokens. */
  private static Future<Said> told(Throwable cause) {
    if (cause instanceof Failure failure) {
      ErrorCode code = failure.problem().code();
      if (code == ErrorCode.TOKEN_INVALID || code == ErrorCode.TOKEN_CLAIMS) {
        return Future.failedFuture(refused(failure.problem().message()));
      }
    }
    return Future.failedFuture(cause);
  }

  /** Keys of the issuer by which anybody can verify: a shared secret would be everybody's. */
  private static List<KeySet.Key> fitting(KeySet set, Token token) {
    return set.fitting(token.algorithm(), token.id()).stream()
        .filter(it -> !it.algorithm().equals(JWSAlgorithm.HS256))
        .toList();
  }

  private Said said(
      AccountSettings.Issuer issuer, Token token, List<KeySet.Key> fitting, Step.Word word) {
    if (token.verified(fitting).isEmpty()) {
      throw refused("Bad ID token: no key of the issuer signed it");
    }
    Map<String, Object> claims = token.claims();
    Claims.check(claims, new Expectation(issuer.issuer(), "", false), time.now());
    long expires = Claims.expiresMillis(claims);
    if (expires == Long.MAX_VALUE) {
      throw refused("Bad ID token: it has no end");
    }
    if (!(claims.get("sub") instanceof String subject) || subject.isEmpty()) {
      throw refused("Bad ID token: it is about nobody");
    }
    demandAudience(claims, issuer.audiences());
    demandNonce(claims, word.nonce());
    demandAccess(claims, word.access());
    // A null would be a claim without a value.
    claims.values().removeIf(java.util.Objects::isNull);
    return new Said(issuer, subject, expires * 1_000, claims);
  }

  /** The token is for the application; where it is for others too, the application asked for it. */
  private static void demandAudience(Map<String, Object> claims, List<String> ours) {
    List<Object> theirs = new ArrayList<>();
    if (claims.get("aud") instanceof List<?> list) {
      theirs.addAll(list);
    } else if (claims.get("aud") instanceof String text) {
      theirs.add(text);
    }
    boolean asked = theirs.size() <= 1 || ours.contains(String.valueOf(claims.get("azp")));
    if (theirs.stream().noneMatch(ours::contains) || !asked) {
      throw Problem.of(ErrorCode.ID_TOKEN_AUDIENCE).failure();
    }
  }

  /** The issuer was given the hash of what the program has: nobody else's token is shown. */
  private static void demandNonce(Map<String, Object> claims, String nonce) {
    String said = claims.get("nonce") instanceof String text ? text : "";
    if (said.isEmpty() != nonce.isEmpty()) {
      throw refused("Passed nonce and nonce in id_token should either both exist or not.");
    }
    String hash = nonce.isEmpty() ? "" : HexFormat.of().formatHex(sha256(nonce));
    if (!MessageDigest.isEqual(bytes(hash), bytes(said))) {
      throw refused("Nonces mismatch");
    }
  }

  /** The access token that came along belongs to the word (section 3.1.3.8). */
  private static void demandAccess(Map<String, Object> claims, String access) {
    if (!access.isEmpty() && claims.get("at_hash") instanceof String said) {
      byte[] half = Arrays.copyOf(sha256(access), 16);
      if (!Base64URL.encode(half).toString().equals(said)) {
        throw refused("Bad access token: it does not belong to the ID token");
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes(text));
    } catch (GeneralSecurityException cause) {
      throw new IllegalStateException("SHA-256 is part of every Java", cause);
    }
  }

  private static Failure refused(String message) {
    return Problem.of(ErrorCode.ID_TOKEN_INVALID, message).failure();
  }
}
