package msingi.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import msingi.definition.App;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the access cases beside the definition. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Run the access cases of access/*.yaml, each file on a fresh temporary SQLite database.",
      "Rules mean the same on every store. docs/access.md shows the format."
    },
    footer = {"", "Examples:", "  msingi test", "  msingi test --strict --dir examples/clinic"})
final class TestCommand extends FolderCommand {
  @Option(names = "--strict", description = "fail where a rule lacks an allowed or refused case")
  private boolean strict;

  TestCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() throws IOException {
    App app = app();
    AccessCover cover = new AccessCover(app);
    int failed = 0;
    int passed = 0;
    for (Path path : files()) {
      AccessFile file = AccessFile.read(path);
      for (AccessRun.Outcome outcome : run(file, app)) {
        if (outcome.wrong().isEmpty()) {
          passed++;
          cover.take(outcome.expected());
        } else {
          failed++;
          screen().say(file.name() + ": " + outcome.expected().name());
          screen().say("  expected " + outcome.wrong());
        }
      }
    }
    List<String> missing = strict ? cover.missing() : List.of();
    missing.forEach(screen()::say);
    screen().say(passed + " passed, " + failed + " failed");
    return failed == 0 && missing.isEmpty() ? Main.OK : Main.FAILED;
  }

  private List<Path> files() throws IOException {
    Path cases = folder().resolve("access").toAbsolutePath();
    if (!Files.isDirectory(cases)) {
      throw Problem.of(ErrorCode.CONFIGURATION, "There is no folder " + cases).failure();
    }
    try (Stream<Path> listed = Files.list(cases)) {
      return listed.filter(it -> it.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  private List<AccessRun.Outcome> run(AccessFile file, App app) throws IOException {
    Path temporary = Files.createTempDirectory("msingi-test");
    Map<String, String> flags = Map.of("store", "sqlite:" + temporary.resolve("test.db"));
    try (Database database = Database.open(app, configuration(flags), screen())) {
      return AccessRun.of(file, app, database);
    } finally {
      try (Stream<Path> all = Files.walk(temporary)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
