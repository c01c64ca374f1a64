package msingi.auth.accounts;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import msingi.auth.Line;
import msingi.auth.Revocations;
import msingi.auth.Work;
import msingi.definition.AccountSettings;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Value;
import msingi.request.Person;
import msingi.request.Reply;
import msingi.request.Visit;
import msingi.wire.Json;

/** Begins sessions, gives out their tokens, and ends them. */
public final class Sessions {
  /** What a session proves that one method began. */
  public static final String LOW = "aal1";

  /** What a session proves with a second factor, or with a key that knows its owner. */
  public static final String HIGH = "aal2";

  private final Ground ground;

  public Sessions(Ground ground) {
    this.ground = ground;
  }

  /** How somebody proved who they are, as tokens say it in {@code amr}. */
  public enum Method {
    PASSWORD("password"),
    CODE("otp"),
    OAUTH("oauth"),
    TOTP("totp", true),
    PHONE_FACTOR("mfa/phone", true),
    KEY_FACTOR("mfa/webauthn", true),
    MAGIC_LINK("magiclink"),
    RECOVERY("recovery"),
    INVITE("invite"),
    EMAIL_SIGN_UP("email/signup"),
    EMAIL_CHANGE("email_change"),
    ANONYMOUS("anonymous"),
    PASSKEY("passkey", true);

    private final String text;
    private final boolean high;

    Method(String text) {
      this(text, false);
    }

    /**
     * @param high whether a session that it proved is of the higher level
     */
    Method(String text, boolean high) {
      this.text = text;
      this.high = high;
    }

    public String text() {
      return text;
    }

    /** The method that the wire spells so; CODE where none is. */
    public static Method of(String text) {
      for (Method each : values()) {
        if (each.text.equals(text)) {
          return each;
        }
      }
      return CODE;
    }
  }

  /**
   * Begins a session in the transaction at hand, as the settings want it. Waits.
   *
   * @param notice told where other sessions end for it
   * @return the session's row
   */
  public Line begin(
      Work work, Visit visit, UUID account, Method method, Revocations.Notice notice) {
    return begin(work, opening(visit, account, method), notice);
  }

  /**
   * Begins the session of a passkey's owner, which ends when that key is taken away. Waits.
   *
   * @return the session's row
   */
  public Line begin(Work work, Visit visit, Line passkey, Revocations.Notice notice) {
    Line session = opening(visit, passkey.uuid("account"), Method.PASSKEY);
    return begin(work, session.with("passkey", passkey.uuid("id")), notice);
  }

  private Line opening(Visit visit, UUID account, Method method) {
    long now = ground.now();
    return Line.empty()
        .with("id", ground.ids().uuid7())
        .with("account", account)
        .with("counter", 0)
        .with("aal", method.high ? HIGH : LOW)
        .with("methods", new Value.Json(methods(List.of(), method, now)))
        .with("agent", visit.agent())
        .with("address", visit.address())
        .moment("created_at", now)
        .moment("refreshed_at", now);
  }

  private Line begin(Work work, Line session, Revocations.Notice notice) {
    UUID account = session.uuid("account");
    long now = session.moment("created_at");
    // Holds the account: whoever suspends or removes it now waits, and ends this session too; and
    // of two who sign in at once the second sees, and ends, the session of the first.
    AccountRows.signedIn(work, account, now).await();
    if (ground.settings().sessions().single()) {
      end(work, account, notice);
    }
    forgetLapsed(work, account, now);
    Optional<Line> held = AccountRows.find(work, account).await();
    if (held.isEmpty()
        || held.get().happened("deleted_at")
        || AccountRows.banned(held.get(), now)) {
      throw Problem.of(ErrorCode.ACCOUNT_BANNED).failure();
    }
    SessionRows.add(work, session).await();
    return session;
  }

  /** Sessions whose time is over for a day open nothing and need no row. */
  private void forgetLapsed(Work work, UUID account, long now) {
    AccountSettings.Sessions limits = ground.settings().sessions();
    if (limits.timeboxSeconds() > 0) {
      SessionRows.forgetBegun(work, account, before(now, limits.timeboxSeconds())).await();
    }
    if (limits.inactivitySeconds() > 0) {
      SessionRows.forgetRefreshed(work, account, before(now, limits.inactivitySeconds())).await();
    }
  }

  private static long before(long now, long seconds) {
    return now - TimeUnit.SECONDS.toMicros(seconds) - TimeUnit.DAYS.toMicros(1);
  }

  /** The methods of a session when another is added, the newest first, as JSON. */
  public static String methods(List<Json> before, Method method, long now) {
    List<Json> all = new java.util.ArrayList<>();
    Map<String, Json> entry = new LinkedHashMap<>();
    entry.put("method", new Json.Text(method.text()));
    entry.put("timestamp", new Json.Bare(Long.toString(TimeUnit.MICROSECONDS.toSeconds(now))));
    all.add(new Json.Members(entry));
    all.addAll(before);
    return JsonText.of(new Json.Many(all));
  }

  /**
   * Raises a session by the proof of a second factor, and ends the account's sessions that prove
   * less. Refresh tokens of before hold no more. Waits.
   *
   * @return the session's row afterwards; empty when it ended meanwhile
   */
  public Optional<Line> raise(
      Work work, Line session, UUID factor, Method method, Revocations.Notice notice) {
    List<Json> others = without(session, method);
    String methods = methods(others, method, ground.now());
    Optional<Line> raised =
        SessionRows.raise(work, session, factor, methods).await().stream().findFirst();
    if (raised.isPresent()) {
      told(work, SessionRows.endLow(work, session.uuid("account")).await(), notice);
    }
    return raised;
  }

