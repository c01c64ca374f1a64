package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedPostgresTest {
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void givesDatabasesThatDoNotSeeEachOther(int major) throws SQLException {
    EmbeddedPostgres server = EmbeddedPostgres.shared(major);
    EmbeddedPostgres.Database first = server.createDatabase();
    execute(first, "CREATE TABLE mark (n int); INSERT INTO mark VALUES (7)");
    EmbeddedPostgres.Database copy = server.copyOf(first);
    execute(copy, "UPDATE mark SET n = 8");

    assertThat(ask(first, "SHOW server_version")).startsWith(major + ".");
    assertThat(ask(first, "SELECT n FROM mark")).isEqualTo("7");
    assertThat(ask(copy, "SELECT n FROM mark")).isEqualTo("8");
    assertThat(ask(server.createDatabase(), "SELECT to_regclass('mark')")).isNull();
  }

  @Test
  void takesSettings() throws SQLException {
    try (EmbeddedPostgres server = EmbeddedPostgres.start(18, Map.of("fsync", "on"))) {
      assertThat(ask(server.administration(), "SHOW fsync")).isEqualTo("on");
    }
  }

  private static void execute(EmbeddedPostgres.Database database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(EmbeddedPostgres.Database database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
