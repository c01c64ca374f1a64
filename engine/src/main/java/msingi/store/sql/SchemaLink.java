package msingi.store.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection as schema work needs it: texts in, texts out, blocking. */
public interface SchemaLink {
  /** Runs a statement. */
  void execute(String sql);

  /**
   * Runs a statement with texts of any length.
   *
   * @param values the texts for {@code $1}, {@code $2} and so on, each named once and in order
   */
  void execute(String sql, List<String> values);

  /** The lines of a question, each cell as text or null. */
  List<List<@Nullable String>> query(String sql);

  /** The first cell of the first line as a number. */
  default long number(String sql) {
    String cell = query(sql).getFirst().getFirst();
    return cell == null ? 0 : Long.parseLong(cell);
  }

  /** The same with empty texts where there is no value. */
  default List<List<String>> texts(String sql) {
    return query(sql).stream()
        .map(line -> line.stream().map(it -> it == null ? "" : it).toList())
        .toList();
  }
}
