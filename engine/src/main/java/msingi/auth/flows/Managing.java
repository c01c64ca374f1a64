package msingi.auth.flows;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import msingi.auth.Line;
import msingi.auth.Passwords;
import msingi.auth.Revocations;
import msingi.auth.Work;
import msingi.auth.accounts.AccountRows;
import msingi.auth.accounts.Addresses;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.JsonText;
import msingi.auth.accounts.Metadata;
import msingi.auth.accounts.PasswordRules;
import msingi.auth.accounts.Persons;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.request.AccountWish;
import msingi.request.Administration;
import msingi.request.Contact;
import msingi.request.Reply;
import msingi.wire.Json;

/**
 * Makes and changes accounts as an administrator wants them. What takes something away (a password,
 * a role, access itself) ends the sessions of before in the same transaction.
 */
final class Managing {
  private static final String ROLE = "authenticated";
  private static final String APP = "app_metadata";
  private static final String USER = "user_metadata";

  private final Scene scene;

  Managing(Scene scene) {
    this.scene = scene;
  }

  /**
   * A wish that was looked at.
   *
   * @param contacts the addresses that it names, normalised
   * @param hash of the password, or empty
   */
  private record Ready(AccountWish wish, List<Contact> contacts, String hash) {
    boolean proves(Contact.Kind kind) {
      return switch (kind) {
        case EMAIL -> wish.emailProven();
        case PHONE -> wish.phoneProven();
      };
    }
  }

  /** Makes an account. */
  Reply make(Administration.MakeAccount step) {
    Ready ready = ready(step.wish());
    if (ready.contacts().isEmpty()) {
      throw invalid("Cannot create a user without either an email or phone");
    }
    return Scene.retried(() -> make(step, ready));
  }

  private Reply make(Administration.MakeAccount step, Ready ready) {
    return scene.together((work, _) -> {
      boolean chosen = !step.id().equals(Administration.NONE);
      UUID id = chosen ? step.id() : scene.ground().ids().uuid7();
      if (AccountRows.find(work, id).await().isPresent()) {
        throw Problem.of(ErrorCode.ACCOUNT_EXISTS).failure();
      }
      ready.contacts().forEach(it -> Administering.demandFree(work, it, id));
      scene.newcomers().make(work, drawn(id, ready, chosen));
      for (Contact each : ready.contacts()) {
        identify(work, id, each, ready.proves(each.kind()));
      }
      Administering.note(scene, work, Audit.Event.SIGNED_UP, id, "{\"by\":\"administrator\"}");
      return shown(work, id);
    });
  }

  /**
   * @param chosen whether the administrator chose the id
   */
  private Line drawn(UUID id, Ready ready, boolean chosen) {
    AccountWish wish = ready.wish();
    List<String> providers = ready.contacts().stream().map(it -> it.kind().text()).toList();
    Line account =
        scene
            .newcomers()
            .blank(id, providers, wish.appMetadata(), wish.userMetadata())
            .with("password", ready.hash())
            .with("role", wish.role().isEmpty() ? ROLE : wish.role());
    boolean proven = true;
    for (Contact each : ready.contacts()) {
      account = account.with(each.kind().text(), each.text());
      if (ready.proves(each.kind())) {
        account = account.moment(Administering.confirmed(each.kind()), scene.now());
      } else {
        proven = false;
      }
    }
    account = banned(account, wish.ban());
    // An account of this id may have been removed just now, and its epochs with it: this one's
    // tokens must not be taken for those of that.
    account = account.with("epoch", chosen ? scene.now() : 0);
    // Marks what stands there as ours: the first proof of an address leaves it.
    return proven ? account : account.moment("invited_at", scene.now());
  }

  private void identify(Work work, UUID id, Contact contact, boolean proven) {
    scene.identities().add(work, scene.identities().own(id, contact, proven, scene.now())).await();
  }

  /** Changes an account. */
  Reply change(Administration.ChangeAccount step) {
    Ready ready = ready(step.wish());
    return Scene.retried(() ->
        scene.together((work, notice) -> {
          Line before = Administering.held(scene, work, step.id());
          Line after = AccountRows.save(work, changed(work, before, ready)).await();
          consequences(work, before, after, ready, notice);
          tell(work, before, after, ready);
          return shown(work, step.id());
        }));
  }

  private Line changed(Work work, Line before, Ready ready) {
    AccountWish wish = ready.wish();
    Line account = before;
    for (Contact each : ready.contacts()) {
      account = moved(work, account, each, ready.proves(each.kind()));
    }
    for (Contact.Kind kind : Contact.Kind.values()) {
      boolean there = !account.text(kind.text()).isEmpty();
      if (ready.proves(kind) && there && !AccountRows.confirmed(account, kind)) {
        account = account.moment(Administering.confirmed(kind), scene.now());
      }
    }
    if (AccountRows.confirmed(account, Contact.Kind.EMAIL)
        || AccountRows.confirmed(account, Contact.Kind.PHONE)) {
      account = account.with("anonymous", false);
    }
    if (!ready.hash().isEmpty()) {
      account = account.with("password", ready.hash());
    }
    if (!wish.role().isEmpty()) {
      account = account.with("role", wish.role());
    }
    return banned(
        merged(merged(account, APP, wish.appMetadata()), USER, wish.userMetadata()), wish.ban());
  }

  private static Line merged(Line account, String column, String members) {
    return members.isEmpty()
        ? account
        : account.with(column, new Value.Json(JsonText.merged(account.json(column), members)));
  }

