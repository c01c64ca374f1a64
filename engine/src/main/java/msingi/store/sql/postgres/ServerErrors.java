package msingi.store.sql.postgres;

import io.vertx.pgclient.PgException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import msingi.definition.Function;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.observe.Observation;
import msingi.observe.Observer;
import msingi.plan.WritePlan;
import msingi.store.sql.Refusals;
import msingi.store.sql.WriteScript;
import org.jspecify.annotations.Nullable;

/**
 * What the server and the driver complain about, in the catalogue's words. Names of tables,
 * constraints and columns come from the server's fields; its sentences, which hold rows, never
 * leave.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">SQLSTATE</a>
 */
final class ServerErrors {
  /** All that the server says of a text that is too long: no name, no value. */
  private static final Pattern LENGTH =
      Pattern.compile("value too long for type (character|bit)( varying)?\\(\\d+\\)");

  /** The server's routines that look a text search configuration up: up to 15, and since. */
  private static final Set<String> TEXT_SEARCH_NAMES = Set.of("get_ts_config_oid", "regconfigin");

  private final Observer observer;

  ServerErrors(Observer observer) {
    this.observer = observer;
  }

  /** The failure of something that is not a write. */
  Failure failure(Throwable cause) {
    return failure(cause, Work.Other.OTHER);
  }

  /** The failure to answer; what nobody foresaw is observed by its code alone. */
  Failure failure(Throwable cause, Work work) {
    if (cause instanceof Failure failure) {
      return failure;
    }
    if (cause instanceof PgException refused) {
      return refused(refused, work);
    }
    return cause instanceof RuntimeException mistake && ours(mistake)
        ? internal(mistake)
        : Problem.of(ErrorCode.STORE_UNAVAILABLE).failure();
  }

  /**
   * Whether the connection, not the statement, failed: worth another try where that is harmless.
   */
  static boolean lost(Throwable cause) {
    if (cause instanceof PgException refused) {
      return switch (state(refused)) {
        case "57P01", "57P02", "57P03", "57P05", "08000", "08003", "08006" -> true;
        default -> false;
      };
    }
    return !(cause instanceof Failure) && !(cause instanceof RuntimeException own && ours(own));
  }

  /** Whether a prepared statement no longer fits the tables, so that it must be prepared again. */
  static boolean stale(Throwable cause) {
    return cause instanceof PgException refused && state(refused).equals("0A000");
  }

  /** Whether the server gave up because time was up or somebody asked it to. */
  static boolean canceled(Throwable cause) {
    return cause instanceof PgException refused && state(refused).equals("57014");
  }

  /**
   * The driver's own exceptions tell of the connection; all others are mistakes of this program.
   */
  private static boolean ours(RuntimeException mistake) {
    if (mistake instanceof io.vertx.core.VertxException) {
      String text = String.valueOf(mistake.getMessage());
      return text.startsWith("Parameter at position")
          || text.startsWith("The number of parameters");
    }
    return true;
  }

  private static String state(PgException refused) {
    String state = refused.getSqlState();
    return state == null ? "" : state;
  }

  private Failure refused(PgException refused, Work work) {
    String state = state(refused);
    return switch (state) {
      case "23505" ->
          named(ErrorCode.UNIQUE, "duplicate key value violates unique constraint ", refused);
      case "23P01" ->
          named(ErrorCode.UNIQUE, "conflicting key value violates exclusion constraint ", refused);
      case "23503", "23001" -> reference(refused, work);
      case "23502" -> notNull(refused);
      case "23514" -> check(refused);
      case "42601", "42704" -> search(refused).orElseGet(() -> coded(refused, state));
      case "P0001" -> raised(refused, state);
      case "PGRST" -> Raised.failure(refused);
      case "42883" -> missing(refused, work);
      case "2203A" -> fewer(refused, work).orElseGet(() -> coded(refused, state));
      default -> coded(refused, state);
    };
  }

  private Failure coded(PgException refused, String state) {
    String message = text(refused.getErrorMessage());
    if (state.equals("22001") && LENGTH.matcher(message).matches()) {
      return Problem.of(ErrorCode.VALUE_TOO_LONG, message).failure();
    }
    return code(state)
        .map(it -> Problem.of(it).failure())
        .orElseGet(() -> own(state) ? raised(refused, state) : unknown(state));
  }

  /** A write that failed itself, because it wrote fewer rows than were given. */
  private static Optional<Failure> fewer(PgException refused, Work work) {
    return work instanceof Work.Write(WritePlan plan)
            && text(refused.getErrorMessage()).contains('"' + Refusals.FEWER + '"')
        ? Optional.of(Refusals.failure(plan, WriteScript.Refusal.RULE, ""))
        : Optional.empty();
  }

  /** The words and the language of a search: the only syntax and the only name clients send. */
  private static Optional<Failure> search(PgException refused) {
    return "tsquery.c".equals(refused.getFile())
        ? Optional.of(Problem.of(ErrorCode.SEARCH_SYNTAX).failure())
        : TEXT_SEARCH_NAMES.contains(String.valueOf(refused.getRoutine()))
            ? Optional.of(Problem.of(ErrorCode.LANGUAGE_UNKNOWN).failure())
            : Optional.empty();
  }

  /** Whether a function's author made the state up: no class of PostgreSQL's begins so. */
  private static boolean own(String state) {
    return state.matches("(PT|[6-9I-OQ-WYZ]).*") && !state.startsWith("72");
  }

