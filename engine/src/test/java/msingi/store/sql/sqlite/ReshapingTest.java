package msingi.store.sql.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import msingi.base.Deadline;
import msingi.base.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers while tables change: none sees less than what was answered before it began. */
class ReshapingTest {
  private static final String WIDTH = "SELECT count(*) FROM pragma_table_info('t')";
  private static final String ROWS = "SELECT count(*) FROM t";

  @TempDir private Path folder;
  private SqliteOptions options;
  private Link writer;
  private Lane lane;
  private Reshaping reshaping;

  @BeforeEach
  void open() {
    options = SqliteOptions.of(folder.resolve("data.db"));
    writer = Opening.writer(options);
    writer.run("CREATE TABLE t (a INTEGER)");
    lane = new Lane("test", 2, options, new Handover(), Opening::ready);
    reshaping = new Reshaping(options, List.of(lane));
  }

  @AfterEach
  void close() throws Exception {
    lane.close().toCompletionStage().toCompletableFuture().get();
    writer.close();
  }

  private long ask(String sql) throws Exception {
    return lane.add(Deadline.after(10_000, Time.SYSTEM), session -> number(session, sql))
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }

  private static long number(Session session, String sql) {
    Link.Prepared prepared = session.statement(sql);
    try {
      prepared.start(new Object[0]);
      return prepared.whole(0);
    } finally {
      prepared.reset();
    }
  }

  private long askUnchecked(String sql) {
    try {
      return ask(sql);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Test
  void whileTablesChangeRequestsSeeTheMomentBeforeAndAfterwardsWhatWasDone() throws Exception {
    for (int round = 1; round <= 20; round++) {
      int width = round;
      AtomicLong between = new AtomicLong();
      reshaping.around(
          writer,
          () -> {
            writer.run("ALTER TABLE t ADD COLUMN c" + width + " INTEGER");
            between.set(askUnchecked(WIDTH));
            return true;
          });
      assertThat(between.get()).isEqualTo(round);
      writer.run("INSERT INTO t (a) VALUES (1)");
      for (int again = 0; again < 8; again++) {
        assertThat(ask(WIDTH)).isEqualTo(round + 1);
        assertThat(ask(ROWS)).isEqualTo(round);
      }
    }
  }

  @Test
  void whatFailsOrChangesNoTableLeavesNobodyBehind() throws Exception {
    assertThatThrownBy(() ->
            reshaping.around(
                writer,
                () -> {
                  writer.run("ALTER TABLE nowhere ADD COLUMN c INTEGER");
                  return true;
                }))
        .isInstanceOf(Link.Refused.class);
    reshaping.around(
        writer,
        () -> {
          writer.run("INSERT INTO t VALUES (1)");
          return true;
        });
    writer.run("INSERT INTO t VALUES (2)");
    assertThat(lane.seats()).noneMatch(Seat::pinned);
    for (int again = 0; again < 8; again++) {
      assertThat(ask(ROWS)).isEqualTo(2);
    }
  }

  @Test
  void aReaderThatIsAwayTakesNoRequest() throws Exception {
    Seat seat = lane.seats().getFirst();
    seat.leave();
    assertThat(seat.serve(_ -> {})).isFalse();
    assertThat(ask(ROWS)).isZero();
    seat.release();
    assertThat(seat.serve(_ -> {})).isTrue();
  }
}
