package msingi.auth.flows;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import msingi.auth.Assignment;
import msingi.auth.Condition;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.auth.accounts.AccountRows;
import msingi.auth.accounts.Addresses;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.Codes;
import msingi.auth.accounts.Metadata;
import msingi.auth.accounts.Newcomers;
import msingi.auth.accounts.Outbox;
import msingi.auth.accounts.Sessions;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Contact;
import msingi.request.Proof;
import msingi.request.Reply;
import msingi.request.Step;

/**
 * Sends one-time codes: to sign in, to recover an account, once more, to prove who asks. Whether
 * there is an account, whether something was sent and whether it was too soon is told to nobody but
 * the inbox: the answer is the same, and as late.
 */
final class Asking {
  private static final Set<String> RESENT = Set.of("signup", "sms", "email_change", "phone_change");
  private static final Table ACCOUNTS = Table.of("accounts");
  private static final Table.Change RECOVERY = noted("recovery_sent_at");
  private static final Table.Change CONFIRMATION = noted("confirmation_sent_at");
  private static final Table.Change REAUTHENTICATION = noted("reauthentication_sent_at");
  private static final Table.Change CHANGE = noted("email_change_sent_at");
  private static final Table.Change PHONE_CHANGE = noted("phone_change_sent_at");

  private final Scene scene;

  Asking(Scene scene) {
    this.scene = scene;
  }

  private static Table.Change noted(String column) {
    return ACCOUNTS.update(List.of(Assignment.set(column)), Condition.equal("id"));
  }

  /** A code to sign in with; makes the account where that is wanted and allowed. */
  Reply code(Step.SendCode step) {
    SigningIn.demand(scene.ground().settings().ways(), step.contact().kind());
    Contact contact = Addresses.normal(step.contact());
    Metadata.demand(step.data());
    return evenly(contact, () -> Scene.retried(() -> code(step, contact)));
  }

  private Work code(Step.SendCode step, Contact contact) {
    return together(work -> {
      Optional<Line> known = AccountRows.find(work, contact).await();
      if (known.isEmpty() && !(step.create() && scene.ground().settings().signUp())) {
        return;
      }
      UUID id = known.isPresent() ? known.get().uuid("id") : made(work, contact, step.data());
      String data = step.data().isEmpty() ? "{}" : "{\"data\":" + step.data() + "}";
      Letter letter =
          new Letter(Codes.Kind.MAGIC_LINK, "magiclink", Sessions.Method.MAGIC_LINK, RECOVERY);
      send(work, id, contact, letter, data, step.proof(), Audit.Event.CODE_REQUESTED);
    });
  }

  private Work together(Consumer<Work> part) {
    return scene.together((work, _) -> {
      part.accept(work);
      return work;
    });
  }

  private UUID made(Work work, Contact contact, String data) {
    UUID id =
        scene
            .newcomers()
            .make(work, new Newcomers.Newcomer(contact, "", data, false, scene.now()))
            .uuid("id");
    scene.note(work, Audit.Event.SIGNED_UP, id);
    return id;
  }

  /** What is sent. */
  private record Letter(Codes.Kind kind, String type, Sessions.Method method, Table.Change noted) {}

  /** A code by which a forgotten password is set anew. */
  Reply recovery(Step.Recover step) {
    SigningIn.demand(scene.ground().settings().ways(), step.contact().kind());
    Contact contact = Addresses.normal(step.contact());
    Letter letter = new Letter(Codes.Kind.RECOVERY, "recovery", Sessions.Method.RECOVERY, RECOVERY);
    return evenly(
        contact,
        () ->
            together(work ->
                AccountRows.find(work, contact)
                    .await()
                    .map(it -> it.uuid("id"))
                    .ifPresent(id ->
                        send(
                            work,
                            id,
                            contact,
                            letter,
                            "{}",
                            step.proof(),
                            Audit.Event.RECOVERY_REQUESTED))));
  }

  /** What was sent before, once more. */
  Reply again(Step.Resend step) {
    Contact contact = Addresses.normal(step.contact());
    // Before the account is looked for: nobody is told whether there is one.
    if (!RESENT.contains(step.type())) {
      throw Problem.of(ErrorCode.VALIDATION, "Unsupported resend type").failure();
    }
    return evenly(
        contact,
        () ->
            together(work ->
                AccountRows.find(work, contact)
                    .await()
                    .ifPresent(account -> again(work, account, contact, step.type()))));
  }

