package msingi.http;

import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/**
 * The header {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header): given once, of 1
 * to 255 visible characters of ASCII.
 */
public final class IdempotencyKey {
  private static final String HEADER = "idempotency-key";
  private static final int LONGEST = 255;

  private IdempotencyKey() {}

  /** Whether a request has one. */
  public static boolean given(Exchange exchange) {
    return !exchange.headers(HEADER).isEmpty();
  }

  /**
   * The key of a request that has one.
   *
   * @throws msingi.error.Failure ONCE_KEY
   */
  public static String of(Exchange exchange) {
    List<String> keys = exchange.headers(HEADER);
    String key = keys.getFirst();
    boolean visible = key.chars().allMatch(it -> it > ' ' && it < 127);
    if (keys.size() > 1 || key.isEmpty() || key.length() > LONGEST || !visible) {
      throw Problem.of(ErrorCode.ONCE_KEY).failure();
    }
    return key;
  }
}
