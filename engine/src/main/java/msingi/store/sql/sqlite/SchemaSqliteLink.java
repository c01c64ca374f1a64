package msingi.store.sql.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.store.sql.SchemaLink;
import org.jspecify.annotations.Nullable;

/** A JDBC connection to SQLite for schema work. */
record SchemaSqliteLink(Connection connection) implements SchemaLink {

  /** SQLITE_BUSY and SQLITE_FULL, without their extensions. */
  private static final int BUSY = 5;

  private static final int FULL = 13;

  @Override
  public void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw failure(failed, sql);
    }
  }

  @Override
  public void execute(String sql, List<String> values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int index = 0; index < values.size(); index++) {
        statement.setString(index + 1, values.get(index));
      }
      statement.execute();
    } catch (SQLException failed) {
      throw failure(failed, sql);
    }
  }

  @Override
  public List<List<@Nullable String>> query(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int width = result.getMetaData().getColumnCount();
      List<List<@Nullable String>> lines = new ArrayList<>();
      while (result.next()) {
        List<@Nullable String> line = new ArrayList<>();
        for (int column = 1; column <= width; column++) {
          line.add(result.getString(column));
        }
        lines.add(line);
      }
      return lines;
    } catch (SQLException failed) {
      throw failure(failed, sql);
    }
  }

  /** The database's words go to the administrator who migrates, never to a caller. */
  static Failure failure(SQLException failed, String sql) {
    int code = failed.getErrorCode() & 0xff;
    if (code == BUSY) {
      return Problem.of(ErrorCode.MIGRATION_BUSY).failure();
    }
    return code == FULL
        ? Problem.of(ErrorCode.STORE_FULL).failure()
        : Problem.of(ErrorCode.MIGRATION_FAILED, String.valueOf(failed.getMessage()))
            .withDetails(sql)
            .failure();
  }
}
