package msingi.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Answers in gzip (RFC 1952) for clients that ask for it (RFC 9110, section 12.5.3). What is
 * compressed is another representation with a tag of its own: the plain one's with a mark at its
 * end, which is taken off where the client names it again.
 */
final class Gzip {
  /** Less gains nothing: it fits a packet. */
  static final int LEAST = 1_024;

  /** More takes too long for an event loop. */
  static final int MOST_AT_ONCE = 32 * 1_024;

  /** For answers that are made for one client: most of the gain for less than half the time. */
  static final int QUICK = Deflater.BEST_SPEED;

  private static final String MARK = "~gz\"";
  private static final int IF_MATCH = "if-match".length();
  private static final int IF_NONE_MATCH = "if-none-match".length();

  private Gzip() {}

  /** The compressed bytes. */
  static byte[] of(byte[] bytes, int length, int level) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 + length / 4);
    try (GZIPOutputStream stream = new Leveled(out, level)) {
      stream.write(bytes, 0, length);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  private static final class Leveled extends GZIPOutputStream {
    Leveled(ByteArrayOutputStream out, int level) throws IOException {
      super(out, 4_096);
      def.setLevel(level);
    }
  }

  /** Whether the values of {@code Accept-Encoding} take gzip. */
  static boolean accepted(List<String> values) {
    for (String value : values) {
      for (String each : value.split(",", -1)) {
        String[] parts = each.strip().split(";", -1);
        String coding = parts[0].strip();
        if (coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip")) {
          return parts.length == 1 || !parts[1].strip().matches("(?i)q=0(\\.0{0,3})?");
        }
      }
    }
    return false;
  }

  /** The tag of the compressed representation. */
  static String tag(String plain) {
    return plain.startsWith("\"") ? plain.substring(0, plain.length() - 1) + MARK : plain;
  }

  /** A value of a request's header, with the tags of plain representations in it. */
  static String plain(CharSequence name, String value) {
    boolean tags = name.length() == IF_MATCH || name.length() == IF_NONE_MATCH;
    return tags && value.contains(MARK) ? value.replace(MARK, "\"") : value;
  }
}
