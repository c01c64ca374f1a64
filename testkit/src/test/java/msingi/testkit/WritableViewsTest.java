package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import msingi.definition.DefinitionReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Views: what is written through them on PostgreSQL, and embeds over declared relations. */
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
    Path folder =
        Serving.folder(
            READ.replace("STORE", Place.address(store))
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
  void relations_of_views_are_embedded_both_ways(String store) throws Exception {
    try (Serving serving = serving(store, SELECT, "{ read: true }")) {
      assertThat(serving.get("/rest/v1/open_rooms?select=id,houses(name)").body())
          .isEqualTo("[{\"id\":1,\"houses\":{\"name\":\"Elm\"}}]");
      assertThat(serving.get("/rest/v1/houses?select=name,open_rooms!room_house(id)").body())
          .isEqualTo("[{\"name\":\"Elm\",\"open_rooms\":[{\"id\":1}]}]");
      status(serving.send("DELETE", "/rest/v1/open_rooms?id=eq.1", ""), 401);
    }
  }

  @Test
  void postgres_writes_through_a_view_by_its_rules() throws Exception {
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

  @Test
  void sqlite_takes_no_writes_through_views() {
    String text =
        READ.replace("STORE", "sqlite:x.db")
            .replace("SELECTED", "{ sql: \"" + SELECT + "\", writes: [update] }")
            .replace("ACCESS", "{ read: true, update: true }");
    assertThat(
            DefinitionReader.read(
                    java.util.Map.of(DefinitionReader.MAIN, text),
                    java.util.Map.<String, String>of())
                .toString())
        .contains("collections.open_rooms.view.writes", "SQLite does not write through views");
  }
}
