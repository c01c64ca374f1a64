package msingi.auth;

/** The permutation of Argon2's compression function (RFC 9106, sections 3.5 and 3.6). */
final class BlakeMix {
  /** Words of 64 bits in a block. */
  static final int WORDS = 128;

  private static final long LOW = 0xffff_ffffL;

  private BlakeMix() {}

  /**
   * Mixes a block of {@link #WORDS} words in place: its eight rows of sixteen words, then its eight
   * columns, which are two words wide.
   */
  static void permute(long[] block) {
    for (int row = 0; row < WORDS; row += 16) {
      round(block, row, 2);
    }
    for (int column = 0; column < 16; column += 2) {
      round(block, column, 16);
    }
  }

  /** One round over sixteen words: eight pairs, {@code step} apart. */
  private static void round(long[] block, int first, int step) {
    int second = first + 2 * step;
    int third = first + 4 * step;
    int fourth = first + 6 * step;
    quarter(block, first, second, third, fourth);
    quarter(block, first + 1, second + 1, third + 1, fourth + 1);
    quarter(block, first + step, second + step, third + step, fourth + step);
    quarter(block, first + step + 1, second + step + 1, third + step + 1, fourth + step + 1);
    quarter(block, first, second + 1, third + step, fourth + step + 1);
    quarter(block, first + 1, second + step, third + step + 1, fourth);
    quarter(block, first + step, second + step + 1, third, fourth + 1);
    quarter(block, first + step + 1, second, third + 1, fourth + step);
  }

  /** GB: BLAKE2b's mixing of four words, with a product in each sum. */
  private static void quarter(long[] block, int first, int second, int third, int fourth) {
    long a = block[first];
    long b = block[second];
    long c = block[third];
    long d = block[fourth];
    a += b + 2 * (a & LOW) * (b & LOW);
    d = Long.rotateRight(d ^ a, 32);
    c += d + 2 * (c & LOW) * (d & LOW);
    b = Long.rotateRight(b ^ c, 24);
    a += b + 2 * (a & LOW) * (b & LOW);
    d = Long.rotateRight(d ^ a, 16);
    c += d + 2 * (c & LOW) * (d & LOW);
    b = Long.rotateRight(b ^ c, 63);
    block[first] = a;
    block[second] = b;
    block[third] = c;
    block[fourth] = d;
  }
}
