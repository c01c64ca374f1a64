package msingi.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Made-up rows to nest: 1,000 shelves, 10 boxes on each, 3 items in each. */
final class Shelves {
  private static final int SHELVES = 1_000;
  private static final int BOXES = 10;
  private static final int ITEMS = 3;

  private Shelves() {}

  /** The collections in the order in which they can be filled. */
  static final List<String> COLLECTIONS = List.of("shelves", "boxes", "items");

  /** The rows of a collection as JSON objects, ids from 0. */
  static List<String> rows(String collection) {
    return switch (collection) {
      case "shelves" -> rows(SHELVES, "{\"id\":%1$d,\"name\":\"Shelf %1$d\"}", 1);
      case "boxes" ->
          rows(
              SHELVES * BOXES,
              "{\"id\":%1$d,\"shelf_id\":%2$d,\"name\":\"Box %1$d\",\"weight\":7}",
              BOXES);
      case "items" ->
          rows(
              SHELVES * BOXES * ITEMS,
              "{\"id\":%1$d,\"box_id\":%2$d,\"name\":\"Item %1$d\"}",
              ITEMS);
      default -> throw new IllegalArgumentException(collection);
    };
  }

  private static List<String> rows(int count, String form, int each) {
    return IntStream.range(0, count)
        .mapToObj(id -> String.format(Locale.ROOT, form, id, id / each))
        .toList();
  }
}
