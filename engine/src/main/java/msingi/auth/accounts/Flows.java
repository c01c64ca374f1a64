package msingi.auth.accounts;

import io.vertx.core.Future;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import msingi.auth.Assignment;
import msingi.auth.Condition;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Proof;

/**
 * Flows that end in a code for the program that began them (PKCE, RFC 7636). A flow begins with a
 * proof, gets a code when its person has proven who they are, and ends when the code is exchanged.
 */
public final class Flows {
  private static final long SECONDS = 300;
  private static final int CODE_BYTES = 32;

  private static final Table TABLE = Table.of("flows");
  private static final Table.Change INSERT = TABLE.insert();
  private static final Table.Change ONCE = TABLE.insertUnless("hash");
  private static final Table.Find BY_HASH = TABLE.find(Condition.equal("hash"));
  private static final Table.Change PROVEN =
      TABLE.updated(
          List.of(Assignment.set("hash"), Assignment.set("account"), Assignment.set("expires_at")),
          Condition.equal("id"),
          Condition.absent("hash"),
          Condition.above("expires_at"));
  private static final Table.Change CONSUME =
      TABLE.updated(
          List.of(Assignment.set("consumed_at")),
          Condition.equal("id"),
          Condition.absent("consumed_at"),
          Condition.above("expires_at"));

  private final Ground ground;

  public Flows(Ground ground) {
    this.ground = ground;
  }

  /**
   * Begins a flow that may take as long as a code in the mail holds.
   *
   * @return its id, or {@link Line#NOBODY} where the proof asks for none
   */
  public Future<UUID> begin(Work work, Proof proof, Sessions.Method method, UUID account) {
    if (!proof.asked()) {
      return Future.succeededFuture(Line.NOBODY);
    }
    UUID id = ground.ids().uuid7();
    long lifetime = Math.max(SECONDS, ground.settings().codes().lifetimeSeconds());
    return work.add(
            INSERT,
            Line.empty()
                .with("id", id)
                .with("account", account)
                .with("method", method.text())
                .with("challenge", proof.challenge())
                .with("challenge_method", proof.method())
                .with("data", "{}")
                .with("created_at", ground.now())
                .with("expires_at", ground.in(lifetime)))
        .map(_ -> id);
  }

  /**
   * The flow's person has proven who they are: the code that its program exchanges. Holds for five
   * minutes.
   *
   * @return empty where the flow is over or has a code already
   */
  public Future<Optional<String>> proven(Work work, UUID flow, UUID account) {
    byte[] random = new byte[CODE_BYTES];
    ground.randomness().fill(random);
    String code = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    return work.changed(
            PROVEN, Hashes.sha256(code), account, ground.in(SECONDS), flow, ground.now())
        .map(rows -> rows.isEmpty() ? Optional.empty() : Optional.of(code));
  }

  /**
   * Uses up what somebody else gave out, until it would end anyway.
   *
   * @param expires microseconds since 1970
   * @return fails with ID_TOKEN_USED where it was used before
   */
  public Future<Void> once(Work work, String token, long expires) {
    return work.add(
            ONCE,
            Line.empty()
                .with("id", ground.ids().uuid7())
                .with("method", Sessions.Method.OAUTH.text())
                .with("challenge", "")
                .with("challenge_method", "")
                .with("hash", Hashes.sha256(token))
                .with("data", "{}")
                .moment("created_at", ground.now())
                .moment("expires_at", expires)
                .moment("consumed_at", ground.now()))
        .compose(added ->
            added
                ? Future.succeededFuture()
                : Future.failedFuture(Problem.of(ErrorCode.ID_TOKEN_USED).failure()));
  }

  /**
   * Uses a code up, for whoever shows what the flow began with. Waits.
   *
   * @throws msingi.error.Failure FLOW_UNKNOWN, FLOW_EXPIRED, VERIFIER_WRONG
   */
  public Line exchange(Work work, String code, String verifier) {
    Line flow =
        work.one(BY_HASH, Hashes.sha256(code))
            .await()
            .filter(it -> !it.happened("consumed_at"))
            .orElseThrow(() -> Problem.of(ErrorCode.FLOW_UNKNOWN).failure());
    if (flow.moment("expires_at") <= ground.now()) {
      throw Problem.of(ErrorCode.FLOW_EXPIRED).failure();
    }
    if (!Hashes.same(challenge(flow.text("challenge_method"), verifier), flow.text("challenge"))) {
      throw Problem.of(ErrorCode.VERIFIER_WRONG).failure();
    }
    long now = ground.now();
    return work.changed(CONSUME, now, flow.uuid("id"), now).await().stream()
        .findFirst()
        .orElseThrow(() -> Problem.of(ErrorCode.FLOW_UNKNOWN).failure());
  }

  private static String challenge(String method, String verifier) {
    return method.equals("plain")
        ? verifier
        : Base64.getUrlEncoder().withoutPadding().encodeToString(Hashes.digest(verifier));
  }
}
