package msingi.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code search:} in a definition, and its mistakes. */
class SearchesTest {
  private static final String SQLITE = "sqlite:data/a.db";
  private static final String POSTGRES = "postgresql://localhost/a";

  private static DefinitionReader.Result read(String store, String search) {
    String text =
        """
        msingi: 1
        name: library
        store: %s
        collections:
          books:
            name: all books
            fields: { title: { is: text, name: the title }, body: text?, pages: int }
            search: %s
        """
            .formatted(store, search);
    return DefinitionReader.read(Map.of(DefinitionReader.MAIN, text), Map.of());
  }

  @Test
  void searchesAreReadWithTheirIndexes() {
    String search =
        "{ words: [title, body], body: {}, stems: { columns: [body], language: english } }";
    assertThat(read(SQLITE, search))
        .isInstanceOfSatisfying(
            DefinitionReader.Result.Read.class,
            it ->
                assertThat(it.app().collection("books").derived().searches())
                    .containsExactly(
                        new Collection.Search(
                            "words", "all books_words_fts", List.of("the title", "body"), "simple"),
                        new Collection.Search(
                            "body", "all books_body_fts", List.of("body"), "simple"),
                        new Collection.Search(
                            "stems", "all books_stems_fts", List.of("body"), "english")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        SQLITE + " ~ { words: [] } ~ no stored field",
        SQLITE + " ~ { words: [titel] } ~ no stored field",
        SQLITE + " ~ { words: [pages] } ~ pages is no text",
        SQLITE + " ~ { words: [body, body] } ~ twice",
        SQLITE + " ~ { title: [body] } ~ a field is called title",
        SQLITE + " ~ { body: [title, body] } ~ a field is called body",
        SQLITE + " ~ { 'no name': [body] } ~ not an identifier",
        SQLITE + " ~ { words: { columns: [body], language: german } } ~ this store knows no words",
        POSTGRES + " ~ { words: { columns: [body], language: 'a b' } } ~ no name of a language",
        POSTGRES + " ~ { words: { columns: [body], column: [body] } } ~ unknown keyword",
        POSTGRES + " ~ [words] ~ a mapping",
      })
  void mistakesHaveTheirPlace(String store, String search, String reason) {
    assertThat(read(store, search))
        .isInstanceOfSatisfying(
            DefinitionReader.Result.Refused.class,
            it ->
                assertThat(it.mistakes())
                    .hasSize(1)
                    .allMatch(mistake -> mistake.reason().contains(reason))
                    .allMatch(mistake -> mistake.line() == 8));
  }

  @Test
  void anotherLanguageOnPostgres() {
    assertThat(read(POSTGRES, "{ words: { columns: [body], language: german } }"))
        .isInstanceOf(DefinitionReader.Result.Read.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{ view: select 1 as a, fields: { a: text }, search: { words: [a] } } ~ a view has no",
        "{ managed: false, fields: { a: text }, search: { words: [a] } } ~ never migrated",
      })
  void whereThereIsNoIndex(String collection, String reason) {
    String text = "msingi: 1\nname: a\ncollections:\n  all: " + collection + "\n";
    assertThat(DefinitionReader.read(Map.of(DefinitionReader.MAIN, text), Map.of()))
        .isInstanceOfSatisfying(
            DefinitionReader.Result.Refused.class,
            it ->
                assertThat(it.mistakes())
                    .hasSize(1)
                    .allMatch(mistake -> mistake.reason().contains(reason)));
  }
}