  private void again(Work work, Line account, Contact contact, String type) {
    UUID id = account.uuid("id");
    Contact mail = new Contact(Contact.Kind.EMAIL, account.text("new_email"));
    Contact phone = new Contact(Contact.Kind.PHONE, account.text("new_phone"));
    switch (type) {
      case "signup" -> repeat(work, id, contact, Codes.Kind.SIGN_UP, type, CONFIRMATION);
      case "sms" -> repeat(work, id, contact, Codes.Kind.PHONE_SIGN_UP, type, CONFIRMATION);
      case "email_change" -> {
        repeat(work, id, contact, Codes.Kind.EMAIL_CHANGE_CURRENT, type, CHANGE);
        repeat(work, id, mail, Codes.Kind.EMAIL_CHANGE_NEW, type, CHANGE);
      }
      default -> repeat(work, id, phone, Codes.Kind.PHONE_CHANGE, type, PHONE_CHANGE);
    }
  }

  /** Another code for what the last one of this kind was for, if that still waits. */
  private void repeat(
      Work work, UUID id, Contact contact, Codes.Kind kind, String type, Table.Change noted) {
    Optional<Line> last = scene.codes().last(work, id, kind).await();
    if (contact.text().isEmpty()
        || last.filter(it -> !it.happened("consumed_at")).isEmpty()
        || last.filter(this::tooSoon).isPresent()) {
      return;
    }
    Codes.Purpose purpose =
        new Codes.Purpose(kind, id, contact, last.get().uuid("flow"), last.get().json("data"));
    boolean proof = !purpose.flow().equals(Line.NOBODY);
    if (kind == Codes.Kind.EMAIL_CHANGE_CURRENT || kind == Codes.Kind.EMAIL_CHANGE_NEW) {
      scene.codes().drop(work, id, kind).await();
    }
    deliver(work, purpose, type, proof);
    work.change(noted, scene.now(), id).await();
    scene.note(work, Audit.Event.CODE_REQUESTED, id);
  }

  /** A code by which somebody who is signed in proves once more who they are. */
  Reply reauthentication() {
    Scene.Bearer bearer = scene.bearer();
    Contact contact = own(bearer.account());
    Letter letter =
        new Letter(
            Codes.Kind.REAUTHENTICATION,
            "reauthentication",
            Sessions.Method.CODE,
            REAUTHENTICATION);
    together(work ->
        send(
            work,
            bearer.id(),
            contact,
            letter,
            "{}",
            Proof.NONE,
            Audit.Event.REAUTHENTICATION_REQUESTED));
    return answer(contact);
  }

  /**
   * Where a person is reached for certain.
   *
   * @throws msingi.error.Failure VALIDATION where that is nowhere
   */
  static Contact own(Line account) {
    if (AccountRows.confirmed(account, Contact.Kind.EMAIL)) {
      return new Contact(Contact.Kind.EMAIL, account.text("email"));
    }
    if (AccountRows.confirmed(account, Contact.Kind.PHONE)) {
      return new Contact(Contact.Kind.PHONE, account.text("phone"));
    }
    throw Problem.of(
            ErrorCode.VALIDATION_UNPROCESSABLE,
            "Reauthentication requires the user to have an email or a phone number")
        .failure();
  }

  /** Sends a code, unless the last one was sent just now. */
  private void send(
      Work work,
      UUID id,
      Contact contact,
      Letter letter,
      String data,
      Proof proof,
      Audit.Event event) {
    if (scene.codes().last(work, id, letter.kind()).await().filter(this::tooSoon).isPresent()) {
      return;
    }
    UUID flow = scene.flows().begin(work, proof, letter.method(), id).await();
    deliver(
        work,
        new Codes.Purpose(letter.kind(), id, contact, flow, data),
        letter.type(),
        proof.asked());
    work.change(letter.noted(), scene.now(), id).await();
    scene.note(work, event, id);
  }

  private void deliver(Work work, Codes.Purpose purpose, String type, boolean proof) {
    Codes.Made made = scene.codes().make(work, purpose).await();
    String template =
        switch (purpose.kind()) {
          case SIGN_UP, PHONE_SIGN_UP -> "confirmation";
          case INVITE,
              MAGIC_LINK,
              RECOVERY,
              EMAIL_CHANGE_CURRENT,
              EMAIL_CHANGE_NEW,
              PHONE_CHANGE,
              REAUTHENTICATION ->
              purpose.kind().text();
        };
    String data = Outbox.data(made, type, scene.redirect(), proof);
    scene
        .outbox()
        .add(
            work,
            scene.visit(),
            new Outbox.Message(purpose.account(), purpose.contact(), template, data))
        .await();
  }

  private boolean tooSoon(Line last) {
    long every = TimeUnit.SECONDS.toMicros(scene.ground().settings().codes().everySeconds());
    return scene.now() - last.moment("created_at") < every;
  }

  private Reply evenly(Contact contact, Runnable sending) {
    sending.run();
    Evenness.keep(scene);
    return answer(contact);
  }

  /** The id is of no message: one that were would tell that there is one. */
  private Reply answer(Contact contact) {
    return contact.kind() == Contact.Kind.PHONE
        ? new Reply.Sent(scene.ground().ids().uuid7().toString())
        : new Reply.Done();
  }
}
