package msingi.cli;

import java.nio.file.Path;

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
    command.screen().note("not yet");
    return Main.FAILED;
  }
}
