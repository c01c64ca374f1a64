package msingi.testkit.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Chromium reads {@code /docs} and tries the contract from it, as a front-end developer would. */
class DocsPageTest {
  private static final int DESK = 1280;
  private static final int PHONE = 360;
  private static final int HEIGHT = 800;
  private static final Path PICTURES = Path.of("target", "docs-page");
  private static final String ROW =
      """
      {"code": "EGG", "name": "Eggs", "price": 15, "tags": [], "stall_id": "%s"}
      """
          .formatted(Market.STALL);

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

  @AfterEach
  void nothingToComplainOf() {
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void strangersSeeWhatIsOpenToThem() {
    try (Page page = desk(ColorScheme.LIGHT)) {
      assertThat(page.locator("#content .lead")).containsText("3 collections and 1 function");
      assertThat(page.locator("#list a")).hasCount(5);
      assertThat(page.locator("#list")).not().containsText("orders");
      signIn(page);
      assertThat(page.locator("#list a")).hasCount(7);
      assertThat(page.locator("#list")).containsText("orders");
      assertThat(page.url()).doesNotContain(market.token()).doesNotContain("sb_publishable");
      picture(page, "start");
      page.locator("#who").click();
      page.locator("#forget").click();
      page.locator("#key").fill(market.secretKey());
      page.locator("#access .primary").click();
      assertThat(page.locator("#notice"))
          .containsText("Secret keys may not be used from a browser");
    }
  }

  @Test
  void asksSeveralThingsInOne() {
    try (Page page = desk(ColorScheme.LIGHT)) {
      signIn(page);
      find(page, "several operations", "several in one");
      assertThat(page.url()).endsWith("#several");
      assertThat(page.locator(".address")).hasText("/rest/v1/");
      send(page);
      assertThat(page.locator(".said-status .status")).hasText("200 OK");
      assertThat(page.locator(".answer pre")).containsText("\"count\": 1");
    }
  }

  @Test
  void readsRowsAndIsToldWhatIsWrong() {
    try (Page page = desk(ColorScheme.LIGHT)) {
      signIn(page);
      find(page, "sold much", "products");
      Locator code = page.locator("#content table tbody tr").first();
      assertThat(code).containsText(Pattern.compile("code.*key.*required.*2 to 12 characters"));
      assertThat(page.locator("td a[href='#/stalls']")).hasText("stalls.id");
      filter(page, "price", "lt", "60");
      page.getByLabel("Order by column").selectOption("price");
      page.locator(".chip", new Page.LocatorOptions().setHasText("name")).click();
      send(page);
      assertThat(page.locator(".said-status .status")).hasText("200 OK");
      assertThat(page.locator(".answer pre"))
          .hasText(Pattern.compile(".*Sukuma wiki.*Mangoes.*", Pattern.DOTALL));
      assertThat(page.locator(".codes"))
          .containsText("?price=lt.60&select=name&order=price.asc&limit=10'");
      assertThat(page.locator(".codes")).containsText(".lt('price', 60)");
      page.locator("#operations").scrollIntoViewIfNeeded();
      picture(page, "read");
      page.getByLabel("Value", exactly()).fill("cheap");
      send(page);
      assertThat(page.locator(".said-status .status")).hasText("400 Bad Request");
      assertThat(page.locator(".problem .message")).containsText("cheap");
      picture(page, "mistake");
    }
  }

  @Test
  void writesRowsAndAsksBackBeforeItTouchesAll() throws Exception {
    try (Page page = desk(ColorScheme.DARK)) {
      signIn(page);
      find(page, "what is sold", "products");
      page.getByRole(com.microsoft.playwright.options.AriaRole.TAB).nth(1).click();
      assertThat(page.locator("textarea"))
          .hasValue(Pattern.compile(".*\"stall_id\".*", Pattern.DOTALL));
      page.locator("textarea").fill("{");
      send(page);
      assertThat(page.locator(".problem")).containsText("not JSON yet");
      page.locator("textarea").fill(ROW);
      send(page);
      assertThat(page.locator(".said-status .status")).hasText("201 Created");
      assertThat(page.locator(".answer pre")).containsText("\"in_stock\": true");
      assertThat(market.send("GET", "/rest/v1/products?code=eq.EGG&select=name", "").body())
          .isEqualTo("[{\"name\":\"Eggs\"}]");
      picture(page, "written-dark");
      page.locator("[role=tab]", new Page.LocatorOptions().setHasText("DELETE")).click();
      send(page);
      assertThat(page.locator(".problem")).containsText("deletes every row");
      filter(page, "code", "eq", "EGG");
      send(page);
      assertThat(page.locator(".said-status .status")).hasText("200 OK");
      assertThat(market.send("GET", "/rest/v1/products?select=code&order=code", "").body())
          .isEqualTo("[{\"code\":\"MIL\"},{\"code\":\"MNG\"},{\"code\":\"SUK\"}]");
    }
  }

  @Test
  void callsFunctions() {
    try (Page page = desk(ColorScheme.LIGHT)) {
      find(page, "cheapest", "cheapest");
      page.locator("[role=tabpanel] .field input").first().fill("litre");
      send(page);
      assertThat(page.locator(".answer pre")).containsText("\"Milk\"");
      picture(page, "function");
    }
  }

  @Test
  void needsNoMouse() {
    try (Page page = desk(ColorScheme.LIGHT)) {
      page.keyboard().press("Tab");
      assertThat(page.locator(".skip")).isFocused();
      page.keyboard().press("Enter");
      assertThat(page.locator("#main")).isFocused();
      page.keyboard().press("/");
      page.keyboard().type("st");
      page.keyboard().press("ArrowDown");
      page.keyboard().press("ArrowDown");
      assertThat(page.locator("#list a").nth(1)).isFocused();
      assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
          .isEqualTo("solid");
      page.keyboard().press("Enter");
      assertThat(page.locator("h1")).hasText("stalls");
      assertThat(page.locator("#main")).isFocused();
      tabTo(page, "[role=tab]");
      page.keyboard().press("ArrowRight");
      assertThat(page.locator("[role=tab][aria-selected=true]")).containsText("HEAD");
      page.keyboard().press("Home");
      tabTo(page, "[role=tabpanel] button");
      page.keyboard().press("Enter");
      page.keyboard().press("Tab");
      page.keyboard().press("Tab");
      page.keyboard().press("Tab");
      page.keyboard().type("nobody");
      page.keyboard().press("Control+Enter");
      assertThat(page.locator(".said-status")).containsText("400");
      assertThat(page.locator(".said-status")).hasAttribute("role", "status");
      tabTo(page, "#who", "Shift+Tab");
      page.keyboard().press("Enter");
      assertThat(page.locator("#key")).isFocused();
      page.keyboard().press("Escape");
      assertThat(page.locator("#who")).isFocused();
    }
  }

  @Test
  void showsEverythingAsText() {
    try (Page page = desk(ColorScheme.LIGHT)) {
      find(page, "office img", "notices");
      assertThat(page.locator(".lead"))
          .hasText("<img src=x onerror=\"document.title='stolen'\"><b>Notices</b>");
      send(page);
      assertThat(page.locator(".answer pre")).containsText("<img src=x");
      assertThat(page.locator("main img, main script, main b, main svg, #list img")).hasCount(0);
      assertThat(page.title()).isEqualTo("notices · kibanda");
      assertThat(
              page.evaluate(
                  "try { document.body.innerHTML = '<b>'; 'taken' } catch (refused) { refused.name }"))
          .isEqualTo("TypeError");
      picture(page, "hostile");
    }
    browser.forgive("TrustedHTML");
  }

  @Test
  void fitsAPhone() {
    try (Page page = page(PHONE, ColorScheme.LIGHT)) {
      narrow(page);
      page.locator("#menu").click();
      narrow(page);
      picture(page, "phone-list");
      page.keyboard().press("Escape");
      page.locator("#who").click();
      picture(page, "phone-who");
      page.keyboard().press("Escape");
      signIn(page);
      page.keyboard().press("/");
      page.keyboard().type("products");
      page.locator("#list a").first().click();
      picture(page, "phone-fields");
      Locator tabs = page.locator("[role=tab]");
      for (int index = 0; index < tabs.count(); index++) {
        tabs.nth(index).click();
        page.locator(".reference summary").all().forEach(Locator::click);
        narrow(page);
      }
      tabs.first().click();
      filter(page, "name", "eq", "Milk");
      send(page);
      assertThat(page.locator(".answer pre")).containsText("\"Milk\"");
      narrow(page);
      picture(page, "phone-answer");
    }
  }

  @Test
  void canBeRead() throws IOException {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      try (Page page = desk(scheme)) {
        contrast(page, scheme + " start");
        signIn(page);
        find(page, "what is sold", "products");
        page.getByRole(com.microsoft.playwright.options.AriaRole.TAB).nth(1).click();
        page.locator(".reference summary").all().forEach(Locator::click);
        page.locator("textarea").fill("{\"code\": \"MIL\", \"name\": null}");
        send(page);
        assertThat(page.locator(".problem")).isVisible();
        contrast(page, scheme + " error");
        page.getByRole(com.microsoft.playwright.options.AriaRole.TAB).first().click();
        send(page);
        assertThat(page.locator(".answer .json-name").first()).isVisible();
        contrast(page, scheme + " rows");
      }
    }
  }

