package msingi.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Relation;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.policy.Policy;
import msingi.request.Surface;
import msingi.request.Surface.Visible;

/**
 * What a database says about a broken constraint names tables, columns and constraints. Where the
 * caller knows one of them not, only the code is said.
 */
final class Discretion {
  private static final Set<ErrorCode> NAMING =
      Set.of(ErrorCode.UNIQUE, ErrorCode.REFERENCE, ErrorCode.NOT_NULL, ErrorCode.CHECK);
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

  private Discretion() {}

  /**
   * The same failure, or one that names nothing.
   *
   * @param target the collection that was written, or empty for any
   */
  static Throwable discreet(Throwable cause, Policy.Granted granted, String target) {
    if (!(cause instanceof Failure failure) || !NAMING.contains(failure.problem().code())) {
      return cause;
    }
    Problem problem = failure.problem();
    Set<String> known = known(granted.surface(), target);
    Matcher names = QUOTED.matcher(problem.message() + problem.details() + problem.hint());
    while (names.find()) {
      if (!known.contains(names.group(1))) {
        return Problem.of(problem.code()).failure();
      }
    }
    return problem.code() == ErrorCode.UNIQUE && !open(granted, problem.message())
        ? problem.withDetails("").failure()
        : failure;
  }

  /**
   * Whether the values of a unique constraint may be said, which can be those of any row: the
   * caller may read every row of its collection, and all of its columns.
   */
  private static boolean open(Policy.Granted granted, String message) {
    Matcher name = QUOTED.matcher(message);
    return name.find()
        && granted.surface().byId().values().stream()
            .anyMatch(it -> open(granted, it, name.group(1)));
  }

  private static boolean open(Policy.Granted granted, Visible visible, String constraint) {
    Collection collection = visible.collection();
    List<List<String>> columns = new ArrayList<>();
    if (collection.key().name().equals(constraint)) {
      columns.add(collection.key().columns());
    }
    collection.uniques().stream()
        .filter(it -> it.name().equals(constraint))
        .forEach(it -> columns.add(it.columns()));
    int[] rows = {Expression.FIRST_BOUND};
    return !columns.isEmpty()
        && columns.stream().allMatch(visible.readable().keySet()::containsAll)
        && granted
            .rules()
            .read(collection.id(), Expression.ROW, () -> rows[0]++)
            .equals(Expression.TRUE);
  }

  private static Set<String> known(Surface surface, String target) {
    Set<String> known = new HashSet<>();
    for (Visible visible : surface.byId().values()) {
      known.add(visible.collection().name());
      references(surface, visible, known);
      if (target.isEmpty() || target.equals(visible.collection().id())) {
        columns(visible, known);
      }
    }
    return known;
  }

  /** Foreign keys over columns that the caller knows, to collections that the caller knows. */
  private static void references(Surface surface, Visible visible, Set<String> known) {
    for (Relation relation : visible.collection().relations().values()) {
      if (relation instanceof Relation.ToOne it
          && surface.byId(it.to()).isPresent()
          && knows(visible, it.columns())) {
        known.add(it.constraint());
      }
    }
  }

  private static void columns(Visible visible, Set<String> known) {
    Collection collection = visible.collection();
    for (Column column : collection.columns()) {
      if (knows(visible, List.of(column.name()))) {
        known.add(column.name());
        known.add(collection.name() + "_" + column.name() + "_check");
      }
    }
    if (knows(visible, collection.key().columns())) {
      known.add(collection.key().name());
    }
    collection.uniques().stream()
        .filter(it -> knows(visible, it.columns()))
        .forEach(it -> known.add(it.name()));
    collection.checks().stream()
        .filter(it -> knows(visible, named(it.expression())))
        .forEach(it -> known.add(it.name()));
  }

  private static boolean knows(Visible visible, List<String> columns) {
    return columns.stream()
        .allMatch(it -> visible.readable().containsKey(it) || visible.writable().containsKey(it));
  }

  /** The columns that an expression names. */
  private static List<String> named(Expression expression) {
    Set<String> found = new HashSet<>();
    Expressions.any(
        expression,
        part -> {
          if (part instanceof Expression.Column column) {
            found.add(column.column());
          }
          return false;
        });
    return List.copyOf(found);
  }
}
