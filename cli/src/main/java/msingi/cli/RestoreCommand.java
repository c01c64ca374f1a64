package msingi.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import msingi.definition.App;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.store.sql.sqlite.SqliteOptions;
import msingi.store.sql.sqlite.SqliteStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a copy in the place of the database. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = "Put a backup in the place of the SQLite database; the old file is kept beside.",
    footer = {"", "Examples:", "  msingi restore backups/monday.db"})
final class RestoreCommand extends FolderCommand {
  private static final String SQLITE = "sqlite:";

  @Option(names = "--store", paramLabel = "URL", description = "sqlite:FILE")
  private String store = "";

  @Parameters(paramLabel = "FILE", description = "a file that backup made")
  private Path file = Path.of("");

  RestoreCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() throws IOException {
    App app = app();
    String address = Database.address(app, configuration(Map.of("store", store)));
    if (!address.startsWith(SQLITE)) {
      throw Problem.of(ErrorCode.UNSUPPORTED, "restore replaces SQLite files only")
          .withHint("For PostgreSQL: pg_restore --clean --dbname=URL FILE")
          .failure();
    }
    if (!Files.isRegularFile(file)) {
      throw Problem.of(ErrorCode.CONFIGURATION, file + " is not there")
          .withHint("Nothing was changed.")
          .failure();
    }
    Path place = Path.of(address.substring(SQLITE.length())).toAbsolutePath();
    sound(file);
    if (Files.exists(place)) {
      sound(place);
    }
    Files.createDirectories(place.getParent());
    Path copy = place.resolveSibling(place.getFileName() + ".restoring");
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    if (Files.exists(place)) {
      Path kept = place.resolveSibling(place.getFileName() + ".before-restore");
      Files.move(place, kept, StandardCopyOption.REPLACE_EXISTING);
      screen().note("the old database is kept at " + kept);
    }
    Files.deleteIfExists(place.resolveSibling(place.getFileName() + "-wal"));
    Files.deleteIfExists(place.resolveSibling(place.getFileName() + "-shm"));
    Files.move(copy, place, StandardCopyOption.ATOMIC_MOVE);
    screen().say("restored " + place);
    return Main.OK;
  }

  /** Opens the file alone, so that nobody serves it, and checks it; closing empties its WAL. */
  private static void sound(Path database) {
    SqliteStore opened = SqliteStore.open(SqliteOptions.of(database));
    try {
      String answer = opened.integrity().await();
      if (!answer.equals("ok")) {
        throw Problem.of(ErrorCode.STORE_FAILED, database + " is damaged")
            .withDetails(answer)
            .withHint("Nothing was changed.")
            .failure();
      }
    } finally {
      opened.close().await();
    }
  }
}
