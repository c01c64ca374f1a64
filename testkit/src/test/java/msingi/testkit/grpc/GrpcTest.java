package msingi.testkit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.scenario.ScenarioRunner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Rows by gRPC, with grpc-java as the client, on every store. */
class GrpcTest {
  static final List<String> STORES = Place.STORES;

  static final String DEFINITION =
      """
      msingi: 1
      name: work-shop
      types:
        state: { one_of: [idle, busy, "out of order"] }
      collections:
        walls:
          key: [house, side]
          fields:
            house: text(1..20)
            side: { one_of: [north, south] }
            height: decimal(4,1)?
            tools: "[tools.wall]"
          access: { read: true, create: true, update: true, delete: true }
        tools:
          title: What hangs on the wall
          fields:
            id: long
            name: { is: "text(1..40)", unique: true, title: As it is called }
            state: state = idle
            weight: decimal(8,3)?
            price: float?
            count: int(0..1000) = 1
            total: long?
            sharp: bool = false
            bought: date?
            opens: time?
            used: timestamp?
            serial: uuid?
            papers: json?
            stamp: bytes?
            tags: text[]?
            marks: int[]?
            moments: timestamp[]?
            made: timestamp auto(create)
            wall: walls?
            secret: text hidden = x
            twice: { is: long, computed: "count * 2" }
          search:
            words: [name]
          access: { read: true, create: true, update: true, delete: true }
        logs:
          key: none
          fields:
            line: text(0..200)
          access: { read: true, create: true }
        closed:
          fields: { what: text }
      functions:
        heavier:
          arguments: { least: "decimal(8,3)" }
          returns: [tools]
          volatility: stable
          access: true
          sql: select * from tools where weight >= :least
        how_many:
          arguments: { of: state }
          returns: long
          volatility: stable
          access: true
          sql: select count(*) from tools where state = :of
        sums:
          arguments: { by: "int = 1" }
          returns: [{ state: text, many: long }]
          volatility: stable
          access: true
          sql: select state, count(*) * :by as many from tools group by state order by state
        forget:
          arguments: { name: text }
          returns: nothing
          access: true
          sql: delete from tools where name = :name
      """;

  static final String WALLS =
      """
      [{"house":"a","side":"north","height":2.5},{"house":"b","side":"south","height":null}]\
      """;

  static final String TOOLS =
      """
      [{"id":1,"name":"saw","state":"busy","weight":1.250,"price":9.5,"count":3,
        "total":9007199254740993,"sharp":true,"bought":"2026-01-02","opens":"08:30:00",
        "used":"2026-01-02T03:04:05.123456Z","serial":"00000000-0000-7000-8000-000000000001",
        "papers":{"a":[1,2.50,"x\\"y"]},"stamp":"\\\\x00ff","tags":["a",null,"ü\\"b"],
        "marks":[1,-2],"moments":["2026-01-02T03:04:05Z",null],
        "wall_house":"a","wall_side":"north"},
       {"id":2,"name":"häm\\"mer","state":"out of order","weight":null,"price":null,"count":0,
        "total":null,"sharp":false,"bought":null,"opens":null,"used":null,"serial":null,
        "papers":null,"stamp":null,"tags":null,"marks":[],"moments":null,
        "wall_house":"a","wall_side":"north"},
       {"id":-3,"name":"file","state":"idle","weight":2.000,"price":-0.5,"count":7,
        "total":-1,"sharp":false,"bought":null,"opens":null,
        "used":"1969-12-31T23:59:59.5Z","serial":null,"papers":"text","stamp":"\\\\x",
        "tags":[],"marks":null,"moments":[],"wall_house":null,"wall_side":null}]\
      """;

  /** A server with rows in it. */
  record Shop(Running running, GrpcClient client) implements AutoCloseable {
    static Shop open(String store) {
      Running running = Running.start(store, DEFINITION);
      try (ScenarioRunner runner = new ScenarioRunner(running.uri())) {
        insert(runner, "walls", WALLS);
        insert(runner, "tools", TOOLS);
      }
      return new Shop(running, new GrpcClient(running.uri(), Map.of()));
    }

