package msingi.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.adopt.Adoption;
import msingi.adopt.Remembered;
import msingi.adopt.Update;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.definition.Mistake;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.store.Catalog;

/** Brings later changes of an adopted database into the edited definition. */
final class AdoptUpdate {
  private final AdoptCommand command;

  AdoptUpdate(AdoptCommand command) {
    this.command = command;
  }

  /** The file that remembers what the database was when it was last looked at. */
  static Path base(Path folder) {
    return folder.resolve("msingi.adopted.yaml");
  }

  int run() {
    App edited = command.app();
    Path remembered = base(command.folder());
    if (!Files.exists(remembered)) {
      throw Problem.of(ErrorCode.CONFIGURATION, remembered + " is missing")
          .withDetails("It remembers what the database was when it was adopted.")
          .withHint("Adopt into another folder, and take from there what you want.")
          .failure();
    }
    Map<String, String> before = Remembered.sources(text(remembered));
    App base = app(command, remembered, before);
    String address =
        command.url().isEmpty()
            ? Database.address(edited, command.configuration(Map.of()))
            : command.address();
    Catalog catalog = command.catalog(address, edited.schemas());
    Adoption now = Adoption.of(catalog, command.heading(address, catalog, edited), edited);
    Update update = Update.of(sources(), edited, base, now);
    List<String> remarks = Remembered.remarks(before, base, now);
    if (update.done().isEmpty() && update.open().isEmpty() && remarks.isEmpty()) {
      command.screen().say("nothing to do: the database is what it was");
      return Main.OK;
    }
    update
        .sources()
        .forEach((name, text) -> AdoptCommand.save(command.folder().resolve(name), text));
    AdoptCommand.save(remembered, Remembered.text(now.sources()));
    update.done().forEach(it -> command.screen().say("edited: " + it));
    remarks.forEach(it -> command.screen().say(it));
    update.open().forEach(it -> command.screen().say("left to you: " + it));
    return mistakes(update.open().isEmpty());
  }

  /** What is left to mend, where a rule names what is gone. */
  private int mistakes(boolean whole) {
    if (command.definition() instanceof DefinitionReader.Result.Refused(List<Mistake> mistakes)) {
      command.screen().note("The definition needs mending:");
      mistakes.forEach(it -> command.screen().note(it.text()));
      return Main.FAILED;
    }
    return whole ? Main.OK : Main.FAILED;
  }

  static String text(Path remembered) {
    try {
      return Files.readString(remembered);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What was written of the database then. */
  static App app(FolderCommand command, Path remembered, Map<String, String> sources) {
    return switch (DefinitionReader.read(sources, command.screen().environment())) {
      case DefinitionReader.Result.Read(App app) -> app;
      case DefinitionReader.Result.Refused(List<Mistake> mistakes) ->
          throw Problem.of(ErrorCode.DEFINITION, remembered + " has been edited")
              .withDetails(mistakes.getFirst().text())
              .failure();
    };
  }

  private Map<String, String> sources() {
    Path folder = command.folder().toAbsolutePath();
    Map<String, String> sources = new LinkedHashMap<>();
    try {
      for (Path file : DefinitionReader.files(folder)) {
        sources.put(folder.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return sources;
  }
}
