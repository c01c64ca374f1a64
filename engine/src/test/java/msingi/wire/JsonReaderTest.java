package msingi.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Type;
import msingi.expression.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies become rows of typed values, or a clear refusal. */
class JsonReaderTest {
  private static final Map<String, Type> TYPES =
      Map.of(
          "a", Type.Scalar.INT,
          "t", Type.Scalar.TEXT,
          "j", Type.Scalar.JSON,
          "l", new Type.Array(Type.Scalar.INT));

  private static Type type(String name) {
    Type type = TYPES.get(name);
    if (type == null) {
      throw Problem.of(ErrorCode.COLUMN_UNKNOWN_WRITE).failure();
    }
    return type;
  }

  private static JsonBody read(String text, String... wanted) {
    return JsonReader.read(
        text.getBytes(StandardCharsets.UTF_8), List.of(wanted), JsonReaderTest::type, 3);
  }

  @Test
  void objectsBecomeRows() {
    JsonBody body =
        read(
            " [{\"a\":1,\"t\":\"x\\u00e9\",\"j\":{\"k\": [1, null]},\"l\":[1,null]},"
                + "{\"t\":true,\"a\":\"2\",\"j\": -1.50 ,\"l\":\"{3}\"}] ");
    assertThat(body.columns()).containsExactly("a", "t", "j", "l");
    assertThat(body.rows().get(0).values())
        .containsExactly(
            new Value.Whole(1),
            new Value.Text("xé"),
            new Value.Json("{\"k\": [1, null]}"),
            new Value.Many(List.of(new Value.Whole(1), Value.Null.NULL)));
    assertThat(body.rows().get(1).values())
        .containsExactly(
            new Value.Whole(2),
            new Value.Text("true"),
            new Value.Json("-1.50"),
            new Value.Many(List.of(new Value.Whole(3))));
  }

  @Test
  void jsonTextsAreKeptWhole() {
    JsonBody body = read("[{\"j\":\"a\\\"b\"},{\"j\":true},{\"j\":[ ]}]");
    assertThat(body.rows().get(0).values()).containsExactly(new Value.Json("\"a\\\"b\""));
    assertThat(body.rows().get(1).values()).containsExactly(new Value.Json("true"));
    assertThat(body.rows().get(2).values()).containsExactly(new Value.Json("[ ]"));
  }

  @Test
  void theLastOfTwoEqualKeysHolds() {
    assertThat(read("{\"a\":1,\"a\":2}").rows().getFirst().values())
        .containsExactly(new Value.Whole(2));
  }

  @Test
  void wantedColumnsDecideWhereTheyAreGiven() {
    JsonBody body = read("[{\"a\":1,\"zzz\":[{}]},{\"t\":\"x\"}]", "a", "t");
    assertThat(body.rows().get(0).absent()).containsExactly(1);
    assertThat(body.rows().get(1).absent()).containsExactly(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "``;BODY_INVALID",
        "}{ x = 2;BODY_INVALID",
        "1;BODY_INVALID",
        "[1];BODY_INVALID",
        "{\"a\":1} x;BODY_INVALID",
        "[{\"a\":1};BODY_INVALID",
        "[{\"a\":1},{\"t\":\"x\"}];BODY_INVALID",
        "[{\"a\":1},{\"a\":1},{\"a\":1},{\"a\":1}];BODY_TOO_LARGE",
        "{\"a\":\"x\"};VALUE_INVALID",
        "{\"a\":1.5};VALUE_INVALID",
        "{\"a\":99999999999};VALUE_OUT_OF_RANGE",
        "{\"t\":\"\\u0000\"};TEXT_INVALID",
        "{\"j\":{\"x\":\"\\u0000\"}};TEXT_INVALID",
        "{\"zzz\":1};COLUMN_UNKNOWN_WRITE"
      })
  void badBodiesAreRefused(String text, ErrorCode code) {
    Failure failure = catchThrowableOfType(Failure.class, () -> read(text));
    assertThat(failure.problem().code()).isEqualTo(code);
  }

  @Test
  void depthAndUtf8AreChecked() {
    String deep = "{\"j\":" + "[".repeat(100_000);
    Failure failure = catchThrowableOfType(Failure.class, () -> read(deep));
    assertThat(failure.problem().code()).isEqualTo(ErrorCode.TOO_DEEP);
    byte[] invalid = {'{', '"', 't', '"', ':', '"', (byte) 0xc0, (byte) 0x80, '"', '}'};
    Failure broken =
        catchThrowableOfType(
            Failure.class, () -> JsonReader.read(invalid, List.of(), JsonReaderTest::type, 3));
    assertThat(broken.problem().code()).isEqualTo(ErrorCode.BODY_INVALID);
  }

  @FuzzTest(maxDuration = "30s")
  void everyBodyIsReadOrRefused(byte[] bytes) {
    try {
      JsonReader.read(bytes, List.of(), JsonReaderTest::type, 3);
      JsonReader.read(bytes, List.of("a", "j"), JsonReaderTest::type, 3);
    } catch (Failure refused) {
      if (refused.problem().code().status() >= 500) {
        throw new AssertionError(refused);
      }
    }
  }
}