  /**
   * A second factor that is gone.
   *
   * @param last whether the account has no other factor of this method
   */
  public record Loss(UUID factor, Method method, boolean last) {}

  /**
   * Sessions that a lost factor raised prove no more than what else they showed, and so do their
   * access tokens of before. Waits.
   */
  public void lower(Work work, UUID account, Loss loss, Revocations.Notice notice) {
    for (Line session : SessionRows.of(work, account).await()) {
      List<Json> left = without(session, loss.method());
      boolean other = left.equals(entries(session)) && left.stream().anyMatch(Sessions::high);
      if (!other && (loss.last() || session.uuid("factor").equals(loss.factor()))) {
        lower(work, session, left, notice);
      }
    }
  }

  private static void lower(Work work, Line session, List<Json> left, Revocations.Notice notice) {
    String level = left.stream().anyMatch(Sessions::high) ? HIGH : LOW;
    String methods = JsonText.of(new Json.Many(left));
    for (Line lowered : SessionRows.lower(work, session, level, methods).await()) {
      if (level.equals(LOW) && session.text("aal").equals(HIGH)) {
        notice.level(work, lowered.uuid("id"), lowered.whole("counter")).await();
      }
    }
  }

  /** Whether an entry of {@code amr} is of what raises sessions. */
  private static boolean high(Json entry) {
    return entry instanceof Json.Members(var members)
        && members.get("method") instanceof Json.Text(String text)
        && Method.of(text).high;
  }

  /** What a session has proven, except by this method. */
  private static List<Json> without(Line session, Method method) {
    Json name = new Json.Text(method.text());
    return entries(session).stream()
        .filter(it -> !(it instanceof Json.Members(var entry) && name.equals(entry.get("method"))))
        .toList();
  }

  /** What a session has proven. */
  private static List<Json> entries(Line session) {
    byte[] text = session.json("methods").getBytes(StandardCharsets.UTF_8);
    return Json.read(text) instanceof Json.Many(var items) ? items : List.of();
  }

  /** Ends one session. Waits. */
  public void end(Work work, Line session, Revocations.Notice notice) {
    told(work, SessionRows.end(work, session.uuid("id")).await(), notice);
  }

  /** Ends all sessions of an account. Waits. */
  public void end(Work work, UUID account, Revocations.Notice notice) {
    told(work, SessionRows.endAll(work, account).await(), notice);
  }

  /** Ends all sessions of an account but one. Waits. */
  public void endOthers(Work work, UUID account, UUID kept, Revocations.Notice notice) {
    told(work, SessionRows.endOthers(work, account, kept).await(), notice);
  }

  /** Ends the sessions that a passkey began, but one. Waits. */
  public void endOthersBy(
      Work work, UUID account, UUID passkey, UUID kept, Revocations.Notice notice) {
    told(work, SessionRows.endOthersBy(work, account, passkey, kept).await(), notice);
  }

  /** Ends the sessions that a second factor proved. Waits. */
  public void endBy(Work work, UUID account, UUID factor, Revocations.Notice notice) {
    told(work, SessionRows.endBy(work, account, factor).await(), notice);
  }

  private static void told(Work work, List<Line> ended, Revocations.Notice notice) {
    notice.sessions(work, ended.stream().map(it -> it.uuid("id")).toList()).await();
  }

  /**
   * Makes every access and refresh token of an account worthless: a new epoch, and no session. For
   * resets, suspension, deletion and lost roles. Waits.
   */
  public void revoke(Work work, UUID account, Revocations.Notice notice) {
    outdate(work, account, notice);
    end(work, account, notice);
  }

  /**
   * Makes the access tokens of an account worthless, which say what is no longer so; a refresh
   * brings what is. Waits.
   */
  public void outdate(Work work, UUID account, Revocations.Notice notice) {
    for (Line risen : AccountRows.raise(work, account, ground.now()).await()) {
      notice.account(work, account, risen.whole("epoch")).await();
    }
  }

  /** The tokens of a session as it stands, with the person as they are. Waits. */
  public Reply.SignedIn tokens(Work work, Line account, Line session) {
    Person person = Persons.of(work, account).await();
    long lifetime = ground.settings().accessSeconds();
    long now = TimeUnit.MICROSECONDS.toSeconds(ground.now());
    String access = ground.signer().sign(claims(account, session, now, now + lifetime));
    String refresh =
        new RefreshToken(session.uuid("id"), session.whole("counter")).text(ground.seal());
    return new Reply.SignedIn(access, lifetime, now + lifetime, refresh, person, List.of());
  }

  private Map<String, Object> claims(Line account, Line session, long now, long end) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", ground.issuer());
    claims.put("sub", account.uuid("id").toString());
    claims.put("aud", Ground.AUDIENCE);
    claims.put("exp", end);
    claims.put("iat", now);
    claims.put("email", account.text("email"));
    claims.put("phone", account.text("phone"));
    claims.put("app_metadata", object(account.json("app_metadata")));
    claims.put("user_metadata", object(account.json("user_metadata")));
    claims.put("role", account.text("role"));
    claims.put("aal", session.text("aal"));
    claims.put(
        "amr", object("{\"amr\":" + session.json("methods") + "}").getOrDefault("amr", List.of()));
    claims.put("session_id", session.uuid("id").toString());
    claims.put("is_anonymous", account.truth("anonymous"));
    claims.put("epoch", account.whole("epoch"));
    claims.put("turn", session.whole("counter"));
    return claims;
  }

  private static Map<String, Object> object(String json) {
    try {
      return JSONObjectUtils.parse(json);
    } catch (ParseException cause) {
      throw new IllegalStateException("what we stored is no JSON", cause);
    }
  }
}
