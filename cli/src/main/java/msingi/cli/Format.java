package msingi.cli;

import java.nio.file.Path;
import java.util.Locale;
import msingi.error.ErrorCode;
import msingi.error.Problem;

/** How rows stand in a file. */
enum Format {
  /** RFC 4180 with a header. */
  CSV,
  /** One array of objects. */
  JSON,
  /** One object a line. */
  JSONL;

  /** Whether the file is compressed by gzip. */
  static boolean zipped(Path file) {
    return name(file).endsWith(".gz");
  }

  /** The format that a file's name tells, {@code .gz} left out of account. */
  static Format of(Path file) {
    String name = name(file);
    String bare = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    if (bare.endsWith(".csv")) {
      return CSV;
    }
    if (bare.endsWith(".jsonl") || bare.endsWith(".ndjson")) {
      return JSONL;
    }
    if (bare.endsWith(".json")) {
      return JSON;
    }
    throw Problem.of(ErrorCode.CONFIGURATION, "The name " + name + " tells no format")
        .withHint("Say --format csv, json or jsonl.")
        .failure();
  }

  private static String name(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }
}
