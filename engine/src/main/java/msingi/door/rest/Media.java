package msingi.door.rest;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.Function;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.result.RowSink;
import msingi.wire.CsvRows;
import msingi.wire.JsonLines;
import msingi.wire.JsonRows;
import msingi.wire.Output;
import msingi.wire.ZonedRows;
import org.jspecify.annotations.Nullable;

/** The representations that this door writes. */
enum Media {
  ARRAY("application/json; charset=utf-8", false, false),
  ARRAY_STRIPPED("application/vnd.pgrst.array+json;nulls=stripped; charset=utf-8", false, true),
  OBJECT("application/vnd.pgrst.object+json; charset=utf-8", true, false),
  OBJECT_STRIPPED("application/vnd.pgrst.object+json;nulls=stripped; charset=utf-8", true, true),
  CSV("text/csv; charset=utf-8", false, false),
  LINES("application/x-ndjson; charset=utf-8", false, false);

  private final CharSequence type;
  private final boolean singular;
  private final boolean stripped;

  Media(String type, boolean singular, boolean stripped) {
    this.type = io.vertx.core.http.HttpHeaders.createOptimized(type);
    this.singular = singular;
    this.stripped = stripped;
  }

  /** The content type. */
  CharSequence type() {
    return type;
  }

  /** The letter by which validators tell representations apart. */
  char mark() {
    return switch (this) {
      case ARRAY -> 'a';
      case ARRAY_STRIPPED -> 'A';
      case OBJECT -> 'o';
      case OBJECT_STRIPPED -> 'O';
      case CSV -> 'c';
      case LINES -> 'l';
    };
  }

  /** Whether there must be exactly one row. */
  boolean singular() {
    return singular;
  }

  /** Whether a read in it may have any number of rows, since each stands on a line of its own. */
  boolean endless() {
    return switch (this) {
      case CSV, LINES -> true;
      case ARRAY, ARRAY_STRIPPED, OBJECT, OBJECT_STRIPPED -> false;
    };
  }

  /** What writes rows in it; the brackets around all of them are opened, and never closed. */
  RowSink sink(Output output) {
    return switch (this) {
      case CSV -> new CsvRows(output);
      case LINES -> new JsonLines(output);
      case ARRAY, ARRAY_STRIPPED -> new JsonRows(output, true, stripped);
      case OBJECT, OBJECT_STRIPPED -> new JsonRows(output, false, stripped);
    };
  }

  /** The same with moments in a time zone. */
  RowSink sink(Output output, ZoneId zone) {
    return zoned(sink(output), zone);
  }

  /** A sink of this representation that gets its moments in a time zone. */
  RowSink zoned(RowSink plain, ZoneId zone) {
    return zone.equals(ZoneOffset.UTC) ? plain : new ZonedRows(plain, zone, this != CSV);
  }

  /** Whether members that are null are left out. */
  boolean stripped() {
    return stripped;
  }

  /** The best acceptable one (RFC 9110, section 12.5.1). */
  static Media choose(String accept) {
    if (accept.isEmpty() || accept.equals("*/*") || accept.equals("application/json")) {
      return ARRAY;
    }
    return best(accept, Media::media);
  }

  /**
   * What the heaviest range of the header stands for that stands for something.
   *
   * @param known what a range, parted at its semicolons, stands for, or null
   */
  static <T> T best(String accept, Function<String[], @Nullable T> known) {
    T best = null;
    double weight = 0;
    for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = range.strip().split(";", -1);
      double quality = quality(parts);
      T meant = quality > weight ? known.apply(parts) : null;
      if (meant != null) {
        best = meant;
        weight = quality;
      }
    }
    if (best == null) {
      throw none(accept);
    }
    return best;
  }

  /** The failure where nothing that is acceptable is written. */
  static Failure none(String accepted) {
    return Problem.of(ErrorCode.MEDIA_TYPE, "None of these media types are available: " + accepted)
        .failure();
  }

  /** The failure where exactly one row was wanted. */
  static Failure notSingular(long rows) {
    return Problem.of(ErrorCode.NOT_SINGULAR)
        .withDetails("The result contains " + rows + " rows")
        .failure();
  }

  /** The one that a range of the header, parted at its semicolons, stands for. */
  static @Nullable Media media(String[] parts) {
    boolean nulls = false;
    for (int index = 1; index < parts.length; index++) {
      nulls |= parts[index].strip().equals("nulls=stripped");
    }
    return switch (parts[0].strip()) {
      case "*/*", "application/*", "application/json" -> nulls ? ARRAY_STRIPPED : ARRAY;
      case "application/vnd.pgrst.array+json", "application/vnd.pgrst.array" ->
          nulls ? ARRAY_STRIPPED : ARRAY;
      case "application/vnd.pgrst.object+json", "application/vnd.pgrst.object" ->
          nulls ? OBJECT_STRIPPED : OBJECT;
      case "text/csv", "text/*" -> CSV;
      case "application/x-ndjson", "application/ndjson", "application/jsonl" -> LINES;
      default -> null;
    };
  }

  /** The weight of a range of the header, parted at its semicolons. */
  private static double quality(String[] parts) {
    for (int index = 1; index < parts.length; index++) {
      String part = parts[index].strip();
      if (part.startsWith("q=") && part.length() <= 7) {
        try {
          return Double.parseDouble(part.substring(2));
        } catch (NumberFormatException notNumber) {
          return 0;
        }
      }
    }
    return 1;
  }
}
