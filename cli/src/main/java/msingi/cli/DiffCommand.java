package msingi.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.door.grpc.Lock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names what a new definition breaks for clients of the one before. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = "Name what clients of OLD would miss in NEW: by REST, GraphQL and gRPC.",
    footer = {
      "",
      "What is only new is not named. The exit code is 1 where something breaks.",
      "",
      "Examples:",
      "  git worktree add ../before main && msingi diff ../before .",
      "  msingi diff before/ after/ --face grpc --json"
    })
final class DiffCommand implements Callable<Integer> {
  private final Screen screen;

  @Parameters(index = "0", paramLabel = "OLD", description = "folder of the definition before")
  private Path before = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "folder of the new one")
  private Path after = Path.of("");

  @Option(names = "--face", paramLabel = "FACE", description = "only rest, graphql or grpc")
  private List<Breaking.Face> faces = List.of(Breaking.Face.values());

  @Option(names = "--json", description = "answer as one JSON array")
  private boolean json;

  DiffCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    List<Breaking> all =
        Comparison.of(app(before), lock(before), app(after), lock(after)).stream()
            .filter(it -> it.faces().stream().anyMatch(faces::contains))
            .toList();
    if (json) {
      JsonArray list = new JsonArray();
      all.forEach(it ->
          list.add(
              new JsonObject()
                  .put("subject", it.subject())
                  .put("change", it.change())
                  .put("faces", new JsonArray(names(it)))));
      screen.say(list.encodePrettily());
    } else {
      all.forEach(it ->
          screen.say(
              it.subject() + ": " + it.change() + " (" + String.join(", ", names(it)) + ")"));
      screen.say(all.isEmpty() ? "nothing breaks" : all.size() + " breaking");
    }
    return all.isEmpty() ? Main.OK : Main.FAILED;
  }

  private static List<String> names(Breaking breaking) {
    return breaking.faces().stream().map(it -> it.name().toLowerCase(Locale.ROOT)).toList();
  }

  private App app(Path folder) {
    return FolderCommand.app(DefinitionReader.read(folder.toAbsolutePath(), screen.environment()));
  }

  private static Lock lock(Path path) {
    Path folder = path.toAbsolutePath();
    return ProtoCommand.lock(
        (Files.isDirectory(folder) ? folder : folder.resolveSibling("")).resolve(Lock.FILE));
  }
}
