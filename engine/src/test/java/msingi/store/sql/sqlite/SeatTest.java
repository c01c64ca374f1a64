package msingi.store.sql.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import msingi.base.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader's place when the store ends while connections are renewed behind it. */
class SeatTest {
  @TempDir private Path folder;

  @Test
  void afterItsEndItTakesNoConnectionAny() {
    SqliteOptions options = SqliteOptions.of(folder.resolve("data.db"));
    Opening.writer(options).close();
    Seat seat = new Seat(Opening.ready(options), true, Time.SYSTEM);
    Link first = Opening.ready(options);
    assertThat(seat.replace(first, 1_000)).isTrue();
    seat.close();
    assertThatThrownBy(() -> first.run("SELECT 1")).isInstanceOf(RuntimeException.class);
    Link late = Opening.ready(options);
    assertThat(seat.replace(late, 1_000)).isFalse();
    assertThatCode(() -> late.run("SELECT 1"))
        .as("whoever brought it closes it")
        .doesNotThrowAnyException();
    late.close();
  }

  @Test
  void whoReadsMakesNoDatabase() {
    SqliteOptions options = SqliteOptions.of(folder.resolve("gone.db"));
    assertThatThrownBy(() -> Opening.reader(options)).isInstanceOf(Link.Refused.class);
    assertThat(Files.exists(options.file())).isFalse();
  }
}