    private static void insert(ScenarioRunner runner, String table, String rows) {
      Scenario insert = Scenario.of("add", "POST", "/rest/v1/" + table, 201).sending(rows);
      assertThat(runner.run(insert)).isEmpty();
    }

    @Override
    public void close() {
      client.close();
      running.close();
    }
  }

  static final String SAW =
      """
      "id":"1","name":"saw","state":"STATE_BUSY","weight":"1.250","price":9.5,"count":3,\
      "total":"9007199254740993","sharp":true,"bought":"2026-01-02","opens":"08:30:00",\
      "used":"2026-01-02T03:04:05.123456Z","serial":"00000000-0000-7000-8000-000000000001",\
      "papers":"{\\"a\\":[1,2.50,\\"x\\\\\\"y\\"]}","stamp":"AP8=",\
      "tags":{"values":["a","ü\\"b"],"nulls":[1]},"marks":{"values":[1,-2]},\
      "moments":{"values":["2026-01-02T03:04:05Z"],"nulls":[1]}\
      """;

  private static String unspaced(String json) {
    return json.replace("\\\": ", "\\\":")
        .replace(", ", ",")
        .replaceAll("\"made\":\"[^\"]*\",?", "");
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aRowByItsKey(String store) {
    try (Shop shop = Shop.open(store)) {
      String saw = unspaced(shop.client().call("ToolsService/Get", "{\"id\":\"1\"}"));
      assertThat(saw).isEqualTo("{" + SAW + ",\"wall_house\":\"a\",\"wall_side\":\"north\"}");
      assertThat(
              shop.client().call("ToolsService/Get", "{\"id\":\"-3\",\"read_mask\":\"name,used\"}"))
          .isEqualTo("{\"name\":\"file\",\"used\":\"1969-12-31T23:59:59.500Z\"}");
      assertThat(shop.client().call("ToolsService/Get", "{\"id\":\"9\"}"))
          .isEqualTo("NOT_FOUND: There is no row with this key");
      assertThat(shop.client().call("ToolsService/Get", "{}"))
          .isEqualTo("INVALID_ARGUMENT: The key of 'tools' is not whole");
      assertThat(
              shop.client().call("WallsService/Get", "{\"house\":\"b\",\"side\":\"SIDE_SOUTH\"}"))
          .isEqualTo("{\"house\":\"b\",\"side\":\"SIDE_SOUTH\"}");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void relatedRowsWhereTheMaskNamesThem(String store) {
    try (Shop shop = Shop.open(store)) {
      String request =
          "{\"house\":\"a\",\"side\":\"SIDE_NORTH\",\"read_mask\":\"height,tools.*,tools.wall.house\"}";
      String wall = unspaced(shop.client().call("WallsService/Get", request));
      assertThat(wall).startsWith("{\"height\":\"2.5\",\"tools\":[{");
      assertThat(wall).contains(SAW).contains("\"wall\":{\"house\":\"a\"}");
      assertThat(wall).contains("häm\\\"mer").contains("\"state\":\"STATE_OUT_OF_ORDER\"");
      assertThat(
              shop.client()
                  .call("ToolsService/Get", "{\"id\":\"-3\",\"read_mask\":\"name,wall,twice\"}"))
          .isEqualTo("{\"name\":\"file\",\"twice\":\"14\"}");
      assertThat(shop.client().call("ToolsService/Get", "{\"id\":\"1\",\"read_mask\":\"secret\"}"))
          .isEqualTo("INVALID_ARGUMENT: field tools.secret does not exist");
    }
  }

  private static List<String> names(GrpcClient client, String request) {
    String answer = client.call("ToolsService/List", request);
    List<String> names = new ArrayList<>();
    java.util.regex.Matcher found =
        java.util.regex.Pattern.compile("\"name\":\"((?:[^\"\\\\]|\\\\.)*)\"").matcher(answer);
    while (found.find()) {
      names.add(found.group(1));
    }
    return names.isEmpty() && !answer.equals("{}") ? List.of(answer) : names;
  }

  private static String filter(String filter) {
    return "{\"order_by\":\"id\",\"read_mask\":\"name\",\"filter\":{" + filter + "}}";
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void listsThatAreFilteredAndOrdered(String store) {
    try (Shop shop = Shop.open(store)) {
      GrpcClient client = shop.client();
      assertThat(names(client, "{\"order_by\":\"price desc nulls last, name\"}"))
          .containsExactly("saw", "file", "häm\\\"mer");
      assertThat(names(client, filter("\"state\":{\"eq\":\"busy\"}"))).containsExactly("saw");
      assertThat(names(client, filter("\"weight\":{\"gte\":\"1.25\",\"lt\":\"2\"}")))
          .containsExactly("saw");
      assertThat(names(client, filter("\"id\":{\"any_of\":{\"values\":[\"1\",\"-3\"]}}")))
          .containsExactly("file", "saw");
      assertThat(names(client, filter("\"id\":{\"any_of\":{}}"))).isEmpty();
      assertThat(names(client, filter("\"used\":{\"lt\":\"1970-01-01T00:00:00Z\"}")))
          .containsExactly("file");
      assertThat(names(client, filter("\"price\":{\"is_null\":true}")))
          .containsExactly("häm\\\"mer");
      assertThat(names(client, filter("\"name\":{\"ilike\":\"%ÄM%\"}")))
          .containsExactly("häm\\\"mer");
      assertThat(names(client, filter("\"tags\":{\"contains\":{\"values\":[\"a\"]}}")))
          .containsExactly("saw");
      assertThat(names(client, filter("\"words\":{\"plain\":\"saw\"}"))).containsExactly("saw");
      assertThat(names(client, filter("\"wall\":{\"height\":{\"gt\":\"2\"}}")))
          .containsExactly("saw", "häm\\\"mer");
      assertThat(names(client, filter("\"not\":[{\"wall\":{}}]"))).containsExactly("file");
      assertThat(
              names(
                  client,
                  filter(
                      "\"any_of\":[{\"id\":{\"eq\":1}},{\"sharp\":{\"eq\":false},\"count\":{\"gt\":5}}]")))
          .containsExactly("file", "saw");
      assertThat(names(client, filter("\"weight\":{\"like\":\"1%\"}")))
          .containsExactly(
              "INVALID_ARGUMENT: like, ilike, match and imatch does not exist for decimal(8,3)");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void pagesAreWholeWhateverTheOrder(String store) {
    try (Shop shop = Shop.open(store)) {
      for (String order :
          List.of(
              "",
              "price",
              "price desc",
              "tags, name",
              "state desc, count nulls first",
              "used nulls first")) {
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
          var page =
              shop.client()
                  .ask(
                      "ToolsService/List",
                      "{\"page_size\":1,\"count\":true,\"read_mask\":\"name\",\"order_by\":\""
                          + order
                          + "\",\"page_token\":\""
                          + token
                          + "\"}");
          String json = GrpcClient.json(page);
          assertThat(json).contains("\"total\":\"3\"");
          seen.add(json.replaceAll(".*\"name\":\"([^\"\\\\]*).*", "$1"));
          token =
              (String)
                  page.getField(page.getDescriptorForType().findFieldByName("next_page_token"));
        } while (!token.isEmpty());
        assertThat(seen).as(order).containsExactlyInAnyOrder("saw", "häm", "file");
      }
      assertThat(shop.client().call("ToolsService/List", "{\"page_token\":\"AAAA\"}"))
          .startsWith("INVALID_ARGUMENT: The page_token");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void rowsAsAStream(String store) throws IOException {
    try (Shop shop = Shop.open(store)) {
      assertThat(
              shop.client().stream(
                  "ToolsService/Stream", "{\"order_by\":\"id\",\"read_mask\":\"name\"}"))
          .containsExactly(
              "{\"name\":\"file\"}", "{\"name\":\"saw\"}", "{\"name\":\"häm\\\"mer\"}");
      assertThat(shop.client().stream("LogsService/Stream", "{}")).isEmpty();
    }
  }
}
