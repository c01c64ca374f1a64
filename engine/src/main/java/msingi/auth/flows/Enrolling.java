package msingi.auth.flows;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import msingi.auth.Line;
import msingi.auth.Work;
import msingi.auth.accounts.Addresses;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.Notices;
import msingi.auth.accounts.Persons;
import msingi.auth.accounts.Sessions;
import msingi.auth.factors.FactorRows;
import msingi.auth.factors.Picture;
import msingi.auth.factors.Totp;
import msingi.auth.factors.Vault;
import msingi.definition.AccountSettings;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.request.Contact;
import msingi.request.Reply;
import msingi.request.Step;

/** Begins second factors, and takes them away. One counts as soon as it was proven once. */
final class Enrolling {
  private static final long LEFT_MICROS = TimeUnit.MINUTES.toMicros(5);
  private static final int LONGEST_NAME = 120;

  /** What a picture holds that cameras still read from a screen. */
  private static final int LONGEST_ADDRESS = 1_000;

  private final Scene scene;

  Enrolling(Scene scene) {
    this.scene = scene;
  }

  /** What was begun, and what its owner is shown this once. */
  private record Begun(Line factor, byte[] secret, String address) {}

  Reply run(Step.EnrollFactor step) {
    Scene.Bearer bearer = Owners.named(scene);
    if (step.name().length() > LONGEST_NAME) {
      throw Problem.of(
              ErrorCode.VALIDATION, "friendly_name must be " + LONGEST_NAME + " characters or less")
          .failure();
    }
    Begun begun =
        switch (step.kind()) {
          case "totp" -> totp(step, bearer);
          case "phone" -> phone(step, bearer);
          case "webauthn" -> key(step, bearer);
          default ->
              throw Problem.of(
                      ErrorCode.VALIDATION, "factor_type needs to be totp, phone, or webauthn")
                  .failure();
        };
    scene.together((work, _) -> {
      Scene.Bearer held = scene.held(work, bearer);
      demandRoom(left(work, bearer.id(), begun.factor()), begun.factor());
      Owners.demandMayAdd(work, held, begun.factor());
      FactorRows.add(work, begun.factor()).await();
      return scene
          .audit()
          .note(
              work, scene.visit(), Audit.Event.FACTOR_ENROLLED, bearer.id(), about(begun.factor()))
          .await();
    });
    return new Reply.Enrolled(
        Persons.factor(begun.factor()),
        Totp.letters(begun.secret()),
        begun.address(),
        begun.address().isEmpty() ? "" : Picture.of(begun.address()));
  }

  private Begun totp(Step.EnrollFactor step, Scene.Bearer bearer) {
    demand(settings().totp(), ErrorCode.MFA_TOTP_DISABLED);
    String site = URI.create(scene.ground().site()).getHost();
    String issuer = step.issuer().isEmpty() && site != null ? site : step.issuer();
    Line account = bearer.account();
    String name = account.text("email").isEmpty() ? account.text("phone") : account.text("email");
    byte[] secret = Totp.secret(scene.ground().randomness());
    String address = Totp.address(issuer, name.isEmpty() ? bearer.id().toString() : name, secret);
    if (address.length() > LONGEST_ADDRESS) {
      throw Problem.of(ErrorCode.VALIDATION, "issuer is too long").failure();
    }
    Line factor = blank(FactorRows.Kind.TOTP, step.name(), bearer);
    byte[] sealed =
        new Vault(scene.ground().seal(), scene.ground().randomness())
            .sealed(factor.uuid("id"), secret);
    return new Begun(factor.with("secret", sealed).with("step", Totp.NO_STEP), secret, address);
  }

  private Begun phone(Step.EnrollFactor step, Scene.Bearer bearer) {
    demand(settings().phone(), ErrorCode.MFA_PHONE_DISABLED);
    if (step.phone().isEmpty()) {
      throw Problem.of(ErrorCode.VALIDATION, "Phone number required to enroll Phone factor")
          .failure();
    }
    Contact phone = Addresses.normal(new Contact(Contact.Kind.PHONE, step.phone()));
    Line factor = blank(FactorRows.Kind.PHONE, step.name(), bearer).with("phone", phone.text());
    return new Begun(factor, new byte[0], "");
  }

