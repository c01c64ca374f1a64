package msingi.auth;

import io.vertx.core.Future;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Caller;
import msingi.request.Credentials;

/**
 * Keys and tokens together. What {@code Authorization} bears decides who asks; {@code apikey} must
 * be good too where it is sent. A key counts in both places (the clients send it in both), and so
 * does a token.
 */
public final class Doorkeeper implements Authenticator {
  private static final Future<Caller> STRANGER = Future.succeededFuture(Caller.STRANGER);

  private final Keys keys;
  private final Tokens tokens;
  private final boolean required;

  /**
   * @param required whether a request without any credential is refused (PGRST302)
   */
  public Doorkeeper(Keys keys, Tokens tokens, boolean required) {
    this.keys = keys;
    this.tokens = tokens;
    this.required = required;
  }

  @Override
  public Future<Caller> authenticate(Credentials credentials) {
    String key = credentials.key();
    String bearer = credentials.bearer();
    if (key.isEmpty() && bearer.isEmpty()) {
      return required
          ? Future.failedFuture(Problem.of(ErrorCode.CREDENTIAL_REQUIRED).withHint("").failure())
          : STRANGER;
    }
    if (credentials.browser() && (secret(key) || secret(bearer))) {
      return Future.failedFuture(Problem.of(ErrorCode.KEY_IN_BROWSER).failure());
    }
    if (bearer.isEmpty() || bearer.equals(key)) {
      return one(key.isEmpty() ? bearer : key);
    }
    if (key.isEmpty()) {
      return one(bearer);
    }
    Future<Caller> first = one(key);
    if (first.succeeded()) {
      return one(bearer);
    }
    return first.compose(_ -> one(bearer));
  }

  private Future<Caller> one(String credential) {
    return KeyText.isKey(credential) ? keys.caller(credential) : tokens.caller(credential);
  }

  private static boolean secret(String text) {
    return text.startsWith(Keys.Kind.SECRET.prefix());
  }
}
