package msingi.auth.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import msingi.auth.House;
import msingi.auth.Line;
import msingi.auth.Work;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of many rows, read from whichever end is nearer. */
class ListingTest {
  private static final int ROWS = 25_010;
  private static House house;

  @BeforeAll
  static void fill() {
    house = new House("");
    house.change(
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
        INSERT INTO "msingi.audit" (id, event, address, agent, data, at)
        SELECT printf('00000000-0000-0000-0000-%%012x', i), 'e', '', '', '{}', %s FROM n\
        """
            .formatted(ROWS, moment()));
  }

  /** A moment as this store writes it. */
  private static String moment() {
    new Audit(house.ground)
        .note(
            house.work(),
            new msingi.request.Visit(
                msingi.request.Credentials.NONE,
                "",
                "",
                "",
                "",
                msingi.base.Deadline.after(1_000, house.clock),
                false),
            Audit.Event.INVITED,
            Line.NOBODY,
            "{}")
        .await();
    String at = house.texts("SELECT quote(at) FROM \"msingi.audit\"").getFirst();
    house.change("DELETE FROM \"msingi.audit\"");
    return at;
  }

  @AfterAll
  static void close() {
    house.close();
  }

  /** How far from the newest, and which rows of a page of three that are. */
  @ParameterizedTest
  @CsvSource({
    "0, 25010, 3", "9999, 15011, 3", "10000, 15010, 3", "10001, 15009, 3", "12505, 12505, 3",
    "12506, 12504, 3", "20000, 5010, 3", "25007, 3, 3", "25008, 2, 2", "25009, 1, 1",
    "25010, 0, 0", "25011, 0, 0", "90000, 0, 0"
  })
  void aPageIsTheSameFromEitherEnd(long offset, long first, int size) {
    Work.Counted page = Listing.AUDIT.page(house.work(), 3, offset).await();
    assertThat(page.total()).isEqualTo(ROWS);
    List<UUID> wanted = LongStream.range(0, size).mapToObj(it -> new UUID(0, first - it)).toList();
    assertThat(page.rows()).extracting(it -> it.uuid("id")).isEqualTo(wanted);
  }

  @ParameterizedTest
  @CsvSource({"4, 3", "2, 1", "1, 0"})
  void rowsOlderThanOne(long after, int size) {
    Work.Counted page = Listing.AUDIT.after(house.work(), new UUID(0, after), 3).await();
    assertThat(page.total()).isEqualTo(-1);
    assertThat(page.rows()).hasSize(size);
    assertThat(page.rows().stream().map(it -> it.uuid("id")))
        .isEqualTo(LongStream.range(0, size).mapToObj(it -> new UUID(0, after - 1 - it)).toList());
  }
}
