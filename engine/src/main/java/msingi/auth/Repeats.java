package msingi.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import msingi.base.Ip;
import msingi.base.Time;

/**
 * How often the same failed within an hour, so that a flood is told in few lines: the first, the
 * second, the fourth, the eighth, each with its number. Memory is bounded and this process's own;
 * what is forgotten is told anew.
 */
public final class Repeats {
  private static final int MOST_KEYS = 100_000;

  private final Cache<String, AtomicLong> counts;

  public Repeats(Time time) {
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterWrite(Duration.ofHours(1))
            .ticker(time::nanos)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Counts something that failed.
   *
   * @param what its name
   * @param whose the account's address or id as it was given, known or not
   * @param address from which it was tried
   * @return how often it did, this time included, where that is to be told; 0 where it is not
   */
  public long count(String what, String whose, String address) {
    String key = what + "/" + Ip.site(address) + "/" + Limits.canonical(whose);
    long times = counts.get(key, _ -> new AtomicLong()).incrementAndGet();
    return Long.bitCount(times) == 1 ? times : 0;
  }
}
