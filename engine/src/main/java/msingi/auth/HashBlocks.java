package msingi.auth;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The blocks of one hash, in memory that was lent for it; one thread's alone. A block is 1,024
 * bytes, and is known by its place.
 */
final class HashBlocks {
  static final int BYTES = BlakeMix.WORDS * Long.BYTES;

  /** RFC 9106 says little-endian; wherever this differs from the machine the processor turns it. */
  private static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** While memory is filled no collection can begin. */
  private static final long WIPED_AT_ONCE = 2 << 20;

  private final MemorySegment memory;
  private final long[] mixed = new long[BlakeMix.WORDS];
  private final long[] result = new long[BlakeMix.WORDS];

  HashBlocks(MemorySegment memory) {
    this.memory = memory;
  }

  /** The first word of a block, which says what the next one stands on. */
  long word(int block) {
    return memory.get(WORD, place(block));
  }

  void put(int block, byte[] bytes) {
    MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, place(block), BYTES);
  }

  /** The bytes of a block, combined with those that were given. */
  void combine(int block, byte[] bytes) {
    for (int index = 0; index < BYTES; index++) {
      bytes[index] ^= memory.get(ValueLayout.JAVA_BYTE, place(block) + index);
    }
  }

  /**
   * Fills a block by what two others hold (RFC 9106, section 3.5). Works on copies, which the
   * compiler knows not to overlap.
   *
   * @param over whether it is combined with what it held before
   */
  void fill(int block, int before, int other, boolean over) {
    read(before, result);
    read(other, mixed);
    combine(result, mixed);
    System.arraycopy(result, 0, mixed, 0, BlakeMix.WORDS);
    BlakeMix.permute(mixed);
    combine(result, mixed);
    if (over) {
      read(block, mixed);
      combine(result, mixed);
    }
    MemorySegment.copy(result, 0, memory, WORD, place(block), BlakeMix.WORDS);
  }

  private void read(int block, long[] words) {
    MemorySegment.copy(memory, WORD, place(block), words, 0, BlakeMix.WORDS);
  }

  private static void combine(long[] words, long[] others) {
    for (int index = 0; index < BlakeMix.WORDS; index++) {
      words[index] ^= others[index];
    }
  }

  /** Leaves nothing of a password behind. */
  void wipe() {
    long size = memory.byteSize();
    for (long at = 0; at < size; at += WIPED_AT_ONCE) {
      memory.asSlice(at, Math.min(WIPED_AT_ONCE, size - at)).fill((byte) 0);
      Thread.yield();
    }
    Arrays.fill(mixed, 0);
    Arrays.fill(result, 0);
  }

  private static long place(int block) {
    return (long) block * BYTES;
  }
}
