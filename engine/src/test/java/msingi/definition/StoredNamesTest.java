package msingi.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class StoredNamesTest {
  @Test
  void shortNamesAreJoined() {
    assertThat(StoredNames.key("patients")).isEqualTo("patients_pkey");
    assertThat(StoredNames.foreignKey("t", List.of("a", "b"))).isEqualTo("t_a_b_fkey");
    assertThat(StoredNames.check("t", 0)).isEqualTo("t_check");
    assertThat(StoredNames.check("t", 2)).isEqualTo("t_check2");
  }

  /** The longer part is shortened first, as makeObjectName does. */
  @Test
  void longNamesAreShortenedToSixtyThreeBytes() {
    String table = "a".repeat(40);
    assertThat(StoredNames.unique(table, List.of("b".repeat(40))))
        .isEqualTo("a".repeat(29) + "_" + "b".repeat(29) + "_key");
    assertThat(StoredNames.unique(table, List.of("b".repeat(20))))
        .isEqualTo("a".repeat(38) + "_" + "b".repeat(20) + "_key");
    assertThat(StoredNames.key("é".repeat(31))).isEqualTo("é".repeat(29) + "_pkey");
  }

  @Property
  void neverLongerThanSixtyThreeBytes(
      @ForAll @StringLength(min = 1, max = 80) String table,
      @ForAll @StringLength(min = 1, max = 80) String column) {
    assertThat(StoredNames.bytes(StoredNames.index(table, List.of(column))))
        .isLessThanOrEqualTo(StoredNames.MOST_BYTES);
  }
}
