package msingi.testkit.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.definition.App;
import msingi.error.Failure;
import msingi.pipeline.FunctionCheck;
import msingi.testkit.Place;
import msingi.testkit.scenario.People;
import msingi.testkit.scenario.Running;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.scenario.ScenarioRunner;
import msingi.testkit.scenario.ScenarioTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Types of the language that are shown, read and parsed by expressions, on every store. */
class RepresentationsTest {
  static final List<String> STORES = Place.STORES;

  private static final String DEFINITION =
      """
      msingi: 1
      name: paints
      store: STORE
      aggregates: true
      types:
        color:
          is: int
          show: { sqlite: "printf('#%06X', :value)", postgres: "'#' || lpad(upper(to_hex(:value)), 6, '0')" }
          read:
            sqlite: "json_extract('[0x' || ltrim(:value ->> '$', '#') || ']', '$[0]')"
            postgres: "('x' || lpad(ltrim(:value #>> '{}', '#'), 8, '0'))::bit(32)::int"
          parse:
            sqlite: "json_extract('[0x' || ltrim(:value, '#') || ']', '$[0]')"
            postgres: "('x' || lpad(ltrim(:value, '#'), 8, '0'))::bit(32)::int"
        seconds:
          is: timestamp
          show: { sqlite: ":value / 1000000", postgres: "extract(epoch FROM :value)::bigint" }
          read:
            sqlite: "(:value ->> '$') * 1000000"
            postgres: "to_timestamp((:value #>> '{}')::numeric)"
          parse:
            sqlite: "CAST(:value AS INTEGER) * 1000000"
            postgres: "to_timestamp(:value::numeric)"
        amount: { is: "decimal(8,2)", show: { sqlite: "printf('%d.%02d', :value / 100, :value % 100)", postgres: ":value::text" } }
        box:
          is: json
          show:
            sqlite: "json_object('box', json(:value))"
            postgres: "json_build_object('box', :value)"
        small: { is: text, parse: "lower(:value)" }
        raw: { is: bytes, show: { sqlite: "lower(hex(:value))", postgres: "encode(:value, 'hex')" }, read: { sqlite: "unhex(:value ->> '$')", postgres: "decode(:value #>> '{}', 'hex')" }, parse: { sqlite: "unhex(:value)", postgres: "decode(:value, 'hex')" } }
      collections:
        paints:
          key: color
          fields:
            color: color
            name: small
            near: color?
            made: seconds?
            price: amount?
            box: box?
            raw: raw?
            base: paints?
            tins: "[tins.paint]"
          access: { read: true, create: true, update: true, delete: true }
        tins:
          key: id
          fields: { id: int, paint: paints, note: text? }
          access: { read: true, create: true, update: true, delete: true }
      functions:
        mixed:
          arguments: { one: color, other: color }
          returns: color
          volatility: stable
          access: true
          sql: select (:one + :other) / 2
      """;