  /** Every text has a contrast of 4.5 against its ground (WCAG 2.2, 1.4.3). */
  private static void contrast(Page page, String where) throws IOException {
    try (InputStream script = DocsPageTest.class.getResourceAsStream("contrast.js")) {
      Object faint = page.evaluate(new String(script.readAllBytes(), StandardCharsets.UTF_8));
      assertThat(faint).as(where).isEqualTo(List.of());
    }
  }

  private static Page desk(ColorScheme scheme) {
    return page(DESK, scheme);
  }

  private static Page page(int width, ColorScheme scheme) {
    Page page = browser.page(width, HEIGHT, scheme);
    page.navigate(market.docs());
    assertThat(page.locator("#content h1")).hasText("kibanda");
    return page;
  }

  /** Types the key and a trader's token. */
  private static void signIn(Page page) {
    page.locator("#who").click();
    page.locator("#key").fill(market.publishableKey());
    page.locator("#token").fill(market.token());
    page.locator("#access .primary").click();
    assertThat(page.locator("#who")).hasText("Person");
    assertThat(page.locator("#notice")).isHidden();
  }

  private static void find(Page page, String words, String name) {
    page.locator("#search").fill(words);
    assertThat(page.locator("#list a")).hasCount(1);
    page.locator("#search").press("Enter");
    assertThat(page.locator("h1")).hasText(name);
  }

  private static void filter(Page page, String column, String operator, String value) {
    page.getByText("+ Add a filter").click();
    page.getByLabel("Column", exactly()).selectOption(column);
    page.getByLabel("Comparison").selectOption(new SelectOption().setValue(operator));
    page.getByLabel("Value", exactly()).fill(value);
  }

  private static Page.GetByLabelOptions exactly() {
    return new Page.GetByLabelOptions().setExact(true);
  }

  private static void send(Page page) {
    page.locator(".try .primary").click();
    assertThat(page.locator(".said-status")).not().hasText("Asking …");
    assertThat(page.locator(".answer > *").first()).isVisible();
  }

  private static void tabTo(Page page, String selector) {
    tabTo(page, selector, "Tab");
  }

  private static void tabTo(Page page, String selector, String key) {
    for (int step = 0; step < 60; step++) {
      page.keyboard().press(key);
      if (page.locator(selector + ":focus").count() == 1) {
        return;
      }
    }
    throw new AssertionError("not reached by " + key + ": " + selector);
  }

  private static void narrow(Page page) {
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(PHONE);
  }

  private static void picture(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }
}
