package msingi.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.result.Row;
import msingi.result.Shape;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** What the JSON writer writes, a JSON parser reads back. */
class JsonRowsPropertyTest {
  private record Cell(String text, long whole, double real) implements Row {
    @Override
    public boolean isNull(int column) {
      return column == 3;
    }

    @Override
    public String text(int column) {
      return text;
    }

    @Override
    public long whole(int column) {
      return whole;
    }

    @Override
    public double real(int column) {
      return real;
    }

    @Override
    public boolean truth(int column) {
      return whole > 0;
    }

    @Override
    public byte[] bytes(int column) {
      return new byte[] {(byte) whole};
    }
  }

  @Property(tries = 500)
  void valuesComeBack(@ForAll String text, @ForAll long whole, @ForAll double real)
      throws IOException {
    String sound = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    Output output = new Output(0);
    JsonRows rows = new JsonRows(output, true, false);
    rows.begin(
        new Shape(
            List.of(
                new Shape.Field.Scalar(sound, Type.Scalar.TEXT),
                new Shape.Field.Scalar("w", Type.Scalar.LONG),
                new Shape.Field.Scalar("r", Type.Scalar.FLOAT),
                new Shape.Field.Scalar("n", Type.Scalar.TEXT))));
    rows.row(new Cell(sound, whole, real));
    rows.end();
    try (JsonParser parser = new JsonFactory().createParser(output.toByteArray())) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      assertThat(parser.nextFieldName()).isEqualTo(sound);
      assertThat(parser.nextTextValue()).isEqualTo(sound);
      parser.nextToken();
      assertThat(parser.nextLongValue(~whole)).isEqualTo(whole);
      parser.nextToken();
      parser.nextToken();
      assertThat(parser.getDoubleValue()).isEqualTo(real == 0 ? parser.getDoubleValue() : real);
      parser.nextToken();
      assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_NULL);
    }
  }

  @Property(tries = 500)
  void momentsAreWrittenAsInValues(
      @ForAll @LongRange(min = -62_135_596_800_000_000L, max = 253_402_300_799_999_999L)
          long micros) {
    Output output = new Output(0);
    Cells.moment(micros, output);
    assertThat(new String(output.toByteArray(), StandardCharsets.UTF_8))
        .isEqualTo(Values.text(new Value.Timestamp(micros), Type.Scalar.TIMESTAMP));
  }
}
