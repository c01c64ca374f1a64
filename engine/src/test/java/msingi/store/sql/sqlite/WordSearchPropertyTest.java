package msingi.store.sql.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import msingi.error.Failure;
import msingi.expression.Expression.SearchMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is searched, FTS5 understands it, and finds what reading the texts one by one finds. */
class WordSearchPropertyTest {
  private static final List<String> TEXTS =
      List.of("a b c", "b a", "c", "", "aa b", "b c a b", "a", "or not b", "words a b words c");

  private static Connection connection;

  @BeforeContainer
  static void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE VIRTUAL TABLE texts USING fts5(words, content = '', contentless_delete = 1,"
              + " tokenize = 'unicode61 remove_diacritics 2')");
    }
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO texts (rowid, words) VALUES (?, ?)")) {
      for (int row = 0; row < TEXTS.size(); row++) {
        statement.setInt(1, row);
        statement.setString(2, TEXTS.get(row));
        statement.execute();
      }
    }
  }

  @AfterContainer
  static void close() throws SQLException {
    connection.close();
  }

  /** The rows that a search means; an error of FTS5 fails the property. */
  private static List<Integer> found(WordSearch search) throws SQLException {
    List<Integer> matches = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT rowid FROM texts(?) ORDER BY rowid")) {
      statement.setString(1, search.text());
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        matches.add(rows.getInt(1));
      }
    }
    List<Integer> found = new ArrayList<>();
    for (int row = 0; row < TEXTS.size(); row++) {
      if (matches.contains(row) != search.others()) {
        found.add(row);
      }
    }
    return found;
  }

  /** The same by reading each text. */
  private static List<Integer> expected(WordQuery query) {
    List<Integer> found = new ArrayList<>();
    for (int row = 0; row < TEXTS.size(); row++) {
      if (!(query instanceof WordQuery.Nothing) && holds(query, WordReader.words(TEXTS.get(row)))) {
        found.add(row);
      }
    }
    return found;
  }

  private static boolean holds(WordQuery query, List<String> words) {
    return switch (query) {
      case WordQuery.Phrase phrase -> holds(phrase, words);
      case WordQuery.All(var parts) -> parts.stream().allMatch(it -> holds(it, words));
      case WordQuery.Any(var parts) -> parts.stream().anyMatch(it -> holds(it, words));
      case WordQuery.No(var part) -> !holds(part, words);
      case WordQuery.Never _ -> false;
      case WordQuery.Nothing _ -> throw new IllegalStateException("nothing is left out");
    };
  }

  private static boolean holds(WordQuery.Phrase phrase, List<String> words) {
    int size = phrase.words().size();
    for (int start = 0; start + size <= words.size(); start++) {
      boolean all = true;
      for (int index = 0; index < size; index++) {
        String wanted = phrase.words().get(index).toLowerCase(Locale.ROOT);
        String word = words.get(start + index);
        boolean begins = phrase.prefix() && index == size - 1;
        all &= begins ? word.startsWith(wanted) : word.equals(wanted);
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  private static Optional<WordQuery> read(SearchMode mode, String language, String text) {
    try {
      return Optional.of(WordReader.read(mode, language, text));
    } catch (Failure refused) {
      assertThat(mode).isEqualTo(SearchMode.OPERATORS);
      assertThat(refused.problem().code().status()).isEqualTo(400);
      return Optional.empty();
    }
  }

  @Provide
  Arbitrary<String> anything() {
    Arbitrary<String> signs =
        Arbitraries.strings()
            .withChars("ab \"'()*:^+-!&|<>\\{}?,;NOT\0é\u0301\u0966")
            .ofMaxLength(24);
    return Arbitraries.oneOf(signs, Arbitraries.strings().ofMaxLength(40));
  }

  @Property(tries = 3000)
  void noTextIsAnErrorOfTheDatabase(
      @ForAll SearchMode mode, @ForAll boolean english, @ForAll("anything") String text)
      throws SQLException {
    Optional<WordQuery> query = read(mode, english ? "english" : "simple", text);
    if (query.isPresent()) {
      found(WordSearch.of(query.get()));
    }
  }

  @Provide
  Arbitrary<String> spelled() {
    Arbitrary<String> word = Arbitraries.of("a", "b", "c", "B", "x", "a:*", "'a b'", "words", "''");
    return Arbitraries.lazyOf(
        () -> word,
        () -> word,
        () ->
            Combinators.combine(spelled(), Arbitraries.of(" & ", " | ", "&", "|"), spelled())
                .as((left, sign, right) -> left + sign + right),
        () -> Combinators.combine(word, word).as((left, right) -> left + " <-> " + right),
        () -> spelled().map(it -> "!(" + it + ")"),
        () -> spelled().map(it -> "(" + it + ")"),
        () -> spelled().map(it -> "!" + it));
  }

  @Property(tries = 1500)
  void operatorsMeanWhatTheySay(@ForAll("spelled") String text) throws SQLException {
    Optional<WordQuery> query = read(SearchMode.OPERATORS, "simple", text);
    if (query.isPresent()) {
      assertThat(found(WordSearch.of(query.get()))).as(text).isEqualTo(expected(query.get()));
    }
  }

  @Provide
  Arbitrary<String> typed() {
    Arbitrary<String> part =
        Arbitraries.of(
            "a", "b", "c", "or", "OR", "-a", "-b", "\"a b\"", "-\"b c\"", "\"", "x", "-");
    return part.list().ofMaxSize(7).map(it -> String.join(" ", it));
  }

  @Property(tries = 1500)
  void typedWordsMeanWhatTheySay(@ForAll("typed") String text, @ForAll SearchMode mode)
      throws SQLException {
    Optional<WordQuery> query = read(mode, "simple", text);
    if (query.isPresent()) {
      assertThat(found(WordSearch.of(query.get()))).as(text).isEqualTo(expected(query.get()));
    }
  }
}
