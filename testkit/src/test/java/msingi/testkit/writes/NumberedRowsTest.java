package msingi.testkit.writes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.request.Caller;
import msingi.request.Request;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.testkit.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A collection of which only the number is stored takes as many rows as are sent. */
class NumberedRowsTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: numbers
      collections:
        tickets: { fields: { id: long identity }, access: { create: true } }
      """;

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 14", "postgres 18"})
  void threeRowsAreThreeRows(String store) throws Exception {
    try (Place place = Place.fresh(store, DEFINITION)) {
      Request.Proposed row = new Request.Proposed(List.of(), Set.of());
      Request insert =
          new Request.Insert(
              "tickets",
              List.of(),
              List.of(row, row, row),
              new Request.Conflict.Fail(),
              new Request.Returning.Nothing(),
              Request.Expectation.ANY,
              List.of());
      Done done =
          place
              .pipeline()
              .session(Caller.STRANGER, Deadline.after(10_000, Time.SYSTEM))
              .run(insert, RowSink.NONE)
              .await(10, TimeUnit.SECONDS);
      assertThat(done.inserted()).isEqualTo(3);
    }
  }
}
