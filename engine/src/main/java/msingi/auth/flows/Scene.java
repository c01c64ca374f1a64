package msingi.auth.flows;

import java.util.UUID;
import java.util.function.Supplier;
import msingi.auth.Hasher;
import msingi.auth.Line;
import msingi.auth.Revocations;
import msingi.auth.Work;
import msingi.auth.accounts.AccountRows;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.Codes;
import msingi.auth.accounts.Flows;
import msingi.auth.accounts.Ground;
import msingi.auth.accounts.Identities;
import msingi.auth.accounts.Newcomers;
import msingi.auth.accounts.Notices;
import msingi.auth.accounts.Outbox;
import msingi.auth.accounts.Proofs;
import msingi.auth.accounts.Redirects;
import msingi.auth.accounts.SessionRows;
import msingi.auth.accounts.Sessions;
import msingi.auth.factors.FactorRows;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.request.Caller;
import msingi.request.Visit;

/**
 * One step's surroundings: the ground, the visit, who visits, and the parts that steps use.
 *
 * @param now the step's moment, in microseconds since 1970
 */
record Scene(Ground ground, Visit visit, Caller caller, long now) {

  /**
   * Who bears the access token of the visit.
   *
   * @param account the row of the account
   * @param session the row of the session
   */
  record Bearer(Line account, Line session) {
    UUID id() {
      return account.uuid("id");
    }
  }

  /** What is done in a transaction that may revoke something. */
  @FunctionalInterface
  interface Part<T> {
    T run(Work work, Revocations.Notice notice);
  }

  /** Hashes passwords: for whoever is at home before strangers. */
  Hasher passwords() {
    return visit.familiar() ? ground.passwords().familiar() : ground.passwords();
  }

  Sessions sessions() {
    return new Sessions(ground);
  }

  Audit audit() {
    return new Audit(ground);
  }

  Identities identities() {
    return new Identities(ground);
  }

  Codes codes() {
    return new Codes(ground);
  }

  Flows flows() {
    return new Flows(ground);
  }

  Outbox outbox() {
    return new Outbox(ground);
  }

  /** Notes what somebody did to their own account. Waits. */
  void note(Work work, Audit.Event event, UUID account) {
    audit().note(work, visit, event, account, "{}").await();
  }

  /**
   * Tries once more where somebody else made the same in this very moment: the second time it is
   * seen.
   */
  static <T> T retried(Supplier<T> attempt) {
    try {
      return attempt.get();
    } catch (Failure failure) {
      if (failure.problem().code() != ErrorCode.UNIQUE) {
        throw failure;
      }
      return attempt.get();
    }
  }

  /** Tells an account's owner what was done, in the transaction that does it. Waits. */
  void tell(Work work, Line account, Notices.Kind kind) {
    new Notices(ground).tell(work, visit, account, kind);
  }

  Newcomers newcomers() {
    return new Newcomers(ground);
  }

  Proofs proofs() {
    return new Proofs(ground);
  }

  /** Where the visitor is led in the end: where they wanted, if that is allowed. */
  String redirect() {
    return Redirects.allowed(visit.redirect(), ground.site(), ground.settings().redirects());
  }

  /** The store by itself. */
  Work alone() {
    return ground.alone(visit.deadline());
  }

  /** Does something wholly or not at all; what it revokes counts as soon as it is kept. */
  <T> T together(Part<T> part) {
    Revocations.Notice notice = ground.revocations().notice();
    T result = ground.together(visit.deadline(), work -> part.run(work, notice));
    notice.kept();
    return result;
  }

  /**
   * The account and the session that bear the visit's token, as they are now. Waits.
   *
   * @throws msingi.error.Failure BAD_JWT, ACCOUNT_UNKNOWN, SESSION_UNKNOWN
   */
  Bearer bearer() {
    if (!(caller.uid() instanceof Value.Uuid(UUID account))) {
      throw Problem.of(ErrorCode.BAD_JWT, "invalid claim: missing sub claim").failure();
    }
    Work work = alone();
    Line row =
        AccountRows.find(work, account)
            .await()
            .orElseThrow(() -> Problem.of(ErrorCode.SUBJECT_UNKNOWN).failure());
    Line session =
        SessionRows.find(work, session())
            .await()
            .filter(it -> it.uuid("account").equals(account))
            .orElseThrow(() -> Problem.of(ErrorCode.SESSION_UNKNOWN).failure());
    if (AccountRows.banned(row, now)) {
      throw Problem.of(ErrorCode.ACCOUNT_BANNED).failure();
    }
    return new Bearer(row, session);
  }

  /**
   * The same once the account is held: whoever's session ended while the step was under way changes
   * nothing any more. Waits.
   *
   * @throws msingi.error.Failure SUBJECT_UNKNOWN, SESSION_UNKNOWN, ACCOUNT_BANNED
   */
  Bearer held(Work work, Bearer bearer) {
    Line row =
        FactorRows.hold(work, bearer.id()).await().stream()
            .filter(it -> !it.happened("deleted_at"))
            .findFirst()
            .orElseThrow(() -> Problem.of(ErrorCode.SUBJECT_UNKNOWN).failure());
    Line session =
        SessionRows.find(work, bearer.session().uuid("id"))
            .await()
            .orElseThrow(() -> Problem.of(ErrorCode.SESSION_UNKNOWN).failure());
    if (AccountRows.banned(row, now)) {
      throw Problem.of(ErrorCode.ACCOUNT_BANNED).failure();
    }
    return new Bearer(row, session);
  }

  private UUID session() {
    try {
      return caller.claims().get("session_id") instanceof Value.Text(String text)
          ? UUID.fromString(text)
          : Line.NOBODY;
    } catch (IllegalArgumentException _) {
      return Line.NOBODY;
    }
  }
}
