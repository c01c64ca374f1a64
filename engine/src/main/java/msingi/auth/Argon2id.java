package msingi.auth;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/**
 * Argon2id, version 0x13 (RFC 9106), in memory that is lent. Lanes are computed one after the
 * other, by the thread that asks.
 */
final class Argon2id {
  static final int TYPE = 2;

  private static final int VERSION = 0x13;
  private static final int SEED = 64;
  private static final byte[] NONE = {};

  private Argon2id() {}

  /**
   * What is hashed.
   *
   * @param secret a key, or empty
   * @param data associated data, or empty
   */
  record Input(byte[] password, byte[] salt, byte[] secret, byte[] data) {
    Input(byte[] password, byte[] salt) {
      this(password, salt, NONE, NONE);
    }

    @Override
    public String toString() {
      return "Input[***]";
    }
  }

  /**
   * The hash.
   *
   * @param length of it in bytes, at least 4
   */
  static byte[] hash(Input input, ArgonCost cost, int length, HashMemory memory) {
    byte[] seed = seed(input, cost, length);
    try {
      return memory.lend(
          cost.blocks(),
          blocks -> {
            begin(blocks, cost, seed);
            new ArgonWalk(blocks, cost).run();
            return end(blocks, cost, length);
          });
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  /** H0, with room for the two numbers of a block behind it. */
  private static byte[] seed(Input input, ArgonCost cost, int length) {
    Blake2bDigest digest = new Blake2bDigest(SEED * 8);
    number(digest, cost.lanes());
    number(digest, length);
    number(digest, cost.kibibytes());
    number(digest, cost.passes());
    number(digest, VERSION);
    number(digest, TYPE);
    for (byte[] part : new byte[][] {input.password, input.salt, input.secret, input.data}) {
      number(digest, part.length);
      digest.update(part, 0, part.length);
    }
    byte[] seed = new byte[SEED + 2 * Integer.BYTES];
    digest.doFinal(seed, 0);
    return seed;
  }

  /** The first two blocks of each lane. */
  private static void begin(HashBlocks blocks, ArgonCost cost, byte[] seed) {
    for (int lane = 0; lane < cost.lanes(); lane++) {
      // There are at most 16 lanes.
      seed[SEED + Integer.BYTES] = (byte) lane;
      for (int block = 0; block < 2; block++) {
        seed[SEED] = (byte) block;
        blocks.put(lane * cost.lane() + block, stretched(seed, HashBlocks.BYTES));
      }
    }
  }

  /** The last blocks of all lanes together. */
  private static byte[] end(HashBlocks blocks, ArgonCost cost, int length) {
    byte[] last = new byte[HashBlocks.BYTES];
    for (int lane = 1; lane <= cost.lanes(); lane++) {
      blocks.combine(lane * cost.lane() - 1, last);
    }
    byte[] hash = stretched(last, length);
    Arrays.fill(last, (byte) 0);
    return hash;
  }

  /** H', a BLAKE2b of any length (RFC 9106, section 3.3). */
  private static byte[] stretched(byte[] input, int length) {
    byte[] out = new byte[length];
    Blake2bDigest digest = new Blake2bDigest(Math.min(length, SEED) * 8);
    number(digest, length);
    digest.update(input, 0, input.length);
    digest.doFinal(out, 0);
    // Of each part but the last only the first half is kept.
    byte[] part = Arrays.copyOf(out, Math.min(length, SEED));
    for (int at = SEED / 2; length - at > SEED / 2; at += SEED / 2) {
      int rest = Math.min(length - at, SEED);
      Blake2bDigest next = new Blake2bDigest(rest * 8);
      next.update(part, 0, SEED);
      next.doFinal(part, 0);
      System.arraycopy(part, 0, out, at, rest);
    }
    return out;
  }

  private static void number(Blake2bDigest digest, int number) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      digest.update((byte) (number >> shift));
    }
  }
}
