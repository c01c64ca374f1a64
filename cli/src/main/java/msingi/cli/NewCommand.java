package msingi.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the folder of a new application, small and complete. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    description = "Make a folder with a small definition, its access cases and a .gitignore.",
    footer = {"", "Examples:", "  msingi new shop", "  cd shop && msingi check && msingi dev"})
final class NewCommand implements Callable<Integer> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /** File in the folder, and the resource that it is made from. */
  private record Template(String file, String resource) {}

  private static final List<Template> TEMPLATES =
      List.of(
          new Template("msingi.yaml", "new/msingi.yaml"),
          new Template("access/notes.yaml", "new/access.yaml"),
          new Template(".gitignore", "new/gitignore"));

  private final Screen screen;

  @Parameters(paramLabel = "NAME", description = "name of the application and its folder")
  private String name = "";

  @Option(names = "--dir", paramLabel = "DIR", description = "make the folder in this one")
  private Path parent = Path.of("");

  NewCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws IOException {
    if (!NAME.matcher(name).matches()) {
      screen.note(
          "a name is a lower-case letter, then letters, digits and underscores, not: " + name);
      return Main.USAGE;
    }
    Path folder = parent.resolve(name);
    for (Template template : TEMPLATES) {
      if (Files.exists(folder.resolve(template.file()))) {
        throw Problem.of(ErrorCode.CONFIGURATION, folder.resolve(template.file()) + " is there")
            .withHint("Nothing was changed. Choose another name.")
            .failure();
      }
    }
    for (Template template : TEMPLATES) {
      Path file = folder.resolve(template.file());
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text(template.resource()).replace("NAME", name));
      screen.say(file.toString());
    }
    screen.say("");
    screen.say("Next: cd " + folder + " && msingi dev");
    return Main.OK;
  }

  private static String text(String resource) throws IOException {
    try (InputStream stream = NewCommand.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IOException("the resource " + resource + " is missing");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
