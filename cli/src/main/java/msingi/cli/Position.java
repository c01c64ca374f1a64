package msingi.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * How far an import came, kept beside its file after each commit.
 *
 * @param collection where the rows go
 * @param size of the file in bytes, by which another file of the same name is told apart
 * @param rows of the file that are done, bad ones too
 * @param written rows in the database
 * @param bad rows in the file of bad rows
 * @param badBytes that file's length
 */
record Position(String collection, long size, long rows, long written, long bad, long badBytes) {

  static Path file(Path source) {
    return source.resolveSibling(source.getFileName() + ".position");
  }

  static Optional<Position> of(Path source) throws IOException {
    Path file = file(source);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonObject text = new JsonObject(Files.readString(file));
    return Optional.of(
        new Position(
            text.getString("collection"),
            text.getLong("size"),
            text.getLong("rows"),
            text.getLong("written"),
            text.getLong("bad"),
            text.getLong("bad_bytes")));
  }

  void keep(Path source) throws IOException {
    JsonObject text =
        new JsonObject()
            .put("collection", collection)
            .put("size", size)
            .put("rows", rows)
            .put("written", written)
            .put("bad", bad)
            .put("bad_bytes", badBytes);
    Path next = file(source).resolveSibling(file(source).getFileName() + ".next");
    Files.writeString(next, text.encode());
    Files.move(
        next, file(source), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
