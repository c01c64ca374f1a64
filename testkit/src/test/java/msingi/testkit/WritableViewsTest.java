package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import msingi.definition.DefinitionReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Views: what is written through them, and embeds over declared relations. */
class WritableViewsTest {
  static final java.util.List<String> STORES = Place.STORES;

  private static final String READ =
      """
      msingi: 1
      name: views
      store: "STORE"
      keys: optional
      collections:
        houses: { fields: { id: int, name: text }, access: { read: true, create: true } }
        rooms:
          fields: { id: int, house: int, note: text?, locked: bool? }
          access: { read: true, create: true }
        open_rooms:
          view: SELECTED
          key: id
          fields:
            id: int
            house: int
            note: text?
            at: { relation: { to: houses, columns: [house], name: room_house } }
          access: ACCESS
      """;

  private static final String SELECT = "SELECT id, house, note FROM rooms WHERE locked IS NOT TRUE";

  private static Serving serving(String store, String view, String access) throws Exception {
    return serving(store, view, access, "note: text?");
  }

  private static Serving serving(String store, String view, String access, String fields)
      throws Exception {
    Path folder =
        Serving.folder(
            READ.replace("STORE", Place.address(store))
                .replace("      note: text?\n      at:", "      " + fields + "\n      at:")
                .replace(
                    "SELECTED",
                    store.equals("sqlite") ? view : view.replace("FROM rooms", "FROM public.rooms"))
                .replace("ACCESS", access));
    Serving serving = new Serving(folder, "dev");
    status(serving.send("POST", "/rest/v1/houses", "[{\"id\":1,\"name\":\"Elm\"}]"), 201);
    String rooms =
        "[{\"id\":1,\"house\":1,\"note\":\"a\",\"locked\":false},{\"id\":2,\"house\":1,\"note\":null,\"locked\":true}]";
    status(serving.send("POST", "/rest/v1/rooms", rooms), 201);
    return serving;
  }

  private static void status(HttpResponse<String> answer, int wanted) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(wanted);
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void relationsOfViewsAreEmbeddedBothWays(String store) throws Exception {
    try (Serving serving = serving(store, SELECT, "{ read: true }")) {
      assertThat(serving.get("/rest/v1/open_rooms?select=id,houses(name)").body())
          .isEqualTo("[{\"id\":1,\"houses\":{\"name\":\"Elm\"}}]");
      assertThat(serving.get("/rest/v1/houses?select=name,open_rooms!room_house(id)").body())
          .isEqualTo("[{\"name\":\"Elm\",\"open_rooms\":[{\"id\":1}]}]");
      status(serving.send("DELETE", "/rest/v1/open_rooms?id=eq.1", ""), 401);
    }
  }

  @Test
  void postgresWritesThroughAViewByItsRules() throws Exception {
    String view = "{ sql: \"" + SELECT + "\", writes: [create, update, delete] }";
    String access = "{ read: true, create: house == 1, update: note != 'kept', delete: id > 5 }";
    try (Serving serving = serving("postgres 18", view, access)) {
      assertThat(serving.send("OPTIONS", "/rest/v1/open_rooms", "").headers().firstValue("Allow"))
          .contains("OPTIONS,GET,HEAD,POST,PUT,PATCH,DELETE");
      status(serving.send("PATCH", "/rest/v1/open_rooms?id=eq.1", "{\"note\":\"b\"}"), 204);
      status(serving.send("PATCH", "/rest/v1/open_rooms?id=eq.1", "{\"note\":\"kept\"}"), 401);
      status(serving.send("PATCH", "/rest/v1/open_rooms?id=eq.2", "{\"note\":\"b\"}"), 204);
      status(serving.send("DELETE", "/rest/v1/open_rooms?id=lt.9", ""), 204);
      assertThat(serving.get("/rest/v1/rooms?select=id,note&order=id").body())
          .isEqualTo("[{\"id\":1,\"note\":\"b\"},{\"id\":2,\"note\":null}]");
      String hidden = "{\"id\":2,\"house\":1,\"note\":\"stolen\"}";
      assertThat(serving.send("PUT", "/rest/v1/open_rooms?id=eq.2", hidden).statusCode())
          .isGreaterThanOrEqualTo(400);
      status(
          serving.send(
              "PUT", "/rest/v1/open_rooms?id=eq.1", "{\"id\":1,\"house\":1,\"note\":\"c\"}"),
          204);
      assertThat(serving.get("/rest/v1/rooms?select=id,note&order=id").body())
          .isEqualTo("[{\"id\":1,\"note\":\"c\"},{\"id\":2,\"note\":null}]");
    }
  }

