package msingi.door.graphql;

import java.util.ArrayList;
import java.util.List;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;
import msingi.wire.Output;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a page where the store has them. */
final class PageSink implements RowSink {
  private static final int FIRST = 1_024;

  private final Page page;
  private final List<Output> rows = new ArrayList<>();
  private final List<int[]> starts = new ArrayList<>();
  private final boolean places;
  private Shape shape = new Shape(List.of());
  private @Nullable RowCells cells;
  private int count;
  private String first = "";
  private String last = "";

  PageSink(Page page) {
    this.page = page;
    this.places = page.places();
    for (int number = 0; number < page.edges(); number++) {
      rows.add(new Output(FIRST));
      starts.add(new int[page.reversed() ? page.size() + 1 : 0]);
    }
  }

  @Override
  public void begin(Shape columns) {
    shape = columns;
    cells = null;
    count = 0;
    rows.forEach(it -> it.cut(0));
  }

  @Override
  public void row(Row row) {
    if (count++ >= page.size()) {
      return;
    }
    RowCells at = cells == null ? new RowCells(shape, row) : cells.at(row);
    cells = at;
    if (places) {
      last = page.content(at);
      first = count == 1 ? last : first;
    }
    for (int number = 0; number < rows.size(); number++) {
      Output output = rows.get(number);
      if (page.reversed()) {
        page.edge(page.edges(number), at, output);
        starts.get(number)[count] = output.length();
      } else {
        page.edge(page.edges(number), at, output.put(count == 1 ? '[' : ','));
      }
    }
  }

  /** How many bytes the page takes, about. */
  int size() {
    int size = 512;
    for (Output output : rows) {
      size += output.length();
    }
    return size;
  }

  /** Writes the page. */
  void write(long total, Page.Summaries summaries, Output output) {
    boolean turned = page.reversed();
    page.write(
        new Page.Known(count, turned ? last : first, turned ? first : last),
        this::rows,
        total,
        summaries,
        output);
  }

  private void rows(int number, Output output) {
    Output written = rows.get(number);
    if (!page.reversed()) {
      output.put(written.array(), 0, written.length());
      output.text(written.length() == 0 ? "[]" : "]");
      return;
    }
    int[] ends = starts.get(number);
    output.put('[');
    for (int index = Math.min(count, page.size()); index > 0; index--) {
      output.put(written.array(), ends[index - 1], ends[index] - ends[index - 1]);
      if (index > 1) {
        output.put(',');
      }
    }
    output.put(']');
  }
}
