package msingi.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import msingi.error.Failure;
import msingi.error.Problem;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line {@code msingi}. */
public final class Main {
  /** All is well. */
  public static final int OK = 0;

  /** Refused or failed; the reason is on the error stream. */
  public static final int FAILED = 1;

  /** The command was called in a wrong way. */
  public static final int USAGE = 2;

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(Screen.ofProcess(), arguments));
  }

  /**
   * Runs a command.
   *
   * @return the exit code
   */
  public static int run(Screen screen, String... arguments) {
    CommandLine line = commands(screen);
    line.setOut(writer(screen.out()));
    line.setErr(writer(screen.err()));
    line.setExecutionExceptionHandler((error, _, _) -> failed(screen, error));
    return line.execute(arguments);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private static CommandLine commands(Screen screen) {
    CommandLine line =
        new CommandLine(new Root(screen))
            .addSubcommand(new NewCommand(screen))
            .addSubcommand(new CheckCommand(screen))
            .addSubcommand(new SchemaCommand(screen))
            .addSubcommand(new ProtoCommand(screen))
            .addSubcommand(new TypesCommand(screen))
            .addSubcommand(new DiffCommand(screen))
            .addSubcommand(new ConfigCommand(screen))
            .addSubcommand(new PlanCommand(screen))
            .addSubcommand(new MigrateCommand(screen))
            .addSubcommand(new AdoptCommand(screen))
            .addSubcommand(new DriftCommand(screen))
            .addSubcommand(new DevCommand(screen))
            .addSubcommand(new ServeCommand(screen))
            .addSubcommand(new KeysCommand(screen))
            .addSubcommand(new TokenCommand(screen))
            .addSubcommand(new MailCommand(screen))
            .addSubcommand(new BackupCommand(screen))
            .addSubcommand(new RestoreCommand(screen))
            .addSubcommand(new ImportCommand(screen))
            .addSubcommand(new ExportCommand(screen))
            .addSubcommand(new ExplainCommand(screen))
            .addSubcommand(new TestCommand(screen))
            .addSubcommand(new DemoCommand(screen));
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put(" 0", "all is well");
    codes.put(" 1", "refused or failed; the reason is on the error stream");
    codes.put(" 2", "wrong usage");
    everywhere(line, codes);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    return line;
  }

  private static void everywhere(CommandLine line, Map<String, String> codes) {
    line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
    line.getSubcommands().values().forEach(it -> everywhere(it, codes));
  }

  private static int failed(Screen screen, Exception error) {
    if (error instanceof Failure failure) {
      Problem problem = failure.problem();
      screen.note(problem.code().code() + ": " + problem.message());
      if (!problem.details().isEmpty()) {
        screen.note(problem.details().indent(2).stripTrailing());
      }
      if (!problem.hint().isEmpty()) {
        screen.note(problem.hint());
      }
    } else {
      screen.note("failed: " + error);
    }
    return FAILED;
  }

  /** The command without a subcommand: shows what there is. */
  @Command(
      name = "msingi",
      mixinStandardHelpOptions = true,
      version = "msingi 0.1.0",
      description = "A back end from one definition: database, rules and APIs.",
      synopsisSubcommandLabel = "COMMAND",
      footer = {
        "",
        "Examples:",
        "  msingi new shop && cd shop && msingi dev",
        "  msingi check",
        "  msingi migrate && msingi serve --port 8080",
        "  msingi COMMAND --help"
      })
  private static final class Root implements Runnable {
    private final Screen screen;

    Root(Screen screen) {
      this.screen = screen;
    }

    @Override
    public void run() {
      new CommandLine(this).usage(screen.out());
    }
  }
}
