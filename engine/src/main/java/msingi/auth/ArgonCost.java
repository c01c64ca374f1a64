package msingi.auth;

/**
 * What a hash by {@link Argon2id} takes.
 *
 * @param kibibytes memory, at least 8 for each lane
 * @param passes over that memory, at least 1
 * @param lanes parts of it that could be computed side by side, at least 1
 */
record ArgonCost(int kibibytes, int passes, int lanes) {
  /** Each pass goes over each lane in four parts, between which lanes wait for each other. */
  static final int SLICES = 4;

  ArgonCost {
    if (lanes < 1 || passes < 1 || kibibytes / 8 < lanes) {
      throw new IllegalArgumentException("no cost of Argon2");
    }
  }

  /** Blocks of a lane in one slice. */
  int slice() {
    return kibibytes / (SLICES * lanes);
  }

  /** Blocks of a lane. */
  int lane() {
    return SLICES * slice();
  }

  /** All blocks. */
  int blocks() {
    return lanes * lane();
  }
}
