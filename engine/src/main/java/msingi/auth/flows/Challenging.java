package msingi.auth.flows;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import msingi.auth.Line;
import msingi.auth.Work;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.JsonText;
import msingi.auth.accounts.Outbox;
import msingi.auth.factors.ChallengeRows;
import msingi.auth.factors.FactorRows;
import msingi.auth.factors.Options;
import msingi.auth.factors.Party;
import msingi.auth.factors.PasskeyRows;
import msingi.auth.factors.Vault;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.request.Contact;
import msingi.request.Reply;
import msingi.request.Step;
import msingi.wire.Json;

/** Asks a second factor for its proof. */
final class Challenging {
  private static final int CHALLENGE_BYTES = 32;

  private final Scene scene;

  Challenging(Scene scene) {
    this.scene = scene;
  }

  Reply run(Step.ChallengeFactor step) {
    Scene.Bearer bearer = Owners.named(scene);
    return scene.together((work, _) -> {
      Line account =
          FactorRows.hold(work, bearer.id()).await().stream().findFirst().orElse(bearer.account());
      // Read after the account's row is held, so that two at once do not both send a message.
      Line factor =
          FactorRows.find(work, step.factor(), bearer.id())
              .await()
              .orElseThrow(() -> Owners.refused(ErrorCode.MFA_UNKNOWN, 404, "Factor not found"));
      Owners.demandMayAdd(work, bearer, factor);
      Reply reply =
          switch (FactorRows.Kind.of(factor)) {
            case TOTP -> code(work, factor);
            case PHONE -> message(work, factor, step.channel());
            case WEBAUTHN -> key(work, account, factor);
          };
      FactorRows.challenged(work, factor.uuid("id"), scene.now()).await();
      scene
          .audit()
          .note(
              work,
              scene.visit(),
              Audit.Event.FACTOR_CHALLENGED,
              bearer.id(),
              Enrolling.about(factor))
          .await();
      return reply;
    });
  }

  private Reply code(Work work, Line factor) {
    Line challenge = blank(scene, ChallengeRows.Kind.TOTP).with("factor", factor.uuid("id"));
    return kept(work, factor, challenge, "", "");
  }

  private Reply message(Work work, Line factor, String channel) {
    if (!channel.isEmpty() && !channel.equals("sms")) {
      throw Problem.of(ErrorCode.VALIDATION, "Invalid channel, supported values are 'sms'")
          .failure();
    }
    long every = TimeUnit.SECONDS.toMicros(scene.ground().settings().codes().everySeconds());
    if (factor.happened("last_challenged_at")
        && scene.now() - factor.moment("last_challenged_at") < every) {
      throw Problem.of(ErrorCode.SMS_RATE).failure();
    }
    String digits = scene.codes().digits();
    Line challenge = blank(scene, ChallengeRows.Kind.PHONE).with("factor", factor.uuid("id"));
    String mark =
        new Vault(scene.ground().seal(), scene.ground().randomness())
            .mark(challenge.uuid("id"), digits);
    Json minutes = new Json.Bare(Long.toString(TimeUnit.SECONDS.toMinutes(ChallengeRows.SECONDS)));
    String data =
        JsonText.of(new Json.Members(Map.of("code", new Json.Text(digits), "minutes", minutes)));
    Contact phone = new Contact(Contact.Kind.PHONE, factor.text("phone"));
    scene
        .outbox()
        .add(work, scene.visit(), new Outbox.Message(factor.uuid("account"), phone, "factor", data))
        .await();
    return kept(work, factor, challenge.with("hash", mark), "", "");
  }

  private Reply key(Work work, Line account, Line factor) {
    Party party = Party.of(scene.ground());
    List<Line> keys = PasskeyRows.of(work, account.uuid("id")).await();
    UUID id = factor.uuid("id");
    boolean proven = FactorRows.verified(factor);
    Line challenge =
        blank(scene, proven ? ChallengeRows.Kind.KEY_USED : ChallengeRows.Kind.KEY_ADDED)
            .with("factor", id);
    String random = random(challenge);
    String options =
        proven
            ? Options.request(
                party, random, keys.stream().filter(it -> it.uuid("factor").equals(id)).toList())
            : Options.creation(party, random, account, keys, false);
    return kept(work, factor, challenge, proven ? "request" : "create", options);
  }

  private Reply kept(Work work, Line factor, Line challenge, String action, String options) {
    ChallengeRows.add(work, challenge.with("account", factor.uuid("account"))).await();
    return new Reply.Challenged(
        challenge.uuid("id"), factor.text("kind"), expires(challenge), action, options);
  }

  /** A new challenge; what a key has to sign is drawn whatever its kind. */
  static Line blank(Scene scene, ChallengeRows.Kind kind) {
    byte[] random = new byte[CHALLENGE_BYTES];
    scene.ground().randomness().fill(random);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Json data = new Json.Members(Map.of("challenge", new Json.Text(text)));
    return Line.empty()
        .with("id", scene.ground().ids().uuid7())
        .with("kind", kind.text())
        .with("address", scene.visit().address())
        .with("data", new Value.Json(JsonText.of(data)))
        .with("attempts", 0)
        .moment("created_at", scene.now())
        .moment("expires_at", scene.ground().in(ChallengeRows.SECONDS));
  }

  /** What a key has to sign for a challenge, in base64url. */
  static String random(Line challenge) {
    return JsonText.members(challenge.json("data")).get("challenge") instanceof Json.Text(var text)
        ? text
        : "";
  }

  /** When a challenge is over, in seconds since 1970. */
  static long expires(Line challenge) {
    return TimeUnit.MICROSECONDS.toSeconds(challenge.moment("expires_at"));
  }
}
