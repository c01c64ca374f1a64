package msingi.auth.accounts;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import msingi.auth.Assignment;
import msingi.auth.Condition;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.expression.Value;
import msingi.request.Contact;
import msingi.wire.Json;

/**
 * One-time codes. What is sent is a few digits to type, and a token for links that is made of them
 * under our seal; what is stored is the token's hash. A code is consumed by one conditional update,
 * so that of many who use it at once one alone succeeds.
 */
public final class Codes {
  private static final Table TABLE = Table.of("codes");
  private static final Table.Change INSERT = TABLE.insert();
  private static final Table.Change CONSUME =
      TABLE.updated(
          List.of(Assignment.set("consumed_at")),
          Condition.equal("hash"),
          Condition.equal("kind"),
          Condition.absent("consumed_at"),
          Condition.above("expires_at"));

  /** Tries that are borne before digits count no more; links do go on. */
  private static final int MOST_ATTEMPTS = 10;

  private static final Table.Find LAST =
      TABLE.latest("created_at", Condition.equal("account"), Condition.equal("kind"));
  private static final Table.Change TRY =
      TABLE.updated(
          List.of(Assignment.raise("attempts")),
          Condition.equal("address"),
          Condition.equal("kind"),
          Condition.absent("consumed_at"),
          Condition.above("expires_at"),
          Condition.below("attempts"));
  private static final Table.Find WAITING =
      TABLE.list(
          "id",
          Condition.equal("account"),
          Condition.equal("kind"),
          Condition.absent("consumed_at"));
  private static final Table.Change STRIP =
      TABLE.update(List.of(Assignment.set("data")), Condition.equal("id"));
  private static final Table.Change DROP =
      TABLE.delete(Condition.equal("account"), Condition.equal("kind"));
  private static final Table.Change DROP_ALL = TABLE.delete(Condition.equal("account"));
  private static final Table.Change DROP_FLOWS =
      Table.of("flows").delete(Condition.equal("account"));

  private final Ground ground;

  public Codes(Ground ground) {
    this.ground = ground;
  }

  /** What a code proves. */
  public enum Kind {
    SIGN_UP,
    INVITE,
    MAGIC_LINK,
    RECOVERY,
    EMAIL_CHANGE_CURRENT,
    EMAIL_CHANGE_NEW,
    PHONE_SIGN_UP,
    PHONE_CHANGE,
    REAUTHENTICATION;

    /** The kind that the table spells so. */
    public static Kind of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** As the table spells it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a code is for.
   *
   * @param contact where it is sent, normalised
   * @param flow the flow that its proof goes on with, or {@link Line#NOBODY}
   * @param data what the proof puts into force, JSON of one object
   */
  public record Purpose(Kind kind, UUID account, Contact contact, UUID flow, String data) {}

  /**
   * A code that was just made.
   *
   * @param digits what is typed
   * @param token what links carry; good without the address
   */
  public record Made(String digits, String token) {}

  /** Makes a code and keeps its hash. */
  public Future<Made> make(Work work, Purpose purpose) {
    String digits = digits();
    String token = token(purpose.kind(), purpose.contact().text(), digits);
    return work.add(
            INSERT,
            Line.empty()
                .with("id", ground.ids().uuid7())
                .with("account", purpose.account())
                .with("kind", purpose.kind().text())
                .with("hash", Hashes.sha256(token))
                .with("address", purpose.contact().text())
                .with("flow", purpose.flow())
                .with("data", purpose.data())
                .with("attempts", 0)
                .with("created_at", ground.now())
                .with("expires_at", ground.in(ground.settings().codes().lifetimeSeconds())))
        .map(_ -> new Made(digits, token));
  }

  /** The token that stands for digits sent to an address. */
  public String token(Kind kind, String address, String digits) {
    String text = kind.text() + "\n" + address + "\n" + digits;
    return HexFormat.of()
        .formatHex(Hashes.mac(ground.seal(), text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Uses a code up: the row where this call did, nothing where it is used, over or another's. */
  public Future<Optional<Line>> consume(Work work, Kind kind, String token) {
    long now = ground.now();
    return work.changed(CONSUME, now, Hashes.sha256(token), kind.text(), now)
        .map(rows -> rows.stream().findFirst());
  }

  /**
   * The token of digits that somebody typed, if they are those of a code that waits. Each try is
   * counted before it is looked at, in a transaction of its own, so that many at once are no more
   * than are borne. Waits.
   *
   * @param alone the store by itself
   */
  public Optional<String> typed(Work alone, Kind kind, String address, String digits) {
    String token = token(kind, address, digits);
    String hash = Hashes.sha256(token);
    long now = ground.now();
    return alone.changed(TRY, address, kind.text(), now, MOST_ATTEMPTS).await().stream()
        .filter(it -> it.text("hash").equals(hash))
        .findFirst()
        .map(_ -> token);
  }

  /** The last code of a kind, used or not. */
  public Future<Optional<Line>> last(Work work, UUID account, Kind kind) {
    return work.page(LAST, 1, 0, account, kind.text()).map(rows -> rows.stream().findFirst());
  }

  /** Makes an account's codes of a kind worthless. */
  public Future<Long> drop(Work work, UUID account, Kind kind) {
    return work.change(DROP, account, kind.text());
  }

  /** Makes all codes of an account worthless. */
  public Future<Long> drop(Work work, UUID account) {
    return work.change(DROP_ALL, account);
  }

  /**
   * Makes worthless whatever was begun and would sign somebody in: codes, and flows whose code
   * waits to be exchanged. For new passwords. Waits.
   */
  public void abandon(Work work, UUID account) {
    drop(work, account).await();
    work.change(DROP_FLOWS, account).await();
  }

  /** What tells one attempt's password from another's; too short for telling the password. */
  public String mark(UUID account, String password) {
    String text = "attempt\n" + account + "\n" + password;
    byte[] mac = Hashes.mac(ground.seal(), text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(mac, 0, 2);
  }

  /**
   * Codes that wait prove the address and put nothing else into force, but for those of the same
   * attempt. Waits.
   */
  public void strip(Work work, UUID account, Kind kind, String mark) {
    for (Line code : work.all(WAITING, account, kind.text()).await()) {
      boolean another =
          JsonText.members(code.json("data")).get("mark") instanceof Json.Text(String own)
              && !own.equals(mark);
      if (another) {
        work.change(STRIP, new Value.Json("{}"), code.uuid("id")).await();
      }
    }
  }

  /** Digits that are equally likely, as many as the settings want. */
  public String digits() {
    StringBuilder text = new StringBuilder();
    byte[] random = new byte[1];
    while (text.length() < ground.settings().codes().digits()) {
      ground.randomness().fill(random);
      int number = random[0] & 0xff;
      // 250 is the largest multiple of ten in a byte: larger ones would favour some digits.
      if (number < 250) {
        text.append((char) ('0' + number % 10));
      }
    }
    return text.toString();
  }
}
