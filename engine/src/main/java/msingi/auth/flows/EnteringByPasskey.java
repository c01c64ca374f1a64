package msingi.auth.flows;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import msingi.auth.Line;
import msingi.auth.Work;
import msingi.auth.accounts.AccountRows;
import msingi.auth.accounts.Audit;
import msingi.auth.factors.ChallengeRows;
import msingi.auth.factors.Keeper;
import msingi.auth.factors.Options;
import msingi.auth.factors.Party;
import msingi.auth.factors.PasskeyRows;
import msingi.auth.factors.Shown;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.request.Reply;
import msingi.request.Step;

/**
 * Signs in by passkey. The question names nobody, so that it is the same for everybody; the key
 * says whose it is. Whatever is wrong with an answer is told by one refusal.
 */
final class EnteringByPasskey {
  private final Scene scene;

  EnteringByPasskey(Scene scene) {
    this.scene = scene;
  }

  Reply ask() {
    AddingPasskeys.demandOn(scene);
    Line challenge = Challenging.blank(scene, ChallengeRows.Kind.PASSKEY_USED);
    ChallengeRows.add(scene.alone(), challenge).await();
    String options =
        Options.request(Party.of(scene.ground()), Challenging.random(challenge), List.of());
    return new Reply.PasskeyAsked(challenge.uuid("id"), options, Challenging.expires(challenge));
  }

  Reply run(Step.PasskeyGrant step) {
    AddingPasskeys.demandOn(scene);
    Line challenge =
        AddingPasskeys.consumed(scene, step.challenge(), ChallengeRows.Kind.PASSKEY_USED);
    Shown shown = Shown.read(step.credential());
    Line key =
        PasskeyRows.find(scene.alone(), shown.id())
            .await()
            .filter(PasskeyRows::passkey)
            .filter(it -> Arrays.equals(shown.handle(), Options.handle(it.uuid("account"))))
            .orElseThrow(EnteringByPasskey::wrong);
    Keeper.Used used =
        new Keeper(Party.of(scene.ground()), Challenging.random(challenge), true)
            .used(shown, key)
            .orElseThrow(EnteringByPasskey::wrong);
    UUID id = key.uuid("account");
    return scene.together((work, notice) -> {
      if (PasskeyRows.use(work, key, used, scene.now()).await() == 0) {
        throw wrong();
      }
      demandUsable(AccountRows.find(work, id).await().orElseThrow(EnteringByPasskey::wrong));
      Line session = scene.sessions().begin(work, scene.visit(), key, notice);
      note(work, key);
      Line account = AccountRows.find(work, id).await().orElseThrow(EnteringByPasskey::wrong);
      return scene.sessions().tokens(work, account, session);
    });
  }

  private void demandUsable(Line account) {
    if (AccountRows.banned(account, scene.now())) {
      throw Problem.of(ErrorCode.ACCOUNT_BANNED).failure();
    }
    if (account.happened("deleted_at")) {
      throw wrong();
    }
  }

  private void note(Work work, Line key) {
    UUID id = key.uuid("account");
    KeepingPasskeys.note(scene, work, Audit.Event.SIGNED_IN, id, key.uuid("id"));
  }

  private static Failure wrong() {
    return Problem.of(ErrorCode.CREDENTIAL_WRONG).failure();
  }
}
