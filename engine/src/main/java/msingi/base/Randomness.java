package msingi.base;

import java.security.SecureRandom;

/** The source of random bytes, handed in so that behaviour can be simulated from a seed. */
@FunctionalInterface
public interface Randomness {

  /** Fills the whole array with random bytes. */
  void fill(byte[] bytes);

  /** The operating system's cryptographic source. */
  static Randomness secure() {
    SecureRandom source = new SecureRandom();
    return source::nextBytes;
  }
}
