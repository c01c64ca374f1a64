package msingi.auth.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a link may lead: nowhere that was not said. */
class RedirectsTest {
  private static final String SITE = "https://app.example.org/start";
  private static final List<String> LISTED =
      List.of(
          "https://*.preview.example.org/**",
          "http://localhost:3000/**",
          "https://exact.example.org/done",
          "https://one.example.org/*",
          "org.example.app://signin");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.org",
        "https://app.example.org/any/path?x=1#y",
        "https://branch.preview.example.org/a/b.html",
        "http://localhost:3000/",
        "http://localhost:3000/a?b=c",
        "https://exact.example.org/done",
        "https://one.example.org/a",
        "org.example.app://signin"
      })
  void whatIsListedIsLedTo(String wanted) {
    assertThat(Redirects.allowed(wanted, SITE, LISTED)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://evil.example",
        "https://app.example.org.evil.example/",
        "https://app.example.org@evil.example/",
        "https://app.example.org:444/",
        "http://app.example.org/",
        "//app.example.org/",
        "/relative",
        "https:app.example.org",
        "https://evil.example/x.preview.example.org/",
        "https://a.b.preview.example.org/",
        "https://evil.example#.preview.example.org/",
        "https://evil.example?.preview.example.org/",
        "https://evil.example\\.preview.example.org/",
        "https://user:p@branch.preview.example.org/",
        "https://exact.example.org/done/more",
        "https://exact.example.org/done?x",
        "https://one.example.org/a/b",
        "https://one.example.org/a.b",
        "http://localhost:30001/",
        "http://localhost:3000.evil.example/",
        "javascript:alert(1)",
        "javascript://app.example.org/%0aalert(1)",
        "data:text/html,x",
        "https://app.example.org/\r\nLocation: https://evil.example",
        "https://app.example.org/\u00e9",
        "org.example.app://signin.evil"
      })
  void whatIsNotListedLeadsToTheSite(String wanted) {
    assertThat(Redirects.allowed(wanted, SITE, LISTED)).isEqualTo(SITE);
    assertThat(Redirects.allowed(wanted, SITE, List.of())).isEqualTo(SITE);
  }

  @Test
  void whatIsAddedStandsInItsPlace() {
    assertThat(Redirects.query("https://a/b#c", "code=1")).isEqualTo("https://a/b?code=1#c");
    assertThat(Redirects.query("https://a/b?x=1", "code=1")).isEqualTo("https://a/b?x=1&code=1");
    assertThat(Redirects.fragment("https://a/b#old", "t=1")).isEqualTo("https://a/b#t=1");
  }
}
