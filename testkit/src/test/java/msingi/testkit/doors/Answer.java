package msingi.testkit.doors;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/** What a door answered, in one form for all of them. */
public sealed interface Answer {
  /** The kind of refusals that say that there is nothing of the kind for this caller. */
  String CLOSED = "closed";

  /**
   * Rows in their order, by the wish's names, values as {@link Canonical} writes them.
   *
   * @param total of all pages; below 0 where nobody asked
   */
  record Rows(List<JsonObject> rows, long total) implements Answer {
    public Rows {
      rows = List.copyOf(rows);
    }
  }

  /** So many rows are written; those that were to be shown and may be read. */
  record Done(long count, List<JsonObject> rows) implements Answer {
    public Done {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Nothing is told and nothing done.
   *
   * @param kind {@link #CLOSED}, or a code of the catalogue
   * @param said all that came back
   */
  record Refused(String kind, String said) implements Answer {}

  /** The door has no words for the wish, and was not asked. */
  record Wordless(String why) implements Answer {}

  /** What must be the same whichever door was asked. */
  default String shown() {
    return switch (this) {
      case Rows(var rows, long total) -> "rows " + rows.size() + " of " + total + " " + text(rows);
      case Done(long count, var rows) -> "done " + count + " " + text(rows);
      case Refused(String kind, String _) -> "refused " + kind;
      case Wordless(String why) -> "wordless " + why;
    };
  }

  private static String text(List<JsonObject> rows) {
    return rows.stream().map(JsonObject::encode).toList().toString();
  }

  /** What doors call what is not there, or is closed outright; each has its own word. */
  Set<String> UNKNOWN = Set.of("PGRST200", "PGRST202", "PGRST204", "PGRST205", "42703", "MSI121");

  /** The refusal with a code of the catalogue. */
  static Refused refused(String code, String message, String said) {
    boolean closed =
        UNKNOWN.contains(code) || (code.equals("42501") && message.startsWith("permission denied"));
    return new Refused(closed ? CLOSED : code, said);
  }
}
