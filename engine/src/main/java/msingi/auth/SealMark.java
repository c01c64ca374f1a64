package msingi.auth;

import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.store.Store;

/**
 * The seals that a database was served under: of each half a keyed hash of a constant, which tells
 * nothing of the seal.
 */
public final class SealMark {
  private static final String HMAC = "HmacSHA256";
  private static final byte[] CONSTANT =
      "msingi: the mark of a seal".getBytes(StandardCharsets.UTF_8);
  private static final long MILLIS = 10_000;
  private static final Table TABLE = Table.of("seals");
  private static final Table.Find FIND = TABLE.find(Condition.equal("id"));
  private static final Table.Find ALL = TABLE.list("id", Condition.present("id"));
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
    UUID id = mark(seal);
    return work.one(FIND, id)
        .compose(known -> known.isPresent() ? Future.succeededFuture(false) : met(work, id, time));
  }

  private static Future<Boolean> met(Work work, UUID id, Time time) {
    Line mark = Line.empty().with("id", id).moment("created_at", time.micros());
    return work.page(ALL, 1, 0).compose(others -> work.add(KEEP, mark).map(_ -> !others.isEmpty()));
  }

  private static UUID mark(byte[] seal) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(seal, HMAC));
      ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(CONSTANT));
      return new UUID(hash.getLong(), hash.getLong());
    } catch (GeneralSecurityException cause) {
      throw new IllegalStateException("HMAC-SHA-256 is part of every Java", cause);
    }
  }
}
