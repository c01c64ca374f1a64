package msingi.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The benchmark's own arithmetic; nothing here is timed. */
class ArithmeticTest {
  @Test
  void theMedianIsTheMiddleValue() {
    assertThat(Measure.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5.0);
  }

  @Test
  void whatShouldBeLittleIsBetterWhenItIsLess() {
    Measure.Figure figure = Measure.Figure.most("memory", 150, 100, "MB");
    assertThat(figure.ratio()).isEqualTo(1.5);
    assertThat(Measure.json(List.of(figure)))
        .isEqualTo(
            "[\n  {\"name\":\"memory\",\"ratio\":1.500,\"wanted\":1.00,\"msingi\":100.0,"
                + "\"baseline\":150.0,\"unit\":\"MB\"}\n]\n");
  }

  @Test
  void quotedFieldsKeepCommasAndQuotes() throws IOException {
    Csv csv = new Csv(new StringReader("a,\"b,\"\"c\"\"\",\r\nd,,e\n"));
    assertThat(csv.line()).containsExactly("a", "b,\"c\"", "");
    assertThat(csv.line()).containsExactly("d", "", "e");
    assertThat(csv.line()).isEmpty();
  }

  @Test
  void optionsAreReadOrRefused() {
    assertThat(Options.of("--json", "x", "--rounds", "5", "--warm", "2"))
        .isEqualTo(new Options("x", "", 5, 5, 2));
    assertThatThrownBy(() -> Options.of("--rounds", "0"))
        .hasMessage("--rounds needs a whole number above 0, not 0");
    assertThatThrownBy(() -> Options.of("--jsn", "x")).hasMessage("unknown: --jsn");
  }
}
