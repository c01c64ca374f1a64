package msingi.auth.flows;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import msingi.auth.Line;
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
import msingi.auth.accounts.Proofs;
import msingi.auth.accounts.Redirects;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.request.Administration;
import msingi.request.Contact;
import msingi.request.Person;
import msingi.request.Reply;
import msingi.wire.Json;

/**
 * Makes links for others: invitations, which are sent, and links that the administrator passes on
 * by themselves. They are codes like those that people ask for: used once, and not for long.
 */
final class Inviting {
  private final Scene scene;

  Inviting(Scene scene) {
    this.scene = scene;
  }

  /** What a link is made for. */
  private record Aim(Line account, Codes.Kind kind, Contact contact, String data, String noted) {}

  /** Makes an account and sends its owner a link. */
  Reply run(Administration.Invite step) {
    Contact contact = email(step.email());
    Metadata.demandNumbers(step.data());
    return Scene.retried(() ->
        scene.together((work, _) -> {
          Aim aim = invited(work, contact, step.data());
          Codes.Made made = made(work, aim);
          String data = Outbox.data(made, "invite", scene.redirect(), false);
          UUID id = aim.account().uuid("id");
          scene
              .outbox()
              .add(work, scene.visit(), new Outbox.Message(id, contact, "invite", data))
              .await();
          Administering.note(scene, work, Audit.Event.INVITED, id, "{}");
          return new Reply.User(person(work, id));
        }));
  }

  /** Makes a link and sends nothing. */
  Reply link(Administration.MakeLink step) {
    Contact contact = email(step.email());
    Metadata.demandNumbers(step.data());
    String hash = step.type().equals("signup") ? hash(step, contact) : "";
    String wanted = step.redirect().isEmpty() ? scene.visit().redirect() : step.redirect();
    String redirect =
        Redirects.allowed(wanted, scene.ground().site(), scene.ground().settings().redirects());
    return Scene.retried(() ->
        scene.together((work, _) -> {
          Aim aim = aim(work, step, contact, hash);
          Codes.Made made = made(work, aim);
          UUID id = aim.account().uuid("id");
          String type = JsonText.of(new Json.Text(step.type()));
          Administering.note(scene, work, Audit.Event.LINK_MADE, id, "{\"type\":" + type + "}");
          return new Reply.Link(
              person(work, id),
              address(made.token(), step.type(), redirect),
              made.digits(),
              made.token(),
              step.type(),
              redirect);
        }));
  }

  private String address(String token, String type, String redirect) {
    String followed = type.startsWith("email_change") ? "email_change" : type;
    return scene.ground().issuer()
        + "/verify?token="
        + token
        + "&type="
        + followed
        + "&redirect_to="
        + URLEncoder.encode(redirect, StandardCharsets.UTF_8);
  }

  private Aim aim(Work work, Administration.MakeLink step, Contact contact, String hash) {
    return switch (step.type()) {
      case "signup" -> signUp(work, contact, step.data(), hash);
      case "invite" -> invited(work, contact, step.data());
      case "magiclink" -> magic(work, contact, step.data());
      case "recovery" ->
          new Aim(known(work, contact), Codes.Kind.RECOVERY, contact, "{}", "recovery_sent_at");
      case "email_change_current" -> change(work, step, contact, Codes.Kind.EMAIL_CHANGE_CURRENT);
      case "email_change_new" -> change(work, step, contact, Codes.Kind.EMAIL_CHANGE_NEW);
      default ->
          throw Problem.of(ErrorCode.VALIDATION, "Invalid email action link type requested")
              .failure();
    };
  }

  private Aim signUp(Work work, Contact contact, String data, String hash) {
    Line account = unproven(work, contact, data);
    Map<String, Json> pending = new LinkedHashMap<>();
    pending.put("password", new Json.Text(hash));
    pending.put("data", new Json.Members(JsonText.members(data)));
    String kept = JsonText.of(new Json.Members(pending));
    return new Aim(account, Codes.Kind.SIGN_UP, contact, kept, "confirmation_sent_at");
  }

  /** An account whose owner is invited; what strangers put there before does not stay. */
  private Aim invited(Work work, Contact contact, String data) {
    Line found = unproven(work, contact, data);
    // A stranger's sign-up waits for the same inbox, with a password of theirs.
    scene.codes().drop(work, found.uuid("id")).await();
    Line account =
        found
            .moment("invited_at", scene.now())
            .with("password", "")
            .with("user_metadata", new Value.Json(JsonText.merged("", data)));
    return new Aim(account, Codes.Kind.INVITE, contact, "{}", "confirmation_sent_at");
  }

  private Aim magic(Work work, Contact contact, String data) {
    Optional<Line> known = AccountRows.find(work, contact).await();
    Line account = known.isPresent() ? held(work, known.get()) : made(work, contact, data);
    String kept = data.isEmpty() ? "{}" : "{\"data\":" + data + "}";
    return new Aim(account, Codes.Kind.MAGIC_LINK, contact, kept, "recovery_sent_at");
  }

  private Aim change(Work work, Administration.MakeLink step, Contact contact, Codes.Kind kind) {
    Contact fresh = email(step.fresh());
    Line account = known(work, contact);
    Administering.demandFree(work, fresh, account.uuid("id"));
    scene.codes().drop(work, account.uuid("id"), kind).await();
    Contact to = kind == Codes.Kind.EMAIL_CHANGE_NEW ? fresh : contact;
    return new Aim(account.with("new_email", fresh.text()), kind, to, "{}", "email_change_sent_at");
  }

  /** The account of an address that nobody has proven; made where there is none. Waits. */
  private Line unproven(Work work, Contact contact, String data) {
    Optional<Line> known = AccountRows.find(work, contact).await();
    if (known.isEmpty()) {
      return made(work, contact, data);
    }
    Line account = held(work, known.get());
    if (!Proofs.unproven(account)) {
      throw Problem.of(ErrorCode.EMAIL_EXISTS).failure();
    }
    return account;
  }

  private Line made(Work work, Contact contact, String data) {
    return scene
        .newcomers()
        .make(work, new Newcomers.Newcomer(contact, "", data, false, scene.now()));
  }

  private Line known(Work work, Contact contact) {
    return held(
        work,
        AccountRows.find(work, contact)
            .await()
            .orElseThrow(() -> Problem.of(ErrorCode.ACCOUNT_UNKNOWN).failure()));
  }

  private Line held(Work work, Line account) {
    return Administering.held(scene, work, account.uuid("id"));
  }

  /** Makes the code and notes it. Waits. */
  private Codes.Made made(Work work, Aim aim) {
    AccountRows.save(work, aim.account().moment(aim.noted(), scene.now())).await();
    UUID id = aim.account().uuid("id");
    return scene
        .codes()
        .make(work, new Codes.Purpose(aim.kind(), id, aim.contact(), Line.NOBODY, aim.data()))
        .await();
  }

  private Person person(Work work, UUID id) {
    return AccountRows.find(work, id)
        .compose(found -> Persons.of(work, found.orElseThrow()))
        .await();
  }

  private String hash(Administration.MakeLink step, Contact contact) {
    if (step.password().isEmpty()) {
      throw Problem.of(ErrorCode.VALIDATION, "Signup requires a valid password").failure();
    }
    PasswordRules.demand(scene.ground().settings().passwords(), step.password(), contact.text());
    return scene.ground().passwords().hash(step.password());
  }

  private static Contact email(String text) {
    return Addresses.normal(new Contact(Contact.Kind.EMAIL, text));
  }
}
