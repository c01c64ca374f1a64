package msingi.testkit.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What row security answers. Every request is rolled back. */
final class Expected {
  private final World world;
  private final Connection connection;

  Expected(World world, Connection connection) {
    this.world = world;
    this.connection = connection;
  }

  /** Rows, or one line that says how a write ended. */
  List<String> answer(Asked.Person person, Asked asked) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT set_config('app.uid', '" + (person.known() ? person.id() : "") + "', true)");
      statement.execute(
          "SELECT set_config('app.roles', '" + String.join(",", person.roles()) + "', true)");
      return switch (asked) {
        case Asked.Read read -> rows(statement, select(read));
        case Asked.Sums sums -> rows(statement, select(sums));
        case Asked.Paths paths -> {
          String path = "(t.doc -> 'a' ->> 'b') COLLATE \"C\"";
          yield rows(statement, ids(", " + path, paths, paths.filter(), path + ", "));
        }
        case Asked.Called called -> {
          Rule least = new Rule.All(List.of(least(called), called.filter()));
          yield rows(statement, ids("", called, least, ""));
        }
        case Asked.Export export -> rows(statement, ids("", export, export.filter(), ""));
        case Asked.Create create ->
            write(statement, insert(create), up(create.row().values().get("up_id")));
        case Asked.Change change ->
            write(
                statement,
                update(change),
                change.column().equals("up_id") ? up(change.value()) : -1);
        case Asked.Remove remove ->
            write(
                statement,
                "DELETE FROM oracle."
                    + remove.table()
                    + where(RowSecurity.ofWriter(world), remove.filter()),
                -1);
      };
    } finally {
      connection.rollback();
    }
  }

  private static long up(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Long id ? id : -1;
  }

  private static String where(RowSecurity translator, Rule filter) {
    return " AS t WHERE " + translator.write(filter, "t");
  }

  private List<String> rows(Statement statement, String select) throws SQLException {
    statement.execute("SET LOCAL ROLE oracle_reader");
    List<String> rows = new ArrayList<>();
    try (ResultSet set = statement.executeQuery(select)) {
      while (set.next()) {
        List<String> columns = new ArrayList<>();
        for (int index = 1; index <= set.getMetaData().getColumnCount(); index++) {
          columns.add(String.valueOf(set.getString(index)));
        }
        rows.add(String.join("|", columns));
      }
    }
    return rows;
  }

  private Rule least(Asked.Called called) {
    World.Field number = Questions.table(world, called.table()).fields().getLast();
    return new Rule.Compare(number, ">=", called.least());
  }

  private String ids(String column, Asked asked, Rule filter, String order) {
    return "SELECT t.id"
        + column
        + " FROM oracle."
        + asked.table()
        + where(RowSecurity.ofReader(world), filter)
        + " ORDER BY "
        + order
        + "t.id";
  }

  private String select(Asked.Read read) {
    List<String> columns = new ArrayList<>();
    columns.add("t.id");
    World.Table table = Questions.table(world, read.table());
    for (World.Field field : table.fields()) {
      columns.add(
          field.kind() == World.Kind.BOOL ? "t." + field.name() + "::text" : "t." + field.name());
    }
    for (World.Link link : Questions.up(world, read.table())) {
      columns.add("(SELECT u.id FROM oracle." + link.target() + " AS u WHERE u.id = t.up_id)");
    }
    for (World.Link link : Questions.down(world, read.table())) {
      columns.add(
          "(SELECT coalesce(string_agg(d.id::text, ',' ORDER BY d.id), '') FROM oracle."
              + link.holder()
              + " AS d WHERE d.up_id = t.id)");
    }
    return "SELECT "
        + String.join(", ", columns)
        + " FROM oracle."
        + read.table()
        + where(RowSecurity.ofReader(world), read.filter())
        + " ORDER BY t.id";
  }

  private String select(Asked.Sums sums) {
    List<World.Link> up = Questions.up(world, sums.table());
    String above =
        up.isEmpty()
            ? ""
            : " LEFT JOIN oracle." + up.getFirst().target() + " AS u ON u.id = t.up_id";
    return "SELECT t.f_bool::text, count(*), sum(t.g_int), min(t.f_date), "
        + (up.isEmpty() ? "0" : "count(u.id)")
        + " FROM oracle."
        + sums.table()
        + " AS t"
        + above
        + " WHERE "
        + RowSecurity.ofReader(world).write(sums.filter(), "t")
        + " GROUP BY t.f_bool ORDER BY t.f_bool";
  }

  private static String insert(Asked.Create create) {
    return "INSERT INTO oracle."
        + create.table()
        + " ("
        + String.join(", ", create.row().values().keySet())
        + ") VALUES ("
        + create.row().values().values().stream()
            .map(RowSecurity::literal)
            .collect(Collectors.joining(", "))
        + ")";
  }

  private String update(Asked.Change change) {
    String value = RowSecurity.literal(change.value());
    return "UPDATE oracle."
        + change.table()
        + " AS t SET "
        + change.column()
        + " = "
        + value
        + " WHERE "
        + client(change);
  }

  private String client(Asked.Change change) {
    return RowSecurity.ofWriter(world).write(change.filter(), "t");
  }

  /** A write whose reference the person may not read is refused, if it would change anything. */
  private List<String> write(Statement statement, String sql, long up) throws SQLException {
    boolean hidden = up > 0 && hidden(statement, sql, up);
    statement.execute("SET LOCAL ROLE oracle_writer");
    try {
      int affected = statement.executeUpdate(sql);
      return List.of(hidden && affected > 0 ? "23503" : "affected " + affected);
    } catch (SQLException refused) {
      return List.of(String.valueOf(refused.getSQLState()));
    }
  }

  private boolean hidden(Statement statement, String sql, long up) throws SQLException {
    String table = sql.replaceAll("^(INSERT INTO|UPDATE) oracle\\.(t[0-9]+).*$", "$2");
    String target = Questions.up(world, table).getFirst().target();
    statement.execute("SET LOCAL ROLE oracle_reader");
    try (ResultSet set =
        statement.executeQuery("SELECT 1 FROM oracle." + target + " WHERE id = " + up)) {
      return !set.next();
    }
  }
}
