package msingi.door.graphql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.http.Exchange;
import msingi.http.IdempotencyKey;
import msingi.request.Answered;
import msingi.request.Once;
import msingi.wire.Output;

/**
 * A mutation under an {@code Idempotency-Key}: its answer is kept in the transaction of its effect
 * and given again to whoever sends the same. What is refused changed nothing and is not kept.
 */
final class Kept {
  private static final Set<ErrorCode> ABOUT =
      Set.of(ErrorCode.ONCE_RUNNING, ErrorCode.ONCE_PAYLOAD, ErrorCode.ONCE_TOO_LARGE);

  /** No key. */
  static final Once NONE = new Once("", "", "");

  private Kept() {}

  /**
   * The key of a request; {@link #NONE} where it has none.
   *
   * @throws msingi.error.Failure ONCE_KEY
   */
  static Once of(Exchange exchange, byte[] body) {
    if (!IdempotencyKey.given(exchange)) {
      return NONE;
    }
    String key = IdempotencyKey.of(exchange);
    return new Once(key, "POST /graphql/v1", payload(exchange.header("accept"), body));
  }

  private static String payload(String accept, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((accept + "\n").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether a failure is about the key, and not about what was sent under it. */
  static boolean about(Failure failure) {
    return ABOUT.contains(failure.problem().code());
  }

  /** An answer as it is kept. */
  static Answered answered(Output output) {
    return new Answered(200, Map.of(), output.toByteArray());
  }

  /** A kept answer. */
  static Output output(Answered answered) {
    return new Output(answered.body().length).put(answered.body());
  }
}
