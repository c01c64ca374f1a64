package msingi.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import msingi.base.Ip;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.observe.Observation;
import msingi.observe.Observer;

/**
 * How often something may be tried. Counted by what the server itself knows: where a request comes
 * from, and whose account it is about, brought to one spelling. Nothing else of a request is part
 * of a key, so nothing else of it can be changed to begin anew.
 *
 * <p>Nobody can be locked out by others. Tries from one address slow down that address for that
 * account. Tries from all addresses together slow down only addresses at which nobody held a
 * session of the account: its owner goes on where they are at home. Memory is bounded and this
 * process's own; what is forgotten begins anew.
 */
public final class Limits {
  private static final int MOST_KEYS = 200_000;
  private static final int MOST_HOMES = 200_000;
  private static final int LONGEST_TEXT = 128;

  /** Characters beyond which a text is nobody's address, however it is spelt. */
  private static final int LONGEST_SPELLING = 512;

  private static final Pattern UNSEEN = Pattern.compile("[\\p{Z}\\p{C}\\s]+");
  private static final Pattern END = Pattern.compile("\\.+$");
  private static final Pattern NUMBER = Pattern.compile("[+0-9().-]+");

  private final Time time;
  private final Observer observer;
  private final boolean on;

  /** For each key the moment in nanoseconds at which its bucket is full again. */
  private final Cache<String, AtomicLong> full =
      Caffeine.newBuilder()
          .maximumSize(MOST_KEYS)
          .expireAfterAccess(Duration.ofHours(2))
          .executor(Runnable::run)
          .build();

  /** Accounts, and addresses at which somebody held a session of theirs. */
  private final Cache<String, Boolean> homes =
      Caffeine.newBuilder()
          .maximumSize(MOST_HOMES)
          .expireAfterAccess(Duration.ofDays(30))
          .executor(Runnable::run)
          .build();

  /**
   * @param on whether anything is limited at all
   */
  public Limits(boolean on, Time time, Observer observer) {
    this.on = on;
    this.time = time;
    this.observer = observer;
  }

  /**
   * A bucket of tokens.
   *
   * @param burst how many may be taken at once
   * @param every seconds after which one more may be taken
   */
  record Bucket(int burst, long every) {
    long nanos() {
      return every * 1_000_000_000L;
    }
  }

  /** What is limited. */
  public enum Route {
    /** A password, or another proof that can be guessed at home. */
    SIGN_IN(new Bucket(60, 5), new Bucket(10, 30), new Bucket(100, 36)),
    /** A new account. */
    SIGN_UP(new Bucket(30, 10), new Bucket(5, 60), new Bucket(20, 180)),
    /** Something that sends a mail or a message. */
    MESSAGE(new Bucket(30, 10), new Bucket(5, 60), new Bucket(20, 180)),
    /** A short code. */
    CODE(new Bucket(60, 5), new Bucket(10, 60), new Bucket(60, 60)),
    /** What owners change of what is theirs, which is noted each time. */
    CHANGE(new Bucket(600, 1), new Bucket(60, 1), new Bucket(600, 1)),
    /** The next tokens of a session. */
    REFRESH(new Bucket(600, 1), new Bucket(60, 1), new Bucket(600, 1));

    private final Bucket address;
    private final Bucket pair;
    private final Bucket strangers;

    Route(Bucket address, Bucket pair, Bucket strangers) {
      this.address = address;
      this.pair = pair;
      this.strangers = strangers;
    }
  }

  /**
   * Counts a try from an address.
   *
   * @param address as the server knows it
   * @throws Failure REQUEST_RATE with {@code Retry-After} when there were too many
   */
  public void admit(Route route, String address) {
    if (!on) {
      return;
    }
    take(route + "/a/" + Ip.site(address), route.address);
  }

  /**
   * Counts a try at an account from an address, besides {@link #admit(Route, String)}.
   *
   * @param account an e-mail address, a phone number or an id, as it was given
   * @throws Failure REQUEST_RATE with {@code Retry-After} when there were too many
   */
  public void admit(Route route, String account, String address) {
    if (!on) {
      return;
    }
    String owner = canonical(account);
    take(pair(route, owner, address), route.pair);
    if (!atHome(account, address)) {
      take(route + "/s/" + owner, route.strangers);
    }
  }

  /**
   * A try that was admitted was right: it counts no more. What failed before it counts on, or
   * whoever has an account that shares a count with another's could try at that for ever.
   *
   * @param account as it was given to {@link #admit(Route, String, String)}
   */
  public void right(Route route, String account, String address) {
    back(pair(route, canonical(account), address), route.pair);
  }