  private static Failure raised(PgException refused, String state) {
    return Refusals.raised(
            state,
            text(refused.getErrorMessage()),
            text(refused.getDetail()),
            text(refused.getHint()))
        .failure();
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /**
   * Between types of the database itself, only the server knows which operators there are. A
   * declared function that the database does not have is unknown to the caller; one that is missing
   * within a function, where the server says in which, is the operator's affair.
   */
  private static Failure missing(PgException refused, Work work) {
    if (operator(refused)) {
      return Problem.of(ErrorCode.OPERATOR_UNKNOWN).failure();
    }
    boolean called =
        text(refused.getWhere()).isEmpty()
            && work instanceof Work.Call(var plan)
            && plan.function().body() instanceof Function.Body.Stored(String _, String name)
            && text(refused.getErrorMessage()).contains(name);
    return Problem.of(called ? ErrorCode.FUNCTION_UNKNOWN : ErrorCode.STORE_CHANGED).failure();
  }

  private static boolean operator(PgException refused) {
    return String.valueOf(refused.getErrorMessage()).contains("operator");
  }

  private static Optional<ErrorCode> code(String state) {
    ErrorCode code =
        switch (state) {
          case "22001" -> ErrorCode.VALUE_TOO_LONG;
          case "22003", "22019" -> ErrorCode.VALUE_OUT_OF_RANGE;
          case "2200H" -> ErrorCode.NUMBERS_USED;
          case "22007" -> ErrorCode.DATE_INVALID;
          case "22008" -> ErrorCode.DATE_OUT_OF_RANGE;
          case "22012" -> ErrorCode.DIVISION_BY_ZERO;
          case "22021", "22P05" -> ErrorCode.TEXT_INVALID;
          case "22P02", "22P03", "22023", "22025", "22030", "22032" -> ErrorCode.VALUE_INVALID;
          case "2201B" -> ErrorCode.REGEX_INVALID;
          case "42501" -> ErrorCode.FORBIDDEN;
          case "428C9" -> ErrorCode.GENERATED_COLUMN;
          case "42P10" -> ErrorCode.CONFLICT_TARGET;
          case "21000" -> ErrorCode.CARDINALITY;
          case "25006" -> ErrorCode.READ_ONLY;
          case "40001", "40003" -> ErrorCode.SERIALIZATION;
          case "40P01" -> ErrorCode.DEADLOCK;
          case "55P03" -> ErrorCode.LOCKED;
          case "57014", "25P03", "25P04" -> ErrorCode.CANCELED;
          // Columns, tables, types, functions or schemas that the statement knew are no more.
          case "42703", "42P01", "42883", "42804", "42704", "3F000" -> ErrorCode.STORE_CHANGED;
          case "53100" -> ErrorCode.STORE_FULL;
          case "53000", "53200", "53300", "53400" -> ErrorCode.BUSY;
          case "54000" -> ErrorCode.VALUE_TOO_LONG;
          case "54001" -> ErrorCode.TOO_DEEP;
          default -> byClass(state);
        };
    return code == ErrorCode.INTERNAL ? Optional.empty() : Optional.of(code);
  }

  /**
   * 22: what a function made of a value; 08: the connection; 28 and 3D: who we are; 57: the server
   * ends; 58: its files.
   */
  private static ErrorCode byClass(String state) {
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08", "28", "3D", "57" -> ErrorCode.STORE_UNAVAILABLE;
      case "22" -> ErrorCode.VALUE_INVALID;
      case "58", "XX" -> state.equals("XX000") ? ErrorCode.INTERNAL : ErrorCode.STORE_FAILED;
      default -> ErrorCode.INTERNAL;
    };
  }

  private static Failure named(ErrorCode code, String sentence, PgException refused) {
    return Problem.of(code, sentence + quoted(refused.getConstraint()))
        .withDetails(code == ErrorCode.UNIQUE ? text(refused.getDetail()) : "")
        .failure();
  }

  private static Failure notNull(PgException refused) {
    return Problem.of(
            ErrorCode.NOT_NULL,
            "null value in column "
                + quoted(refused.getColumn())
                + " of relation "
                + quoted(refused.getTable())
                + " violates not-null constraint")
        .failure();
  }

  private static Failure check(PgException refused) {
    return Problem.of(
            ErrorCode.CHECK,
            "new row for relation "
                + quoted(refused.getTable())
                + " violates check constraint "
                + quoted(refused.getConstraint()))
        .failure();
  }

  /** The server names the table that refers; ours is either that one or the one referred to. */
  private static Failure reference(PgException refused, Work work) {
    String table = String.valueOf(refused.getTable());
    String target = work instanceof Work.Write(WritePlan plan) ? plan.target().name() : table;
    boolean removed =
        !target.equals(table)
            || (work instanceof Work.Write(WritePlan plan) && plan instanceof WritePlan.Delete);
    String message =
        removed
            ? "update or delete on table "
                + quoted(target)
                + " violates foreign key constraint "
                + quoted(refused.getConstraint())
                + " on table "
                + quoted(table)
            : "insert or update on table "
                + quoted(table)
                + " violates foreign key constraint "
                + quoted(refused.getConstraint());
    return Problem.of(ErrorCode.REFERENCE, message).failure();
  }

  private static String quoted(String name) {
    return '"' + String.valueOf(name) + '"';
  }

  private Failure unknown(String state) {
    return internal(new IllegalStateException("PostgreSQL answered SQLSTATE " + state));
  }

  private Failure internal(RuntimeException cause) {
    observer.observe(new Observation.Failed("", "a statement on PostgreSQL", cause));
    return Problem.of(ErrorCode.INTERNAL).failure();
  }
}
