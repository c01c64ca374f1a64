package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.testkit.scenario.People;
import msingi.testkit.scenario.Running;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.scenario.ScenarioRunner;
import msingi.testkit.scenario.ScenarioTable;
import org.junit.jupiter.api.Test;

/** Fields that a function of a PostgreSQL database computes from the whole row. */
class StoredFieldsTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: staff
      store: postgresql://localhost/staff
      collections:
        teams:
          fields: { id: int, name: text, people: "[people.team]" }
          access: { read: true }
        people:
          fields:
            id: int
            name: text
            pay: int?
            secret: text? hidden
            team: teams?
            initial: { is: text, computed: { stored: initial } }
            worth: { is: int, computed: { stored: public.worth } }
          access: { read: true, create: true, update: true, delete: true }
        closed:
          fields:
            name: text
            pay: int?
            initial: { is: text, computed: { stored: initial } }
          access:
            read: true
            fields: { pay: { read: "auth.role == 'service_role'" } }
      """;

  private static final List<String> FUNCTIONS =
      List.of(
          "CREATE FUNCTION initial(people) RETURNS text STABLE LANGUAGE sql"
              + " AS $$ SELECT left($1.name, 1) $$",
          "CREATE FUNCTION worth(people) RETURNS int STABLE LANGUAGE sql"
              + " AS $$ SELECT $1.pay * 2 $$",
          "CREATE FUNCTION initial(closed) RETURNS text STABLE LANGUAGE sql"
              + " AS $$ SELECT left($1.name, 1) || $1.pay $$");

  private static final String REQUESTS =
      """
      == rows
      secret POST /teams
      [{"id":1,"name":"red"}]
      -> 201

      == what a write answers
      secret POST /people?select=id,initial,worth
      Prefer: return=representation
      [{"id":1,"name":"Asha","pay":3,"team_id":1},{"id":2,"name":"Bo","pay":null,"team_id":1}]
      -> 201
      = [{"id":1,"initial":"A","worth":6},{"id":2,"initial":"B","worth":null}]

      == what a write answers with related rows
      stranger PATCH /people?id=eq.1&select=initial,teams(name)
      Prefer: return=representation
      {"name":"Zuri"}
      -> 200
      = [{"initial":"Z","teams":{"name":"red"}}]

      == selected, filtered and ordered by
      stranger GET /people?select=initial&worth=gt.1&order=initial.desc
      -> 200
      = [{"initial":"Z"}]

      == beside related rows, where the row comes from a subquery
      stranger GET /people?select=initial,worth,teams(name)&order=initial.desc&limit=1
      -> 200
      = [{"initial":"Z","worth":6,"teams":{"name":"red"}}]

      == in related rows
      stranger GET /teams?select=name,people(initial)&people.order=initial&people.worth=is.null
      -> 200
      = [{"name":"red","people":[{"initial":"B"}]}]

      == changed by
      stranger DELETE /people?initial=eq.B&select=id
      Prefer: return=representation
      -> 200
      = [{"id":2}]

      == unknown to who may not read all that the function may
      stranger GET /closed?select=initial
      -> 400 42703

      == the secret key may
      secret GET /closed?select=initial
      -> 200
      = []
      """;

  @Test
  void functionsOfTheDatabaseComputeFields() throws Exception {
    EmbeddedPostgres.Database database = EmbeddedPostgres.shared(18).createDatabase();
    try (Running running = Running.at(database.uri(), DEFINITION, Map.of());
        ScenarioRunner runner = new ScenarioRunner(running.uri())) {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        for (String sql : FUNCTIONS) {
          statement.execute(sql);
        }
      }
      List<String> wrong = new ArrayList<>();
      for (ScenarioTable.Line line : ScenarioTable.read(REQUESTS, "/rest/v1")) {
        Scenario scenario = line.scenario();
        for (Map.Entry<String, String> header : People.headers(line.caller(), running).entrySet()) {
          scenario = scenario.with(header.getKey(), header.getValue());
        }
        wrong.addAll(runner.run(scenario));
      }
      assertThat(wrong).isEmpty();
    }
  }
}
