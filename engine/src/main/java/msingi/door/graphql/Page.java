package msingi.door.graphql;

import java.util.List;
import msingi.wire.Output;

/**
 * What is written of a list of rows: a connection (GraphQL Cursor Connections Specification).
 *
 * @param size the most rows that are answered; one more may come, which only tells that it is there
 * @param reversed whether rows come last first
 * @param skipped whether there are rows before the first that may be answered
 * @param ended whether there are rows after the last that may be answered
 * @param cursor how places are sealed, where they are asked for
 */
record Page(
    List<Piece> pieces, int size, boolean reversed, boolean skipped, boolean ended, Sealed cursor) {

  Page {
    pieces = List.copyOf(pieces);
  }

  /** A part of a connection under a name. */
  sealed interface Piece {
    byte[] key();

    /** The rows. */
    record Edges(byte[] key, List<Edge> parts) implements Piece {
      public Edges {
        parts = List.copyOf(parts);
      }
    }

    /** What is around them. */
    record Info(byte[] key, List<Told> parts) implements Piece {
      public Info {
        parts = List.copyOf(parts);
      }
    }

    /** Their number, whatever the page. */
    record Total(byte[] key) implements Piece {}

    /**
     * What is made of all of them.
     *
     * @param number of the summary among those of the page
     */
    record Summary(byte[] key, int number, List<Shown> object) implements Piece {
      public Summary {
        object = List.copyOf(object);
      }
    }

    /** The same for every page. */
    record Fixed(byte[] key, byte[] json) implements Piece {}
  }

  /** A part of what stands for one row. */
  sealed interface Edge {
    byte[] key();

    record Place(byte[] key) implements Edge {}

    record Node(byte[] key, List<Shown> object) implements Edge {
      public Node {
        object = List.copyOf(object);
      }
    }

    record Fixed(byte[] key, byte[] json) implements Edge {}
  }

  /** Something about the page. */
  record Told(byte[] key, Meaning.Part part, byte[] fixed) {}

  /**
   * Where, in the row that a list belongs to, its number and what is made of it are.
   *
   * @param total a column, or -1
   * @param summary a column, or -1
   * @param columns how many values the summary has
   */
  record Extras(int total, int summary, int columns) {}

  /** What is known when the rows are there. */
  record Known(int rows, String first, String last) {}

  /** Writes the rows of one piece. */
  interface Rows {
    void write(int edges, Output output);
  }

  /** Writes a summary. */
  interface Summaries {
    void write(Piece.Summary summary, Output output);
  }

  /** Writes the whole; {@code known.rows} counts the one that only tells that it is there. */
  void write(Known known, Rows rows, long total, Summaries summaries, Output output) {
    char before = '{';
    int edges = 0;
    for (Piece piece : pieces) {
      output.put(before).put(piece.key());
      before = ',';
      switch (piece) {
        case Piece.Edges _ -> rows.write(edges++, output);
        case Piece.Info it -> info(it, known, output);
        case Piece.Total _ -> output.whole(total);
        case Piece.Summary it -> summaries.write(it, output);
        case Piece.Fixed it -> output.put(it.json());
      }
    }
    output.text(before == '{' ? "{}" : "}");
  }

  private void info(Piece.Info info, Known known, Output output) {
    boolean more = known.rows() > size;
    char before = '{';
    for (Told told : info.parts()) {
      output.put(before).put(told.key());
      before = ',';
      Meaning.Part part = told.part();
      if (part == Meaning.Part.HAS_NEXT) {
        output.text(Boolean.toString(ended || (more && !reversed)));
      } else if (part == Meaning.Part.HAS_PREVIOUS) {
        output.text(Boolean.toString(skipped || (more && reversed)));
      } else if (part == Meaning.Part.FIRST_CURSOR) {
        place(known, known.first(), output);
      } else if (part == Meaning.Part.LAST_CURSOR) {
        place(known, known.last(), output);
      } else {
        output.put(told.fixed());
      }
    }
    output.text(before == '{' ? "{}" : "}");
  }

  private void place(Known known, String content, Output output) {
    if (known.rows() == 0 || cursor.none()) {
      output.text("null");
    } else {
      output.put('"').text(cursor.seal().seal(cursor.purpose(), content)).put('"');
    }
  }

  /** Writes one row of a piece. */
  void edge(Piece.Edges edges, Cells cells, Output output) {
    char before = '{';
    for (Edge part : edges.parts()) {
      output.put(before).put(part.key());
      before = ',';
      switch (part) {
        case Edge.Place _ -> cursor.write(cells, output);
        case Edge.Node it -> Shown.object(it.object(), cells, output);
        case Edge.Fixed it -> output.put(it.json());
      }
    }
    output.text(before == '{' ? "{}" : "}");
  }

  /** Whether the places of the first and the last row are told. */
  boolean places() {
    return !cursor.none()
        && pieces.stream()
            .anyMatch(piece ->
                piece instanceof Piece.Info info
                    && info.parts().stream()
                        .anyMatch(it ->
                            it.part() == Meaning.Part.FIRST_CURSOR
                                || it.part() == Meaning.Part.LAST_CURSOR));
  }

  /** What is kept of a row for its place. */
  String content(Cells cells) {
    return cursor.content(cells);
  }

  /** Writes a list that came inside another row. */
  void nested(Cells parent, Shown.Many many, Output output) {
    if (parent.isNull(many.column())) {
      output.text("null");
      return;
    }
    Cells.Nested list = parent.nested(many.column());
    if (!reversed && pieces.size() == 1 && pieces.getFirst() instanceof Piece.Edges edges) {
      output.put('{').put(edges.key());
      parent.passed(many.column(), forward(edges, list, many.columns(), output));
      output.put('}');
      return;
    }
    int[] starts = JsonScan.elements(list.json(), list.from());
    JsonCells cells = new JsonCells(list.json(), many.columns());
    int shown = Math.min(starts.length, size);
    boolean told = shown > 0 && places();
    String first = told ? content(cells.at(starts[reversed ? shown - 1 : 0])) : "";
    String last = told ? content(cells.at(starts[reversed ? 0 : shown - 1])) : "";
    Rows rows =
        (number, out) -> {
          Piece.Edges edges = edges(number);
          out.put('[');
          for (int index = 0; index < shown; index++) {
            if (index > 0) {
              out.put(',');
            }
            edge(edges, cells.at(starts[reversed ? shown - 1 - index : index]), out);
          }
          out.put(']');
        };
    write(
        new Known(starts.length, first, last),
        rows,
        total(parent, many.extras()),
        (summary, out) -> summary(parent, many.extras(), summary, out),
        output);
  }

  /** Writes rows and nothing else in one walk over them; says where they end. */
  private int forward(Piece.Edges edges, Cells.Nested list, int columns, Output output) {
    byte[] json = list.json();
    JsonCells cells = new JsonCells(json, columns);
    int left = size;
    char before = '[';
    int at = JsonScan.skip(json, list.from() + 1);
    while (json[at] != ']') {
      at = json[at] == ',' ? JsonScan.skip(json, at + 1) : at;
      if (left-- > 0) {
        edge(edges, cells.at(at), output.put(before));
        before = ',';
        at = cells.close();
      } else {
        at = JsonScan.end(json, at);
      }
      at = JsonScan.skip(json, at);
    }
    output.text(before == '[' ? "[]" : "]");
    return at + 1;
  }

  private static long total(Cells parent, Extras extras) {
    if (extras.total() < 0 || parent.isNull(extras.total())) {
      return 0;
    }
    Cells.Nested list = parent.nested(extras.total());
    int[] starts = JsonScan.elements(list.json(), list.from());
    return starts.length == 0
        ? 0
        : Long.parseLong(new JsonCells(list.json(), 1).at(starts[0]).text(0));
  }

  private static void summary(Cells parent, Extras extras, Piece.Summary summary, Output output) {
    if (extras.summary() < 0 || parent.isNull(extras.summary())) {
      output.text("null");
      return;
    }
    Cells.Nested list = parent.nested(extras.summary());
    int[] starts = JsonScan.elements(list.json(), list.from());
    if (starts.length == 0) {
      output.text("null");
    } else {
      JsonCells cells = new JsonCells(list.json(), extras.columns()).at(starts[0]);
      Shown.object(summary.object(), cells, output);
    }
  }

  /** The piece of rows with this number. */
  Piece.Edges edges(int number) {
    int edges = 0;
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Edges it && edges++ == number) {
        return it;
      }
    }
    throw new IllegalArgumentException("no edges " + number);
  }

  /** How many pieces have rows. */
  int edges() {
    return (int) pieces.stream().filter(Piece.Edges.class::isInstance).count();
  }
}
