package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** What PostgreSQL itself puts into columns of a view that an insert leaves out. */
class ViewDefaultsTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: defaults
      store: "STORE"
      keys: optional
      collections:
        rooms:
          fields: { id: int, house: int, note: text? }
          access: { read: true }
        all_rooms:
          view:
            sql: SELECT id, house, note, id * 10 AS tens FROM public.rooms
            writes: [create]
          key: id
          fields: { id: int, house: int, note: text?, tens: int? }
          access: { read: true, create: CREATE }
      """;

  /** A row of a room and its house alone, written under a rule; what is there then. */
  private static String written(String create) throws Exception {
    String address = Place.address("postgres 18");
    String definition = DEFINITION.replace("STORE", address).replace("CREATE", create);
    try (Serving serving = new Serving(Serving.folder(definition), "dev")) {
      serving.address();
      try (Connection connection = EmbeddedPostgres.Database.at(address).connect();
          Statement statement = connection.createStatement()) {
        statement.execute("ALTER TABLE rooms ALTER note SET DEFAULT 'own'");
      }
      var answer = serving.send("POST", "/rest/v1/all_rooms", "{\"id\":3,\"house\":1}");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      return serving.get("/rest/v1/all_rooms?select=note,tens").body();
    }
  }

  @Test
  void theDatabaseFillsWhatNoRuleAsksFor() throws Exception {
    assertThat(written("house == 1")).isEqualTo("[{\"note\":\"own\",\"tens\":30}]");
  }

  @Test
  void whatARuleAsksForIsWhatIsWritten() throws Exception {
    assertThat(written("note == null")).isEqualTo("[{\"note\":null,\"tens\":30}]");
  }
}