  private static final String OVER =
      "{ sql: \"SELECT id, house, note, house > 1 AS far FROM rooms WHERE locked IS NOT TRUE\","
          + " of: rooms, writes: [create, update, delete] }";

  private static final String FIELDS = "note: text?\n      far: bool?";

  private static Serving over(String store, String access) throws Exception {
    return serving(store, OVER, access, FIELDS);
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aViewOverACollectionIsWrittenByItsOwnRules(String store) throws Exception {
    String access =
        "{ read: note != 'secret', create: house == 1, update: note != 'kept', delete: id > 5 }";
    try (Serving serving = over(store, access)) {
      assertThat(serving.send("OPTIONS", "/rest/v1/open_rooms", "").headers().firstValue("Allow"))
          .contains("OPTIONS,GET,HEAD,POST,PUT,PATCH,DELETE");
      assertThat(
              answered(
                  serving,
                  "POST",
                  "/rest/v1/open_rooms?select=id,note,far",
                  "{\"id\":7,\"house\":1,\"note\":\"new\"}"))
          .isEqualTo("[{\"id\":7,\"note\":\"new\",\"far\":false}]");
      status(serving.send("POST", "/rest/v1/open_rooms", "{\"id\":8,\"house\":2}"), 401);
      assertThat(
              answered(
                  serving, "PATCH", "/rest/v1/open_rooms?id=eq.7", "{\"id\":9,\"note\":\"moved\"}"))
          .contains("\"id\":9", "\"note\":\"moved\"");
      status(serving.send("PATCH", "/rest/v1/open_rooms?id=eq.9", "{\"note\":\"kept\"}"), 401);
      assertThat(answered(serving, "PATCH", "/rest/v1/open_rooms?id=eq.9", "{\"note\":\"secret\"}"))
          .isEqualTo("[]");
      // What the caller may not read cannot be changed or taken away either.
      assertThat(answered(serving, "DELETE", "/rest/v1/open_rooms", "")).isEqualTo("[]");
      assertThat(notes(serving))
          .isEqualTo(
              "[{\"id\":1,\"note\":\"a\"},{\"id\":2,\"note\":null},{\"id\":9,\"note\":\"secret\"}]");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void whatAViewDoesNotShowIsNotWrittenThroughIt(String store) throws Exception {
    String access = "{ read: true, create: true, update: true, delete: true }";
    try (Serving serving = over(store, access)) {
      // Row 2 is locked, and the view shows none of that.
      assertThat(answered(serving, "PATCH", "/rest/v1/open_rooms", "{\"note\":\"b\"}"))
          .contains("\"id\":1")
          .doesNotContain("\"id\":2");
      assertThat(answered(serving, "DELETE", "/rest/v1/open_rooms?id=eq.2", "")).isEqualTo("[]");
      String hidden = "{\"id\":2,\"house\":1,\"note\":\"stolen\"}";
      assertThat(serving.send("PUT", "/rest/v1/open_rooms?id=eq.2", hidden).statusCode())
          .isGreaterThanOrEqualTo(400);
      status(serving.send("POST", "/rest/v1/open_rooms", hidden), 409);
      status(serving.send("PATCH", "/rest/v1/open_rooms?id=eq.1", "{\"locked\":true}"), 400);
      HttpResponse<String> computed =
          serving.send("PATCH", "/rest/v1/open_rooms?id=eq.1", "{\"far\":true}");
      status(computed, 401);
      assertThat(computed.body()).contains("permission denied for column far");
      status(
          serving.send(
              "PUT", "/rest/v1/open_rooms?id=eq.1", "{\"id\":1,\"house\":1,\"note\":\"c\"}"),
          204);
      status(
          serving.send(
              "PUT", "/rest/v1/open_rooms?id=eq.4", "{\"id\":4,\"house\":1,\"note\":\"d\"}"),
          204);
      assertThat(notes(serving))
          .isEqualTo(
              "[{\"id\":1,\"note\":\"c\"},{\"id\":2,\"note\":null},{\"id\":4,\"note\":\"d\"}]");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void manyRowsAreOneWrite(String store) throws Exception {
    String access = "{ read: true, create: true, update: true, delete: true }";
    try (Serving serving = over(store, access)) {
      String twice =
          "[{\"id\":5,\"house\":1,\"note\":\"x\"},{\"id\":1,\"house\":1,\"note\":\"y\"}]";
      status(serving.send("POST", "/rest/v1/open_rooms", twice), 409);
      HttpResponse<String> ignored =
          serving.send(
              "POST",
              "/rest/v1/open_rooms",
              twice,
              "Prefer",
              "return=representation,resolution=ignore-duplicates");
      assertThat(ignored.body()).contains("\"id\":5").doesNotContain("\"id\":1,");
      HttpResponse<String> merged =
          serving.send(
              "POST",
              "/rest/v1/open_rooms",
              twice.replace("x", "z"),
              "Prefer",
              "return=representation,resolution=merge-duplicates");
      assertThat(merged.body()).contains("\"z\"", "\"y\"");
      assertThat(notes(serving))
          .isEqualTo(
              "[{\"id\":1,\"note\":\"y\"},{\"id\":2,\"note\":null},{\"id\":5,\"note\":\"z\"}]");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void fieldsOfAViewAreFilledLikeThoseOfItsCollection(String store) throws Exception {
    String text =
        """
        msingi: 1
        name: filled
        store: "%s"
        keys: optional
        collections:
          notes:
            fields:
              id: long identity
              text: text = none
              made: timestamp auto(create)
            access: { read: true }
          cards:
            fields: { text: text, secret: text = quiet, made: timestamp auto(create) }
            access: { read: true }
          open_notes:
            view: { sql: "SELECT id, text, made FROM %s", of: notes, writes: [create] }
            fields: { id: long, text: text, made: timestamp }
            access: { read: true, create: true }
          open_cards:
            view: { sql: "SELECT id, text, made FROM %s", of: cards, writes: [create] }
            fields: { id: uuid, text: text, made: timestamp }
            access: { read: true, create: true }
          bare_cards:
            view: { sql: "SELECT id FROM %s", of: cards, writes: [create] }
            fields: { id: uuid }
            access: { read: true, create: true }
        """
            .formatted(
                Place.address(store),
                table(store, "notes"),
                table(store, "cards"),
                table(store, "cards"));
    try (Serving serving = new Serving(Serving.folder(text), "dev")) {
      assertThat(
              answered(serving, "POST", "/rest/v1/open_cards?select=id,text", "{\"text\":\"a\"}"))
          .matches("\\[\\{\"id\":\"[-0-9a-f]{36}\",\"text\":\"a\"}]");
      assertThat(serving.get("/rest/v1/cards?select=secret,made").body())
          .startsWith("[{\"secret\":\"quiet\",\"made\":\"20");
      String two = "[{\"text\":\"a\"},{\"text\":\"b\"}]";
      assertThat(answered(serving, "POST", "/rest/v1/open_notes?select=id,text", two))
          .isEqualTo("[{\"id\":1,\"text\":\"a\"},{\"id\":2,\"text\":\"b\"}]");
      assertThat(answered(serving, "POST", "/rest/v1/open_notes?select=id,text", "{}"))
          .isEqualTo("[{\"id\":3,\"text\":\"none\"}]");
      String made = "{\"id\":9,\"made\":\"2001-01-01T00:00:00Z\"}";
      status(serving.send("POST", "/rest/v1/open_notes", made), 400);
      // What the view does not show and nothing fills is missing; its name is told to nobody.
      HttpResponse<String> bare = serving.send("POST", "/rest/v1/bare_cards", "{}");
      status(bare, 400);
      assertThat(bare.body()).contains("23502").doesNotContain("text", "made");
    }
  }

  private static final String STATED =
      """
      { sql: "SELECT r.id, r.house, r.note FROM rooms AS r JOIN houses AS h ON h.id = r.house",
        writes: { create: { sqlite: "INSERT OR IGNORE INTO houses (id, name) VALUES (:new.house, 'new');
          INSERT INTO rooms (id, house, note) VALUES (:new.id, :new.house, upper(:new.note)) -- both" },
        update: "SELECT RAISE(ABORT, 'a shut room') WHERE :old.note = 'shut';
          UPDATE rooms SET note = :new.note WHERE id = :old.id",
        delete: "SELECT RAISE(IGNORE) WHERE :old.note = 'stays'; DELETE FROM rooms WHERE id = :old.id" } }\
      """;

  @Test
  void statementsStandForWritesOnSqlite() throws Exception {
    String access = "{ read: true, create: id < 90, update: true, delete: true }";
    try (Serving serving = serving("sqlite", STATED, access)) {
      assertThat(
              answered(
                  serving,
                  "POST",
                  "/rest/v1/open_rooms",
                  "{\"id\":3,\"house\":2,\"note\":\"shut\"}"))
          .isEqualTo("[{\"id\":3,\"house\":2,\"note\":\"SHUT\"}]");
      assertThat(serving.get("/rest/v1/houses?id=eq.2").body()).contains("\"new\"");
      status(
          serving.send("POST", "/rest/v1/open_rooms", "{\"id\":99,\"house\":3,\"note\":\"x\"}"),
          401);
      assertThat(serving.get("/rest/v1/houses?id=eq.3").body()).isEqualTo("[]");
      status(serving.send("PATCH", "/rest/v1/open_rooms?id=eq.3", "{\"note\":\"shut\"}"), 204);
      // A statement that fails takes back the whole write, rows before it too.
      HttpResponse<String> refused =
          serving.send("PATCH", "/rest/v1/open_rooms", "{\"note\":\"all\"}");
      status(refused, 400);
      assertThat(refused.body()).contains("P0001", "a shut room");
      status(serving.send("PATCH", "/rest/v1/open_rooms?id=eq.1", "{\"note\":\"stays\"}"), 204);
      status(serving.send("DELETE", "/rest/v1/open_rooms", ""), 204);
      assertThat(notes(serving)).isEqualTo("[{\"id\":1,\"note\":\"stays\"}]");
    }
  }

  @Test
  void twoClientsWriteTheSameRowOfAViewOneAfterTheOther() throws Exception {
    String access = "{ read: true, create: true, update: note != 'taken', delete: true }";
    try (Serving serving = over("sqlite", access)) {
      java.util.List<java.util.concurrent.CompletableFuture<Integer>> asked =
          new java.util.ArrayList<>();
      for (int number = 0; number < 20; number++) {
        int id = 100 + number % 10;
        asked.add(
            java.util.concurrent.CompletableFuture.supplyAsync(() -> {
              try {
                return serving
                    .send("POST", "/rest/v1/open_rooms", "{\"id\":" + id + ",\"house\":1}")
                    .statusCode();
              } catch (Exception failed) {
                throw new IllegalStateException(failed);
              }
            }));
      }
      assertThat(asked.stream().map(java.util.concurrent.CompletableFuture::join).sorted())
          .containsExactlyElementsOf(
              java.util.stream.Stream.concat(
                      java.util.stream.Stream.generate(() -> 201).limit(10),
                      java.util.stream.Stream.generate(() -> 409).limit(10))
                  .toList());
    }
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource(
      delimiter = '|',
      value = {
        "{ sql: SELECT 1, writes: [update] } | SQLite does not write through views by itself",
        "{ sql: SELECT 1, of: nothing, writes: [create] } | no collection that stores rows",
        "{ sql: SELECT 1, of: open_rooms, writes: [create] } | no collection that stores rows",
        "{ sql: SELECT 1, of: rooms } | nothing is written through the view",
        "{ sql: SELECT 1, of: keyless, writes: [delete] } | cannot be found again",
        "{ sql: SELECT 1, of: rooms, writes: { delete: SELECT 1 } } | both of: and statements",
        "{ sql: SELECT 1, writes: { delete: 'DELETE FROM rooms WHERE id = :new.id' } } | nothing is called :new.id",
        "{ sql: SELECT 1, writes: { create: 'INSERT INTO rooms (id) VALUES (:new.locked)' } } | nothing is called :new.locked",
        "{ sql: SELECT 1, writes: { create: 'DROP TABLE rooms' } } | DROP cannot stand for a write",
        "{ sql: SELECT 1, writes: { create: 'SELECT 1; END; DROP TABLE rooms' } } | END cannot stand for a write",
        "{ sql: SELECT 1, writes: { create: 'INSERT INTO rooms (id) VALUES (?)' } } | values are named here",
        "{ sql: SELECT 1, writes: { delete: 'DELETE FROM rooms RETURNING id' } } | no RETURNING",
        "{ sql: SELECT 1, writes: { delete: '' } } | there is no statement",
        "{ sql: SELECT 1, writes: { delete: { postgres: SELECT 1 } } } | there is no statement for SQLite",
        "{ sql: SELECT 1, writes: { delete: 'SELECT RAISE(ROLLBACK, 1)' } } | reach beyond the write",
      })
  void whatCannotBeIsToldWithTheDefinition(String view, String reason) {
    String text =
        READ.replace("STORE", "sqlite:x.db")
            .replace("SELECTED", view)
            .replace("ACCESS", "{ read: true }\n  keyless: { key: none, fields: { at: int } }");
    assertThat(
            DefinitionReader.read(
                    java.util.Map.of(DefinitionReader.MAIN, text),
                    java.util.Map.<String, String>of())
                .toString())
        .contains("collections.open_rooms.view", reason);
  }

  private static final String TELLS =
      """
      CREATE FUNCTION public.tells() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM set_config('response.status', NEW.note, true);
        PERFORM set_config('response.headers', '[{"X-Said": "a"}, {"X-Said": "b"}]', true);
        RETURN NEW; END $$;
      CREATE TRIGGER tells BEFORE UPDATE ON public.rooms FOR EACH ROW EXECUTE FUNCTION public.tells()
      """;

  @Test
  void triggersOfPostgresSayWhatTheAnswerIsWhereThatIsDeclared() throws Exception {
    var database = EmbeddedPostgres.shared(18).createDatabase();
    for (boolean responds : java.util.List.of(false, true)) {
      String text =
          """
          msingi: 1
          name: views
          store: "%s"
          keys: optional
          collections:
            rooms:
              %s
              fields: { id: int, note: text? }
              access: { read: true, create: true, update: true }
          """
              .formatted(database.uri(), responds ? "responds: true" : "title: rooms");
      try (Serving serving = new Serving(Serving.folder(text), "dev");
          var connection = database.connect();
          var statement = connection.createStatement()) {
        String path = "/rest/v1/rooms?id=eq.1";
        if (!responds) {
          status(serving.send("POST", "/rest/v1/rooms", "{\"id\":1}"), 201);
          statement.execute(TELLS);
          status(serving.send("PATCH", path, "{\"note\":\"205\"}"), 204);
          continue;
        }
        HttpResponse<String> told = serving.send("PATCH", path, "{\"note\":\"202\"}");
        status(told, 202);
        assertThat(told.headers().allValues("X-Said")).containsExactly("a", "b");
        // What it says may be nonsense: then nothing was written.
        status(serving.send("PATCH", path, "{\"note\":\"nonsense\"}"), 500);
        assertThat(serving.get("/rest/v1/rooms").body()).isEqualTo("[{\"id\":1,\"note\":\"202\"}]");
      }
    }
  }

  private static String notes(Serving serving) throws Exception {
    return serving.get("/rest/v1/rooms?select=id,note&order=id").body();
  }

  private static String answered(Serving serving, String method, String path, String body)
      throws Exception {
    return serving.send(method, path, body, "Prefer", "return=representation").body();
  }

  private static String table(String store, String name) {
    return store.equals("sqlite") ? name : "public." + name;
  }
}
