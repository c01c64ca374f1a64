package msingi.store.sql;

import java.util.List;
import msingi.expression.Expression.Step;
import msingi.expression.Type;

/** Paths into jsonb; what is no json becomes it by {@code to_jsonb}. */
final class PostgresDocuments {
  private PostgresDocuments() {}

  /** What lies at a path, as jsonb or as text; SQL's null where nothing does. */
  static String path(String operand, Type from, List<Step> steps, boolean text) {
    String document = from == Type.Scalar.JSON ? operand : "to_jsonb(" + operand + ")";
    String part =
        steps.stream().allMatch(Step.Key.class::isInstance)
            ? keys(document, steps, text)
            : strict(document, steps, text);
    return text ? part + " COLLATE \"C\"" : part;
  }

  private static String keys(String document, List<Step> steps, boolean text) {
    StringBuilder out = new StringBuilder("(").append(document);
    int left = steps.size();
    for (Step step : steps) {
      left--;
      if (step instanceof Step.Key(String name)) {
        out.append(left == 0 && text ? " ->> " : " -> ").append(Dialect.text(name));
      }
    }
    return out.append(')').toString();
  }

  /**
   * A path with indexes as one jsonpath (section 9.16.2), strict and silent: {@code -> 0} would
   * answer a bare scalar with itself.
   */
  private static String strict(String document, List<Step> steps, boolean text) {
    StringBuilder path = new StringBuilder("strict $");
    for (Step step : steps) {
      switch (step) {
        case Step.Key(String name) -> path.append('.').append(SqliteDialect.jsonText(name));
        case Step.Index(int number) when number >= 0 -> path.append('[').append(number).append(']');
        case Step.Index(int number) -> path.append("[last - ").append(-(number + 1)).append(']');
      }
    }
    String found =
        "jsonb_path_query_first("
            + document
            + ", "
            + Dialect.text(path.toString())
            + ", '{}', true)";
    return text ? "(" + found + " #>> '{}')" : found;
  }
}
