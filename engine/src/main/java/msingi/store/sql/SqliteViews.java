package msingi.store.sql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Type;
import msingi.plan.WritePlan;

/**
 * What is different about writes through views on SQLite, which go to triggers: a view's row has no
 * number, so that its key finds it again; the values of RETURNING are those given, not those
 * stored; nothing is known of conflicts.
 */
final class SqliteViews {
  private SqliteViews() {}

  static boolean is(Collection target) {
    return target.kind() instanceof Collection.Kind.View;
  }

  /**
   * Whether rows are found again by their key: those of views, and of tables that no migration
   * made, which may have no number of their own ({@code WITHOUT ROWID}) or another column of that
   * name. A key of floats does not survive the way through JSON.
   */
  static boolean keyed(Collection target) {
    return is(target)
        || (!target.managed()
            && !target.key().columns().isEmpty()
            && target.key().columns().stream()
                .flatMap(it -> target.column(it).stream())
                .noneMatch(it -> it.type() == Type.Scalar.FLOAT));
  }

  /** The key of a written row, in RETURNING: a JSON array. */
  static String key(Collection target) {
    return target.key().columns().stream()
        .map(it -> value(target, it, Dialect.quote(it)))
        .collect(Collectors.joining(", ", "json_array(", ")"));
  }

  /** Whether a row is the one of {@code l.value}: by its number, or of a view by its key. */
  static String same(Collection target, String alias) {
    if (!keyed(target)) {
      return alias + ".rowid = l.value";
    }
    List<String> key = target.key().columns();
    if (key.isEmpty()) {
      throw Problem.of(
              ErrorCode.NOT_YET, "A write through a view without a key cannot answer its rows")
          .failure();
    }
    return IntStream.range(0, key.size())
        .mapToObj(at ->
            value(target, key.get(at), alias + "." + Dialect.quote(key.get(at)))
                + " = l.value ->> "
                + at)
        .collect(Collectors.joining(" AND "));
  }

  /** A value as JSON can hold it. */
  private static String value(Collection target, String column, String sql) {
    boolean bytes = target.column(column).map(it -> it.type() == Type.Scalar.BYTES).orElse(false);
    return bytes ? "hex(" + sql + ")" : sql;
  }

  /**
   * The columns by which a row is there already.
   *
   * @throws msingi.error.Failure NOT_YET
   */
  static List<String> unique(Collection view, WritePlan.Conflict.Ignore ignore) {
    List<String> columns = ignore.columns().isEmpty() ? view.key().columns() : ignore.columns();
    if (columns.isEmpty()) {
      throw Problem.of(ErrorCode.NOT_YET, "A view without a key knows no duplicates").failure();
    }
    return columns;
  }

  /** A view's column that the table beneath numbers: the next number is asked for before. */
  record Numbered(String name, String table) {
    String sql(String cell) {
      return "coalesce("
          + cell
          + ", 1 + coalesce((SELECT seq FROM sqlite_sequence WHERE name = "
          + Dialect.text(table)
          + "), 0))";
    }
  }

  /** The numbered column of a view over one collection. */
  static Optional<Numbered> numbered(WritePlan.Insert insert) {
    if (!(insert.target().kind() instanceof Collection.Kind.View view) || view.of().isEmpty()) {
      return Optional.empty();
    }
    Collection base = insert.app().collection(view.of());
    String quoted = Dialect.SQLITE.table(insert.app(), base);
    String table = quoted.substring(1, quoted.length() - 1).replace("\"\"", "\"");
    return insert.target().columns().stream()
        .filter(it -> it.fill() instanceof Column.Fill.Identity)
        .filter(it -> base.key().columns().equals(List.of(it.name())))
        .findFirst()
        .map(it -> new Numbered(it.name(), table));
  }
}
