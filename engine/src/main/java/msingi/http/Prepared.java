package msingi.http;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import msingi.wire.Output;

/**
 * A body that many answers share, as it is and compressed; nobody may change it.
 *
 * @param plain outside the heap, so that it is sent without a copy
 * @param gzip the same in gzip; empty where that gains nothing
 */
public record Prepared(ByteBuffer plain, ByteBuffer gzip) {
  public Prepared {
    plain = plain.asReadOnlyBuffer();
    gzip = gzip.asReadOnlyBuffer();
  }

  /** Compresses and copies; not for an event loop. */
  public static Prepared of(Output output) {
    ByteBuffer plain = outside(output.array(), output.length());
    if (output.length() < Gzip.LEAST) {
      return new Prepared(plain, ByteBuffer.allocate(0));
    }
    int level = output.length() > MOST_AT_LEISURE ? Gzip.QUICK : Deflater.DEFAULT_COMPRESSION;
    byte[] compressed = Gzip.of(output.array(), output.length(), level);
    return new Prepared(plain, outside(compressed, compressed.length));
  }

  /** Larger ones would keep the first who asks waiting. */
  private static final int MOST_AT_LEISURE = 1 << 20;

  private static ByteBuffer outside(byte[] bytes, int length) {
    return ByteBuffer.allocateDirect(length).put(bytes, 0, length).flip();
  }

  /** Bytes that are kept. */
  public int size() {
    return plain.limit() + gzip.limit();
  }
}
