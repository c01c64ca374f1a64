package msingi.store.sql.sqlite;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Averages of exact numbers, to the digit as PostgreSQL's {@code numeric} has them (its source,
 * numeric.c, select_div_scale): at least sixteen digits that count, kept in groups of four.
 */
final class Average {
  private static final int SIGNIFICANT = 16;
  private static final int GROUP = 4;
  private static final int MOST = 1_000;

  private Average() {}

  /** The sum divided by the count, which is not zero. */
  static BigDecimal of(BigDecimal sum, long count) {
    BigDecimal divisor = BigDecimal.valueOf(count);
    int weight = weight(sum) - weight(divisor);
    if (first(sum) <= first(divisor)) {
      weight--;
    }
    int scale = Math.max(SIGNIFICANT - weight * GROUP, Math.max(sum.scale(), 0));
    return sum.divide(divisor, Math.min(scale, MOST), RoundingMode.HALF_UP);
  }

  /** The power of ten thousand of the first group of digits that is not zero. */
  private static int weight(BigDecimal number) {
    return number.signum() == 0 ? 0 : Math.floorDiv(number.precision() - number.scale() - 1, GROUP);
  }

  /** That group. */
  private static int first(BigDecimal number) {
    return number.abs().movePointLeft(weight(number) * GROUP).intValue();
  }
}
