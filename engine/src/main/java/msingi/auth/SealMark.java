package msingi.auth;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.store.Store;

/**
 * The seals that a database was served under: of each a keyed hash of a constant, which tells
 * nothing of the seal. They stand among the first answers, where no client can name them: ids there
 * are hashes, and what is of a day far away is not swept.
 */
public final class SealMark {
  private static final String HMAC = "HmacSHA256";
  private static final String PREFIX = "seal ";
  private static final String PAYLOAD = "a seal that this database was served under";
  private static final byte[] CONSTANT =
      "msingi: the mark of a seal".getBytes(StandardCharsets.UTF_8);

  /** The end of the year 9998, in microseconds since 1970. */
  private static final long NEVER_SWEPT = 253_370_764_800_000_000L;

  private static final long MILLIS = 10_000;
  private static final Table TABLE = Table.of("answers");
  private static final Table.Find FIND = TABLE.find(Condition.equal("id"));
  private static final Table.Find ALL = TABLE.list("id", Condition.equal("payload"));
  private static final Table.Change KEEP = TABLE.insertUnless("id");

  private SealMark() {}

  /**
   * Whether a database knows other seals and not this one, as when it was moved without its files
   * of keys. It knows this one from now on.
   *
   * @param seal the installation's secret, 32 bytes
   */
  public static Future<Boolean> strange(Store store, byte[] seal, Time time) {
    Work work = new Work(store, Deadline.after(MILLIS, time), time);
    String id = PREFIX + HexFormat.of().formatHex(mac(seal));
    return work.one(FIND, id)
        .compose(known -> known.isPresent() ? Future.succeededFuture(false) : met(work, id));
  }

  private static Future<Boolean> met(Work work, String id) {
    Line mark =
        Line.empty()
            .with("id", id)
            .with("payload", PAYLOAD)
            .with("status", 0)
            .with("headers", "")
            .with("body", new byte[0])
            .with("created_at", NEVER_SWEPT);
    return work.page(ALL, 1, 0, PAYLOAD)
        .compose(others -> work.add(KEEP, mark).map(_ -> !others.isEmpty()));
  }

  private static byte[] mac(byte[] seal) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(seal, HMAC));
      return mac.doFinal(CONSTANT);
    } catch (GeneralSecurityException cause) {
      throw new IllegalStateException("HMAC-SHA-256 is part of every Java", cause);
    }
  }
}