  private Begun key(Step.EnrollFactor step, Scene.Bearer bearer) {
    demand(settings().webauthn(), ErrorCode.MFA_WEBAUTHN_DISABLED);
    return new Begun(blank(FactorRows.Kind.WEBAUTHN, step.name(), bearer), new byte[0], "");
  }

  private Line blank(FactorRows.Kind kind, String name, Scene.Bearer bearer) {
    return Line.empty()
        .with("id", scene.ground().ids().uuid7())
        .with("account", bearer.id())
        .with("kind", kind.text())
        .with("name", name)
        .with("status", FactorRows.Status.UNVERIFIED.text())
        .with("data", new Value.Json("{}"))
        .moment("created_at", scene.now())
        .moment("updated_at", scene.now());
  }

  /** The account's factors, without those that were begun and left, or whose phone begins anew. */
  private List<Line> left(Work work, UUID account, Line begun) {
    List<Line> kept = new ArrayList<>();
    for (Line factor : FactorRows.of(work, account).await()) {
      boolean again =
          !begun.text("phone").isEmpty() && factor.text("phone").equals(begun.text("phone"));
      if (again && FactorRows.verified(factor)) {
        throw Problem.of(ErrorCode.MFA_EXISTS).failure();
      }
      long last = Math.max(factor.moment("created_at"), factor.moment("last_challenged_at"));
      boolean forgotten = again || scene.now() - last > LEFT_MICROS;
      if (forgotten && !FactorRows.verified(factor)) {
        FactorRows.remove(work, factor.uuid("id"), account).await();
      } else {
        kept.add(factor);
      }
    }
    return kept;
  }

  private void demandRoom(List<Line> factors, Line begun) {
    if (factors.stream().anyMatch(it -> it.text("name").equals(begun.text("name")))) {
      throw Problem.of(
              ErrorCode.MFA_NAME,
              "A factor with the friendly name \""
                  + begun.text("name")
                  + "\" for this user already exists")
          .failure();
    }
    if (factors.size() >= settings().most()) {
      throw Problem.of(ErrorCode.MFA_TOO_MANY).failure();
    }
  }

  private static void demand(boolean allowed, ErrorCode refusal) {
    if (!allowed) {
      throw Problem.of(refusal).failure();
    }
  }

  /** Takes a factor away; sessions that it raised prove no more than before. */
  Reply undo(Step.UnenrollFactor step) {
    Scene.Bearer asking = scene.bearer();
    return scene.together((work, notice) -> {
      Scene.Bearer bearer = scene.held(work, asking);
      Line factor = Owners.factor(work, bearer, step.factor());
      if (FactorRows.verified(factor) && !bearer.session().text("aal").equals(Sessions.HIGH)) {
        throw Owners.refused(ErrorCode.AAL_LOW, 422, "AAL2 required to unenroll verified factor");
      }
      FactorRows.remove(work, step.factor(), bearer.id()).await();
      boolean last =
          FactorRows.of(work, bearer.id()).await().stream()
              .noneMatch(
                  it -> FactorRows.verified(it) && it.text("kind").equals(factor.text("kind")));
      Sessions.Loss loss = new Sessions.Loss(step.factor(), Raising.method(factor), last);
      scene.sessions().lower(work, bearer.id(), loss, notice);
      if (FactorRows.verified(factor)) {
        scene.tell(work, bearer.account(), Notices.Kind.FACTOR_REMOVED);
      }
      scene
          .audit()
          .note(work, scene.visit(), Audit.Event.FACTOR_UNENROLLED, bearer.id(), about(factor))
          .await();
      return new Reply.Unenrolled(step.factor());
    });
  }

  /** What the audit says of a factor. */
  static String about(Line factor) {
    return "{\"factor_id\":\""
        + factor.uuid("id")
        + "\",\"factor_type\":\""
        + factor.text("kind")
        + "\"}";
  }

  private AccountSettings.Factors settings() {
    return scene.ground().settings().factors();
  }
}
