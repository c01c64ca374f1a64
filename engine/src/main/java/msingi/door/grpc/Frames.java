package msingi.door.grpc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/**
 * Takes messages out of the bytes of a request as they arrive (gRPC over HTTP/2,
 * Length-Prefixed-Message).
 */
final class Frames {
  private final boolean gzip;
  private final int most;
  private byte[] bytes = {};
  private int from;
  private int to;

  /**
   * @param gzip whether messages may be compressed
   * @param most the largest message in bytes, compressed or not
   */
  Frames(boolean gzip, int most) {
    this.gzip = gzip;
    this.most = most;
  }

  /**
   * A message.
   *
   * @param compressed whether it came so; the bytes are not
   */
  record Message(byte[] bytes, boolean compressed) {}

  /** Takes bytes over. */
  void add(byte[] piece) {
    if (from == to) {
      bytes = piece;
      from = 0;
      to = piece.length;
      return;
    }
    if (bytes.length - to < piece.length) {
      int size = to - from;
      byte[] larger = new byte[Math.max(size + piece.length, 2 * size)];
      System.arraycopy(bytes, from, larger, 0, size);
      bytes = larger;
      from = 0;
      to = size;
    }
    System.arraycopy(piece, 0, bytes, to, piece.length);
    to += piece.length;
  }

  /**
   * The messages that are whole.
   *
   * @throws Failure BODY_TOO_LARGE as soon as one is announced that is, BAD_REQUEST where one is
   *     compressed that may not be
   */
  List<Message> messages() {
    List<Message> messages = new ArrayList<>(1);
    while (to - from >= ProtoOutput.FRAME) {
      int flag = bytes[from];
      int size =
          (bytes[from + 1] & 255) << 24
              | (bytes[from + 2] & 255) << 16
              | (bytes[from + 3] & 255) << 8
              | (bytes[from + 4] & 255);
      if (size < 0 || size > most) {
        throw tooLarge();
      }
      if (flag < 0 || flag > 1 || (flag == 1 && !gzip)) {
        throw Problem.of(ErrorCode.BAD_REQUEST, "The message is compressed in an unknown way")
            .failure();
      }
      if (to - from - ProtoOutput.FRAME < size) {
        break;
      }
      int start = from + ProtoOutput.FRAME;
      from = start + size;
      byte[] message = Arrays.copyOfRange(bytes, start, from);
      messages.add(new Message(flag == 1 ? inflated(message) : message, flag == 1));
    }
    return messages;
  }

  /** Whether a message began that is not whole. */
  boolean partial() {
    return from < to;
  }

  private byte[] inflated(byte[] message) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(message))) {
      byte[] plain = in.readNBytes(most + 1);
      if (plain.length > most) {
        throw tooLarge();
      }
      return plain;
    } catch (IOException notGzip) {
      throw Problem.of(ErrorCode.BAD_REQUEST, "The message is not valid gzip").failure();
    }
  }

  private Failure tooLarge() {
    return Problem.of(ErrorCode.BODY_TOO_LARGE, "The message is larger than " + most + " bytes")
        .failure();
  }

  /** A frame with the message compressed. */
  static ProtoOutput compressed(byte[] bytes, int start, int size) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 + size / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes, start, size);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    byte[] packed = out.toByteArray();
    ProtoOutput frame = new ProtoOutput(packed.length + ProtoOutput.FRAME);
    int at = frame.openFrame();
    frame.raw(packed, 0, packed.length);
    ProtoOutput.frame(frame.array(), at, true, packed.length);
    return frame;
  }
}
