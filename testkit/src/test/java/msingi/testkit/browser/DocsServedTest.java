package msingi.testkit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import msingi.testkit.Http;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Test;

/** How {@code /docs} is served: its files, what keeps it safe, and that it can be off. */
class DocsServedTest {
  private static final int MOST_BYTES = 100_000;
  private static final Pattern OWN = Pattern.compile("(?:src|href)=\"(/docs/[^\"]+)\"");
  private static final Pattern IMPORT = Pattern.compile("from '\\./([^']+)'");
  private static final Pattern OUTSIDE =
      Pattern.compile("(?:src|href|url\\(|import)[=( ]*[\"']?(?:https?:)?//");

  @Test
  void everyFileIsOurOwnAndGuarded() throws Exception {
    try (Running running = Running.start("sqlite", Market.definition())) {
      Set<String> files = new LinkedHashSet<>(Set.of("/docs"));
      files.addAll(found(OWN, get(running, "/docs").body(), ""));
      files.addAll(found(IMPORT, get(running, "/docs/page.js").body(), "/docs/"));
      files.addAll(found(IMPORT, get(running, "/docs/reading.js").body(), "/docs/"));
      assertThat(files).hasSizeGreaterThan(8);
      int bytes = 0;
      for (String file : files) {
        HttpResponse<String> answer = get(running, file);
        assertThat(answer.statusCode()).as(file).isEqualTo(200);
        guarded(answer, file);
        assertThat(answer.body()).as(file).doesNotContainPattern(OUTSIDE);
        bytes += answer.body().length();
      }
      assertThat(bytes).isLessThan(MOST_BYTES);
      String page = get(running, "/docs").body();
      assertThat(page).doesNotContain("<style", " style=", " onclick=");
      assertThat(get(running, "/docs/").body()).isEqualTo(page).doesNotContain("kibanda");
    }
  }

  private static void guarded(HttpResponse<String> answer, String file) {
    String policy = answer.headers().firstValue("content-security-policy").orElse("");
    assertThat(policy)
        .as(file)
        .contains("default-src 'none'", "script-src 'self';", "style-src 'self';")
        .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("referrer-policy")).hasValue("no-referrer");
  }

  @Test
  void whoHasItIsToldSo() throws Exception {
    try (Running running = Running.start("sqlite", Market.definition())) {
      String tag = get(running, "/docs/page.js").headers().firstValue("etag").orElseThrow();
      assertThat(send(running, "GET", "/docs/page.js", "If-None-Match", tag).statusCode())
          .isEqualTo(304);
      assertThat(send(running, "HEAD", "/docs", "Accept", "*/*").statusCode()).isEqualTo(200);
      assertThat(send(running, "POST", "/docs", "Accept", "*/*").statusCode()).isEqualTo(405);
      assertThat(get(running, "/docs/other.js").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void isOffWhereTheOperatorWantsSo() throws Exception {
    Map<String, String> off = Map.of("docs", "false");
    try (Running running = Running.start("sqlite", Market.definition(), off)) {
      assertThat(get(running, "/docs").statusCode()).isEqualTo(404);
      assertThat(get(running, "/docs/page.js").statusCode()).isEqualTo(404);
      assertThat(get(running, "/openapi.json").statusCode()).isEqualTo(200);
    }
  }

  private static Set<String> found(Pattern pattern, String text, String before) {
    Set<String> all = new LinkedHashSet<>();
    pattern.matcher(text).results().map((MatchResult it) -> before + it.group(1)).forEach(all::add);
    return all;
  }

  private static HttpResponse<String> get(Running running, String path)
      throws IOException, InterruptedException {
    return send(running, "GET", path, "Accept", "*/*");
  }

  private static HttpResponse<String> send(
      Running running, String method, String path, String header, String value)
      throws IOException, InterruptedException {
    try (HttpClient client = Http.client()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(running.uri() + path))
              .header(header, value)
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
