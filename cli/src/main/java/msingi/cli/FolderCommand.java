package msingi.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.definition.Mistake;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.server.Configuration;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** A command about the application in a folder. */
abstract class FolderCommand implements Callable<Integer> {
  private final Screen screen;

  @Option(
      names = "--dir",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description = "folder with msingi.yaml (default: this one)")
  private Path folder = Path.of("");

  FolderCommand(Screen screen) {
    this.screen = screen;
  }

  Screen screen() {
    return screen;
  }

  Path folder() {
    return folder;
  }

  /** The definition, or all of its mistakes. */
  DefinitionReader.Result definition() {
    return DefinitionReader.read(folder().toAbsolutePath(), screen.environment());
  }

  /**
   * The application.
   *
   * @throws msingi.error.Failure DEFINITION with every mistake
   */
  App app() {
    return app(definition());
  }

  /** The same from what was read already. */
  static App app(DefinitionReader.Result read) {
    return switch (read) {
      case DefinitionReader.Result.Read(App app) -> app;
      case DefinitionReader.Result.Refused(List<Mistake> mistakes) ->
          throw Problem.of(ErrorCode.DEFINITION)
              .withDetails(String.join("\n", mistakes.stream().map(Mistake::text).toList()))
              .failure();
    };
  }

  /** The definition's files as one text, for the ledger. */
  String sources() {
    StringBuilder all = new StringBuilder();
    try {
      for (Path file : DefinitionReader.files(folder().toAbsolutePath())) {
        all.append("# ").append(file.getFileName()).append('\n').append(Files.readString(file));
      }
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
    return all.toString();
  }

  /**
   * The configuration.
   *
   * @param flags settings given on the command line, by flag; empty ones were not given
   */
  Configuration configuration(Map<String, String> flags) {
    Map<String, String> given = new HashMap<>(flags);
    given.values().removeIf(String::isEmpty);
    given.put("definition", folder().toAbsolutePath().toString());
    return Configuration.of(given, screen.environment());
  }
}
