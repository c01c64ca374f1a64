package msingi.door.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.definition.Function;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.expression.Expression;
import msingi.expression.Value;
import msingi.request.Surface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a call gives, and which function it means. */
class ArgumentsTest {
  private static final String FUNCTIONS =
      """
      msingi: 1
      name: calls
      store: sqlite:calls.db
      functions:
        add: {arguments: {a: int, b: int = 2}, returns: int, sql: "SELECT :a + :b"}
        add_text: {name: add, arguments: {a: text, b: text, c: text}, returns: text, sql: "SELECT :a || :b || :c"}
        same: {arguments: {x: int = 1}, returns: int, sql: "SELECT :x"}
        same_too: {name: same, arguments: {y: int = 1}, returns: int, sql: "SELECT :y"}
        many: {arguments: {v: {is: "int[]", repeated: true}}, returns: "int[]", sql: "SELECT :v"}
        body: {arguments: {it: {is: json, body: true}}, returns: json, sql: "SELECT :it"}
        body_text: {name: body, arguments: {text: {is: text, body: true}}, returns: text, sql: "SELECT :text"}
        body_bytes: {name: body, arguments: {bytes: {is: bytes, body: true}}, returns: bytes, sql: "SELECT :bytes"}
        body_named: {name: body, arguments: {a: int}, returns: int, sql: "SELECT :a"}
      """;
  private static final Surface SURFACE = surface();

  private static Surface surface() {
    App app =
        switch (DefinitionReader.read(
            Map.of(DefinitionReader.MAIN, FUNCTIONS), Map.<String, String>of())) {
          case DefinitionReader.Result.Read(App read) -> read;
          case DefinitionReader.Result.Refused(var mistakes) ->
              throw new AssertionError(mistakes.toString());
        };
    String schema = app.schemas().getFirst();
    Map<String, List<Surface.Callable>> byName = new java.util.HashMap<>();
    for (Function function : app.functions().values()) {
      Surface.Visible result =
          new Surface.Visible(
              function.answer(app),
              Map.of(),
              Map.of(),
              Map.of(),
              Map.of(),
              List.of(),
              new Surface.Operations(true, false, false, false));
      byName
          .computeIfAbsent(function.name(), _ -> new java.util.ArrayList<>())
          .add(new Surface.Callable(function, result));
    }
    return new Surface(app, Map.of(), Map.of(), Map.of(schema, byName), 1);
  }

  private static Function chosen(String name, Arguments arguments) {
    String schema = SURFACE.app().schemas().getFirst();
    return new Overloads(SURFACE, schema, name).choose(arguments).function();
  }

  private static Arguments query(String text) {
    return new Arguments.Texts(Parameters.called(text, 8).arguments());
  }

  private static Arguments json(String text) {
    return Arguments.Members.of(text.getBytes(StandardCharsets.UTF_8), "", List.of(), 10);
  }

  private static Map<String, Value> values(String name, Arguments arguments) {
    Decoding decoding = new Decoding(SURFACE, new TargetNames(true));
    Map<String, Value> values = new java.util.TreeMap<>();
    arguments
        .bind(chosen(name, arguments), decoding)
        .forEach((key, it) -> values.put(key, decoding.values().get(it.index())));
    return values;
  }

  @ParameterizedTest
  @CsvSource({
    "eq.1,true",
    "not.in.(1),true",
    "gt(any).{1},true",
    "not.like(all).{a},true",
    "is.null,true",
    "eq,false",
    "2.5,false",
    "notes.txt,false",
    "not.a,false",
    "'{a,b}',false",
    "'',false"
  })
  void aValueThatBeginsWithAnOperatorFilters(String value, boolean filters) {
    Parameters parameters = Parameters.called("a=" + value, 8);
    assertThat(parameters.arguments().isEmpty()).isEqualTo(filters);
    assertThat(parameters.filters().isEmpty()).isNotEqualTo(filters);
  }

  @Test
  void reservedNamesAreNoArguments() {
    Parameters parameters = Parameters.called("select=a&limit=1&order=a&offset=2&and=(a.eq.1)", 8);
    assertThat(parameters.arguments()).isEmpty();
  }

