package msingi.cli;

import java.util.concurrent.Callable;
import msingi.definition.DefinitionSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the JSON Schema by which editors check definitions. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Print the JSON Schema of msingi.yaml, for editors.",
    footer = {
      "",
      "Examples:",
      "  msingi schema > msingi.schema.json",
      "  # then, as the first line of msingi.yaml:",
      "  # yaml-language-server: $schema=./msingi.schema.json"
    })
final class SchemaCommand implements Callable<Integer> {
  private final Screen screen;

  @Option(names = "--collection", description = "that of a file in collections/ instead")
  private boolean collection;

  SchemaCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    screen.say(collection ? DefinitionSchema.collection() : DefinitionSchema.application());
    return Main.OK;
  }
}
