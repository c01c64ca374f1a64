package msingi.store.sql;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Relation;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.store.SchemaImage.Name;

/** What differs between the dialects when an application is written down as tables. */
public interface SchemaWords {

  /** The dialect's expressions and literals. */
  Dialect dialect();

  /** The key of a view's text in a definition: "sqlite" or "postgres". */
  String dialectName();

  /** The stored name of a collection, or of what it was called before. */
  Name name(App app, Collection collection, String name);

  /** A table's or view's name in a statement. */
  String table(Name name);

  /** An SQL expression for rows that exist already when the column comes, or empty. */
  String backfill(Column.Fill fill, Type type);

  /** The column type in a statement, with collation where it has one. */
  String type(Type type, String collation);

  /** What is done instead of writing to a view, by event; empty where the database knows itself. */
  default SortedMap<String, String> writes(
      App app, Collection collection, Collection.Kind.View view) {
    return new TreeMap<>();
  }

  /** Renders the condition of a table's check; empty where the database cannot hold it. */
  @FunctionalInterface
  interface Checks {
    Optional<String> render(App app, Collection collection, Expression condition);
  }

  /** The checks that a database of this dialect can hold. */
  static Checks checks(Dialect dialect) {
    return new SchemaChecks(dialect);
  }

  /** Quoted columns with commas. */
  static String columns(List<String> names) {
    return names.stream().map(Dialect::quote).collect(Collectors.joining(", "));
  }

  /** What a foreign key says about deletes; nothing means that a referenced row stays. */
  static String onDelete(Relation.OnDelete action) {
    return switch (action) {
      case RESTRICT -> "";
      case CASCADE -> " ON DELETE CASCADE";
      case CLEAR -> " ON DELETE SET NULL";
    };
  }
}
