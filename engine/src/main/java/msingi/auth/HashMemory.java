package msingi.auth;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;

/**
 * Working memory of one hash after the other, outside of the heap: what takes tens of megabytes
 * five times a second must neither be looked at nor be moved by the collector. It is kept between
 * hashes and is zero then; what a single dear hash of another system took is given back at once.
 * One thread at a time uses it.
 */
final class HashMemory implements AutoCloseable {
  private static final long ALIGNMENT = 64;

  private final long kept;
  private Arena arena = Arena.ofShared();
  private MemorySegment memory = MemorySegment.NULL;

  /**
   * @param kibibytes what is kept at most
   */
  HashMemory(int kibibytes) {
    this.kept = (long) kibibytes * HashBlocks.BYTES;
  }

  /**
   * Lends so many blocks, and wipes them whatever comes of it.
   *
   * @throws OutOfMemoryError when there is not so much
   */
  <T> T lend(int blocks, Function<HashBlocks, T> work) {
    long bytes = (long) blocks * HashBlocks.BYTES;
    if (memory.byteSize() < bytes) {
      release();
      memory = arena.allocate(bytes, ALIGNMENT);
    }
    HashBlocks lent = new HashBlocks(memory.asSlice(0, bytes));
    try {
      return work.apply(lent);
    } finally {
      lent.wipe();
      if (bytes > kept) {
        release();
      }
    }
  }

  /** Gives the memory back to the system, until it is lent again. */
  void release() {
    memory = MemorySegment.NULL;
    arena.close();
    arena = Arena.ofShared();
  }

  /** What is held now, to be looked at. */
  MemorySegment held() {
    return memory.asReadOnly();
  }

  /** Gives the memory back for good. */
  @Override
  public void close() {
    memory = MemorySegment.NULL;
    arena.close();
  }
}
