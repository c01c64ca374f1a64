package msingi.testkit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import msingi.testkit.Place;
import msingi.testkit.grpc.GrpcTest.Shop;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Writes and calls of functions by gRPC. */
class GrpcWritesTest {
  static final List<String> STORES = Place.STORES;

  private static String plain(String json) {
    return json.replaceAll("\"made\":\"[^\"]*\",?", "").replace(",}", "}");
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void absentTakesTheDefaultAndAMaskSaysWhatIsNull(String store) {
    try (Shop shop = Shop.open(store)) {
      GrpcClient client = shop.client();
      assertThat(
              plain(client.call("ToolsService/Create", "{\"row\":{\"id\":10,\"name\":\"axe\"}}")))
          .isEqualTo(
              "{\"id\":\"10\",\"name\":\"axe\",\"state\":\"STATE_IDLE\",\"count\":1,\"sharp\":false}");
      String all =
          "{\"row\":{\"id\":11,\"name\":\"adze\",\"tags\":{\"values\":[\"x\",\"y\"],\"nulls\":[0]},"
              + "\"stamp\":\"AAE=\",\"used\":\"2026-01-02T03:04:05.000001Z\",\"papers\":\"{\\\"a\\\":1}\","
              + "\"weight\":\"1.5\",\"serial\":\"00000000-0000-7000-8000-000000000002\"},"
              + "\"fields\":\"id,name,tags,stamp,used,papers,weight,serial,price\","
              + "\"read_mask\":\"tags,stamp,used,papers,weight,serial,price\"}";
      assertThat(client.call("ToolsService/Create", all).replace("\\\": ", "\\\":"))
          .isEqualTo(
              "{\"weight\":\"1.500\",\"used\":\"2026-01-02T03:04:05.000001Z\","
                  + "\"serial\":\"00000000-0000-7000-8000-000000000002\","
                  + "\"papers\":\"{\\\"a\\\":1}\",\"stamp\":\"AAE=\","
                  + "\"tags\":{\"values\":[\"x\",\"y\"],\"nulls\":[0]}}");
      String nothing = "{\"row\":{\"id\":12,\"name\":\"x\"},\"fields\":\"id,name,count\"}";
      assertThat(client.call("ToolsService/Create", nothing)).startsWith("INVALID_ARGUMENT");
      assertThat(client.call("ToolsService/Create", "{\"row\":{\"id\":10,\"name\":\"again\"}}"))
          .startsWith("ALREADY_EXISTS");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void manyRowsOrNone(String store) {
    try (Shop shop = Shop.open(store)) {
      GrpcClient client = shop.client();
      String rows =
          "{\"rows\":[{\"id\":20,\"name\":\"a\",\"count\":5},{\"id\":21,\"name\":\"b\"}],\"read_mask\":\"name,count\"}";
      assertThat(client.call("ToolsService/BatchCreate", rows))
          .isEqualTo(
              "{\"rows\":[{\"name\":\"a\",\"count\":5},{\"name\":\"b\",\"count\":1}],\"created\":\"2\"}");
      String broken = "{\"rows\":[{\"id\":22,\"name\":\"c\"},{\"id\":20,\"name\":\"d\"}]}";
      assertThat(client.call("ToolsService/BatchCreate", broken)).startsWith("ALREADY_EXISTS");
      assertThat(client.call("ToolsService/Get", "{\"id\":22}")).startsWith("NOT_FOUND");
      assertThat(
              client.call(
                  "LogsService/BatchCreate", "{\"rows\":[{\"line\":\"x\"},{\"line\":\"y\"}]}"))
          .contains("\"created\":\"2\"");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void changesByMask(String store) {
    try (Shop shop = Shop.open(store)) {
      GrpcClient client = shop.client();
      String masked =
          "{\"row\":{\"id\":1,\"name\":\"SAW\",\"count\":9},\"update_mask\":\"count,price\",\"read_mask\":\"name,count,price\"}";
      assertThat(client.call("ToolsService/Update", masked))
          .isEqualTo("{\"name\":\"saw\",\"count\":9}");
      String bare = "{\"row\":{\"id\":1,\"name\":\"SAW\"},\"read_mask\":\"name,count\"}";
      assertThat(client.call("ToolsService/Update", bare))
          .isEqualTo("{\"name\":\"SAW\",\"count\":9}");
      assertThat(client.call("ToolsService/Update", "{\"row\":{\"id\":99,\"name\":\"x\"}}"))
          .startsWith("NOT_FOUND");
      assertThat(client.call("ToolsService/Update", "{\"row\":{\"id\":1}}"))
          .isEqualTo("INVALID_ARGUMENT: There is nothing to change");
      assertThat(
              client.call(
                  "ToolsService/Update",
                  "{\"row\":{\"id\":1,\"made\":\"2020-01-01T00:00:00Z\"},\"update_mask\":\"made\"}"))
          .isEqualTo("INVALID_ARGUMENT: The value of made is made by the server");
      assertThat(client.call("ToolsService/Delete", "{\"id\":1}")).isEqualTo("{}");
      assertThat(client.call("ToolsService/Delete", "{\"id\":1}")).startsWith("NOT_FOUND");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void upserts(String store) {
    try (Shop shop = Shop.open(store)) {
      GrpcClient client = shop.client();
      String wall = "{\"row\":{\"house\":\"c\",\"side\":\"SIDE_NORTH\",\"height\":\"3\"}}";
      assertThat(client.call("WallsService/Upsert", wall))
          .isEqualTo(
              "{\"row\":{\"house\":\"c\",\"side\":\"SIDE_NORTH\",\"height\":\"3.0\"},\"created\":true}");
      assertThat(client.call("WallsService/Upsert", wall.replace("\"3\"", "\"4\"")))
          .isEqualTo("{\"row\":{\"house\":\"c\",\"side\":\"SIDE_NORTH\",\"height\":\"4.0\"}}");
      String named =
          "{\"row\":{\"id\":1,\"name\":\"saw\",\"count\":4},\"on_conflict\":\"name\",\"read_mask\":\"id,count\"}";
      assertThat(client.call("ToolsService/Upsert", named))
          .isEqualTo("{\"row\":{\"id\":\"1\",\"count\":4}}");
      assertThat(
              client.call(
                  "ToolsService/Upsert", named.replace("\"name\",\"read", "\"secret\",\"read")))
          .isEqualTo("INVALID_ARGUMENT: field tools.secret does not exist");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void functions(String store) {
    try (Shop shop = Shop.open(store)) {
      GrpcClient client = shop.client();
      assertThat(
              client.call("FunctionsService/Heavier", "{\"least\":\"1.5\",\"read_mask\":\"name\"}"))
          .isEqualTo("{\"rows\":[{\"name\":\"file\"}]}");
      assertThat(client.call("FunctionsService/HowMany", "{\"of\":\"busy\"}"))
          .isEqualTo("{\"row\":{\"how_many\":\"1\"}}");
      assertThat(client.call("FunctionsService/Sums", "{\"by\":2}"))
          .isEqualTo(
              "{\"rows\":[{\"state\":\"busy\",\"many\":\"2\"},{\"state\":\"idle\",\"many\":\"2\"},"
                  + "{\"state\":\"out of order\",\"many\":\"2\"}]}");
      assertThat(client.call("FunctionsService/Sums", "{}")).contains("\"many\":\"1\"");
      assertThat(client.call("FunctionsService/HowMany", "{}"))
          .isEqualTo("INVALID_ARGUMENT: The argument of is missing");
      assertThat(client.call("FunctionsService/Forget", "{\"name\":\"saw\"}")).isEqualTo("{}");
      assertThat(client.call("ToolsService/Get", "{\"id\":1}")).startsWith("NOT_FOUND");
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void refusalsHaveDetails(String store) throws InvalidProtocolBufferException {
    try (Shop shop = Shop.open(store)) {
      com.google.rpc.Status refused =
          shop.client().refusal("ToolsService/List", "{\"order_by\":\"nam\"}");
      assertThat(refused.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT.value());
      ErrorInfo info = refused.getDetails(0).unpack(ErrorInfo.class);
      assertThat(info.getReason()).isEqualTo("42703");
      assertThat(info.getDomain()).isEqualTo("msingi");
      BadRequest bad = refused.getDetails(1).unpack(BadRequest.class);
      assertThat(bad.getFieldViolations(0).getDescription())
          .isEqualTo("field tools.nam does not exist");
      assertThat(shop.client().raw("work_shop.v1.ToolsService/Nothing", new byte[0]))
          .isEqualTo(Status.Code.UNIMPLEMENTED);
      assertThat(shop.client().raw("work_shop.v1.ClosedService/Get", new byte[0]))
          .isEqualTo(Status.Code.UNIMPLEMENTED);
      assertThat(shop.client().raw("nothing.v1.Nothing/Get", new byte[0]))
          .isEqualTo(Status.Code.UNIMPLEMENTED);
      assertThat(shop.client().raw("work_shop.v1.ToolsService/Get", new byte[] {8}))
          .isEqualTo(Status.Code.INVALID_ARGUMENT);
      byte[] unknown = {(byte) 0xa8, 0x46, 1};
      assertThat(shop.client().raw("work_shop.v1.ToolsService/Get", unknown))
          .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void oneEffectUnderAKey(String store) throws Exception {
    try (Shop shop = Shop.open(store);
        GrpcClient client = new GrpcClient(shop.running().uri(), Map.of("idempotency-key", "abc"));
        ExecutorService threads = Executors.newFixedThreadPool(10)) {
      Callable<String> create =
          () -> client.call("LogsService/Create", "{\"row\":{\"line\":\"once\"}}");
      List<Future<String>> answers = threads.invokeAll(java.util.Collections.nCopies(20, create));
      for (Future<String> answer : answers) {
        assertThat(answer.get()).matches("\\{\"line\":\"once\"\\}|ABORTED: .*");
      }
      assertThat(client.call("LogsService/Create", "{\"row\":{\"line\":\"once\"}}"))
          .isEqualTo("{\"line\":\"once\"}");
      assertThat(client.call("LogsService/Create", "{\"row\":{\"line\":\"other\"}}"))
          .startsWith("FAILED_PRECONDITION");
      assertThat(shop.client().stream("LogsService/Stream", "{}")).hasSize(1);
    }
  }
}
