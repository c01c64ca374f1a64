package msingi.door.grpc;

import io.vertx.core.Future;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import msingi.http.Exchange;
import msingi.http.IdempotencyKey;
import msingi.request.Answered;
import msingi.request.Engine;
import msingi.request.Once;

/**
 * A write under the metadata {@code idempotency-key}: its answer is kept in the transaction of its
 * effect, and given again to whoever sends the same. What is refused changed nothing and is not
 * kept.
 */
final class Keyed {
  private Keyed() {}

  /**
   * Answers, now or as before.
   *
   * @param write answers inside a transaction
   */
  static Future<ProtoOutput> run(
      Exchange exchange,
      Engine.Session session,
      byte[] message,
      Function<Engine.Session, Future<ProtoOutput>> write) {
    Once once = new Once(IdempotencyKey.of(exchange), "GRPC " + exchange.path(), digest(message));
    return exchange.direct(() -> run(session, once, write));
  }

  private static ProtoOutput run(
      Engine.Session session, Once once, Function<Engine.Session, Future<ProtoOutput>> write) {
    Engine.Together together = session.begin().await();
    boolean kept = false;
    try {
      Optional<Answered> earlier = together.recall(once).await();
      if (earlier.isPresent()) {
        return again(earlier.get().body());
      }
      ProtoOutput output = write.apply(together).await();
      byte[] body = Arrays.copyOfRange(output.array(), ProtoOutput.FRAME, output.length());
      together.remember(once, new Answered(200, Map.of(), body)).await();
      together.commit().await();
      kept = true;
      return output;
    } finally {
      if (!kept) {
        together.rollback().otherwiseEmpty().await();
      }
    }
  }

  private static ProtoOutput again(byte[] body) {
    ProtoOutput output = new ProtoOutput(body.length + ProtoOutput.FRAME);
    output.openFrame();
    return output.raw(body, 0, body.length);
  }

  private static String digest(byte[] message) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(message));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
