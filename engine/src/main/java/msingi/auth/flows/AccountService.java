package msingi.auth.flows;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import msingi.auth.Authenticator;
import msingi.auth.accounts.Ground;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.request.Accounts;
import msingi.request.Administration;
import msingi.request.Caller;
import msingi.request.Credentials;
import msingi.request.Reply;
import msingi.request.Step;
import msingi.request.Visit;

/**
 * Lets visitors in by the standing that a step demands, and takes the step on a thread of its own.
 */
public final class AccountService implements Accounts {
  private final Ground ground;
  private final Authenticator authenticator;
  private final Supplier<String> keys;

  /**
   * @param keys the public keys of access tokens, a JSON Web Key Set
   */
  public AccountService(Ground ground, Authenticator authenticator, Supplier<String> keys) {
    this.ground = ground;
    this.authenticator = authenticator;
    this.keys = keys;
  }

  @Override
  public Future<Reply> run(Step step, Visit visit) {
    return admit(step.standing(), visit.credentials())
        .compose(
            caller -> direct(() -> take(step, new Scene(ground, visit, caller, ground.now()))));
  }

  private Future<Caller> admit(Step.Standing standing, Credentials shown) {
    return switch (standing) {
      case PUBLIC -> Future.succeededFuture(Caller.STRANGER);
      case ANYONE -> authenticator.authenticate(new Credentials(shown.key(), "", shown.browser()));
      case PERSON ->
          shown.bearer().isEmpty()
              ? Future.failedFuture(Problem.of(ErrorCode.NO_AUTHORIZATION).failure())
              : authenticator.authenticate(shown).recover(AccountService::unverified);
      case SERVICE ->
          authenticator
              .authenticate(shown)
              .recover(AccountService::unverified)
              .compose(caller ->
                  caller.service()
                      ? Future.succeededFuture(caller)
                      : Future.failedFuture(
                          Problem.of(
                                  shown.bearer().isEmpty()
                                      ? ErrorCode.NO_AUTHORIZATION
                                      : ErrorCode.NOT_ADMIN)
                              .failure()));
    };
  }

  /** What is wrong with a token, in the words of this face. */
  private static Future<Caller> unverified(Throwable cause) {
    if (cause instanceof Failure failure) {
      ErrorCode code = failure.problem().code();
      if (code == ErrorCode.SESSION_ENDED) {
        return Future.failedFuture(Problem.of(ErrorCode.SESSION_UNKNOWN).failure());
      }
      if (code == ErrorCode.TOKEN_INVALID || code == ErrorCode.TOKEN_CLAIMS) {
        return Future.failedFuture(
            Problem.of(
                    ErrorCode.BAD_JWT,
                    "invalid JWT: unable to parse or verify signature, "
                        + failure.problem().message())
                .failure());
      }
    }
    return Future.failedFuture(cause);
  }

  private Reply take(Step step, Scene scene) {
    return switch (step) {
      case Step.SignUp it -> new SigningUp(scene).run(it);
      case Step.SignUpAnonymously it -> new SigningUp(scene).anonymously(it);
      case Step.PasswordGrant it -> new SigningIn(scene).run(it);
      case Step.RefreshGrant it -> new Refreshing(scene).run(it);
      case Step.IdTokenGrant it -> new Trusting(scene).run(it);
      case Step.LinkIdentity it -> new Trusting(scene).link(it);
      case Step.RemoveIdentity it -> new Unlinking(scene).run(it);
      case Step.CodeExchange it -> new Exchanging(scene).run(it);
      case Step.SendCode it -> new Asking(scene).code(it);
      case Step.Recover it -> new Asking(scene).recovery(it);
      case Step.Resend it -> new Asking(scene).again(it);
      case Step.Reauthenticate _ -> new Asking(scene).reauthentication();
      case Step.Verify it -> new Verifying(scene).run(it);
      case Step.FollowLink it -> new Verifying(scene).link(it);
      case Step.NotYet it -> throw Problem.of(ErrorCode.PROVIDER_DISABLED, it.message()).failure();
      case Step.ReadSettings _ -> Telling.settings(ground.settings());
      case Step.ReadHealth _ -> Telling.health();
      case Step.ReadKeySet _ -> Telling.keys(keys.get());
      case Step.ReadUser _ -> new Reading(scene).run();
      case Step.UpdateUser it -> new Updating(scene).run(it);
      case Step.Logout it -> new Leaving(scene).run(it);
      case Step.EnrollFactor it -> new Enrolling(scene).run(it);
      case Step.UnenrollFactor it -> new Enrolling(scene).undo(it);
      case Step.ChallengeFactor it -> new Challenging(scene).run(it);
      case Step.VerifyFactor it -> new Raising(scene).run(it);
      case Step.BeginPasskey _ -> new AddingPasskeys(scene).begin();
      case Step.AddPasskey it -> new AddingPasskeys(scene).run(it);
      case Step.AskPasskey _ -> new EnteringByPasskey(scene).ask();
      case Step.PasskeyGrant it -> new EnteringByPasskey(scene).run(it);
      case Step.ReadPasskeys _ -> new KeepingPasskeys(scene).all();
      case Step.RenamePasskey it -> new KeepingPasskeys(scene).rename(it);
      case Step.RemovePasskey it -> new KeepingPasskeys(scene).remove(it);
      case Administration it -> new Administering(scene).run(it);
    };
  }

  private static Future<Reply> direct(Callable<Reply> work) {
    Promise<Reply> promise = Promise.promise();
    Thread.ofVirtual()
        .name("accounts")
        .start(() -> {
          try {
            promise.complete(work.call());
          } catch (Exception | StackOverflowError cause) {
            promise.fail(cause);
          }
        });
    return promise.future();
  }
}
