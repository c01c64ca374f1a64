package msingi.store.sql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Expression.SearchMode;
import msingi.expression.Type;
import msingi.store.sql.Statement.Bind;

/** Searches by words as SQL. */
public final class SearchSql {
  private SearchSql() {}

  /** On PostgreSQL the words of columns, the very expression that an index of them is made over. */
  public static String document(String language, List<String> columns) {
    return vector(language, columns.stream().map(Dialect::quote).toList());
  }

  /** The words of columns as they are written in the statement. */
  private static String vector(String language, List<String> columns) {
    String text =
        columns.stream()
            .map(it -> "coalesce(" + it + ", '')")
            .collect(Collectors.joining(" || ' ' || "));
    return "to_tsvector(" + configuration(language) + ", " + text + ")";
  }

  private static String configuration(String language) {
    return Dialect.text(language) + "::regconfig";
  }

  /**
   * A search of a row on PostgreSQL. In the declared language it is what the index holds; in
   * another one the text is read anew. What is not declared is read as the database's own setting
   * says.
   *
   * @param query the words, as SQL
   */
  static String postgres(RowSource row, Expression.Search search, String query) {
    Optional<Collection.Search> declared = row.collection().search(search.name());
    String language =
        search.language().isEmpty()
            ? declared.map(Collection.Search::language).orElse("")
            : search.language();
    String document =
        declared.isPresent()
            ? vector(language, declared.get().columns().stream().map(row.column()).toList())
            : document(row, search.name(), language);
    return "("
        + document
        + " @@ "
        + function(search.mode())
        + "("
        + (language.isEmpty() ? "" : configuration(language) + ", ")
        + query
        + "))";
  }

  /**
   * What is true of every row if the words can be read, and fails without any row if they cannot.
   *
   * @return nothing where any words can be read
   */
  static Optional<String> once(Expression.Search search, String query) {
    return search.mode() == SearchMode.OPERATORS
        ? Optional.of("coalesce(numnode(to_tsquery('simple', " + query + ")), 0) >= 0")
        : Optional.empty();
  }

  /** A column's own words; texts and documents become some. */
  private static String document(RowSource row, String name, String language) {
    String column = row.column().apply(name);
    Type type = row.collection().column(name).orElseThrow().type();
    boolean words = type instanceof Type.Native;
    return words
        ? column
        : "to_tsvector("
            + (language.isEmpty() ? "" : configuration(language) + ", ")
            + column
            + ")";
  }

  private static String function(SearchMode mode) {
    return switch (mode) {
      case OPERATORS -> "to_tsquery";
      case PLAIN -> "plainto_tsquery";
      case PHRASE -> "phraseto_tsquery";
      case WEB -> "websearch_to_tsquery";
    };
  }

  /**
   * A search of a row on SQLite: rows whose words match, or, where the words say what must not be
   * there, all the others. Which of the two is known when the words are.
   *
   * @param apart whether the row is one that a body answered, which is found by its key
   */
  static String sqlite(
      App app, RowSource row, Expression.Search search, SqlText text, boolean apart) {
    Collection collection = row.collection();
    Collection.Search declared =
        collection
            .search(search.name())
            .orElseThrow(() ->
                Problem.of(
                        ErrorCode.SEARCH_UNDECLARED,
                        "column " + collection.name() + "." + search.name() + " has no search")
                    .failure());
    if (!search.language().isEmpty() && !search.language().equals(declared.language())) {
      throw Problem.of(
              ErrorCode.LANGUAGE_UNKNOWN,
              "text search configuration \"" + search.language() + "\" does not exist")
          .withHint("This search knows the language " + declared.language() + " only.")
          .failure();
    }
    if (!(search.query() instanceof Expression.Parameter(int index, Type _))) {
      throw new IllegalStateException("a search without words: " + search);
    }
    String words = text.place(new Bind.Words(index, search.mode(), declared.language()));
    String others = text.place(new Bind.Others(index, search.mode(), declared.language()));
    boolean first = collection.schema().equals(app.schemas().getFirst());
    String table =
        Dialect.quote(first ? declared.index() : collection.schema() + "." + declared.index());
    String matches = "SELECT rowid FROM " + table + "(" + words + ")";
    String from = " FROM " + Dialect.SQLITE.table(app, collection) + " WHERE ";
    String numbers =
        matches
            + " WHERE NOT "
            + others
            + " UNION ALL SELECT rowid"
            + from
            + others
            + " AND rowid NOT IN ("
            + matches
            + ")";
    return apart
        ? keyed(row, from + "rowid IN (" + numbers + ")")
        : "(" + row.column().apply("rowid") + " IN (" + numbers + "))";
  }

  /** Whether a row is one of its table's by its key. */
  private static String keyed(RowSource row, String from) {
    List<String> key = row.collection().key().columns();
    if (key.isEmpty()) {
      throw Problem.of(
              ErrorCode.UNSUPPORTED, "Rows of a function without a key cannot be searched here")
          .failure();
    }
    return "(("
        + key.stream().map(row.column()).collect(Collectors.joining(", "))
        + ") IN (SELECT "
        + key.stream().map(Dialect::quote).collect(Collectors.joining(", "))
        + from
        + "))";
  }
}