  private void back(String key, Bucket bucket) {
    AtomicLong moment = full.getIfPresent(key);
    if (moment != null) {
      moment.addAndGet(-bucket.nanos());
    }
  }

  /**
   * Counts a guess at an account's secret by whoever holds one of its sessions. The first that is
   * wrong is the session's own affair; the others count for the account too, so that many sessions
   * buy few guesses, and none of them takes the first guess of another.
   *
   * @param session its id, from a verified token
   * @param account its id
   * @throws Failure REQUEST_RATE with {@code Retry-After} when there were too many
   */
  public void admitWithin(String session, String account) {
    if (!on) {
      return;
    }
    String key = within(session);
    AtomicLong moment = full.getIfPresent(key);
    boolean clean = moment == null || moment.get() - time.nanos() <= 0;
    take(key, Route.SIGN_IN.pair);
    if (!clean) {
      take(Route.SIGN_IN + "/v/" + account, Route.SIGN_IN.strangers);
    }
  }

  /** A guess that {@link #admitWithin} let through was right: the session's counts no more. */
  public void rightWithin(String session) {
    back(within(session), Route.SIGN_IN.pair);
  }

  private static String within(String session) {
    return Route.SIGN_IN + "/w/" + session;
  }

  /**
   * Somebody holds a session of this account at this address: they are at home there.
   *
   * @param account an address of the account's own, in its one spelling or any that leads to it
   */
  public void dwells(String account, String address) {
    homes.put(home(account, address), true);
  }

  /** Whether somebody held a session of this account at this address. */
  public boolean atHome(String account, String address) {
    return homes.getIfPresent(home(account, address)) != null;
  }

  private static String pair(Route route, String owner, String address) {
    return route + "/p/" + Ip.site(address) + "/" + owner;
  }

  /** Unlike a count, a home is one account's alone. */
  private static String home(String account, String address) {
    String text = UNSEEN.matcher(account).replaceAll("").toLowerCase(Locale.ROOT);
    if (NUMBER.matcher(text).matches()) {
      text = text.replaceAll("[^0-9]", "");
    }
    return Ip.site(address) + "/" + (text.length() > LONGEST_TEXT ? KeyText.hash(text) : text);
  }

  private void take(String key, Bucket bucket) {
    long now = time.nanos();
    AtomicLong moment = full.get(key, _ -> new AtomicLong(now));
    long most = bucket.nanos() * (bucket.burst() - 1L);
    while (true) {
      long known = moment.get();
      long from = known - now > 0 ? known : now;
      if (from - now > most) {
        throw refused(from - now - most);
      }
      if (moment.compareAndSet(known, from + bucket.nanos())) {
        return;
      }
    }
  }

  private Failure refused(long nanos) {
    observer.observe(new Observation.Refused(ErrorCode.REQUEST_RATE, "accounts"));
    long seconds = Math.max(1, Math.ceilDiv(nanos, 1_000_000_000L));
    Problem problem = Problem.of(ErrorCode.REQUEST_RATE);
    return new Problem(
            problem.code(),
            problem.message(),
            problem.details(),
            problem.hint(),
            new Problem.Own("", 0, Map.of("Retry-After", Long.toString(seconds))))
        .failure();
  }

  /**
   * One spelling for all that may lead to one account: without case, width, spaces, what stands
   * behind a plus sign, and dots before the at sign. Two accounts may so share a count, which slows
   * down strangers alone.
   */
  static String canonical(String account) {
    String seen = UNSEEN.matcher(account).replaceAll("");
    if (seen.length() > LONGEST_SPELLING) {
      // What follows may take the square of the length.
      return KeyText.hash(seen);
    }
    String text = Normalizer.normalize(seen, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    text = UNSEEN.matcher(text).replaceAll("");
    int at = text.lastIndexOf('@');
    if (at >= 0) {
      String local = text.substring(0, at);
      int plus = local.indexOf('+');
      String name = (plus > 0 ? local.substring(0, plus) : local).replace(".", "");
      text = name + END.matcher(text.substring(at)).replaceFirst("");
    } else if (NUMBER.matcher(text).matches()) {
      text = text.replaceAll("[^0-9]", "");
    }
    return text.length() > LONGEST_TEXT ? KeyText.hash(text) : text;
  }

  /** How many keys are remembered. */
  long remembered() {
    full.cleanUp();
    return full.estimatedSize();
  }
}
