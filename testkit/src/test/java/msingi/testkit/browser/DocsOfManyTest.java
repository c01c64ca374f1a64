package msingi.testkit.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.definition.Readings;
import msingi.testkit.Registry;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of an application of 2,000 collections is as quick to use as a small one. */
@Tag("full")
class DocsOfManyTest {
  private static final int MANY = 2_000;
  private static final int MOST_LINKS = 300;
  private static final double MOST_MILLIS = 200;
  private static final String PERSON = "0190a000-0000-7000-8000-000000000001";

  /** Types into the search and waits for the next frame; milliseconds. */
  private static final String SEARCH =
      """
      (words) => new Promise((done) => {
        const search = document.getElementById('search');
        const begun = performance.now();
        search.value = words;
        search.dispatchEvent(new Event('input'));
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
      })
      """;

  @Test
  void isSearchedAsOneTypes() {
    Optional<Path> program = Browser.installed();
    Assumptions.assumeTrue(
        program.isPresent(), "no Chromium on this machine: apt install chromium");
    try (Running running = Running.start("sqlite", app());
        Browser browser = new Browser(program.orElseThrow());
        Page page = browser.page(1280, 800, ColorScheme.LIGHT)) {
      page.navigate(running.uri() + "/docs");
      page.locator("#who").click();
      page.locator("#token").fill(running.token(PERSON, List.of("clerk")));
      page.locator("#access .primary").click();
      assertThat(page.locator("#content .lead")).containsText("2,001 collections");
      assertThat(page.locator("#list a").count()).isLessThan(MOST_LINKS);
      for (String words : List.of("c", "case_19", "", "case_0777")) {
        double took = ((Number) page.evaluate(SEARCH, words)).doubleValue();
        System.out.printf("search for \"%s\" in %d: %.0f ms%n", words, MANY, took);
        assertThat(took).as(words).isLessThan(MOST_MILLIS);
      }
      assertThat(page.locator("#found")).hasText("1 of 2,002");
      page.locator("#search").press("Enter");
      assertThat(page.locator("h1")).hasText("case_0777");
      page.locator("#search").fill("case");
      page.locator("#list").evaluate("list => { list.scrollTop = list.scrollHeight; }");
      assertThat(page.locator("#list a").nth(100)).isAttached();
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private static App app() {
    return switch (new Readings().read(Registry.sources(MANY), Map.of())) {
      case DefinitionReader.Result.Read(App app) -> app;
      case DefinitionReader.Result.Refused(var mistakes) ->
          throw new IllegalArgumentException(mistakes.toString());
    };
  }
}
