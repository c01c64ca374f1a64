package msingi.door.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.testkit.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time zones mean what PostgreSQL takes them for. */
class TimeZonesTest {
  private static final List<String> MOMENTS =
      List.of("2026-01-15T12:00:00Z", "2026-07-15T12:00:00Z", "1999-10-31T01:30:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "utc",
        "America/Los_Angeles",
        "africa/NAIROBI",
        "Asia/Kolkata",
        "Pacific/Chatham",
        "Etc/GMT+5",
        "EST5EDT",
        "EST",
        "Zulu",
        "0",
        "3",
        "-3.5",
        "+5.75",
        "05:30",
        "-05:30",
        "+11",
        "FOO-3",
        "UTC+8",
        "<+0530>-05:30",
        "GMT"
      })
  void asPostgres(String text) throws SQLException {
    try (Connection connection = EmbeddedPostgres.shared(18).administration().connect()) {
      set(connection, text);
      for (String moment : MOMENTS) {
        assertThat(TimeZones.of(text).getRules().getOffset(Instant.parse(moment)).getTotalSeconds())
            .as(text + " at " + moment)
            .isEqualTo(offset(connection, moment));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Invalid/Timezone", "Nowhere", "05:30:15", "PST", "America/", "5:99", "x y"})
  void refusedAsByPostgres(String text) throws SQLException {
    try (Connection connection = EmbeddedPostgres.shared(18).administration().connect()) {
      SQLException theirs = catchThrowableOfType(SQLException.class, () -> set(connection, text));
      Problem ours = catchThrowableOfType(Failure.class, () -> TimeZones.of(text)).problem();
      assertThat(ours.code().code()).isEqualTo(theirs.getSQLState());
      assertThat(theirs.getMessage()).contains(ours.message());
    }
  }

  @Test
  void beyondTheClockIsRefused() {
    assertThat(catchThrowableOfType(Failure.class, () -> TimeZones.of("999")).problem().message())
        .contains("999");
  }

  private static void set(Connection connection, String text) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config('TimeZone', ?, false)")) {
      statement.setString(1, text);
      statement.executeQuery().close();
    }
  }

  private static int offset(Connection connection, String moment) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT extract(timezone FROM ?::timestamptz)::int")) {
      statement.setString(1, moment);
      try (ResultSet line = statement.executeQuery()) {
        line.next();
        return line.getInt(1);
      }
    }
  }
}
