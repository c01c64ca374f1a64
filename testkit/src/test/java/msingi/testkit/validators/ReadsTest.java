package msingi.testkit.validators;

import static msingi.testkit.validators.Kept.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import msingi.testkit.scenario.People;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Validators of reads: what they stand for, and what If-None-Match and If-Match make of them. */
class ReadsTest {
  private static final Map<String, Kept> KEPT = new HashMap<>();
  private static final String OBJECT = "application/vnd.pgrst.object+json";

  /** What is asked in as many ways as there are answers: paths, each with headers by turns. */
  private static final List<List<String>> READS =
      List.of(
          List.of("/patients?id=eq.1"),
          List.of("/patients?id=eq.1", "Accept", OBJECT),
          List.of("/patients?id=eq.1", "Accept", OBJECT + ";nulls=stripped"),
          List.of("/patients?id=eq.1", "Accept", "application/vnd.pgrst.array+json;nulls=stripped"),
          List.of("/patients?id=eq.1", "Accept", "text/csv"),
          List.of("/patients?id=eq.1", "Accept", "application/x-ndjson"),
          List.of("/patients?id=eq.1", "Prefer", "timezone=Africa/Nairobi"),
          List.of("/patients?id=eq.1", "Prefer", "count=exact"),
          List.of("/patients?id=eq.1&select=name,clinic(name)"),
          List.of("/patients?order=id&limit=2"),
          List.of("/patients?order=id", "Range", "1-2"),
          List.of("/clinics?select=name,patients(name)&order=id&patients.order=id"),
          List.of("/patients?select=count()"),
          List.of("/patients?name=eq.nobody"),
          List.of("/rpc/named?wanted=Amina"),
          List.of("/rpc/named?wanted=Amina", "Accept", OBJECT),
          List.of("/rpc/word"),
          List.of("/rpc/word", "Accept", "text/plain"));

  private static Kept kept(String store) throws Exception {
    Kept known = KEPT.get(store);
    if (known == null) {
      known = Kept.fresh(store);
      KEPT.put(store, known);
    }
    return known;
  }

  @AfterAll
  static void close() {
    KEPT.values().forEach(Kept::close);
    KEPT.clear();
  }

