package msingi.auth.factors;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we draw is read by somebody else's reader. */
final class PictureTest {
  private static final Pattern SIZE = Pattern.compile("viewBox=\"0 0 (\\d+) \\1\"");
  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1H\\1z");
  private static final int QUIET = 4;

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 150, 1_000})
  void aReaderReadsIt(int length) throws Exception {
    String text =
        Totp.address("Clinic", "ada@example.org".repeat(length), new byte[20]).substring(0, length);
    String svg = Picture.of(text);
    Matcher size = SIZE.matcher(svg);
    assertThat(size.find()).isTrue();
    int side = Integer.parseInt(size.group(1)) - 2 * QUIET;
    BitMatrix modules = new BitMatrix(side);
    Matcher run = RUN.matcher(svg);
    while (run.find()) {
      modules.setRegion(
          Integer.parseInt(run.group(1)) - QUIET,
          Integer.parseInt(run.group(2)) - QUIET,
          Integer.parseInt(run.group(3)),
          1);
    }
    byte[] read = new Decoder().decode(modules).getText().getBytes(StandardCharsets.UTF_8);
    assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo(text);
    assertThat(svg).startsWith("<svg xmlns=").endsWith("</svg>").doesNotContain("#");
  }
}
