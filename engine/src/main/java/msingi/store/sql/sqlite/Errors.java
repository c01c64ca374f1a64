package msingi.store.sql.sqlite;

import java.util.List;
import java.util.Optional;
import msingi.definition.Collection;
import msingi.definition.Relation;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.observe.Trouble;
import msingi.plan.WritePlan;
import msingi.store.sql.Refusals;
import msingi.store.sql.WriteScript.Refusal;

/** From SQLite's result codes, and the numbers that statements refuse with, to the catalogue. */
final class Errors {
  // Primary result codes (sqlite.org/rescode.html).
  private static final int ERROR = 1;
  private static final int BUSY = 5;
  private static final int LOCKED = 6;
  private static final int READONLY = 8;
  private static final int INTERRUPT = 9;
  private static final int IOERR = 10;
  private static final int CORRUPT = 11;
  private static final int FULL = 13;
  private static final int CANTOPEN = 14;
  private static final int SCHEMA = 17;
  private static final int TOOBIG = 18;
  private static final int CONSTRAINT = 19;
  private static final int MISMATCH = 20;
  private static final int NOTADB = 26;

  // Extended result codes of CONSTRAINT.
  private static final int CHECK = 275;
  private static final int FOREIGNKEY = 787;
  private static final int NOTNULL = 1299;
  private static final int PRIMARYKEY = 1555;
  private static final int TRIGGER = 1811;
  private static final int UNIQUE = 2067;
  private static final int ROWID = 2579;
  private static final int DATATYPE = 3091;

  private Errors() {}

  /** The problem of a refusal that belongs to no write. */
  static Problem problem(Link.Refused refused) {
    return switch (refused.primary()) {
      case BUSY, LOCKED -> Problem.of(ErrorCode.LOCKED);
      case INTERRUPT -> Problem.of(ErrorCode.CANCELED);
      case FULL -> Problem.of(ErrorCode.STORE_FULL);
      case IOERR, CORRUPT, NOTADB, READONLY -> logged(ErrorCode.STORE_FAILED, refused);
      case CANTOPEN -> logged(ErrorCode.STORE_UNAVAILABLE, refused);
      case SCHEMA -> logged(ErrorCode.STORE_CHANGED, refused);
      case TOOBIG -> Problem.of(ErrorCode.VALUE_TOO_LONG);
      case MISMATCH -> Problem.of(ErrorCode.VALUE_INVALID);
      case CONSTRAINT -> constraint(refused);
      case ERROR -> error(refused);
      default -> logged(ErrorCode.INTERNAL, refused);
    };
  }

  /** The problem of a refusal of a write, with the names of its collection. */
  static Problem problem(Link.Refused refused, WritePlan plan) {
    Collection target = plan.target();
    if (target.kind() instanceof Collection.Kind.View) {
      return beneath(refused, target);
    }
    return switch (refused.code()) {
      case UNIQUE, PRIMARYKEY, ROWID -> unique(columns(refused.text()), target);
      case NOTNULL -> notNull(refused.text(), target);
      case CHECK ->
          Refusals.failure(plan, Refusal.CHECK, after(refused.text(), "CHECK constraint failed: "))
              .problem();
      case FOREIGNKEY -> reference(plan);
      default -> problem(refused);
    };
  }

  /** A refusal of a table beneath a view: only what the view shows has a name for its callers. */
  private static Problem beneath(Link.Refused refused, Collection view) {
    return switch (refused.code()) {
      case UNIQUE, PRIMARYKEY, ROWID -> unique(columns(refused.text()), view);
      case NOTNULL -> {
        String path = after(refused.text(), "NOT NULL constraint failed: ");
        String column = path.substring(path.lastIndexOf('.') + 1);
        yield view.column(column).filter(it -> !it.hidden()).isPresent()
            ? notNull(refused.text(), view)
            : Problem.of(ErrorCode.NOT_NULL);
      }
      default -> problem(refused);
    };
  }

  /** A body reads rows that its caller may not: the words of our own functions name values. */
  static RuntimeException ofBody(Link.Refused refused) {
    return refused.primary() == ERROR && refused.text().contains(Functions.REFUSED)
        ? Problem.of(error(refused).code()).failure()
        : refused;
  }

  /** Whether there is no room, or no number. */
  static boolean full(Link.Refused refused) {
    return refused.primary() == FULL;
  }

  /** Whether nothing more can be done in the transaction, for anybody. */
  static boolean fatal(Link.Refused refused) {
    return switch (refused.primary()) {
      case FULL, IOERR, CORRUPT, NOTADB, READONLY, CANTOPEN -> true;
      default -> false;
    };
  }

  /** SQLite's words are for the administrator, in the log. */
  private static Problem logged(ErrorCode code, Link.Refused refused) {
    Trouble.report("SQLite refused: " + refused.code() + ": " + refused.text());
    return Problem.of(code);
  }

