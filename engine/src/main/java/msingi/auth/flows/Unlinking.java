package msingi.auth.flows;

import java.util.List;
import java.util.UUID;
import msingi.auth.Assignment;
import msingi.auth.Condition;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.auth.accounts.AccountRows;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.Notices;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Contact;
import msingi.request.Reply;
import msingi.request.Step;

/** Takes an identity from the account that asks, which keeps one at least. */
final class Unlinking {
  private static final Table ACCOUNTS = Table.of("accounts");
  private static final Table.Change EMAIL = without("email");
  private static final Table.Change PHONE = without("phone");
  private static final Table.Change PASSWORD =
      ACCOUNTS.update(List.of(Assignment.clear("password")), Condition.equal("id"));

  private final Scene scene;

  Unlinking(Scene scene) {
    this.scene = scene;
  }

  private static Table.Change without(String kind) {
    return ACCOUNTS.update(
        List.of(
            Assignment.clear(kind),
            Assignment.clear(kind + "_confirmed_at"),
            Assignment.clear("new_" + kind)),
        Condition.equal("id"));
  }

  Reply run(Step.RemoveIdentity step) {
    Scene.Bearer asking = scene.bearer();
    if (!scene.ground().settings().linking()) {
      throw Problem.of(ErrorCode.LINKING_DISABLED).failure();
    }
    return scene.together((work, _) -> {
      Scene.Bearer bearer = scene.held(work, asking);
      Owners.demandHigh(work, bearer);
      UUID id = bearer.id();
      // Held, so that of two who take one each the second sees that one is left.
      Line account = AccountRows.hold(work, id, scene.now()).await().orElse(bearer.account());
      List<Line> identities = scene.identities().of(work, id).await();
      Line gone =
          identities.stream()
              .filter(it -> it.uuid("id").equals(step.id()))
              .findFirst()
              .orElseThrow(() -> Problem.of(ErrorCode.IDENTITY_UNKNOWN).failure());
      if (identities.size() == 1) {
        throw Problem.of(ErrorCode.IDENTITY_SINGLE).failure();
      }
      scene.identities().remove(work, id, step.id()).await();
      for (Contact.Kind kind : Contact.Kind.values()) {
        if (gone.text("issuer").equals(kind.text())) {
          forget(work, account, kind);
        }
      }
      scene.identities().noteProviders(work, account, scene.now());
      scene.note(work, Audit.Event.IDENTITY_UNLINKED, id);
      scene.tell(work, account, Notices.Kind.IDENTITY_UNLINKED);
      return new Reply.Done();
    });
  }

  /** An address that is no identity any more signs nobody in. */
  private void forget(Work work, Line account, Contact.Kind kind) {
    UUID id = account.uuid("id");
    Contact.Kind other =
        switch (kind) {
          case EMAIL -> Contact.Kind.PHONE;
          case PHONE -> Contact.Kind.EMAIL;
        };
    Table.Change change =
        switch (kind) {
          case EMAIL -> EMAIL;
          case PHONE -> PHONE;
        };
    work.change(change, id).await();
    if (!AccountRows.confirmed(account, other)) {
      work.change(PASSWORD, id).await();
    }
    // Codes that wait were sent to it.
    scene.codes().drop(work, id).await();
  }
}
