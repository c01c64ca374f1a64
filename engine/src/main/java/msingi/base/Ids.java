package msingi.base;

import java.util.UUID;

/**
 * Makes identifiers: UUID version 7 (RFC 9562, section 5.7), ordered by creation within a process.
 */
public final class Ids {
  private final Time time;
  private final Randomness randomness;
  private long lastMillis;
  private int counter;

  public Ids(Time time, Randomness randomness) {
    this.time = time;
    this.randomness = randomness;
  }

  /** A new UUID version 7; later calls give larger values, even within one millisecond. */
  public UUID uuid7() {
    byte[] random = new byte[10];
    randomness.fill(random);
    long high = stamp(((random[8] & 0x07) << 8) | (random[9] & 0xff));
    long low = 0;
    for (int index = 0; index < 8; index++) {
      low = (low << 8) | (random[index] & 0xff);
    }
    return new UUID(high, (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
  }

  /** 48 bits of milliseconds, the version, and 12 bits that count up within a millisecond. */
  private synchronized long stamp(int seed) {
    long millis = time.now().toEpochMilli();
    if (millis > lastMillis) {
      lastMillis = millis;
      counter = seed;
    } else if (++counter > 0xfff) {
      lastMillis++;
      counter = seed;
    }
    return (lastMillis << 16) | 0x7000L | counter;
  }
}
