package msingi.auth.accounts;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.wire.Json;

/**
 * What may stand in {@code user_metadata} and {@code app_metadata}: they are part of every access
 * token of their account, which must be made, and sent in a header.
 */
public final class Metadata {
  /** Bytes of what people say of themselves: in base64 with all else a token of 16 KiB. */
  public static final int MOST = 8 * 1024;

  private Metadata() {}

  /**
   * Refuses what somebody says of themselves where it is too long or no token can hold it.
   *
   * @param text JSON of one object, or empty
   * @throws msingi.error.Failure VALIDATION
   */
  public static void demand(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST) {
      throw Problem.of(ErrorCode.VALIDATION, "data must not be longer than " + MOST + " bytes")
          .failure();
    }
    demandNumbers(text);
  }

  /**
   * Refuses numbers beyond those that are exchanged (RFC 8259, section 6).
   *
   * @param text JSON of one object, or empty
   * @throws msingi.error.Failure VALIDATION
   */
  public static void demandNumbers(String text) {
    if (JsonText.members(text).values().stream().anyMatch(Metadata::endless)) {
      throw Problem.of(ErrorCode.VALIDATION, "data must not hold numbers beyond 1.8e308").failure();
    }
  }

  private static boolean endless(Json value) {
    Stream<Json> within =
        switch (value) {
          case Json.Bare(String text) when number(text) ->
              Double.isInfinite(Double.parseDouble(text)) ? Stream.of(value) : Stream.empty();
          case Json.Bare _, Json.Text _ -> Stream.empty();
          case Json.Many(var items) -> items.stream().filter(Metadata::endless);
          case Json.Members(var byName) -> byName.values().stream().filter(Metadata::endless);
        };
    return within.findAny().isPresent();
  }

  private static boolean number(String text) {
    char first = text.charAt(0);
    return first == '-' || Character.isDigit(first);
  }
}
