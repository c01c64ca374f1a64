package msingi.testkit.validators;

import static msingi.testkit.validators.Kept.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If-Match and If-None-Match on writes: what they let through, and what is left undone. */
class WritesTest {
  private static final String OBJECT = "application/vnd.pgrst.object+json";
  private static final String ROW = "/patients?id=eq.1";

  private static int status(Kept kept, String method, String path, String body, String... headers)
      throws Exception {
    return kept.ask(method, path, body, headers).statusCode();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void aWriteOfWhatTheClientSaw(String store) throws Exception {
    try (Kept kept = Kept.fresh(store)) {
      List<List<String>> seen =
          List.of(
              List.of(),
              List.of("Accept", OBJECT),
              List.of("Accept", "application/vnd.pgrst.array+json;nulls=stripped"),
              List.of("Accept", "text/csv"),
              List.of("Accept", "application/x-ndjson"),
              List.of("Prefer", "count=exact"));
      int age = 10;
      for (List<String> how : seen) {
        String tag = kept.tag(ROW + "&select=*", how.toArray(String[]::new));
        // Whatever the form in which it was seen; the address may say the same otherwise.
        String body = "{\"age\":" + ++age + "}";
        assertThat(status(kept, "PATCH", ROW, body, "If-Match", tag)).as("%s", how).isEqualTo(204);
        assertThat(kept.get(ROW + "&select=age").body()).isEqualTo("[{\"age\":" + age + "}]");
        HttpResponse<String> late = kept.ask("PATCH", ROW, "{\"age\":0}", "If-Match", tag);
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(late.body()).contains("\"MSI412\"");
        assertThat(status(kept, "DELETE", ROW, "", "If-Match", tag)).isEqualTo(412);
        assertThat(kept.get(ROW + "&select=age").body()).isEqualTo("[{\"age\":" + age + "}]");
      }
      String tag = kept.tag(ROW);
      assertThat(status(kept, "PATCH", ROW, "{\"age\":1}", "If-Match", "W/" + tag)).isEqualTo(412);
      assertThat(status(kept, "PATCH", ROW, "{}", "If-Match", "\"x\"")).isEqualTo(412);
      assertThat(status(kept, "PATCH", ROW, "{}", "If-Match", tag)).isEqualTo(204);
      assertThat(status(kept, "DELETE", ROW, "", "If-Match", "\"x\", " + tag)).isEqualTo(204);
      assertThat(kept.get(ROW).body()).isEqualTo("[]");
      assertThat(status(kept, "DELETE", ROW, "", "If-Match", tag)).isEqualTo(412);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void theAnswerOfAWriteSaysTheNextTag(String store) throws Exception {
    try (Kept kept = Kept.fresh(store)) {
      String[] wanted = {"Prefer", "return=representation", "Accept", OBJECT};
      HttpResponse<String> made = kept.ask("POST", "/counters", "{\"id\":7,\"n\":0}", wanted);
      String tag = header(made, "etag");
      assertThat(tag).isEqualTo(kept.tag("/counters?id=eq.7", "Accept", OBJECT));
      for (int n = 1; n < 4; n++) {
        HttpResponse<String> next =
            kept.ask(
                "PATCH",
                "/counters?id=eq.7",
                "{\"n\":" + n + "}",
                "Prefer",
                "return=representation",
                "Accept",
                OBJECT,
                "If-Match",
                tag);
        assertThat(next.statusCode()).isEqualTo(200);
        tag = header(next, "etag");
      }
      HttpResponse<String> put =
          kept.ask(
              "PUT",
              "/counters?id=eq.7",
              "{\"id\":7,\"n\":9}",
              "Prefer",
              "return=representation",
              "If-Match",
              tag);
      assertThat(put.statusCode()).isEqualTo(200);
      assertThat(header(put, "etag")).as("RFC 9110, section 9.3.4").isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void onlyWhatIsThereOrOnlyWhatIsNot(String store) throws Exception {
    try (Kept kept = Kept.fresh(store)) {
      String nobody = "/patients?id=eq.50";
      assertThat(status(kept, "PATCH", ROW, "{\"age\":3}", "If-Match", "*")).isEqualTo(204);
      assertThat(status(kept, "PATCH", nobody, "{\"age\":3}", "If-Match", "*")).isEqualTo(412);
      assertThat(status(kept, "PATCH", nobody, "{\"age\":3}")).isEqualTo(204);
      assertThat(status(kept, "DELETE", nobody, "", "If-Match", "*")).isEqualTo(412);
      assertThat(status(kept, "PATCH", ROW, "{\"age\":4}", "If-None-Match", "*")).isEqualTo(412);
      String tag = kept.tag(ROW);
      assertThat(status(kept, "PATCH", ROW, "{\"age\":4}", "If-None-Match", "W/" + tag))
          .isEqualTo(412);
      assertThat(status(kept, "PATCH", ROW, "{\"age\":4}", "If-None-Match", "\"x\""))
          .isEqualTo(204);
      String made = "{\"id\":50,\"name\":\"Eshe\"}";
      assertThat(status(kept, "PUT", nobody, made, "If-Match", "*")).isEqualTo(412);
      assertThat(status(kept, "PUT", nobody, made, "If-None-Match", "*")).isEqualTo(204);
      assertThat(status(kept, "PUT", nobody, made, "If-None-Match", "*")).isEqualTo(412);
      assertThat(status(kept, "PUT", nobody, made, "If-Match", kept.tag(nobody))).isEqualTo(204);
      assertThat(kept.get("/patients?id=eq.1&select=age").body()).isEqualTo("[{\"age\":4}]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void postWhatIsNotThere(String store) throws Exception {
    try (Kept kept = Kept.fresh(store)) {
      String two = "[{\"id\":1,\"n\":1},{\"id\":2,\"n\":1}]";
      String[] absent = {"If-None-Match", "*", "Prefer", "resolution=merge-duplicates"};
      assertThat(status(kept, "POST", "/counters", two, absent)).isEqualTo(201);
      HttpResponse<String> again =
          kept.ask("POST", "/counters", "[{\"id\":3,\"n\":9},{\"id\":2,\"n\":9}]", absent);
      assertThat(again.statusCode()).isEqualTo(412);
      assertThat(kept.get("/counters?order=id").body()).isEqualTo(two);
      assertThat(status(kept, "POST", "/counters", two)).isEqualTo(409);
      for (String header : List.of("If-Match", "If-None-Match")) {
        assertThat(status(kept, "POST", "/counters", two, header, "\"x\"")).isEqualTo(400);
      }
      assertThat(status(kept, "POST", "/rpc/word", "", "If-None-Match", "*")).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void manyRowsAreComparedAsAWhole(String store) throws Exception {
    try (Kept kept = Kept.fresh(store)) {
      String both = "/patients?clinic_id=eq.1&order=id";
      String tag = kept.tag(both);
      assertThat(status(kept, "PATCH", both, "{\"age\":5}", "If-Match", tag)).isEqualTo(204);
      assertThat(status(kept, "PATCH", both, "{\"age\":6}", "If-Match", tag)).isEqualTo(412);
      String next = kept.tag(both);
      assertThat(status(kept, "PATCH", "/patients?id=eq.2", "{\"age\":1}")).isEqualTo(204);
      assertThat(status(kept, "DELETE", both, "", "If-Match", next)).isEqualTo(412);
      assertThat(kept.get("/patients?select=age&order=id&id=lt.3").body())
          .isEqualTo("[{\"age\":5},{\"age\":1}]");
      // What leaves rows out says nothing about them.
      String represented = "return=representation";
      for (String path :
          List.of(
              both + "&limit=1",
              both + "&offset=1",
              both + "&select=id,clinic!inner(id)",
              both + "&select=count()")) {
        HttpResponse<String> refused =
            kept.ask(
                "PATCH",
                path,
                "{\"age\":9}",
                "If-Match",
                kept.tag(path),
                "Prefer",
                path.contains("count") ? "return=minimal" : represented);
        assertThat(refused.statusCode()).as(path).isEqualTo(400);
      }
      StringBuilder rows = new StringBuilder("[{\"id\":100,\"n\":0}");
      for (int id = 101; id < 121; id++) {
        rows.append(",{\"id\":").append(id).append(",\"n\":0}");
      }
      assertThat(status(kept, "POST", "/counters", rows + "]")).isEqualTo(201);
      String all = "/counters?order=id";
      String page = kept.tag(all);
      assertThat(status(kept, "PATCH", all, "{\"n\":1}", "If-Match", page)).isEqualTo(400);
      assertThat(status(kept, "DELETE", "/counters?id=eq.120", "")).isEqualTo(204);
      assertThat(status(kept, "PATCH", all, "{\"n\":1}", "If-Match", page)).isEqualTo(204);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void relatedRowsBelongToWhatWasSeen(String store) throws Exception {
    try (Kept kept = Kept.fresh(store)) {
      String with = "/patients?id=eq.1&select=name,clinic(name)";
      String tag = kept.tag(with);
      assertThat(status(kept, "PATCH", "/clinics?id=eq.1", "{\"name\":\"north\"}")).isEqualTo(204);
      assertThat(status(kept, "PATCH", with, "{\"age\":1}", "If-Match", tag)).isEqualTo(412);
      String moved = kept.tag(with);
      // The age is no part of it.
      assertThat(status(kept, "PATCH", ROW, "{\"age\":2}")).isEqualTo(204);
      assertThat(status(kept, "PATCH", with, "{\"age\":1}", "If-Match", moved)).isEqualTo(204);
      String tried = kept.tag(ROW);
      for (int time = 0; time < 2; time++) {
        HttpResponse<String> undone =
            kept.ask(
                "PATCH",
                ROW,
                "{\"age\":77}",
                "If-Match",
                tried,
                "Prefer",
                "tx=rollback, return=representation");
        assertThat(undone.statusCode()).isEqualTo(200);
        assertThat(undone.body()).contains("77");
      }
      assertThat(kept.tag(ROW)).isEqualTo(tried);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void whereNothingMayBeReadThereIsNothing(String store) throws Exception {
    try (Kept kept = Kept.fresh(store)) {
      assertThat(status(kept, "POST", "/drops", "{\"id\":1,\"word\":\"a\"}")).isEqualTo(201);
      for (String id : List.of("1", "2")) {
        String drop = "/drops?id=eq." + id;
        assertThat(status(kept, "DELETE", drop, "", "If-Match", "*")).isIn(400, 412);
      }
      HttpResponse<String> there = kept.ask("DELETE", "/drops", "", "If-Match", "*");
      HttpResponse<String> tags = kept.ask("DELETE", "/drops", "", "If-Match", "\"x\"");
      assertThat(List.of(there.statusCode(), tags.statusCode())).containsOnly(412);
      assertThat(status(kept, "DELETE", "/drops", "", "If-None-Match", "*")).isEqualTo(204);
      // The nurse's patient is nobody to a stranger.
      assertThat(status(kept, "DELETE", "/patients?id=eq.3", "", "If-Match", "*")).isEqualTo(412);
    }
  }
}
