package msingi.testkit.matrix;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import msingi.auth.Keys;
import msingi.auth.Secret;
import msingi.auth.TokenMaker;
import msingi.base.Time;
import msingi.testkit.scenario.Running;

/** A credential of each kind for a server, got as its users would. */
public final class Keyring {
  private static final String PASSWORD = "a battery of correct horses";
  private static final String OTHER = "another secret of the tests of 32 bytes at least";

  private final Running running;
  private final Map<Credential, String> texts = new EnumMap<>(Credential.class);

  /** Asks the server under test. */
  @FunctionalInterface
  public interface Asking {
    /** The answer's body; {@code bearer} may be empty. */
    JsonObject ask(String method, String path, JsonObject body, String bearer);
  }

  public Keyring(Running running, Asking asking) {
    this.running = running;
    Keys keys = running.server().keys();
    texts.put(Credential.NONE, "");
    texts.put(Credential.PUBLISHABLE_KEY, running.publishableKey());
    texts.put(Credential.SECRET_KEY, running.secretKey());
    Keys.Created gone = keys.create(Keys.Kind.SECRET, "gone").await();
    keys.revoke(gone.key().id()).await();
    texts.put(Credential.REVOKED_KEY, gone.text());
    texts.put(Credential.ANON_TOKEN, signed("anon", Duration.ofHours(1), Running.SECRET));
    texts.put(
        Credential.SERVICE_TOKEN, signed("service_role", Duration.ofHours(1), Running.SECRET));
    texts.put(Credential.OUTSIDER, signed("authenticated", Duration.ofHours(1), Running.SECRET));
    texts.put(Credential.EXPIRED, signed("service_role", Duration.ofHours(-1), Running.SECRET));
    texts.put(Credential.FOREIGN, signed("service_role", Duration.ofHours(1), OTHER));
    texts.put(Credential.NONSENSE, "not.a.token");
    texts.put(Credential.GUEST, token(asking.ask("POST", "/auth/v1/signup", new JsonObject(), "")));
    texts.put(Credential.PERSON, token(signUp(asking, "person")));
    ended(asking);
  }

  private void ended(Asking asking) {
    JsonObject revoked = signUp(asking, "revoked");
    asking.ask("POST", "/auth/v1/logout", new JsonObject(), token(revoked));
    texts.put(Credential.REVOKED, token(revoked));
    JsonObject banned = signUp(asking, "banned");
    asking.ask(
        "PUT",
        "/auth/v1/admin/users/" + id(banned),
        new JsonObject().put("ban_duration", "1h"),
        running.secretKey());
    texts.put(Credential.BANNED, token(banned));
    JsonObject deleted = signUp(asking, "deleted");
    asking.ask(
        "DELETE", "/auth/v1/admin/users/" + id(deleted), new JsonObject(), running.secretKey());
    texts.put(Credential.DELETED, token(deleted));
  }

  private static JsonObject signUp(Asking asking, String name) {
    JsonObject body =
        new JsonObject().put("email", name + "@example.org").put("password", PASSWORD);
    return asking.ask("POST", "/auth/v1/signup", body, "");
  }

  private static String token(JsonObject session) {
    return session.getString("access_token");
  }

  private static String id(JsonObject session) {
    return session.getJsonObject("user").getString("id");
  }

  private static String signed(String role, Duration lifetime, String secret) {
    TokenMaker.Wish wish =
        new TokenMaker.Wish(
            role, UUID.randomUUID().toString(), List.of(), "", "", lifetime, Map.of());
    return new TokenMaker(Secret.ofTokens(secret), Time.SYSTEM).token(wish);
  }

  /** The headers that show a credential. */
  public Map<String, String> headers(Credential credential, Credential.Way way) {
    String text = texts.getOrDefault(credential, "");
    Map<String, String> headers = new LinkedHashMap<>();
    if (text.isEmpty()) {
      return headers;
    }
    if (way.inKey()) {
      headers.put("apikey", text);
    }
    if (way == Credential.Way.BEARER_BESIDE_KEY) {
      headers.put("apikey", running.publishableKey());
    }
    if (way.inBearer()) {
      headers.put("Authorization", "Bearer " + text);
    }
    return headers;
  }
}
