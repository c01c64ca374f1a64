package msingi.auth;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import msingi.error.Problem;
import msingi.request.Person;
import msingi.request.Proof;
import msingi.request.Reply;
import msingi.request.Step;
import msingi.request.Visit;

/** Somebody who is signed in to a house. */
public record Member(House house, Reply.SignedIn session) {
  public UUID id() {
    return session.person().id();
  }

  /** A visit that shows the access token. */
  public Visit visit() {
    return house.visit(session.accessToken());
  }

  public Reply run(Step step) {
    return house.run(step, visit());
  }

  public Problem refused(Step step) {
    return house.refused(step, visit());
  }

  /** The same session with the next tokens. */
  public Member refreshed() {
    return with(house.run(new Step.RefreshGrant(session.refreshToken())));
  }

  /** The same person with the tokens of an answer. */
  public Member with(Reply reply) {
    return new Member(house, (Reply.SignedIn) reply);
  }

  /** The row of the session. */
  public UUID sessionId() {
    return UUID.fromString(claims().getString("session_id"));
  }

  /** What the access token says. */
  public JsonObject claims() {
    String body = session.accessToken().split("\\.")[1];
    return new JsonObject(new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8));
  }

  /** By what the session was proven, the newest first. */
  public List<String> methods() {
    JsonArray entries = claims().getJsonArray("amr");
    return entries.stream().map(it -> ((JsonObject) it).getString("method")).toList();
  }

  /** The account as the database has it. */
  public Line row() {
    return house.row("accounts", id());
  }

  /** The account as it is shown. */
  public Person person() {
    return ((Reply.User) run(new Step.ReadUser())).person();
  }

  /** Whether the access token opens anything. */
  public boolean open() {
    try {
      run(new Step.ReadUser());
      return true;
    } catch (msingi.error.Failure _) {
      return false;
    }
  }

  /** A wish that changes nothing, to be filled. */
  public static Step.UpdateUser update(String email, String password, String data) {
    return new Step.UpdateUser(email, "", password, "", "", data, Proof.NONE);
  }
}
