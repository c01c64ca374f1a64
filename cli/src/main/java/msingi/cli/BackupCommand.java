package msingi.cli;

import java.nio.file.Path;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.store.sql.sqlite.SqliteStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Copies the database. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = "Copy the SQLite database to a new file, whole and consistent.",
    footer = {"", "Examples:", "  msingi backup backups/monday.db"})
final class BackupCommand extends StoreCommand {
  @Parameters(paramLabel = "FILE", description = "the copy; must not be there yet")
  private Path file = Path.of("");

  BackupCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() {
    try (Database database = database(app())) {
      if (!(database.store() instanceof SqliteStore sqlite)) {
        throw Problem.of(ErrorCode.UNSUPPORTED, "backup copies SQLite files only")
            .withHint("For PostgreSQL: pg_dump --format=custom --file=FILE URL")
            .failure();
      }
      sqlite.backup(file, (_, _) -> {}).await();
      screen().say("copied to " + file);
      return Main.OK;
    }
  }
}