  private static String definition(String store) {
    return own(DEFINITION, store);
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void rowsOfThem(String store) throws IOException {
    List<String> wrong = new ArrayList<>();
    try (Running running = Running.start(store, definition(store), Map.of());
        ScenarioRunner runner = new ScenarioRunner(running.uri())) {
      String table =
          Files.readString(Path.of("src/test/resources/msingi/testkit/representations.table"));
      for (ScenarioTable.Line line : ScenarioTable.read(table, "/rest/v1")) {
        Scenario scenario = line.scenario();
        for (Map.Entry<String, String> it : People.headers(line.caller(), running).entrySet()) {
          scenario = scenario.with(it.getKey(), it.getValue());
        }
        wrong.addAll(runner.run(scenario, _ -> List.of()));
      }
      if (running.log().contains("serving a request")) {
        wrong.add(running.log());
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static final String RULED =
      """
      msingi: 1
      name: ruled
      store: STORE
      types:
        odd:
          is: int
          show:
            sqlite: "CASE WHEN :value = 2 THEN json('x') ELSE :value END"
            postgres: "CASE WHEN :value = 2 THEN :value / (:value - 2) ELSE :value END"
          read:
            sqlite: "CASE WHEN :value ->> '$' = 'no' THEN msingi_raise('22P02', 'no') ELSE :value ->> '$' END"
            postgres: "(:value #>> '{}')::int"
          parse:
            sqlite: "CASE WHEN :value = 'no' THEN msingi_raise('22P02', 'no') ELSE CAST(:value AS INTEGER) END"
            postgres: ":value::int"
      aggregates: true
      collections:
        things:
          key: id
          fields: { id: int, odd: odd, open: bool }
          access: { read: open, update: open, delete: open }
      """;

  /** What callers ask of two databases, of which one has hidden rows that cannot be shown. */
  private static final List<String> ASKED =
      List.of(
          "GET things?select=odd",
          "GET things?odd=eq.2",
          "GET things?odd=gt.0&select=id",
          "GET things?odd=eq.no",
          "GET things?odd=in.(1,no)",
          "GET things?or=(odd.eq.no,id.eq.7)",
          "GET things?select=odd::text,n:count()&order=odd",
          "GET things?id=eq.2&odd=eq.no",
          "GET things?id=eq.3&odd=eq.no",
          "PATCH things?id=eq.2 {\"odd\":\"no\"}",
          "PATCH things?id=eq.3 {\"odd\":\"no\"}",
          "PATCH things?odd=eq.2 {\"odd\":1}",
          "DELETE things?odd=eq.2",
          "DELETE things?odd=eq.no");

  @ParameterizedTest
  @FieldSource("STORES")
  void whatCannotBeShownOrParsedTellsOfNoHiddenRow(String store) {
    try (Running bare = Running.start(store, own(RULED, store));
        Running full = Running.start(store, own(RULED, store));
        ScenarioRunner one = new ScenarioRunner(bare.uri());
        ScenarioRunner other = new ScenarioRunner(full.uri())) {
      String open = "{\"id\":1,\"odd\":1,\"open\":true}";
      fill(one, bare, "[" + open + "]");
      fill(other, full, "[" + open + ",{\"id\":2,\"odd\":2,\"open\":false}]");
      List<String> wrong = new ArrayList<>();
      for (String asked : ASKED) {
        String expected = answer(one, asked);
        String got = answer(other, asked);
        if (!got.equals(expected)) {
          wrong.add(asked + ": " + expected + " / " + got);
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(answer(other, "GET things?odd=eq.no")).startsWith("400").contains("22P02");
      Scenario all = Scenario.of("all", "GET", "/rest/v1/things?select=odd", 400);
      assertThat(other.send(all.with("apikey", full.secretKey())).statusCode()).isEqualTo(400);
    }
  }

  private static void fill(ScenarioRunner runner, Running running, String body) {
    Scenario insert =
        Scenario.of("fill", "POST", "/rest/v1/things", 201)
            .sending(body)
            .with("apikey", running.secretKey());
    assertThat(runner.run(insert)).isEmpty();
  }

  private static String answer(ScenarioRunner runner, String asked) {
    String[] words = asked.split(" ", 3);
    Scenario scenario = Scenario.of(asked, words[0], "/rest/v1/" + words[1], 0);
    var answer = runner.send(words.length > 2 ? scenario.sending(words[2]) : scenario);
    return answer.statusCode() + " " + answer.body();
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void theDatabaseIsAskedBeforeItIsServed(String store) throws IOException {
    Deadline deadline = Deadline.after(20_000, Time.SYSTEM);
    try (Place place = Place.fresh(store, definition(store))) {
      FunctionCheck.check(place.app(), place.store(), deadline);
      for (String unknown :
          List.of(
              "name || :value",
              "nowhere(:value)",
              "sum(:value)",
              ":value +",
              ":value from things")) {
        for (String word : List.of("show", "read", "parse")) {
          String other =
              DEFINITION.replace("parse: \"lower(:value)\"", word + ": '" + unknown + "'");
          App app = Place.app(own(other, store));
          assertThatThrownBy(() -> FunctionCheck.check(app, place.store(), deadline))
              .as(word + " " + unknown)
              .isInstanceOfSatisfying(
                  Failure.class,
                  failure ->
                      assertThat(failure.problem().details())
                          .contains("the type of collections.paints.name: " + word + ": "));
        }
      }
    }
  }

  private static String own(String definition, String store) {
    return definition.replace(
        "STORE", store.equals("sqlite") ? "sqlite:paints.db" : "postgresql://localhost/paints");
  }
}