  @Test
  void namesOfArgumentsChoose() {
    assertThat(chosen("add", query("a=1")).id()).isEqualTo("add");
    assertThat(chosen("add", json("{\"b\":1,\"a\":2}")).id()).isEqualTo("add");
    assertThat(chosen("add", query("a=1&b=2&c=3")).id()).isEqualTo("add_text");
    assertThat(chosen("body", json("{\"a\":1}")).id()).isEqualTo("body_named");
    assertThat(chosen("body", json("{\"z\":1}")).id()).isEqualTo("body");
    assertThat(chosen("body", json("[1]")).id()).isEqualTo("body");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "add | b=1 | PGRST202 | Perhaps you meant to call the function public.add(a, b)",
        "add | a=1&b=2&c=3&d=4 | PGRST202 | Perhaps you meant to call the function public.add(a, b, c)",
        "ad | a=1 | PGRST202 | Perhaps you meant to call the function public.add",
        "nothing_like_it | a=1 | PGRST202 | ''",
        "same | | PGRST203 | Try renaming"
      })
  void whatCannotBeMeantIsRefused(String name, String query, String code, String hint) {
    String given = query == null ? "" : query;
    assertThatThrownBy(() -> chosen(name, query(given)))
        .isInstanceOfSatisfying(
            Failure.class,
            it -> {
              assertThat(it.problem().code().code()).isEqualTo(code);
              assertThat(it.problem().hint()).startsWith(hint);
            });
  }

  @Test
  void textsBecomeValues() {
    assertThat(values("add", query("a=1&a=+7&b=3")))
        .isEqualTo(Map.of("a", new Value.Whole(7), "b", new Value.Whole(3)));
    assertThat(values("many", query("v=1&v=2")))
        .isEqualTo(Map.of("v", new Value.Many(List.of(new Value.Whole(1), new Value.Whole(2)))));
    assertThatThrownBy(() -> values("add", query("a=x")))
        .isInstanceOfSatisfying(
            Failure.class,
            it -> assertThat(it.problem().code()).isEqualTo(ErrorCode.VALUE_INVALID));
  }

  @Test
  void membersBecomeValues() {
    assertThat(values("add", json("[{\"a\":1,\"b\":null},{\"c\":4}]")))
        .isEqualTo(Map.of("a", new Value.Whole(1), "b", Value.Null.NULL));
    byte[] csv = "a,b\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8);
    assertThat(values("add", Arguments.Members.of(csv, "text/csv", List.of(), 10)))
        .isEqualTo(Map.of("a", new Value.Whole(1), "b", new Value.Whole(2)));
    byte[] more = "{\"a\":1,\"else\":2}".getBytes(StandardCharsets.UTF_8);
    assertThat(values("add", Arguments.Members.of(more, "", List.of("a"), 10)))
        .isEqualTo(Map.of("a", new Value.Whole(1)));
  }

  @Test
  void aWholeBodyIsOneValue() {
    assertThat(values("body", json(" [1, {}] "))).containsOnlyKeys("it");
    byte[] body = "é".getBytes(StandardCharsets.UTF_8);
    assertThat(values("body", new Arguments.Body(body, msingi.expression.Type.Scalar.TEXT)))
        .isEqualTo(Map.of("text", new Value.Text("é")));
    assertThatThrownBy(() ->
            values("body", new Arguments.Body(new byte[] {-1}, msingi.expression.Type.Scalar.TEXT)))
        .isInstanceOfSatisfying(
            Failure.class, it -> assertThat(it.problem().code()).isEqualTo(ErrorCode.TEXT_INVALID));
  }

  /** Whatever is sent is bound to one of the functions, or refused with a code of the catalogue. */
  @FuzzTest(maxDuration = "30s")
  void anything(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    for (String name : List.of("add", "same", "many", "body")) {
      bound(name, () -> query(text));
      bound(name, () -> Arguments.Texts.form(bytes));
      bound(name, () -> Arguments.Members.of(bytes, "application/json", List.of(), 10));
      bound(name, () -> Arguments.Members.of(bytes, "text/csv", List.of(), 10));
      bound(name, () -> Arguments.Members.of(bytes, "", List.of("a"), 10));
      bound(name, () -> new Arguments.Body(bytes, msingi.expression.Type.Scalar.TEXT));
      bound(name, () -> new Arguments.Body(bytes, msingi.expression.Type.Scalar.BYTES));
    }
  }

  private static void bound(String name, java.util.function.Supplier<Arguments> given) {
    try {
      Arguments arguments = given.get();
      Map<String, Expression.Parameter> bound =
          arguments.bind(chosen(name, arguments), new Decoding(SURFACE, new TargetNames(true)));
      assertThat(bound.size()).isLessThanOrEqualTo(3);
    } catch (Failure refused) {
      if (refused.problem().code().status() >= 500) {
        throw new AssertionError(refused);
      }
    }
  }
}
