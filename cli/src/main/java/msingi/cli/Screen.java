package msingi.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command speaks to.
 *
 * @param out answers
 * @param err progress and mistakes
 * @param terminal whether a person looks on, so that a line may be drawn again
 * @param environment variables of the process
 */
public record Screen(
    PrintStream out, PrintStream err, boolean terminal, Map<String, String> environment) {
  public Screen {
    environment = Map.copyOf(environment);
  }

  /** The process's own. */
  static Screen ofProcess() {
    Console console = System.console();
    return new Screen(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        console != null && console.isTerminal(),
        System.getenv());
  }

  /** A line of the answer. */
  void say(String line) {
    out.println(line);
  }

  /** A line beside the answer. */
  void note(String line) {
    err.println(line);
  }
}
