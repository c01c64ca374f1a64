package msingi.auth.factors;

import io.nayuki.qrcodegen.QrCode;

/** A text as a picture that cameras read (QR code, ISO/IEC 18004), in SVG. */
public final class Picture {
  /** Empty modules on each side, as the standard wants them. */
  private static final int QUIET = 4;

  private Picture() {}

  /**
   * The picture of a text of 1,200 bytes or fewer. Colours have names, not signs that addresses of
   * data would have to escape.
   */
  public static String of(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    int side = code.size + 2 * QUIET;
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        int from = x;
        while (code.getModule(x, y)) {
          x++;
        }
        if (x > from) {
          path.append('M').append(from + QUIET).append(' ').append(y + QUIET);
          path.append('h').append(x - from).append("v1H").append(from + QUIET).append('z');
        }
      }
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"240\" height=\"240\" viewBox=\"0 0 "
        + side
        + " "
        + side
        + "\" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\""
        + " fill=\"white\"/><path fill=\"black\" d=\""
        + path
        + "\"/></svg>";
  }
}
