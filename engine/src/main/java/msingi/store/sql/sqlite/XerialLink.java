package msingi.store.sql.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.sqlite.BusyHandler;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * The binding by org.xerial's driver. Statements are made through JDBC and run through {@link DB},
 * the driver's public view of SQLite's own calls, since a result set costs more calls a column.
 */
final class XerialLink implements Link {
  /** Virtual machine steps of SQLite between two looks at the watch: below a millisecond. */
  private static final int STEPS = 4_000;

  private final SQLiteConnection connection;
  private final DB database;
  private Watch watch = () -> false;

  private XerialLink(SQLiteConnection connection) {
    this.connection = connection;
    this.database = connection.getDatabase();
  }

  /**
   * Opens the file.
   *
   * @param make whether it is made when it is missing
   */
  static XerialLink open(Path file, boolean make) {
    try {
      SQLiteConfig config = new SQLiteConfig();
      if (!make) {
        config.resetOpenMode(SQLiteOpenMode.CREATE);
      }
      SQLiteConnection connection =
          new JDBC4Connection("jdbc:sqlite:" + file, file.toString(), config.toProperties());
      XerialLink link = new XerialLink(connection);
      new Functions(connection, () -> link.watch.over()).register();
      return link;
    } catch (SQLException refused) {
      throw refused(refused);
    }
  }

  @Override
  public String version() {
    try {
      return database.libversion();
    } catch (SQLException refused) {
      throw refused(refused);
    }
  }

  @Override
  public Prepared prepare(String sql) {
    try {
      return new Statement(connection.prepareStatement(sql));
    } catch (SQLException refused) {
      throw refused(refused);
    }
  }

  @Override
  public void run(String sql) {
    try {
      int code = database._exec(sql);
      if (code != 0) {
        database.throwex(code);
      }
    } catch (SQLException refused) {
      throw refused(refused);
    }
  }

  @Override
  public void watch(Watch newWatch) {
    watch = newWatch;
    try {
      ProgressHandler.setHandler(
          connection,
          STEPS,
          new ProgressHandler() {
            @Override
            protected int progress() {
              return newWatch.over() ? 1 : 0;
            }
          });
    } catch (SQLException refused) {
      throw refused(refused);
    }
  }

  @Override
  public void patient(long pause, long most) {
    try {
      BusyHandler.setHandler(
          connection,
          new BusyHandler() {
            private long begun;

            @Override
            protected int callback(int before) {
              if (before == 0) {
                begun = System.nanoTime();
              }
              LockSupport.parkNanos(pause);
              return System.nanoTime() - begun < most ? 1 : 0;
            }
          });
    } catch (SQLException refused) {
      throw refused(refused);
    }
  }

  @Override
  public void copyTo(String file, Progress progress) {
    try {
      int code = database.backup("main", file, progress::at, 5, 400, 256);
      if (code != 0) {
        throw new Refused(code, "backup");
      }
    } catch (SQLException refused) {
      throw refused(refused);
    }
  }

  @Override
  public Connection jdbc() {
    return connection;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException refused) {
      throw refused(refused);
    }
  }

  static Refused refused(SQLException cause) {
    String text = cause.getMessage() == null ? "" : cause.getMessage();
    int code =
        cause instanceof SQLiteException known ? known.getResultCode().code : cause.getErrorCode();
    return new Refused(code == 0 ? 1 : code, words(text));
  }

  /** SQLite's own words, which the driver puts in parentheses behind the name of the code. */
  private static String words(String text) {
    int open = text.startsWith("[") ? text.indexOf(" (") : -1;
    return open > 0 && text.endsWith(")") ? text.substring(open + 2, text.length() - 1) : text;
  }

  /** A statement; columns are read by SQLite's own calls, one for each value that is not empty. */
  private static final class Statement implements Prepared {
    private static final int ROW = 100;
    private static final int DONE = 101;

    /** By SQLite's numbers, from 1. */
    private static final Kind[] KINDS = Kind.values();

    private final PreparedStatement handle;
    private final CoreStatement core;
    private final DB database;
    private final long pointer;
    private final int columns;

    Statement(PreparedStatement handle) throws SQLException {
      this.handle = handle;
      this.core = (CoreStatement) handle;
      this.database = core.getDatabase();
      this.pointer = core.pointer.safeRunLong((db, address) -> address);
      this.columns = database.column_count(pointer);
    }

    @Override
    public boolean start(@Nullable Object[] values) {
      try {
        return database.execute(core, values) && columns > 0;
      } catch (SQLException refused) {
        throw refused(refused);
      }
    }

    @Override
    public boolean next() {
      try {
        int code = database.step(pointer);
        if (code == ROW) {
          return true;
        }
        if (code != DONE) {
          database.throwex(code);
        }
        return false;
      } catch (SQLException refused) {
        throw refused(refused);
      }
    }

    @Override
    public long changes() {
      try {
        return database.changes();
      } catch (SQLException refused) {
        throw refused(refused);
      }
    }

    @Override
    public void reset() {
      if (usable()) {
        try {
          // The code repeats the error of the last step, which was already told.
          database.reset(pointer);
        } catch (SQLException refused) {
          throw refused(refused);
        }
      }
    }

    @Override
    public int columns() {
      return columns;
    }

    @Override
    public String name(int column) {
      try {
        return database.column_name(pointer, column);
      } catch (SQLException refused) {
        throw refused(refused);
      }
    }

    @Override
    public boolean isNull(int column) {
      return kind(column) == Kind.NULL;
    }

    @Override
    public Kind kind(int column) {
      try {
        return KINDS[database.column_type(pointer, column) - 1];
      } catch (SQLException refused) {
        throw refused(refused);
      }
    }

    @Override
    public long whole(int column) {
      try {
        return database.column_long(pointer, column);
      } catch (SQLException refused) {
        throw refused(refused);
      }
    }

    @Override
    public double real(int column) {
      try {
        return database.column_double(pointer, column);
      } catch (SQLException refused) {
        throw refused(refused);
      }
    }

    @Override
    public byte @Nullable [] bytes(int column) {
      try {
        return database.column_blob(pointer, column);
      } catch (SQLException refused) {
        throw refused(refused);
      }
    }

    @Override
    public boolean usable() {
      return !core.pointer.isClosed();
    }

    @Override
    public void close() {
      try {
        handle.close();
      } catch (SQLException refused) {
        throw refused(refused);
      }
    }
  }
}
