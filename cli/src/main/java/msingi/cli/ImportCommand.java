package msingi.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Caller;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports a file into a collection. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Import CSV, a JSON array or JSON lines, gzipped or not, in batches of 1,000 rows.",
      "Bad rows go to FILE.bad.jsonl with line and reason; the exit code is then 1.",
      "In CSV an empty cell without quotes is null where the column may be null."
    },
    footer = {
      "",
      "Examples:",
      "  msingi import countries data/countries.csv",
      "  msingi import cities data/cities.csv.gz --resume",
      "  msingi import users people.jsonl --upsert --bad wrong.jsonl"
    })
final class ImportCommand extends StoreCommand {
  @Parameters(index = "0", paramLabel = "COLLECTION")
  private String collection = "";

  @Parameters(index = "1", paramLabel = "FILE")
  private Path file = Path.of("");

  @Option(names = "--format", description = "csv, json or jsonl (by the file's name)")
  private Optional<Format> format = Optional.empty();

  @Option(names = "--bad", paramLabel = "FILE", description = "where bad rows go")
  private Optional<Path> bad = Optional.empty();

  @Option(names = "--upsert", description = "rows that are there take the new values")
  private boolean upsert;

  @Option(names = "--resume", description = "go on after the last batch that was committed")
  private boolean resume;

  @Option(names = "--restart", description = "forget an interrupted import and begin anew")
  private boolean restart;

  ImportCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw Problem.of(ErrorCode.CONFIGURATION, file + " is not there").failure();
    }
    App app = app();
    Collection target = collection(app, collection);
    Path refused = bad.orElse(file.resolveSibling(file.getFileName() + ".bad.jsonl"));
    Format kind = format.orElseGet(() -> Format.of(file));
    Position from = from(target);
    try (Database database = database(app)) {
      database.demandMigrated();
      Position done =
          new Import(
                  new Import.Order(target, file, kind, refused, upsert),
                  from,
                  () -> database.session(Caller.SERVICE),
                  new ProgressLine(screen(), target.name()))
              .run();
      screen().say(done.written() + " rows written, " + done.bad() + " bad");
      if (done.bad() > 0) {
        screen().note("bad rows with line and reason: " + refused);
      }
      return done.bad() == 0 ? Main.OK : Main.FAILED;
    }
  }

  private Position from(Collection target) throws IOException {
    long size = Files.size(file);
    Position start = new Position(target.id(), size, 0, 0, 0, 0);
    Optional<Position> kept = Position.of(file);
    if (kept.isEmpty() || restart) {
      return start;
    }
    Position found = kept.get();
    if (!resume) {
      throw Problem.of(
              ErrorCode.CONFIGURATION,
              "An import of this file was interrupted after " + found.rows() + " rows")
          .withHint("--resume goes on, --restart begins anew.")
          .failure();
    }
    if (found.size() != size || !found.collection().equals(target.id())) {
      throw Problem.of(ErrorCode.CONFIGURATION, "The interrupted import was of something else")
          .withHint("--restart begins anew.")
          .failure();
    }
    return found;
  }

  /** The collection that people call so. */
  static Collection collection(App app, String name) {
    return app.collections().values().stream()
        .filter(it -> it.id().equals(name) || it.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Problem.of(ErrorCode.COLLECTION_UNKNOWN, "There is no collection " + name)
                .withHint("There are " + String.join(", ", app.collections().keySet()) + ".")
                .failure());
  }
}
