package msingi.store.sql.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Averages to the digit as PostgreSQL 18 answers them for {@code avg(numeric)}. */
class AverageTest {
  @ParameterizedTest
  @CsvSource({
    "8800,8,1100.0000000000000000",
    "15,4,3.7500000000000000",
    "37.35,4,9.3375000000000000",
    "0,3,0.00000000000000000000",
    "1,3,0.33333333333333333333",
    "2,3,0.66666666666666666667",
    "-2,3,-0.66666666666666666667",
    "10000,3,3333.3333333333333333",
    "20000,3,6666.6666666666666667",
    "0.05,1,0.05000000000000000000",
    "123456789012,7,17636684144.57142857"
  })
  void hasTheDigitsOfTheOtherStore(String sum, long count, String average) {
    assertThat(Average.of(new BigDecimal(sum), count).toPlainString()).isEqualTo(average);
  }
}
