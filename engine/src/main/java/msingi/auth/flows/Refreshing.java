package msingi.auth.flows;

import java.util.List;
import java.util.concurrent.TimeUnit;
import msingi.auth.Line;
import msingi.auth.Work;
import msingi.auth.accounts.AccountRows;
import msingi.auth.accounts.Audit;
import msingi.auth.accounts.RefreshToken;
import msingi.auth.accounts.SessionRows;
import msingi.definition.AccountSettings;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Reply;
import msingi.request.Step;

/**
 * Goes on with a session. The token in force is exchanged for the next by one conditional update,
 * so that of many who show it at once one alone advances the session. The others, whoever shows the
 * one before, and whoever shows an older one shortly after, get the token in force. Anything older
 * was stolen from somebody: the session ends, whoever asked.
 */
final class Refreshing {
  private final Scene scene;

  Refreshing(Scene scene) {
    this.scene = scene;
  }

  Reply run(Step.RefreshGrant step) {
    RefreshToken token =
        RefreshToken.parse(step.token(), scene.ground().seal())
            .orElseThrow(() -> Problem.of(ErrorCode.REFRESH_UNKNOWN).failure());
    Work work = scene.alone();
    if (limited()) {
      SessionRows.find(work, token.session()).await().ifPresent(this::demandAlive);
    }
    long now = scene.now();
    List<Line> advanced = SessionRows.advance(work, token.session(), token.counter(), now).await();
    Line session = advanced.isEmpty() ? behind(work, token, now) : advanced.getFirst();
    Line account =
        AccountRows.find(work, session.uuid("account"))
            .await()
            .orElseThrow(() -> Problem.of(ErrorCode.REFRESH_UNKNOWN).failure());
    if (AccountRows.banned(account, now)) {
      throw Problem.of(ErrorCode.ACCOUNT_BANNED, "Invalid Refresh Token: User Banned").failure();
    }
    return scene.sessions().tokens(work, account, session);
  }

  /** The session of a token that is not in force, if it may go on all the same. */
  private Line behind(Work work, RefreshToken token, long now) {
    Line session =
        SessionRows.find(work, token.session())
            .await()
            .filter(it -> it.whole("counter") > token.counter())
            .orElseThrow(() -> Problem.of(ErrorCode.REFRESH_UNKNOWN).failure());
    long reuse = TimeUnit.SECONDS.toMicros(limits().reuseSeconds());
    long behind = session.whole("counter") - token.counter();
    boolean lately = now - session.moment("refreshed_at") <= reuse;
    if (behind == 1 || (lately && behind < SessionRows.PAST)) {
      return session;
    }
    scene.together((transaction, notice) -> {
      scene.sessions().end(transaction, session, notice);
      return scene
          .audit()
          .note(transaction, scene.visit(), Audit.Event.REUSED, session.uuid("account"), "{}")
          .await();
    });
    throw Problem.of(ErrorCode.REFRESH_USED).failure();
  }

  private boolean limited() {
    return limits().timeboxSeconds() > 0 || limits().inactivitySeconds() > 0;
  }

  private void demandAlive(Line session) {
    long now = scene.now();
    boolean over =
        older(session.moment("created_at"), limits().timeboxSeconds(), now)
            || older(session.moment("refreshed_at"), limits().inactivitySeconds(), now);
    if (over) {
      throw Problem.of(ErrorCode.SESSION_EXPIRED).failure();
    }
  }

  private static boolean older(long moment, long seconds, long now) {
    return seconds > 0 && now - moment > TimeUnit.SECONDS.toMicros(seconds);
  }

  private AccountSettings.Sessions limits() {
    return scene.ground().settings().sessions();
  }
}
