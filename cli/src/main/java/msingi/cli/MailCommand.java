package msingi.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import msingi.dispatch.Kind;
import msingi.dispatch.Templates;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The words of mail and text messages. */
@Command(
    name = "mail",
    mixinStandardHelpOptions = true,
    description = "Look at mail and text messages as people get them.",
    synopsisSubcommandLabel = "preview",
    footer = {
      "",
      "Examples:",
      "  msingi mail preview",
      "  msingi mail preview recovery --locale sw",
      "  msingi mail preview --to /tmp/mail"
    })
final class MailCommand extends FolderCommand {
  MailCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() {
    screen().note("which? msingi mail preview");
    return Main.USAGE;
  }

  @Command(
      name = "preview",
      mixinStandardHelpOptions = true,
      description = "Show one kind, or all of them, with values that show where each goes.",
      footer = {
        "",
        "Examples:",
        "  msingi mail preview recovery --locale sw",
        "  msingi mail preview --to /tmp/mail"
      })
  int preview(
      @Parameters(
              paramLabel = "KIND",
              arity = "0..1",
              description =
                  "confirmation, recovery, code … (a wrong one lists them); all when left out")
          List<String> names,
      @Option(
              names = "--locale",
              paramLabel = "L",
              defaultValue = "en",
              description = "language, such as sw or sw-KE (default: en)")
          String locale,
      @Option(
              names = "--to",
              paramLabel = "DIR",
              description = "write KIND.txt and KIND.html into this folder instead")
          Path folder) {
    Templates templates = Templates.read(folder().toAbsolutePath());
    String application = app().name();
    List<Kind> kinds =
        names == null ? List.of(Kind.values()) : names.stream().map(MailCommand::kind).toList();
    for (Kind kind : kinds) {
      Templates.Said said = templates.sample(kind, locale, application);
      if (folder == null) {
        show(kind, said);
      } else {
        write(folder, kind, said);
      }
    }
    return Main.OK;
  }

  private static Kind kind(String name) {
    return Arrays.stream(Kind.values())
        .filter(it -> it.text().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() ->
            Problem.of(ErrorCode.CONFIGURATION, "No mail or message is called " + name)
                .withHint(
                    "There are "
                        + Arrays.stream(Kind.values())
                            .map(Kind::text)
                            .collect(Collectors.joining(", ")))
                .failure());
  }

  private void show(Kind kind, Templates.Said said) {
    screen().say("--- " + kind.text().toLowerCase(Locale.ROOT));
    if (!said.subject().isEmpty()) {
      screen().say("Subject: " + said.subject());
      screen().say("");
    }
    screen().say(said.text().stripTrailing());
    screen().say("");
  }

  private void write(Path folder, Kind kind, Templates.Said said) {
    String head = said.subject().isEmpty() ? "" : "Subject: " + said.subject() + "\n\n";
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(kind.text() + ".txt"), head + said.text());
      if (!said.html().isEmpty()) {
        Files.writeString(folder.resolve(kind.text() + ".html"), said.html());
      }
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
    screen()
        .say(folder.resolve(kind.text() + (said.html().isEmpty() ? ".txt" : ".html")).toString());
  }
}
