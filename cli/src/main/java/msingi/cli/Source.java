package msingi.cli;

import java.io.IOException;
import java.util.Optional;

/** Rows of a file, one after another; never more than one in memory. */
interface Source extends AutoCloseable {

  /** The next row, or empty at the end. */
  Optional<Raw> next() throws IOException;

  @Override
  void close() throws IOException;

  /**
   * A row as it stands in the file.
   *
   * @param line where it begins, from 1
   */
  sealed interface Raw {
    long line();

    /** Cells of CSV, under the header's names; an empty cell without quotes is null text "". */
    record Cells(long line, String[] names, String[] texts, boolean[] quoted) implements Raw {}

    /** One JSON object. */
    record Json(long line, byte[] object) implements Raw {}

    /** What cannot be a row. */
    record Broken(long line, String text, String reason) implements Raw {}
  }
}
