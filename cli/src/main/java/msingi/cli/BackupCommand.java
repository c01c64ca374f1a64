package msingi.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.store.sql.sqlite.SqliteStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Copies the database; a server may run meanwhile. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Copy the SQLite database to a new file, whole and consistent, also while it is served.",
      "The files of keys beside it are not in the copy: keep them too, in another place."
    },
    footer = {"", "Examples:", "  msingi backup backups/monday.db"})
final class BackupCommand extends StoreCommand {
  private static final String SQLITE = "sqlite:";

  @Parameters(paramLabel = "FILE", description = "the copy; must not be there yet")
  private Path file = Path.of("");

  BackupCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() {
    String address = address(app());
    if (!address.startsWith(SQLITE)) {
      throw Problem.of(ErrorCode.UNSUPPORTED, "backup copies SQLite files only")
          .withHint("For PostgreSQL: pg_dump --format=custom --file=FILE URL")
          .failure();
    }
    Path database = Path.of(address.substring(SQLITE.length()));
    if (!Files.isRegularFile(database)) {
      throw Problem.of(ErrorCode.CONFIGURATION, "There is no database at " + database)
          .withHint("Nothing was copied.")
          .failure();
    }
    SqliteStore.copy(database, file).await();
    screen().say("copied to " + file);
    return Main.OK;
  }
}
