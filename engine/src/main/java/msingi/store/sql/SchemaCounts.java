package msingi.store.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import msingi.expression.Type;
import msingi.store.SchemaQuestion;

/** Questions before a migration as statements that answer one number. */
public final class SchemaCounts {
  private SchemaCounts() {}

  /** Whether a quoted column's value cannot become one of the other type, as a condition. */
  @FunctionalInterface
  public interface Misfit {
    String condition(String column, Type from, Type to);
  }

  /** The statement of a question. */
  public static String sql(SchemaQuestion question, SchemaWords words, Misfit misfit) {
    return switch (question) {
      case SchemaQuestion.Rows it ->
          "SELECT count(*) FROM (SELECT 1 FROM "
              + words.table(it.table())
              + " LIMIT "
              + it.most()
              + ") AS counted";
      case SchemaQuestion.Nulls it ->
          count(words.table(it.table()), Dialect.quote(it.column()) + " IS NULL");
      case SchemaQuestion.Duplicates it -> duplicates(it, words);
      case SchemaQuestion.Orphans it -> orphans(it, words);
      case SchemaQuestion.Violations it -> count(words.table(it.table()), "NOT (" + it.sql() + ")");
      case SchemaQuestion.Unconvertible it -> {
        String column = Dialect.quote(it.column());
        yield count(
            words.table(it.table()),
            column + " IS NOT NULL AND (" + misfit.condition(column, it.from(), it.to()) + ")");
      }
    };
  }

  private static String count(String table, String where) {
    return "SELECT count(*) FROM " + table + " WHERE " + where;
  }

  private static String duplicates(SchemaQuestion.Duplicates it, SchemaWords words) {
    String columns = SchemaWords.columns(it.columns());
    return "SELECT count(*) FROM (SELECT 1 FROM "
        + words.table(it.table())
        + " WHERE "
        + filled(it.columns(), "")
        + " GROUP BY "
        + columns
        + " HAVING count(*) > 1) AS twice";
  }

  private static String orphans(SchemaQuestion.Orphans it, SchemaWords words) {
    List<String> pairs = new ArrayList<>();
    for (int index = 0; index < it.columns().size(); index++) {
      pairs.add(
          "target."
              + Dialect.quote(it.targetColumns().get(index))
              + " = own."
              + Dialect.quote(it.columns().get(index)));
    }
    return "SELECT count(*) FROM "
        + words.table(it.table())
        + " AS own WHERE "
        + filled(it.columns(), "own.")
        + " AND NOT EXISTS (SELECT 1 FROM "
        + words.table(it.target())
        + " AS target WHERE "
        + String.join(" AND ", pairs)
        + ")";
  }

  private static String filled(List<String> columns, String alias) {
    return columns.stream()
        .map(it -> alias + Dialect.quote(it) + " IS NOT NULL")
        .collect(Collectors.joining(" AND "));
  }
}
