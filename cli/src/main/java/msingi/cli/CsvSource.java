package msingi.cli;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CSV (RFC 4180) with a header; lines end in LF or CRLF, quoted cells may hold both. */
final class CsvSource implements Source {
  private static final int END = -1;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final Reader reader;
  private final String[] names;
  private long line = 1;
  private int peeked;

  /** The cells of one line, and what is wrong with it, if anything. */
  private record Line(List<String> texts, List<Boolean> quoted, String wrong) {}

  CsvSource(Reader reader) throws IOException {
    this.reader = reader;
    this.peeked = reader.read();
    if (peeked == BYTE_ORDER_MARK) {
      peeked = reader.read();
    }
    this.names = peeked == END ? new String[0] : line().texts().toArray(String[]::new);
  }

  @Override
  public Optional<Raw> next() throws IOException {
    while (peeked == '\n' || peeked == '\r') {
      take();
    }
    if (peeked == END) {
      return Optional.empty();
    }
    long at = line;
    Line cells = line();
    int count = cells.texts().size();
    String wrong =
        !cells.wrong().isEmpty() || count == names.length
            ? cells.wrong()
            : "the header names " + names.length + " columns, the row has " + count;
    if (!wrong.isEmpty()) {
      return Optional.of(new Raw.Broken(at, String.join(",", cells.texts()), wrong));
    }
    boolean[] quoted = new boolean[count];
    for (int index = 0; index < count; index++) {
      quoted[index] = cells.quoted().get(index);
    }
    return Optional.of(new Raw.Cells(at, names, cells.texts().toArray(String[]::new), quoted));
  }

  private Line line() throws IOException {
    List<String> texts = new ArrayList<>();
    List<Boolean> quoted = new ArrayList<>();
    String wrong = "";
    boolean more = true;
    while (more) {
      StringBuilder cell = new StringBuilder();
      boolean inQuotes = peeked == '"';
      if (inQuotes && !quoted(cell)) {
        wrong = "a quote is not closed";
      }
      while (peeked != ',' && peeked != '\n' && peeked != '\r' && peeked != END) {
        cell.append((char) take());
      }
      texts.add(cell.toString());
      quoted.add(inQuotes);
      more = peeked == ',';
      if (more) {
        take();
      }
    }
    if (peeked == '\r') {
      take();
    }
    if (peeked == '\n') {
      take();
    }
    return new Line(texts, quoted, wrong);
  }

  /** Reads a quoted cell; answers whether its end was found. */
  private boolean quoted(StringBuilder cell) throws IOException {
    take();
    while (peeked != END) {
      int character = take();
      if (character != '"') {
        cell.append((char) character);
      } else if (peeked == '"') {
        cell.append((char) take());
      } else {
        return true;
      }
    }
    return false;
  }

  private int take() throws IOException {
    int character = peeked;
    if (character == '\n') {
      line++;
    }
    peeked = reader.read();
    return character;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
