package msingi.auth.flows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import msingi.auth.Issuers;
import msingi.auth.Line;
import msingi.auth.Revocations;
import msingi.auth.Work;
import msingi.auth.accounts.AccountRows;
import msingi.auth.accounts.Addresses;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.JsonText;
import msingi.auth.accounts.Notices;
import msingi.auth.accounts.Sessions;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.request.Contact;
import msingi.request.Reply;
import msingi.request.Step;
import msingi.wire.Json;

/**
 * Signs in, or adds an identity, by the word of an issuer. Whom a word is about is said by issuer
 * and subject alone. An address leads to an account only where the application believes this
 * issuer's addresses and the issuer calls this one verified; an account of that address that nobody
 * has proven then loses what was there before. A word counts once.
 */
final class Trusting {
  private static final List<String> TOLD =
      List.of(
          "name",
          "full_name",
          "given_name",
          "family_name",
          "preferred_username",
          "picture",
          "locale",
          "email");

  private final Scene scene;

  Trusting(Scene scene) {
    this.scene = scene;
  }

  Reply run(Step.IdTokenGrant step) {
    Issuers.Said said = scene.ground().issuers().verified(step.word()).await();
    String data = data(said);
    return Scene.retried(() ->
        scene.together((work, notice) -> {
          scene.flows().once(work, step.word().token(), said.expires()).await();
          Line account = account(work, notice, said, data);
          if (AccountRows.banned(account, scene.now())) {
            throw Problem.of(ErrorCode.ACCOUNT_BANNED).failure();
          }
          UUID id = account.uuid("id");
          Line session =
              scene.sessions().begin(work, scene.visit(), id, Sessions.Method.OAUTH, notice);
          scene.note(work, Audit.Event.SIGNED_IN, id);
          Line fresh = AccountRows.find(work, id).await().orElse(account);
          return scene.sessions().tokens(work, fresh, session);
        }));
  }

  private Line account(Work work, Revocations.Notice notice, Issuers.Said said, String data) {
    Optional<Line> known =
        scene.identities().find(work, said.issuer().issuer(), said.subject()).await();
    if (known.isPresent()) {
      scene.identities().seen(work, known.get().uuid("id"), said, data, scene.now()).await();
      return AccountRows.find(work, known.get().uuid("account"))
          .await()
          .orElseThrow(() -> Problem.of(ErrorCode.SUBJECT_UNKNOWN).failure());
    }
    String email = email(said);
    Optional<Line> owner =
        email.isEmpty()
            ? Optional.empty()
            : AccountRows.find(work, new Contact(Contact.Kind.EMAIL, email)).await();
    if (owner.isPresent()) {
      if (!AccountRows.confirmed(owner.get(), Contact.Kind.EMAIL)) {
        scene.proofs().first(work, notice, owner.get(), Contact.Kind.EMAIL, "", data);
      }
      add(work, owner.get(), said, data);
      return owner.get();
    }
    if (!scene.ground().settings().signUp()) {
      throw Problem.of(ErrorCode.SIGN_UP_DISABLED).failure();
    }
    Line made = scene.newcomers().makeSaid(work, said, email, data);
    scene.note(work, Audit.Event.SIGNED_UP, made.uuid("id"));
    return made;
  }

  /** Adds whom the issuer knows to the account that asks, whose session goes on. */
  Reply link(Step.LinkIdentity step) {
    Scene.Bearer asking = scene.bearer();
    if (!scene.ground().settings().linking()) {
      throw Problem.of(ErrorCode.LINKING_DISABLED).failure();
    }
    Owners.demandHigh(scene.alone(), asking);
    Issuers.Said said = scene.ground().issuers().verified(step.word()).await();
    String data = data(said);
    return scene.together((work, _) -> {
      Scene.Bearer bearer = scene.held(work, asking);
      Owners.demandHigh(work, bearer);
      scene.flows().once(work, step.word().token(), said.expires()).await();
      if (scene
          .identities()
          .find(work, said.issuer().issuer(), said.subject())
          .await()
          .isPresent()) {
        throw Problem.of(ErrorCode.IDENTITY_EXISTS).failure();
      }
      add(work, bearer.account(), said, data);
      settle(work, bearer, email(said));
      Line fresh = AccountRows.find(work, bearer.id()).await().orElse(bearer.account());
      return scene.sessions().tokens(work, fresh, bearer.session());
    });
  }

  private void add(Work work, Line account, Issuers.Said said, String data) {
    UUID id = account.uuid("id");
    scene.identities().add(work, scene.identities().said(id, said, data, scene.now())).await();
    scene.identities().noteProviders(work, account, scene.now());
    scene.note(work, Audit.Event.IDENTITY_LINKED, id);
    scene.tell(work, account, Notices.Kind.IDENTITY_LINKED);
  }

  /** Who was nobody known is somebody now, by the issuer's address where that is free. */
  private void settle(Work work, Scene.Bearer bearer, String email) {
    boolean free =
        !email.isEmpty()
            && bearer.account().text("email").isEmpty()
            && AccountRows.find(work, new Contact(Contact.Kind.EMAIL, email)).await().isEmpty();
    if (free) {
      AccountRows.settle(work, bearer.id(), email, scene.now()).await();
    } else {
      AccountRows.settle(work, bearer.id(), scene.now()).await();
    }
  }

  /** The address that counts as theirs, in the form in which it is stored; or empty. */
  private static String email(Issuers.Said said) {
    if (said.vouched().isEmpty()) {
      return "";
    }
    try {
      return Addresses.normal(new Contact(Contact.Kind.EMAIL, said.vouched())).text();
    } catch (Failure _) {
      return "";
    }
  }

  /** What is kept of the issuer's word: who it is, and what it calls them. */
  private static String data(Issuers.Said said) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("iss", new Json.Text(said.issuer().issuer()));
    members.put("sub", new Json.Text(said.subject()));
    members.put("provider_id", new Json.Text(said.subject()));
    for (String name : TOLD) {
      if (!said.text(name).isEmpty()) {
        members.put(name, new Json.Text(said.text(name).replace("\0", "")));
      }
    }
    if (members.containsKey("name")) {
      members.putIfAbsent("full_name", members.get("name"));
    }
    if (members.containsKey("picture")) {
      members.put("avatar_url", members.get("picture"));
    }
    members.put("email_verified", new Json.Bare(Boolean.toString(!said.vouched().isEmpty())));
    return JsonText.of(new Json.Members(members));
  }
}
