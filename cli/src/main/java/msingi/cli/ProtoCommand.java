package msingi.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import msingi.definition.App;
import msingi.door.grpc.Lock;
import msingi.door.grpc.Published;
import msingi.policy.Policy;
import msingi.request.Caller;
import msingi.request.Surface;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the gRPC contract and the numbers of its fields. */
@Command(
    name = "proto",
    mixinStandardHelpOptions = true,
    description =
        "Write the gRPC contract, and beside the definition the lock of its field numbers.",
    footer = {
      "",
      "Examples:",
      "  msingi proto                       # NAME.proto and msingi.proto.lock",
      "  msingi proto --out api/shop.proto",
      "  msingi proto --check               # fails where the lock lacks a number"
    })
final class ProtoCommand extends FolderCommand {
  @Option(names = "--out", paramLabel = "FILE", description = "the file (default: NAME.proto)")
  private Path out = Path.of("");

  @Option(names = "--check", description = "write nothing; fail where the lock is not up to date")
  private boolean check;

  ProtoCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() {
    App app = app();
    Path file = folder().toAbsolutePath().resolve(Lock.FILE);
    Lock before = lock(file);
    Surface whole = new Policy(app).of(Caller.SERVICE).surface();
    Published published = Published.of(app, whole, before);
    if (check) {
      boolean same = published.lock().equals(before);
      screen().say(same ? "the lock is up to date" : "the lock lacks numbers: run msingi proto");
      return same ? Main.OK : Main.FAILED;
    }
    Path target = out.toString().isEmpty() ? folder().resolve(app.name() + ".proto") : out;
    write(target.toAbsolutePath(), published.proto());
    write(file, published.lock().text());
    screen().say("wrote " + target + " and " + folder().resolve(Lock.FILE));
    return Main.OK;
  }

  /** The numbers that a folder holds, or none. */
  static Lock lock(Path file) {
    try {
      return Files.exists(file) ? Lock.parse(Files.readString(file)) : Lock.NONE;
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}