  private static String[] headers(List<String> read, String... more) {
    List<String> all = new ArrayList<>(read.subList(1, read.size()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void whatTheClientHasIsNotSentAgain(String store) throws Exception {
    Kept kept = kept(store);
    for (List<String> read : READS) {
      HttpResponse<String> whole = kept.get(read.getFirst(), headers(read));
      String tag = header(whole, "etag");
      assertThat(tag).as("%s", read).matches("\"[aAoOclv][.+][\\w-]{22}\"");
      assertThat(whole.body()).isNotEmpty();
      for (String wanted : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
        HttpResponse<String> again =
            kept.get(read.getFirst(), headers(read, "If-None-Match", wanted));
        assertThat(again.statusCode()).as("%s %s", read, wanted).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        for (String name : List.of("etag", "cache-control", "content-location", "vary")) {
          assertThat(header(again, name)).as(name).isEqualTo(header(whole, name));
        }
        for (String name : List.of("content-type", "content-range", "content-length")) {
          assertThat(header(again, name)).as(name).isEmpty();
        }
      }
      HttpResponse<String> other =
          kept.get(read.getFirst(), headers(read, "If-None-Match", "\"a.x\""));
      assertThat(other.statusCode()).isEqualTo(whole.statusCode());
      assertThat(other.body()).isEqualTo(whole.body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void headSaysWhatGetSays(String store) throws Exception {
    Kept kept = kept(store);
    for (List<String> read : READS) {
      boolean ranged = read.contains("Range");
      HttpResponse<String> whole = kept.get(read.getFirst(), headers(read));
      HttpResponse<String> head = kept.ask("HEAD", read.getFirst(), "", headers(read));
      if (!ranged) {
        assertThat(header(head, "etag")).as("%s", read).isEqualTo(header(whole, "etag"));
      }
      assertThat(header(head, "cache-control")).isEqualTo(header(whole, "cache-control"));
      HttpResponse<String> again =
          kept.ask(
              "HEAD", read.getFirst(), "", headers(read, "If-None-Match", header(head, "etag")));
      assertThat(again.statusCode()).as("%s", read).isEqualTo(304);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void ifMatchOnReads(String store) throws Exception {
    Kept kept = kept(store);
    String path = "/patients?id=eq.1";
    String tag = kept.tag(path);
    assertThat(kept.get(path, "If-Match", tag).statusCode()).isEqualTo(200);
    assertThat(kept.get(path, "If-Match", "*").statusCode()).isEqualTo(200);
    for (String wanted : List.of("W/" + tag, "\"a.x\"", kept.tag(path, "Accept", "text/csv"))) {
      HttpResponse<String> refused = kept.get(path, "If-Match", wanted);
      assertThat(refused.statusCode()).as(wanted).isEqualTo(412);
      assertThat(refused.body()).contains("\"MSI412\"");
      assertThat(header(refused, "cache-control")).isEqualTo("no-store");
    }
    // If-Match is asked first.
    assertThat(kept.get(path, "If-Match", tag, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(kept.get(path, "If-Match", "\"x\"", "If-None-Match", tag).statusCode())
        .isEqualTo(412);
    // Where the answer would be an error, preconditions do not count.
    assertThat(kept.get("/patients?nix=eq.1", "If-Match", "\"x\"").statusCode()).isEqualTo(400);
    assertThat(kept.get("/patients", "Accept", OBJECT, "If-None-Match", "*").statusCode())
        .isEqualTo(406);
    HttpResponse<String> beyond =
        kept.get("/patients?offset=50", "Prefer", "count=exact", "If-None-Match", "*");
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(header(beyond, "etag")).isEmpty();
    assertThat(header(beyond, "cache-control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void malformedOnesAreRefused(String store) throws Exception {
    Kept kept = kept(store);
    List<String> bad =
        List.of("x", "\"x", "w/\"x\"", "\"x\" \"y\"", "*, \"x\"", "\"a b\"", ",", "W/", "\"x\"y");
    for (String name : List.of("If-Match", "If-None-Match")) {
      for (String value : bad) {
        for (String method : List.of("GET", "HEAD", "PATCH", "PUT", "DELETE", "POST")) {
          HttpResponse<String> refused =
              kept.ask(method, "/patients?id=eq.99", "{\"age\":1}", name, value);
          assertThat(refused.statusCode()).as("%s %s: %s", method, name, value).isEqualTo(400);
        }
      }
    }
    String tag = kept.tag("/clinics");
    HttpResponse<String> lines =
        kept.get("/clinics", "If-None-Match", "\"x\",,", "If-None-Match", " , " + tag);
    assertThat(lines.statusCode()).isEqualTo(304);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void whoMayKeepAnAnswer(String store) throws Exception {
    Kept kept = kept(store);
    for (String path : List.of("/patients?id=eq.1", "/rpc/named?wanted=Amina", "/rpc/nothing")) {
      for (String caller : List.of("stranger", "publishable", "nurse", "secret")) {
        List<String> shown = new ArrayList<>();
        People.headers(caller, kept.running())
            .forEach((name, value) -> shown.addAll(List.of(name, value)));
        HttpResponse<String> answer = kept.get(path, shown.toArray(String[]::new));
        boolean anybody = caller.equals("stranger") || caller.equals("publishable");
        assertThat(header(answer, "cache-control"))
            .as("%s %s", caller, path)
            .isEqualTo(anybody ? "public, no-cache" : "no-store");
        assertThat(header(answer, "vary")).contains("Authorization", "apikey", "Accept");
      }
    }
    for (String path : List.of("/nix", "/patients?nix=eq.1", "/a/b")) {
      assertThat(header(kept.get(path), "cache-control")).as(path).isEqualTo("no-store");
    }
    HttpResponse<String> written = kept.ask("PATCH", "/patients?id=eq.99", "{\"age\":1}");
    assertThat(header(written, "cache-control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void aLongAnswerHasNone(String store) throws Exception {
    Kept kept = kept(store);
    StringBuilder rows = new StringBuilder("[{\"id\":100,\"n\":0}");
    for (int id = 101; id < 140; id++) {
      rows.append(",{\"id\":").append(id).append(",\"n\":0}");
    }
    kept.ask("POST", "/counters", rows + "]");
    for (String method : List.of("GET", "HEAD")) {
      HttpResponse<String> lines =
          kept.ask(method, "/counters", "", "Accept", "text/csv", "If-None-Match", "\"x\"");
      assertThat(lines.statusCode()).isEqualTo(200);
      assertThat(header(lines, "etag")).isEmpty();
      assertThat(header(lines, "cache-control")).isEqualTo("public, no-cache");
      HttpResponse<String> refused =
          kept.ask(method, "/counters", "", "Accept", "text/csv", "If-Match", "\"x\"");
      assertThat(refused.statusCode()).isEqualTo(412);
    }
    // A part cannot be told from its ETag to be of the same whole: all is answered.
    HttpResponse<String> part = kept.get("/counters?order=id", "Range", "0-1", "If-Range", "\"x\"");
    assertThat(header(part, "content-range")).isEqualTo("0-19/*");
  }
}
