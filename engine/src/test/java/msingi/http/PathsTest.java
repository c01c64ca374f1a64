package msingi.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A path means one thing to everybody, or it is refused. */
class PathsTest {
  @ParameterizedTest
  @CsvSource({
    "/rest/v1/Escap3e;, /rest/v1/Escap3e;",
    "/rest/v1/Escap3e%3B, /rest/v1/Escap3e;",
    "/a;b=c/d, /a;b=c/d",
    "/%D9%85, /م",
    "/a%20b, /a b",
    "/a%253B, /a%3B",
    "/, /",
    "/a/, /a/",
    "/a/..b, /a/..b"
  })
  void decodedOnce(String raw, String path) {
    assertThat(Paths.decode(raw)).contains(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "//a", "/a//b", "/./a", "/a/..", "/a/../b", "/%2e%2e/a", "/a/%2E", "/a%2Fb", "/a\\b",
        "/a%5Cb", "/a%00", "/a%0a", "/a%", "/a%4", "/a%zz", "/%ff", "/a b", "/..;/a", "/a/..;x=y/b",
        "/%2e%2e%3b/a", "/.;/a", "/;/a", "/;", "/a/;x/b", "/%3B/a", "/a/..%3Bb"
      })
  void refused(String raw) {
    assertThat(Paths.decode(raw)).isEmpty();
  }

  @Test
  void nothingIsAPath() {
    assertThat(Paths.decode("")).isEmpty();
  }
}
