package msingi.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
  private static Type type(String name) {
    if (name.endsWith("[]")) {
      return new Type.Array(type(name.substring(0, name.length() - 2)));
    }
    return name.equals("decimal")
        ? new Type.Decimal(10, 2)
        : Type.Scalar.valueOf(name.toUpperCase(Locale.ROOT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      textBlock =
          """
          int => ` +42 ` => 42
          long => -9223372036854775808 => -9223372036854775808
          decimal => 1e3 => 1000
          decimal => 007.50 => 7.50
          float => 1e20 => 1e+20
          float => 0.1 => 0.1
          float => 3 => 3
          float => 0.00001 => 1e-05
          bool => T => true
          bool => of => false
          bool => 1 => true
          date => 2026-1-2 => 2026-01-02
          date => 20260102 => 2026-01-02
          time => 03:04 => 03:04:00
          time => 03:04:05.120 => 03:04:05.12
          timestamp => 2026-01-02 => 2026-01-02T00:00:00+00:00
          timestamp => 2026-01-02T03:04:05.1000004Z => 2026-01-02T03:04:05.1+00:00
          timestamp => 2026-01-02 03:04+05:30 => 2026-01-01T21:34:00+00:00
          timestamp => 2026-01-02 24:00:00-0100 => 2026-01-03T01:00:00+00:00
          timestamp => 0001-01-01T00:00:00Z => 0001-01-01T00:00:00+00:00
          uuid => {A0EEBC99-9C0B4EF8-BB6D6BB9BD380A11} => a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
          uuid => a0eebc999c0b4ef8bb6d6bb9bd380a11 => a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
          json => {"a": [1, null]} => {"a": [1, null]}
          bytes => \\x00fF => \\x00ff
          bytes => a\\001\\\\ => \\x61015c
          text[] => { a , "b,c" , NULL, "null", "q\\"" } => {a,"b,c",NULL,"null","q\\""}
          int[] => {} => {}
          int[] => {1,2} => {1,2}
          """)
  void readsAndWrites(String type, String text, String canonical) {
    assertThat(Values.text(Values.parse(text, type(type)), type(type))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      textBlock =
          """
          int => abc => VALUE_INVALID => invalid input syntax for type integer: "abc"
          int => `` => VALUE_INVALID => invalid input syntax for type integer: ""
          int => 2147483648 => VALUE_OUT_OF_RANGE => value "2147483648" is out of range for type integer
          long => 9223372036854775808 => VALUE_OUT_OF_RANGE => value "9223372036854775808" is out of range for type bigint
          int => ٣ => VALUE_INVALID => invalid input syntax for type integer: "٣"
          decimal => 1e999999999 => VALUE_OUT_OF_RANGE => value "1e999999999" is out of range for type numeric
          decimal => 1.2.3 => VALUE_INVALID => invalid input syntax for type numeric: "1.2.3"
          float => 1e400 => VALUE_OUT_OF_RANGE => "1e400" is out of range for type double precision
          float => 0x1p3 => VALUE_INVALID => invalid input syntax for type double precision: "0x1p3"
          bool => o => VALUE_INVALID => invalid input syntax for type boolean: "o"
          date => yesterday => DATE_INVALID => invalid input syntax for type date: "yesterday"
          date => 2026-02-30 => DATE_OUT_OF_RANGE => date/time field value out of range: "2026-02-30"
          time => 24:00 => DATE_OUT_OF_RANGE => date/time field value out of range: "24:00"
          timestamp => now => DATE_INVALID => invalid input syntax for type timestamp with time zone: "now"
          date => 20260230 => DATE_OUT_OF_RANGE => date/time field value out of range: "20260230"
          date => 2026010 => DATE_INVALID => invalid input syntax for type date: "2026010"
          timestamp => 10000-01-01 => DATE_OUT_OF_RANGE => date/time field value out of range: "10000-01-01"
          uuid => a0eebc99 => VALUE_INVALID => invalid input syntax for type uuid: "a0eebc99"
          json => {"a": } => VALUE_INVALID => invalid input syntax for type json: "{"a": }"
          json => 1 2 => VALUE_INVALID => invalid input syntax for type json: "1 2"
          bytes => \\xf => VALUE_INVALID => invalid input syntax for type bytea: "\\xf"
          int[] => {1,a} => VALUE_INVALID => invalid input syntax for type integer: "a"
          int[] => {1,} => VALUE_INVALID => malformed array literal: "{1,}"
          text[] => {{a}} => VALUE_INVALID => malformed array literal: "{{a}}"
          """)
  void refuses(String type, String text, ErrorCode code, String message) {
    assertThatThrownBy(() -> Values.parse(text, type(type)))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.problem().code()).isEqualTo(code);
              assertThat(failure.problem().message()).isEqualTo(message);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "\ud800", "\udc00\ud800"})
  void refusesTextThatNoStoreHolds(String text) {
    assertThatThrownBy(() -> Values.parse(text, Type.Scalar.TEXT))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.problem().code()).isEqualTo(ErrorCode.TEXT_INVALID));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          abc => a%c => true
          abc => a_c => true
          a😀c => a_c => true
          abc => A%C => false
          a%c => a\\%c => true
          abc => a\\%c => false
          abcabd => %ab% => true
          abc => %% => true
          abc => b => false
          """)
  void likeMatches(String text, String pattern, boolean matches) {
    assertThat(Like.matches(text, pattern)).isEqualTo(matches);
    assertThat(Like.matchesFolded(text.toUpperCase(Locale.ROOT), pattern) || !matches).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          ^\\+[1-9][0-9]{7,14}$ => ^\\+[1-9][0-9]{7,14}$
          a.\\w+?|(?:b) => a[^\\n][0-9A-Za-z_]+?|(?:b)
          [\\d_-] => [0-9_-]
          """)
  void rewritesPatterns(String pattern, String portable) {
    assertThat(Patterns.portable(pattern)).isEqualTo(new Patterns.Result.Portable(portable));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          "(?i)a => 0\na** => 2\n\\ba => 0\n[[:alpha:]] => 1\na{1,300} => 1\n(a => 2\n[b-a] => 2")
  void refusesPatterns(String pattern, int offset) {
    assertThat(Patterns.portable(pattern))
        .isInstanceOfSatisfying(
            Patterns.Result.Refused.class,
            refused -> assertThat(refused.offset()).isEqualTo(offset));
  }
}
