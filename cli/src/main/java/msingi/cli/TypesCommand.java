package msingi.cli;

import msingi.definition.App;
import msingi.policy.Policy;
import msingi.request.Caller;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the types of the definition for those who write clients. */
@Command(
    name = "types",
    mixinStandardHelpOptions = true,
    description = "Print the types of the definition for a client's language.",
    footer = {
      "",
      "Examples:",
      "  msingi types typescript > database.types.ts",
      "  # createClient<Database>(address, key)"
    })
final class TypesCommand extends FolderCommand {
  /** The languages. */
  enum Language {
    TYPESCRIPT
  }

  @Parameters(paramLabel = "LANGUAGE", description = "typescript")
  private Language language = Language.TYPESCRIPT;

  TypesCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() {
    App app = app();
    screen()
        .say(
            switch (language) {
              case TYPESCRIPT ->
                  TypeScript.of(app, new Policy(app).of(Caller.SERVICE).surface()).stripTrailing();
            });
    return Main.OK;
  }
}
