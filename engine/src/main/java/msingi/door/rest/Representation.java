package msingi.door.rest;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;

/** What a GET would answer, in several forms at once, for the sake of its validators. */
final class Representation implements RowSink {
  private final Map<Media, Rows> forms = new EnumMap<>(Media.class);
  private final long most;
  private long count;

  /**
   * @param zone in which moments are written
   * @param most rows that a GET answers; more are counted and not written
   */
  Representation(Set<Media> media, ZoneId zone, long most) {
    media.forEach(it -> forms.put(it, new Rows(it, zone)));
    this.most = most;
  }

  @Override
  public void begin(Shape shape) {
    forms.values().forEach(it -> it.begin(shape));
  }

  @Override
  public void row(Row row) {
    if (count++ < most) {
      forms.values().forEach(it -> it.row(row));
    }
  }

  /** How many rows there are. */
  long count() {
    return count;
  }

  /**
   * Its validators; asked once.
   *
   * @param total rows in all, or less than zero when it is not known
   */
  List<String> tags(long total) {
    List<String> tags = new ArrayList<>();
    forms.forEach((media, rows) -> {
      if (!media.singular() || rows.count() == 1) {
        msingi.wire.Output body = rows.body();
        tags.add(Tag.of(media, body, -1));
        tags.add(Tag.of(media, body, total));
      }
    });
    return tags;
  }
}
