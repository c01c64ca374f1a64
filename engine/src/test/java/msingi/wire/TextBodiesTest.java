package msingi.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Type;
import msingi.expression.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV and forms become rows of typed values, or a clear refusal. */
class TextBodiesTest {
  private static final Map<String, Type> TYPES =
      Map.of("a", Type.Scalar.INT, "t", Type.Scalar.TEXT, "u", Type.Scalar.TEXT);

  private static Type type(String name) {
    Type type = TYPES.get(name);
    if (type == null) {
      throw Problem.of(ErrorCode.COLUMN_UNKNOWN_WRITE).failure();
    }
    return type;
  }

  private static JsonBody csv(String text, String... wanted) {
    return CsvReader.read(
        text.getBytes(StandardCharsets.UTF_8), List.of(wanted), TextBodiesTest::type, 3);
  }

  private static List<List<Value>> values(JsonBody body) {
    return body.rows().stream().map(JsonBody.Item::values).toList();
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  @Test
  void quotesLineEndsNullAndEmpty() {
    JsonBody body =
        csv("\ufeffa,t,u\r\n1,NULL,\"NULL\"\n\n2,\"say \"\"hi\"\",\r\nthere\",\r\n3,é, x ");
    assertThat(body.columns()).containsExactly("a", "t", "u");
    assertThat(values(body))
        .containsExactly(
            List.of(new Value.Whole(1), Value.Null.NULL, text("NULL")),
            List.of(new Value.Whole(2), text("say \"hi\",\r\nthere"), text("")),
            List.of(new Value.Whole(3), text("é"), text(" x ")));
  }

  @Test
  void columnsChooseAndWhatTheHeaderLacksIsAbsent() {
    JsonBody body = csv("zzz,t\nnot read,x\n", "a", "t");
    assertThat(body.columns()).containsExactly("a", "t");
    assertThat(values(body)).containsExactly(List.of(Value.Null.NULL, text("x")));
    assertThat(body.rows().getFirst().absent()).isEqualTo(Set.of(0));
  }

  @Test
  void anEmptyTextInQuotesIsARow() {
    assertThat(values(csv("t\n\"\"\n\n"))).containsExactly(List.of(text("")));
    assertThat(csv("t\n").rows()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n\n", "a,t\n1", "a,t\n1,2,3", "t\n\"x", "t\n\"x\"y", "t\nx\"y\"", "t\nx\ry"})
  void brokenTablesAreRefused(String text) {
    assertThat(refusal(() -> csv(text))).isEqualTo(ErrorCode.BODY_INVALID);
  }

  @Test
  void valuesNamesAndNumbersAreJudged() {
    assertThat(refusal(() -> csv("a\nx"))).isEqualTo(ErrorCode.VALUE_INVALID);
    assertThat(refusal(() -> csv("a\n\"\""))).isEqualTo(ErrorCode.VALUE_INVALID);
    assertThat(refusal(() -> csv("zzz\nx"))).isEqualTo(ErrorCode.COLUMN_UNKNOWN_WRITE);
    assertThat(refusal(() -> csv("a\n1\n2\n3\n4"))).isEqualTo(ErrorCode.BODY_TOO_LARGE);
    assertThat(
            refusal(() ->
                CsvReader.read(
                    new byte[] {'t', '\n', (byte) 0xff}, List.of(), TextBodiesTest::type, 3)))
        .isEqualTo(ErrorCode.BODY_INVALID);
  }

  @Test
  void aFormIsOneRow() {
    List<String[]> pairs =
        List.of(new String[] {"t", "old"}, new String[] {"a", "7"}, new String[] {"t", "NULL"});
    JsonBody body = FormReader.read(pairs, List.of(), TextBodiesTest::type);
    assertThat(body.columns()).containsExactly("t", "a");
    assertThat(values(body)).containsExactly(List.of(text("NULL"), new Value.Whole(7)));
  }

  private static ErrorCode refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable asked) {
    return catchThrowableOfType(Failure.class, asked).problem().code();
  }

  @FuzzTest(maxDuration = "5s")
  void neverAnythingButRowsOrARefusal(byte[] body) {
    try {
      CsvReader.read(body, List.of(), _ -> Type.Scalar.TEXT, 100);
    } catch (Failure refused) {
      assertThat(refused.problem().message()).isNotBlank();
    }
  }
}