  /** Words that SQLite has no code for. */
  private static Problem error(Link.Refused refused) {
    String text = refused.text();
    if (text.contains(Functions.LATE)) {
      return Problem.of(ErrorCode.CANCELED);
    }
    if (text.startsWith(Functions.RAISED)) {
      return raised(text.substring(Functions.RAISED.length()));
    }
    if (text.contains(Functions.REFUSED)) {
      String[] words = after(text, Functions.REFUSED).split(":", 2);
      return Problem.of(ErrorCode.valueOf(words[0]), words[1]);
    }
    if (text.contains("integer overflow")) {
      return Problem.of(ErrorCode.VALUE_OUT_OF_RANGE, "integer out of range");
    }
    if (text.contains("malformed JSON")
        || text.contains("JSON cannot hold BLOB values")
        || text.contains("bad JSON path")) {
      return Problem.of(ErrorCode.VALUE_INVALID, "invalid input syntax for type json");
    }
    return logged(gone(text) ? ErrorCode.STORE_CHANGED : ErrorCode.INTERNAL, refused);
  }

  /** A code, a blank, and what the author of a statement says to the caller. */
  private static Problem raised(String text) {
    int blank = text.indexOf(' ');
    return Refusals.raised(text.substring(0, blank), text.substring(blank + 1), "", "");
  }

  /** Whether what the statement names is no more in the database. */
  private static boolean gone(String text) {
    return text.contains("no such column")
        || text.contains("no such table")
        || text.contains("has no column named")
        || text.contains("ON CONFLICT clause does not match");
  }

  private static Problem constraint(Link.Refused refused) {
    return switch (refused.code()) {
      case UNIQUE, PRIMARYKEY, ROWID -> Problem.of(ErrorCode.UNIQUE);
      case FOREIGNKEY -> Problem.of(ErrorCode.REFERENCE);
      case NOTNULL -> Problem.of(ErrorCode.NOT_NULL);
      case CHECK -> Problem.of(ErrorCode.CHECK);
      case DATATYPE -> Problem.of(ErrorCode.VALUE_INVALID);
      case TRIGGER -> Problem.of(ErrorCode.RAISED, refused.text());
      default -> Problem.of(ErrorCode.INTERNAL);
    };
  }

  /** The columns of "UNIQUE constraint failed: t.a, t.b". */
  private static List<String> columns(String text) {
    String list = after(text, "UNIQUE constraint failed: ");
    return java.util.Arrays.stream(list.split(", "))
        .map(name -> name.substring(name.lastIndexOf('.') + 1))
        .toList();
  }

  /** The rest of SQLite's words. */
  private static String after(String text, String words) {
    int at = text.indexOf(words);
    if (at < 0) {
      return "";
    }
    return text.substring(at + words.length());
  }

  private static Problem unique(List<String> columns, Collection target) {
    Optional<String> name =
        target.key().columns().equals(columns)
            ? Optional.of(target.key().name())
            : target.uniques().stream()
                .filter(it -> it.columns().equals(columns))
                .map(Collection.Unique::name)
                .findFirst();
    return name.map(it ->
            Problem.of(
                ErrorCode.UNIQUE, "duplicate key value violates unique constraint \"" + it + "\""))
        .orElseGet(() -> Problem.of(ErrorCode.UNIQUE));
  }

  private static Problem notNull(String text, Collection target) {
    String path = after(text, "NOT NULL constraint failed: ");
    String column = path.substring(path.lastIndexOf('.') + 1);
    return Problem.of(
        ErrorCode.NOT_NULL,
        "null value in column \""
            + column
            + "\" of relation \""
            + target.name()
            + "\" violates not-null constraint");
  }

  /** SQLite does not say which reference failed: it is named where only one can have. */
  private static Problem reference(WritePlan plan) {
    Collection target = plan.target();
    List<Relation> possible =
        target.relations().values().stream().filter(it -> possible(it, plan)).toList();
    if (possible.size() != 1) {
      return Problem.of(ErrorCode.REFERENCE);
    }
    return switch (possible.getFirst()) {
      case Relation.ToOne one ->
          Refusals.failure(plan, Refusal.REFERENCE, one.constraint()).problem();
      case Relation.FromMany many ->
          Problem.of(
              ErrorCode.REFERENCE,
              "update or delete on table \""
                  + target.name()
                  + "\" violates foreign key constraint \""
                  + many.constraint()
                  + "\" on table \""
                  + plan.app().collection(many.to()).name()
                  + "\"");
      case Relation.Through _, Relation.Computed _ -> Problem.of(ErrorCode.REFERENCE);
    };
  }

  private static boolean possible(Relation relation, WritePlan plan) {
    return switch (relation) {
      case Relation.ToOne one -> one.enforced() && !(plan instanceof WritePlan.Delete);
      case Relation.FromMany many -> plan instanceof WritePlan.Delete && restricts(many, plan);
      case Relation.Through _, Relation.Computed _ -> false;
    };
  }

  private static boolean restricts(Relation.FromMany many, WritePlan plan) {
    return plan.app().collection(many.to()).relations().values().stream()
        .anyMatch(it ->
            it instanceof Relation.ToOne one
                && one.constraint().equals(many.constraint())
                && one.enforced()
                && one.onDelete() == Relation.OnDelete.RESTRICT);
  }
}