  /** Another address: what was sent to the one of before opens nothing any more. */
  private Line moved(Work work, Line account, Contact contact, boolean proven) {
    UUID id = account.uuid("id");
    String kind = contact.kind().text();
    if (account.text(kind).equals(contact.text())) {
      return account;
    }
    Administering.demandFree(work, contact, id);
    scene.codes().drop(work, id).await();
    scene.identities().drop(work, id, kind).await();
    boolean vouched = proven || AccountRows.confirmed(account, contact.kind());
    identify(work, id, contact, vouched);
    return account
        .with(kind, contact.text())
        .with("new_" + kind, "")
        .with(APP, new Value.Json(withProvider(account.json(APP), kind)));
  }

  private static String withProvider(String metadata, String kind) {
    List<Json> providers = new ArrayList<>();
    if (JsonText.members(metadata).get("providers") instanceof Json.Many(List<Json> known)) {
      providers.addAll(known);
    }
    Json own = new Json.Text(kind);
    if (!providers.contains(own)) {
      providers.add(own);
    }
    String first = JsonText.members(metadata).containsKey("provider") ? "" : kind;
    String more = first.isEmpty() ? "" : "\"provider\":" + JsonText.of(new Json.Text(first)) + ",";
    return JsonText.merged(
        metadata, "{" + more + "\"providers\":" + JsonText.of(new Json.Many(providers)) + "}");
  }

  private Line banned(Line account, AccountWish.Ban ban) {
    return switch (ban) {
      case AccountWish.Ban.Same _ -> account;
      case AccountWish.Ban.Lifted _ -> account.with("banned_until", Value.Null.NULL);
      case AccountWish.Ban.Lasting(long seconds) ->
          account.moment("banned_until", scene.now() + TimeUnit.SECONDS.toMicros(seconds));
    };
  }

  /** What the tokens of before still open. */
  private void consequences(
      Work work, Line before, Line after, Ready ready, Revocations.Notice notice) {
    UUID id = after.uuid("id");
    boolean reset = !ready.hash().isEmpty();
    if (reset) {
      scene.codes().abandon(work, id);
    }
    boolean role = !before.text("role").equals(after.text("role"));
    boolean lost = !roles(after).containsAll(roles(before));
    if (reset || role || lost || AccountRows.banned(after, scene.now())) {
      scene.sessions().revoke(work, id, notice);
    } else if (!before.json(APP).equals(after.json(APP))) {
      scene.sessions().outdate(work, id, notice);
    }
  }

  /** The application's roles of an account. */
  private static List<Json> roles(Line account) {
    return JsonText.members(account.json(APP)).get("roles") instanceof Json.Many(List<Json> roles)
        ? roles
        : List.of();
  }

  private void tell(Work work, Line before, Line after, Ready ready) {
    UUID id = after.uuid("id");
    TreeSet<String> names = new TreeSet<>();
    Stream.of(
            "email",
            "phone",
            "email_confirmed_at",
            "phone_confirmed_at",
            "password",
            "role",
            APP,
            USER,
            "banned_until")
        .filter(it ->
            !before
                .values()
                .getOrDefault(it, Value.Null.NULL)
                .equals(after.values().getOrDefault(it, Value.Null.NULL)))
        .forEach(names::add);
    Json changed = JsonText.texts(List.copyOf(names));
    Administering.note(
        scene, work, Audit.Event.MODIFIED, id, "{\"changed\":" + JsonText.of(changed) + "}");
    if (!ready.hash().isEmpty()) {
      Administering.note(scene, work, Audit.Event.PASSWORD_CHANGED, id, "{}");
    }
    switch (ready.wish().ban()) {
      case AccountWish.Ban.Same _ -> {}
      case AccountWish.Ban.Lifted _ ->
          Administering.note(scene, work, Audit.Event.UNBANNED, id, "{}");
      case AccountWish.Ban.Lasting(long seconds) ->
          Administering.note(scene, work, Audit.Event.BANNED, id, "{\"seconds\":" + seconds + "}");
    }
  }

  private Reply shown(Work work, UUID id) {
    Line account =
        AccountRows.find(work, id)
            .await()
            .orElseThrow(() -> Problem.of(ErrorCode.ACCOUNT_UNKNOWN).failure());
    return new Reply.User(Persons.of(work, account).await());
  }

  /** Looks at a wish, and does what must not be done within a transaction. */
  private Ready ready(AccountWish wish) {
    List<Contact> contacts =
        Stream.of(
                new Contact(Contact.Kind.EMAIL, wish.email()),
                new Contact(Contact.Kind.PHONE, wish.phone()))
            .filter(it -> !it.text().isEmpty())
            .map(Addresses::normal)
            .toList();
    demandRole(wish.role());
    Metadata.demandNumbers(wish.appMetadata());
    Metadata.demandNumbers(wish.userMetadata());
    return new Ready(wish, contacts, hash(wish));
  }

  private void demandRole(String role) {
    List<String> roles = scene.ground().app().roles();
    if (!role.isEmpty() && !role.equals(ROLE) && !roles.contains(role)) {
      throw invalid("role must be authenticated or one of the application's: " + roles);
    }
  }

  private String hash(AccountWish wish) {
    if (!wish.password().isEmpty() && !wish.hash().isEmpty()) {
      throw invalid("Only a password or a password hash should be provided");
    }
    if (!wish.hash().isEmpty() && !Passwords.importable(wish.hash())) {
      throw invalid("password_hash must be of bcrypt or argon2id, of a bearable cost");
    }
    if (wish.password().isEmpty()) {
      return wish.hash();
    }
    PasswordRules.demand(
        scene.ground().settings().passwords(), wish.password(), wish.email(), wish.phone());
    return scene.ground().passwords().hash(wish.password());
  }

  private static Failure invalid(String message) {
    return Problem.of(ErrorCode.VALIDATION, message).failure();
  }
}
