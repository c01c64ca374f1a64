package msingi.testkit.validators;

import static msingi.testkit.validators.Kept.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import msingi.testkit.scenario.People;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two databases that differ in what a caller may not see have the same validators, and answer
 * conditional requests alike. For one form, equal bytes and equal validators are the same.
 */
class HiddenTest {
  private static final List<String> CALLERS = List.of("stranger", "publishable", "nurse", "other");
  private static final List<String> FORMS =
      List.of("application/json", "application/vnd.pgrst.object+json", "text/csv");
  private static final List<String> PATHS =
      List.of(
          "/patients?order=id",
          "/patients?id=eq.1",
          "/patients?id=eq.3",
          "/patients?id=eq.70",
          "/patients?select=count()",
          "/patients?select=id,clinic(name,patients(name))&order=id&clinic.patients.order=id",
          "/clinics?select=name,patients(name)&order=id&patients.order=id",
          "/clinics?select=name,patients(count())&id=eq.2",
          "/rpc/named?wanted=Hidden",
          "/rpc/named?wanted=Amina");

  private static String[] headers(Kept kept, String caller, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    People.headers(caller, kept.running())
        .forEach((name, value) -> all.addAll(List.of(name, value)));
    return all.toArray(String[]::new);
  }

  /** Rows of nobody here, and a column that nobody here may read. */
  private static void hide(Kept kept) throws Exception {
    String[] secret = headers(kept, "secret");
    String somebody = "00000000-0000-7000-8000-0000000000ff";
    String hidden =
        "[{\"id\":70,\"name\":\"Hidden\",\"owner\":\"%s\",\"clinic_id\":1},".formatted(somebody)
            + "{\"id\":71,\"name\":\"Hidden\",\"owner\":\"%s\",\"clinic_id\":2}]"
                .formatted(somebody);
    assertThat(kept.ask("POST", "/patients", hidden, secret).statusCode()).isEqualTo(201);
    assertThat(kept.ask("PATCH", "/patients?id=lt.5", "{\"note\":\"x\"}", secret).statusCode())
        .isEqualTo(204);
  }

  private static List<String> said(HttpResponse<String> answer) {
    List<String> said = new ArrayList<>(List.of(answer.statusCode() + answer.body()));
    for (String name : List.of("etag", "cache-control", "vary", "content-range")) {
      said.add(header(answer, name));
    }
    return said;
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void twoWorlds(String store) throws Exception {
    try (Kept bright = Kept.fresh(store);
        Kept dark = Kept.fresh(store)) {
      hide(dark);
      int told = 0;
      for (String path : PATHS) {
        for (String caller : CALLERS) {
          for (String form : FORMS) {
            for (String count : List.of("count=none", "count=exact")) {
              String[] asked = {"Accept", form, "Prefer", count};
              HttpResponse<String> answer = bright.get(path, headers(bright, caller, asked));
              List<String> said = said(answer);
              assertThat(said(dark.get(path, headers(dark, caller, asked))))
                  .as("%s %s %s", caller, path, form)
                  .isEqualTo(said);
              String tag = header(answer, "etag");
              if (tag.isEmpty()) {
                continue;
              }
              told++;
              String[] known = {"Accept", form, "Prefer", count, "If-None-Match", tag};
              assertThat(dark.get(path, headers(dark, caller, known)).statusCode()).isEqualTo(304);
              if (!path.startsWith("/rpc")) {
                alike(bright, dark, caller, path, tag);
              }
            }
          }
        }
      }
      assertThat(told).isGreaterThan(100);
      assertThat(dark.tag("/patients?order=id", headers(dark, "secret")))
          .isNotEqualTo(bright.tag("/patients?order=id", headers(bright, "secret")));
    }
  }

  /** Writes that are tried, undone, and answered alike. */
  private static void alike(Kept bright, Kept dark, String caller, String path, String tag)
      throws Exception {
    String body = path.startsWith("/clinics") ? "{\"name\":\"n\"}" : "{\"age\":1}";
    for (String[] condition :
        List.of(
            new String[] {"If-Match", tag},
            new String[] {"If-Match", "*"},
            new String[] {"If-None-Match", "*"},
            new String[] {"If-None-Match", tag})) {
      String[] tried = {condition[0], condition[1], "Prefer", "tx=rollback"};
      List<String> said = said(bright.ask("PATCH", path, body, headers(bright, caller, tried)));
      assertThat(said(dark.ask("PATCH", path, body, headers(dark, caller, tried))))
          .as("%s PATCH %s %s %s", caller, path, condition[0], condition[1])
          .isEqualTo(said);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void equalBytesAndEqualValidatorsAreTheSame(String store) throws Exception {
    try (Kept kept = Kept.fresh(store)) {
      Map<String, String> tags = new HashMap<>();
      Map<String, String> bodies = new HashMap<>();
      List<String> selects =
          List.of("id", "id,name", "name", "age", "seen,age", "*", "clinic(name)");
      for (int round = 0; round < 3; round++) {
        for (String select : selects) {
          for (String filter : List.of("id=eq.1", "id=lt.3", "id=eq.77", "name=neq.Baraka")) {
            for (String caller : List.of("stranger", "nurse", "secret")) {
              String path = "/patients?order=id&select=" + select + "&" + filter;
              HttpResponse<String> answer = kept.get(path, headers(kept, caller));
              String tag = header(answer, "etag");
              assertThat(tags.merge(answer.body(), tag, (old, _) -> old))
                  .as("the tag of %s", answer.body())
                  .isEqualTo(tag);
              assertThat(bodies.merge(tag, answer.body(), (old, _) -> old))
                  .as("the body of %s", tag)
                  .isEqualTo(answer.body());
            }
          }
        }
        kept.ask("PATCH", "/patients?id=eq.1", "{\"age\":" + round % 2 + "}");
      }
      assertThat(tags).hasSizeGreaterThan(20).hasSameSizeAs(bodies);
    }
  }
}
