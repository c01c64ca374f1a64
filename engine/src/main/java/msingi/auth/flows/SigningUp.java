package msingi.auth.flows;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import msingi.auth.Line;
import msingi.auth.Revocations;
import msingi.auth.Work;
import msingi.auth.accounts.AccountRows;
import msingi.auth.accounts.Addresses;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.Codes;
import msingi.auth.accounts.JsonText;
import msingi.auth.accounts.Metadata;
import msingi.auth.accounts.Newcomers;
import msingi.auth.accounts.Outbox;
import msingi.auth.accounts.PasswordRules;
import msingi.auth.accounts.Persons;
import msingi.auth.accounts.Sessions;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Contact;
import msingi.request.Reply;
import msingi.request.Step;
import msingi.wire.Json;

/**
 * Makes accounts. Whether an address has one already is not told where it must be proven: the
 * answer is that of a new one. Each attempt for an address that nobody has proven gets a code of
 * its own, and the proof puts that attempt's password into force: nobody's proof opens an account
 * to the password of somebody else. Where another attempt follows too soon for a message of its
 * own, whose the one on its way is cannot be known, and the proof brings no password.
 */
final class SigningUp {
  private final Scene scene;

  SigningUp(Scene scene) {
    this.scene = scene;
  }

  Reply anonymously(Step.SignUpAnonymously step) {
    demandOpen();
    if (!scene.ground().settings().ways().anonymous()) {
      throw Problem.of(ErrorCode.ANONYMOUS_DISABLED).failure();
    }
    Metadata.demand(step.data());
    return scene.together((work, notice) -> {
      Line account = scene.newcomers().makeAnonymous(work, step.data());
      scene.note(work, Audit.Event.SIGNED_UP, account.uuid("id"));
      return signedIn(work, account, Sessions.Method.ANONYMOUS, notice);
    });
  }

  Reply run(Step.SignUp step) {
    demandOpen();
    SigningIn.demand(scene.ground().settings().ways(), step.contact().kind());
    if (step.password().isEmpty()) {
      throw Problem.of(ErrorCode.VALIDATION, "Signup requires a valid password").failure();
    }
    Contact contact = Addresses.normal(step.contact());
    Metadata.demand(step.data());
    PasswordRules.demand(scene.ground().settings().passwords(), step.password(), contact.text());
    String hash = scene.ground().passwords().hash(step.password());
    Reply reply = Scene.retried(() -> attempt(step, contact, hash));
    if (reply instanceof Reply.User) {
      // Less is written for an address that is taken.
      Evenness.keep(scene);
    }
    return reply;
  }

  private Reply attempt(Step.SignUp step, Contact contact, String hash) {
    return scene.together((work, notice) -> {
      Optional<Line> known = AccountRows.find(work, contact).await();
      boolean proven = known.isPresent() && AccountRows.confirmed(known.get(), contact.kind());
      if (proven) {
        return repeated(work, known.get(), step, contact);
      }
      boolean confirmed = scene.ground().settings().autoconfirm();
      if (confirmed) {
        Line account =
            known.isPresent()
                ? scene.proofs().first(work, notice, known.get(), contact.kind(), hash, step.data())
                : scene.newcomers().make(work, newcomer(step, contact, hash, true));
        scene.note(work, Audit.Event.SIGNED_UP, account.uuid("id"));
        return signedIn(work, account, Sessions.Method.PASSWORD, notice);
      }
      Line account =
          known.isPresent()
              ? known.get()
              : scene.newcomers().make(work, newcomer(step, contact, hash, false));
      if (known.isEmpty()) {
        scene.note(work, Audit.Event.SIGNED_UP, account.uuid("id"));
      }
      return asked(work, account, step, contact, hash);
    });
  }

  /** An address that somebody has proven: told only where no proof is ever asked for. */
  private Reply repeated(Work work, Line known, Step.SignUp step, Contact contact) {
    if (scene.ground().settings().autoconfirm()) {
      throw Problem.of(ErrorCode.ACCOUNT_EXISTS).failure();
    }
    scene.note(work, Audit.Event.SIGN_UP_REPEATED, known.uuid("id"));
    return new Reply.User(scene.newcomers().pretended(newcomer(step, contact, "", false)));
  }

  /** The answer to a first attempt, and to those before its proof. */
  private Reply asked(Work work, Line account, Step.SignUp step, Contact contact, String hash) {
    UUID id = account.uuid("id");
    long every = TimeUnit.SECONDS.toMicros(scene.ground().settings().codes().everySeconds());
    long now = scene.now();
    boolean again = account.happened("confirmation_sent_at");
    if (!again || now - account.moment("confirmation_sent_at") >= every) {
      send(work, id, step, contact, hash);
      AccountRows.asked(work, id, now).await();
      scene.note(work, Audit.Event.CONFIRMATION_REQUESTED, id);
    } else {
      // This attempt has no message of its own. Whoever made it takes the one on its way for
      // theirs, and it must not put a stranger's password into force.
      scene.codes().strip(work, id, kind(contact), scene.codes().mark(id, step.password()));
    }
    return new Reply.User(
        again
            ? scene.newcomers().pretended(newcomer(step, contact, "", false))
            : Persons.of(work, account.moment("confirmation_sent_at", now)).await());
  }

  private Newcomers.Newcomer newcomer(
      Step.SignUp step, Contact contact, String hash, boolean proven) {
    return new Newcomers.Newcomer(contact, hash, step.data(), proven, scene.now());
  }

  private void send(Work work, UUID id, Step.SignUp step, Contact contact, String hash) {
    UUID flow = scene.flows().begin(work, step.proof(), Sessions.Method.EMAIL_SIGN_UP, id).await();
    Map<String, Json> pending = new LinkedHashMap<>();
    pending.put("password", new Json.Text(hash));
    pending.put("mark", new Json.Text(scene.codes().mark(id, step.password())));
    pending.put("data", new Json.Members(JsonText.members(step.data())));
    Codes.Made made =
        scene
            .codes()
            .make(
                work,
                new Codes.Purpose(
                    kind(contact), id, contact, flow, JsonText.of(new Json.Members(pending))))
            .await();
    scene
        .outbox()
        .add(
            work,
            scene.visit(),
            new Outbox.Message(
                id,
                contact,
                "confirmation",
                Outbox.data(made, "signup", scene.redirect(), step.proof().asked())))
        .await();
  }

  private static Codes.Kind kind(Contact contact) {
    return switch (contact.kind()) {
      case EMAIL -> Codes.Kind.SIGN_UP;
      case PHONE -> Codes.Kind.PHONE_SIGN_UP;
    };
  }

  private Reply signedIn(
      Work work, Line account, Sessions.Method method, Revocations.Notice notice) {
    UUID id = account.uuid("id");
    Line session = scene.sessions().begin(work, scene.visit(), id, method, notice);
    scene.note(work, Audit.Event.SIGNED_IN, id);
    Line fresh = AccountRows.find(work, id).await().orElse(account);
    return scene.sessions().tokens(work, fresh, session);
  }

  private void demandOpen() {
    if (!scene.ground().settings().signUp()) {
      throw Problem.of(ErrorCode.SIGN_UP_DISABLED).failure();
    }
  }
}
