package msingi.store.sql.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.expression.Expression.SearchMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the four spellings of a search become FTS5's own. */
class WordReaderTest {
  private static WordSearch search(SearchMode mode, String language, String text) {
    return WordSearch.of(WordReader.read(mode, language, text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "cat ~ false ~ \"cat\"",
        "cat & dog ~ false ~ (\"cat\" AND \"dog\")",
        "a | b & c ~ false ~ (\"a\" OR (\"b\" AND \"c\"))",
        "a & !b & !c ~ false ~ (\"a\" NOT (\"b\" OR \"c\"))",
        "!a ~ true ~ \"a\"",
        "!a & !b ~ true ~ (\"a\" OR \"b\")",
        "!a | !b | c ~ true ~ ((\"a\" AND \"b\") NOT \"c\")",
        "!!a ~ false ~ \"a\"",
        "a <-> b <-> c:* ~ false ~ \"a b c\" *",
        "a <1> b ~ false ~ \"a b\"",
        "'it''s fat' ~ false ~ \"it s fat\"",
        "rates<5 & x ~ false ~ (\"rates 5\" AND \"x\")",
        "cat:A ~ false ~ \"\"",
        "cat:BD* ~ false ~ \"cat\" *",
        "col:ABC & x ~ false ~ (\"\" AND \"x\")",
        "\\:\\* ~ false ~ \"\""
      })
  void operators(String text, boolean others, String fts) {
    assertThat(search(SearchMode.OPERATORS, "simple", text)).isEqualTo(new WordSearch(fts, others));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a &", "& a", "(a", "a)", "a | | b", "!", "'a", "a:x", ":", "\\"})
  void misspelt(String text) {
    assertThatThrownBy(() -> search(SearchMode.OPERATORS, "simple", text))
        .isInstanceOfSatisfying(
            Failure.class,
            it -> assertThat(it.problem().code()).isEqualTo(ErrorCode.SEARCH_SYNTAX));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a <2> b", "a:* <-> b", "(a | b) <-> c", "!a <-> b"})
  void whatThisStoreCannot(String text) {
    assertThatThrownBy(() -> search(SearchMode.OPERATORS, "simple", text))
        .isInstanceOfSatisfying(
            Failure.class, it -> assertThat(it.problem().code()).isEqualTo(ErrorCode.UNSUPPORTED));
  }

  @Test
  void depthIsLimited() {
    String text = "(".repeat(100) + "a" + ")".repeat(100);
    assertThatThrownBy(() -> search(SearchMode.OPERATORS, "simple", text))
        .isInstanceOfSatisfying(
            Failure.class, it -> assertThat(it.problem().code()).isEqualTo(ErrorCode.TOO_DEEP));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "PLAIN ~ simple ~ the fat, cat ~ (\"the\" AND \"fat\" AND \"cat\")",
        "PLAIN ~ english ~ the fat cat ~ (\"fat\" AND \"cat\")",
        "PLAIN ~ english ~ The ~ \"\"",
        "PHRASE ~ simple ~ the fat cat ~ \"the fat cat\"",
        "PHRASE ~ english ~ the fat of a cat ~ \"fat of a cat\"",
        "WEB ~ simple ~ fat or cat ~ (\"fat\" OR \"cat\")",
        "WEB ~ simple ~ or cat ~ (\"or\" AND \"cat\")",
        "WEB ~ simple ~ fat \"a cat\" -dog ~ ((\"fat\" AND \"a cat\") NOT \"dog\")",
        "WEB ~ english ~ fat and -cat ~ (\"fat\" NOT \"cat\")",
        "WEB ~ simple ~ well-known ~ \"well known\""
      })
  void otherSpellings(SearchMode mode, String language, String text, String fts) {
    assertThat(search(mode, language, text)).isEqualTo(new WordSearch(fts, false));
  }
}
