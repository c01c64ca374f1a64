package msingi.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.integration.Outbound;
import msingi.observe.Observer;
import msingi.request.Caller;

/**
 * JSON Web Tokens become callers. What was verified is remembered under the whole token, up to a
 * bounded weight, while its key set is in force and never past its {@code exp}.
 */
public final class Tokens {
  /** Most characters of tokens that are remembered, claims counted alike. */
  private static final long MOST_WEIGHT = 8L << 20;

  private static final int OWN_WEIGHT = 512;

  /** Where our own tokens name the role. */
  private static final List<String> OWN_ROLE = List.of("role");

  private final TokenRules rules;
  private final KeySets keys;
  private final Set<String> declared;
  private final Time time;
  private final Function<Revocations.Bearer, Revocations.Standing> standing;
  private final Cache<String, Verified> verified =
      Caffeine.newBuilder()
          .maximumWeight(MOST_WEIGHT)
          .weigher((String token, Verified _) -> 2 * token.length() + OWN_WEIGHT)
          .executor(Runnable::run)
          .build();

  /**
   * A token that was verified.
   *
   * @param keys the key set that verified it
   * @param expires milliseconds since 1970
   * @param answer the caller, ready to be handed out
   * @param bearer by what it is revoked
   */
  private record Verified(
      KeySet keys, long expires, Future<Caller> answer, Revocations.Bearer bearer) {}

  public Tokens(
      TokenRules rules,
      Set<String> declared,
      Vertx vertx,
      Outbound outbound,
      Time time,
      Observer observer) {
    this(
        rules,
        new KeySets(rules, vertx, outbound, time, observer),
        declared,
        time,
        _ -> Revocations.Standing.GOOD);
  }

  private Tokens(
      TokenRules rules,
      KeySets keys,
      Set<String> declared,
      Time time,
      Function<Revocations.Bearer, Revocations.Standing> standing) {
    this.standing = standing;
    this.rules = rules;
    this.keys = keys;
    this.declared = Set.copyOf(declared);
    this.time = time;
  }

  /** The same rules and keys for an application with other roles. */
  public Tokens withRoles(Set<String> roles) {
    return new Tokens(rules, keys, roles, time, standing);
  }

  /** The same, but what is revoked opens nothing. */
  public Tokens heeding(Revocations revocations) {
    return heeding(revocations::standing);
  }

  /** The same, but of each token this is left. */
  Tokens heeding(Function<Revocations.Bearer, Revocations.Standing> left) {
    return new Tokens(rules, keys, declared, time, left);
  }

  /** The caller who bears this token. */
  Future<Caller> caller(String token) {
    if (rules.sources().isEmpty()) {
      return Future.failedFuture(Problem.of(ErrorCode.TOKEN_SECRET).failure());
    }
    KeySet current = keys.current();
    Verified known = verified.getIfPresent(token);
    if (known != null) {
      if (known.keys().equals(current) && time.now().toEpochMilli() < known.expires()) {
        return standing(known.bearer(), known.answer());
      }
      verified.invalidate(token);
    }
    try {
      return verify(token, current);
    } catch (Failure failure) {
      return Future.failedFuture(failure);
    }
  }

  private Future<Caller> verify(String text, KeySet current) {
    Token token = Token.parse(text);
    List<KeySet.Key> fitting = current.fitting(token.algorithm(), token.id());
    if (!fitting.isEmpty()) {
      return admit(text, token, current, fitting);
    }
    if (!keys.mayChange()) {
      return Future.failedFuture(Token.unknownKey());
    }
    return keys.refresh()
        .compose(fresh -> {
          List<KeySet.Key> found = fresh.fitting(token.algorithm(), token.id());
          return found.isEmpty()
              ? Future.failedFuture(Token.unknownKey())
              : admit(text, token, fresh, found);
        });
  }

  private Future<Caller> admit(String text, Token token, KeySet current, List<KeySet.Key> fitting) {
    Optional<KeySet.Key> key = token.verified(fitting);
    if (key.isEmpty()) {
      return Future.failedFuture(Token.wrongSignature());
    }
    Expectation expectation = key.get().expectation();
    if (expectation.own() && !token.typed()) {
      return Future.failedFuture(Token.untyped());
    }
    Map<String, Object> claims = token.claims();
    Instant now = time.now();
    Claims.check(claims, expectation, now);
    List<String> rolePath = expectation.own() ? OWN_ROLE : rules.rolePath();
    Future<Caller> answer = Future.succeededFuture(Claims.caller(claims, rolePath, declared));
    long expires = Claims.expiresMillis(claims);
    Revocations.Bearer bearer =
        expectation.own() ? Claims.bearer(claims) : Revocations.Bearer.FOREIGN;
    if (now.toEpochMilli() < expires) {
      verified.put(text, new Verified(current, expires, answer, bearer));
    }
    return standing(bearer, answer);
  }

  /** What a good token opens still. */
  private Future<Caller> standing(Revocations.Bearer bearer, Future<Caller> answer) {
    return switch (standing.apply(bearer)) {
      case GOOD -> answer;
      case LOWERED -> answer.map(Claims::lowered);
      case OVER -> Future.failedFuture(ended());
    };
  }

  private static Failure ended() {
    return Problem.of(ErrorCode.SESSION_ENDED).failure();
  }

  /** How many tokens are remembered. */
  long remembered() {
    verified.cleanUp();
    return verified.estimatedSize();
  }
}
