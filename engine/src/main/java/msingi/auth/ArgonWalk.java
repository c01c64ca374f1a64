package msingi.auth;

import java.util.Arrays;

/** The order in which Argon2id fills its blocks, and what each stands on (RFC 9106, 3.4). */
final class ArgonWalk {
  private static final long LOW = 0xffff_ffffL;

  /** About a millisecond's work. */
  private static final int BLOCKS_A_TURN = 1_024;

  private final HashBlocks blocks;
  private final ArgonCost cost;
  private final long[] counted = new long[BlakeMix.WORDS];
  private final long[] addresses = new long[BlakeMix.WORDS];

  ArgonWalk(HashBlocks blocks, ArgonCost cost) {
    this.blocks = blocks;
    this.cost = cost;
  }

  /** A slice of a lane in a pass. */
  private record Part(int pass, int slice, int lane) {
    /** In the first half of the first pass nothing depends on the password. */
    boolean independent() {
      return pass == 0 && slice < ArgonCost.SLICES / 2;
    }

    /** The first two blocks of a lane are made of the seed. */
    int first() {
      return pass == 0 && slice == 0 ? 2 : 0;
    }
  }

  void run() {
    for (int pass = 0; pass < cost.passes(); pass++) {
      for (int slice = 0; slice < ArgonCost.SLICES; slice++) {
        for (int lane = 0; lane < cost.lanes(); lane++) {
          fill(new Part(pass, slice, lane));
        }
      }
    }
    Arrays.fill(addresses, 0);
  }

  private void fill(Part part) {
    boolean independent = part.independent();
    if (independent) {
      count(part);
    }
    int lane = part.lane() * cost.lane();
    int begin = part.slice() * cost.slice();
    for (int index = part.first(); index < cost.slice(); index++) {
      int at = begin + index;
      if (at % BLOCKS_A_TURN == 0) {
        // Whoever waits for this core goes first: what they do is shorter. And a collection need
        // not wait for a thread that has no core.
        Thread.yield();
      }
      int before = lane + (at == 0 ? cost.lane() : at) - 1;
      long random;
      if (independent) {
        int word = index % BlakeMix.WORDS;
        if (word == 0 || index == part.first()) {
          nextAddresses();
        }
        random = addresses[word];
      } else {
        random = blocks.word(before);
      }
      blocks.fill(lane + at, before, other(part, index, random), part.pass() > 0);
    }
  }

  /** The block that a number leads to: near ones sooner than far ones. */
  private int other(Part part, int index, long random) {
    boolean first = part.pass() == 0;
    int lane = first && part.slice() == 0 ? part.lane() : (int) ((random >>> 32) % cost.lanes());
    int whole = first ? part.slice() * cost.slice() : cost.lane() - cost.slice();
    int area;
    if (lane == part.lane()) {
      area = whole + index - 1;
    } else {
      area = index == 0 ? whole - 1 : whole;
    }
    long low = random & LOW;
    long squared = (low * low) >>> 32;
    long far = (area * squared) >>> 32;
    long start = first ? 0 : (long) (part.slice() + 1) * cost.slice();
    return lane * cost.lane() + (int) ((start + area - 1 - far) % cost.lane());
  }

  /** Begins to count the addresses of a part. */
  private void count(Part part) {
    Arrays.fill(counted, 0);
    counted[0] = part.pass();
    counted[1] = part.lane();
    counted[2] = part.slice();
    counted[3] = cost.blocks();
    counted[4] = cost.passes();
    counted[5] = Argon2id.TYPE;
  }

  private void nextAddresses() {
    counted[6]++;
    System.arraycopy(counted, 0, addresses, 0, BlakeMix.WORDS);
    compress(addresses);
    compress(addresses);
  }

  /** The compression function of this block and one of zeros. */
  private static void compress(long[] block) {
    long[] before = block.clone();
    BlakeMix.permute(block);
    for (int index = 0; index < BlakeMix.WORDS; index++) {
      block[index] ^= before[index];
    }
  }
}
