package msingi.testkit.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Chromium asks in {@code /graphiql}, from our own files alone and under their policy. */
class GraphiqlPageTest {
  private static final Path PICTURE = Path.of("target", "graphiql", "page.png");

  private static Browser browser;
  private static Market market;

  @BeforeAll
  static void open() throws Exception {
    Optional<Path> program = Browser.installed();
    Assumptions.assumeTrue(
        program.isPresent(), "no Chromium on this machine: apt install chromium");
    market = new Market();
    browser = new Browser(program.orElseThrow());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    if (market != null) {
      market.close();
    }
  }

  @Test
  void aDocumentIsAskedAndAnswered() throws Exception {
    try (Page page = browser.page(1280, 800, ColorScheme.LIGHT)) {
      page.onRequest(it -> {
        boolean own = it.url().startsWith(market.docs().replace("/docs", ""));
        assertThat(own || it.url().startsWith("data:")).as(it.url()).isTrue();
      });
      page.navigate(market.docs().replace("/docs", "/graphiql"));
      // A stranger is not told the schema, and may ask all the same.
      assertThat(page.locator(".result-window")).containsText("MSI127");
      page.locator(".graphiql-execute-button").click();
      assertThat(page.locator(".result-window")).containsText("\"__typename\": \"Query\"");
      String headers = "{\"Authorization\": \"Bearer " + market.token() + "\"}";
      write(page, ".graphiql-editor-tool .graphiql-editor:not(.hidden) .CodeMirror", headers);
      write(page, ".graphiql-query-editor .CodeMirror", "{ productsCollection { totalCount } }");
      page.locator(".graphiql-execute-button").click();
      assertThat(page.locator(".result-window")).containsText("\"totalCount\": 3");
      Files.createDirectories(PICTURE.getParent());
      page.screenshot(new Page.ScreenshotOptions().setPath(PICTURE));
    }
    assertThat(browser.complaints()).isEmpty();
  }

  private static void write(Page page, String editor, String text) {
    page.locator(editor).evaluate("(it, text) => it.CodeMirror.setValue(text)", text);
  }
}
