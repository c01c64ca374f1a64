package msingi.auth.flows;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import msingi.auth.Assignment;
import msingi.auth.Condition;
import msingi.auth.Limits;
import msingi.auth.Line;
import msingi.auth.Revocations;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.auth.accounts.AccountRows;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.Codes;
import msingi.auth.accounts.JsonText;
import msingi.auth.accounts.Metadata;
import msingi.auth.accounts.Notices;
import msingi.auth.accounts.PasswordRules;
import msingi.auth.accounts.Persons;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.request.Reply;
import msingi.request.Step;

/**
 * Changes the account that asks: what it says of itself, its password, its addresses. A new
 * password ends the account's other sessions.
 */
final class Updating {
  private static final long YOUNG_MICROS = TimeUnit.HOURS.toMicros(24);
  private static final Table ACCOUNTS = Table.of("accounts");
  private static final Table.Change METADATA =
      ACCOUNTS.update(
          List.of(Assignment.set("user_metadata"), Assignment.set("updated_at")),
          Condition.equal("id"));
  private static final Table.Change PASSWORD =
      ACCOUNTS.update(
          List.of(Assignment.set("password"), Assignment.set("updated_at")), Condition.equal("id"));

  private final Scene scene;
  private final Contacting contacting;

  Updating(Scene scene) {
    this.scene = scene;
    this.contacting = new Contacting(scene);
  }

  Reply run(Step.UpdateUser step) {
    Scene.Bearer bearer = scene.bearer();
    Line account = bearer.account();
    demandAssurance(scene.alone(), step, bearer);
    Metadata.demand(step.data());
    Contacting.Wish wish = contacting.wish(step, account);
    // Before the password is looked at, of which the answer would tell.
    contacting.demandPause(account, wish);
    String hash = step.password().isEmpty() ? "" : password(step, bearer);
    boolean proves = !step.password().isEmpty() && !step.nonce().isEmpty();
    String proof = proves ? proof(account, step.nonce()) : "";
    Reply reply =
        scene.together((work, notice) -> {
          if (proves) {
            reauthenticate(work, proof);
          }
          return granted(work, notice, step, bearer, hash, wish);
        });
    if (proves) {
      scene.ground().limits().rightWithin(session(bearer));
    }
    if (wish.any()) {
      // Less is written for an address that is taken.
      Evenness.keep(scene);
    }
    return reply;
  }

  private Reply granted(
      Work work,
      Revocations.Notice notice,
      Step.UpdateUser step,
      Scene.Bearer asking,
      String hash,
      Contacting.Wish wish) {
    Scene.Bearer bearer = scene.held(work, asking);
    demandAssurance(work, step, bearer);
    contacting.demandPause(bearer.account(), wish);
    Line held = AccountRows.hold(work, bearer.id(), scene.now()).await().orElse(bearer.account());
    if (!step.data().isEmpty()) {
      String known = held.json("user_metadata");
      String merged = JsonText.merged(known, step.data());
      // An administrator may have said more than fits: then it may get less.
      if (merged.length() > known.length()) {
        Metadata.demand(merged);
      }
      work.change(METADATA, new Value.Json(merged), scene.now(), bearer.id()).await();
    }
    if (!hash.isEmpty()) {
      change(work, bearer, hash, notice);
      scene.tell(work, held, Notices.Kind.PASSWORD_CHANGED);
    }
    contacting.grant(work, held, wish);
    scene.note(work, Audit.Event.MODIFIED, bearer.id());
    Line fresh = AccountRows.find(work, bearer.id()).await().orElse(held);
    return new Reply.User(Persons.of(work, fresh).await());
  }

  private void change(Work work, Scene.Bearer bearer, String hash, Revocations.Notice notice) {
    work.change(PASSWORD, hash, scene.now(), bearer.id()).await();
    scene.sessions().endOthers(work, bearer.id(), bearer.session().uuid("id"), notice);
    // Whoever was in the account may have begun to make it theirs: another number, another link.
    scene.codes().abandon(work, bearer.id());
    scene.note(work, Audit.Event.PASSWORD_CHANGED, bearer.id());
  }

  /** The token of the code that was sent to show once more who asks. */
  private String proof(Line account, String nonce) {
    String address = Asking.own(account).text();
    Optional<String> token =
        scene.codes().typed(scene.alone(), Codes.Kind.REAUTHENTICATION, address, nonce);
    if (token.isEmpty()) {
      scene.note(scene.alone(), Audit.Event.CODE_FAILED, account.uuid("id"));
    }
    return token.orElseThrow(() -> Problem.of(ErrorCode.REAUTHENTICATION_WRONG).failure());
  }

  /** Uses it up. */
  private void reauthenticate(Work work, String token) {
    if (scene.codes().consume(work, Codes.Kind.REAUTHENTICATION, token).await().isEmpty()) {
      throw Problem.of(ErrorCode.REAUTHENTICATION_WRONG).failure();
    }
  }

  /** The hash of the new password, once nothing speaks against it. */
  private String password(Step.UpdateUser step, Scene.Bearer bearer) {
    Line account = bearer.account();
    if (account.truth("anonymous") && step.email().isEmpty() && step.phone().isEmpty()) {
      throw Problem.of(
              ErrorCode.VALIDATION_UNPROCESSABLE,
              "Updating password of an anonymous user without an email or phone is not allowed")
          .failure();
    }
    PasswordRules.demand(
        scene.ground().settings().passwords(),
        step.password(),
        account.text("email"),
        account.text("phone"));
    String old = account.text("password");
    if (!step.nonce().isEmpty()) {
      // Counted before anything is said: with a wrong one, whether the password is the one so far.
      scene.ground().limits().admitWithin(session(bearer), bearer.id().toString());
    }
    if (!step.current().isEmpty()) {
      demandCurrent(step.current(), bearer);
    }
    boolean late = scene.now() - bearer.session().moment("created_at") > YOUNG_MICROS;
    if (scene.ground().settings().passwords().reauthenticate()
        && late
        && step.current().isEmpty()
        && step.nonce().isEmpty()) {
      throw Problem.of(ErrorCode.REAUTHENTICATION_NEEDED).failure();
    }
    if (!old.isEmpty() && scene.ground().passwords().verify(step.password(), old)) {
      throw Problem.of(ErrorCode.PASSWORD_SAME).failure();
    }
    return scene.ground().passwords().hash(step.password());
  }

  /**
   * The password so far, as whoever has a session says it. Wrong ones are counted for the session
   * and then for the account, wherever they come from: a token that somebody stole does not let
   * them find out the password, and does not keep its owner from changing it.
   */
  private void demandCurrent(String current, Scene.Bearer bearer) {
    String session = session(bearer);
    Limits limits = scene.ground().limits();
    limits.admitWithin(session, bearer.id().toString());
    if (!scene.ground().passwords().verify(current, bearer.account().text("password"))) {
      scene.note(scene.alone(), Audit.Event.SIGN_IN_FAILED, bearer.id());
      throw Problem.of(ErrorCode.CREDENTIALS_WRONG).failure();
    }
    limits.rightWithin(session);
  }

  private static String session(Scene.Bearer bearer) {
    return bearer.session().uuid("id").toString();
  }

  /** What signs people in is changed with all that they have to show. */
  private static void demandAssurance(Work work, Step.UpdateUser step, Scene.Bearer bearer) {
    if (!step.password().isEmpty() || !step.email().isEmpty() || !step.phone().isEmpty()) {
      Owners.demandHigh(work, bearer);
    }
  }
}
