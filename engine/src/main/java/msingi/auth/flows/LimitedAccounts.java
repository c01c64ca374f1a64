package msingi.auth.flows;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import msingi.auth.Limits;
import msingi.error.Failure;
import msingi.request.Accounts;
import msingi.request.Administration;
import msingi.request.Contact;
import msingi.request.Person;
import msingi.request.Reply;
import msingi.request.Step;
import msingi.request.Visit;

/**
 * Accounts, no oftener than {@link Limits} allow. Each step says here what it counts as, so that a
 * new one cannot be forgotten.
 */
public final class LimitedAccounts implements Accounts {
  private final Accounts accounts;
  private final Limits limits;

  public LimitedAccounts(Accounts accounts, Limits limits) {
    this.accounts = accounts;
    this.limits = limits;
  }

  /**
   * What a step counts as.
   *
   * @param about whose account it is about, or which factor; empty where the step does not say
   */
  private record Count(Limits.Route route, String about) {
    static Optional<Count> of(Limits.Route route) {
      return Optional.of(new Count(route, ""));
    }

    static Optional<Count> of(Limits.Route route, Contact contact) {
      return Optional.of(new Count(route, contact.text()));
    }

    static Optional<Count> of(Limits.Route route, UUID factor) {
      return Optional.of(new Count(route, factor.toString()));
    }

    /** Whether it is a guess, which being right takes back. */
    boolean guess() {
      return !about.isEmpty() && (route == Limits.Route.SIGN_IN || route == Limits.Route.CODE);
    }
  }

  @Override
  public Future<Reply> run(Step step, Visit visit) {
    Optional<Count> count = count(step);
    try {
      count.ifPresent(it -> admit(it, visit.address()));
    } catch (Failure failure) {
      return Future.failedFuture(failure);
    }
    boolean home =
        count
            .map(Count::about)
            .filter(it -> !it.isEmpty() && limits.atHome(it, visit.address()))
            .isPresent();
    return accounts
        .run(step, home ? visit.atHome() : visit)
        .onSuccess(reply -> {
          if (reply instanceof Reply.SignedIn session) {
            dwells(session.person(), visit.address());
            count
                .filter(Count::guess)
                .ifPresent(it -> {
                  limits.right(it.route(), it.about(), visit.address());
                  limits.dwells(it.about(), visit.address());
                });
          }
        });
  }

  /** Whoever has a session is at home. */
  private void dwells(Person person, String address) {
    Stream.of(person.email(), person.phone())
        .filter(it -> !it.isEmpty())
        .forEach(it -> limits.dwells(it, address));
  }

  /**
   * A password, which costs work and may be a guess of the one so far, or a message to a new
   * address. Whose account it is stands in no field: {@link Limits#admitWithin} counts for that.
   */
  private static Optional<Count> count(Step.UpdateUser step) {
    if (!step.password().isEmpty() || !step.current().isEmpty() || !step.nonce().isEmpty()) {
      return Count.of(Limits.Route.SIGN_IN);
    }
    String address = step.phone().isEmpty() ? step.email() : step.phone();
    return address.isEmpty()
        ? Count.of(Limits.Route.CHANGE)
        : Optional.of(new Count(Limits.Route.MESSAGE, address));
  }

  private void admit(Count count, String address) {
    limits.admit(count.route(), address);
    if (!count.about().isEmpty()) {
      limits.admit(count.route(), count.about(), address);
    }
  }

  private static Optional<Count> count(Step step) {
    return switch (step) {
      case Step.SignUp it -> Count.of(Limits.Route.SIGN_UP, it.contact());
      case Step.SignUpAnonymously _ -> Count.of(Limits.Route.SIGN_UP);
      case Step.PasswordGrant it -> Count.of(Limits.Route.SIGN_IN, it.contact());
      case Step.RefreshGrant _ -> Count.of(Limits.Route.REFRESH);
      case Step.IdTokenGrant _, Step.LinkIdentity _ -> Count.of(Limits.Route.SIGN_IN);
      case Step.CodeExchange _ -> Count.of(Limits.Route.SIGN_IN);
      case Step.SendCode it -> Count.of(Limits.Route.MESSAGE, it.contact());
      case Step.Recover it -> Count.of(Limits.Route.MESSAGE, it.contact());
      case Step.Resend it -> Count.of(Limits.Route.MESSAGE, it.contact());
      case Step.Reauthenticate _ -> Count.of(Limits.Route.MESSAGE);
      case Step.Verify it -> Count.of(Limits.Route.CODE, it.contact());
      case Step.FollowLink _ -> Count.of(Limits.Route.CODE);
      case Step.UpdateUser it -> count(it);
      case Step.EnrollFactor it ->
          it.phone().isEmpty()
              ? Count.of(Limits.Route.SIGN_IN)
              : Optional.of(new Count(Limits.Route.MESSAGE, it.phone()));
      case Step.BeginPasskey _, Step.AddPasskey _ -> Count.of(Limits.Route.SIGN_IN);
      case Step.ChallengeFactor it -> Count.of(Limits.Route.SIGN_IN, it.factor());
      case Step.VerifyFactor it -> Count.of(Limits.Route.CODE, it.factor());
      case Step.AskPasskey _, Step.PasskeyGrant _ -> Count.of(Limits.Route.SIGN_IN);
      case Step.RenamePasskey _ -> Count.of(Limits.Route.CHANGE);
      case Step.ReadSettings _,
          Step.ReadHealth _,
          Step.ReadKeySet _,
          Step.ReadUser _,
          Step.UnenrollFactor _,
          Step.ReadPasskeys _,
          Step.RemovePasskey _,
          Step.RemoveIdentity _,
          Step.NotYet _,
          Step.Logout _,
          Administration _ ->
          Optional.empty();
    };
  }
}
