package msingi.testkit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import msingi.base.Deadline;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.definition.App;
import msingi.door.grpc.Contracts;
import msingi.door.grpc.GrpcDoor;
import msingi.door.grpc.Lock;
import msingi.door.grpc.ProtoDocument;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.http.HttpSettings;
import msingi.http.Listener;
import msingi.observe.Observer;
import msingi.policy.Policy;
import msingi.request.Caller;
import msingi.request.Credentials;
import msingi.request.Engine;
import msingi.request.Explanation;
import msingi.request.Isolation;
import msingi.request.Request;
import msingi.request.Surface;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.testkit.Place;
import msingi.testkit.Ready;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Reflection of applications of many collections, all of which refer to each other, by grpc-java
 * with the limits that it has by itself: 4 MiB a message.
 */
@Timeout(180)
class ReflectionTest {
  /** So many services are looked at, and all that they need. */
  private static final int LOOKED_AT = 50;

  private static String definition(int collections) {
    StringBuilder text = new StringBuilder("msingi: 1\nname: many\ncollections:\n");
    for (int number = 0; number < collections; number++) {
      text.append("  thing_%d:%n    fields:%n".formatted(number));
      for (String field : List.of("name: text", "amount: decimal(10,2)?", "since: timestamp?")) {
        text.append("      ").append(field).append('\n');
      }
      text.append("      kind: { is: text, one_of: [big, small, odd] }\n");
      text.append("      tags: text[]?\n      paper: json?\n      count: long = 0\n");
      if (number > 0) {
        text.append("      above: thing_%d?%n".formatted(number - 1));
      }
      if (number < collections - 1) {
        text.append("      below: \"[thing_%d.above]\"%n".formatted(number + 1));
      }
      text.append("    access: { read: true, create: true, update: true, delete: true }\n");
    }
    return text.toString();
  }

  /** Somebody who may look at everything and is asked nothing else. */
  private record Looking(Surface surface) implements Engine.Session, Engine {
    private static <T> Future<T> no() {
      return Future.failedFuture(Problem.of(ErrorCode.UNSUPPORTED).failure());
    }

    @Override
    public Future<Session> admit(Credentials credentials, Deadline deadline) {
      return Future.succeededFuture(this);
    }

    @Override
    public Caller caller() {
      return Caller.STRANGER;
    }

    @Override
    public Future<Done> run(Request request, RowSink sink) {
      return no();
    }

    @Override
    public Future<Done> stream(Request.Read read, RowSink sink, Demand demand) {
      return no();
    }

    @Override
    public Future<Together> begin(Isolation isolation) {
      return no();
    }

    @Override
    public Future<String> explain(Request request) {
      return no();
    }

    @Override
    public Future<String> plan(Request request, Explanation explanation) {
      return no();
    }
  }

  /** Fetches files as a client does that resolves what it does not know. */
  private static final class Resolver {
    private final GrpcClient client;
    private final Map<String, FileDescriptor> files = new HashMap<>();
    private int largest;

    Resolver(GrpcClient client) {
      this.client = client;
    }

    FileDescriptor symbol(String name) throws Exception {
      return file(ServerReflectionRequest.newBuilder().setFileContainingSymbol(name).build());
    }

    private FileDescriptor file(ServerReflectionRequest request) throws Exception {
      ServerReflectionResponse response = client.ask(request);
      assertThat(response.hasFileDescriptorResponse()).as(response.toString()).isTrue();
      largest = Math.max(largest, response.getSerializedSize());
      FileDescriptorProto proto =
          FileDescriptorProto.parseFrom(
              response.getFileDescriptorResponse().getFileDescriptorProto(0));
      FileDescriptor known = files.get(proto.getName());
      if (known != null) {
        return known;
      }
      FileDescriptor[] imported = new FileDescriptor[proto.getDependencyCount()];
      for (int index = 0; index < imported.length; index++) {
        String name = proto.getDependency(index);
        imported[index] =
            files.containsKey(name)
                ? files.get(name)
                : file(ServerReflectionRequest.newBuilder().setFileByFilename(name).build());
      }
      FileDescriptor made = FileDescriptor.buildFrom(proto, imported);
      files.put(proto.getName(), made);
      return made;
    }
  }

  @Test
  void threeHundredCollections() throws Exception {
    served(300, 0);
  }

  @Test
  @Tag("full")
  void twoThousandCollections() throws Exception {
    served(2_000, GrpcDoor.MOST);
  }

  /**
   * @param least bytes that the contract has as one document
   */
  private static void served(int collections, int least) throws Exception {
    App app = Place.app(definition(collections));
    Looking everything = new Looking(new Policy(app).of(Caller.STRANGER).surface());
    Contracts contracts = new Contracts(() -> Lock.NONE, Observer.NONE);
    GrpcDoor door =
        new GrpcDoor(
            everything,
            new Ready(),
            contracts,
            new byte[32],
            Observer.NONE,
            List.of(),
            GrpcDoor.MOST);
    Vertx vertx = Vertx.vertx();
    Listener listener =
        new Listener(
            vertx,
            new HttpSettings("127.0.0.1", 0, 1, List.of(), 100),
            () -> new HttpSettings.Limits(60_000, 16 << 20),
            List.of(door, ProtoDocument.door(everything, contracts, Observer.NONE)),
            Observer.NONE,
            Time.SYSTEM,
            Randomness.secure());
    URI address = URI.create("http://127.0.0.1:" + listener.start().await());
    try (GrpcClient client = GrpcClient.blind(address, Map.of())) {
      assertThat(address.resolve("/schema.proto").toURL().openStream().readAllBytes().length)
          .as("as one file it would be too large")
          .isGreaterThan(least);
      whole(client, collections);
    } finally {
      listener.stop(1).await();
      vertx.close().await();
    }
  }

  private static void whole(GrpcClient client, int collections) throws Exception {
    List<String> services = client.services();
    assertThat(services).hasSize(collections + 3);
    Resolver resolver = new Resolver(client);
    for (int number = 0; number < services.size(); number += collections / LOOKED_AT) {
      String service = services.get(number);
      FileDescriptor file = resolver.symbol(service);
      ServiceDescriptor found =
          file.findServiceByName(service.substring(service.lastIndexOf('.') + 1));
      assertThat(found).as(service).isNotNull();
      for (MethodDescriptor method : found.getMethods()) {
        Marshaller<?> marshaller =
            ProtoUtils.marshaller(
                com.google.protobuf.DynamicMessage.getDefaultInstance(method.getInputType()));
        assertThat(marshaller).isNotNull();
      }
    }
    // The messages of all rows and all filters, and what some services have of their own.
    assertThat(messages(resolver)).hasSizeGreaterThan(2 * collections).doesNotHaveDuplicates();
    assertThat(resolver.files).hasSizeGreaterThan(LOOKED_AT);
    assertThat(resolver.largest).isLessThan(GrpcDoor.MOST);
    String row = "many.v1.Thing7";
    assertThat(resolver.symbol(row).findMessageTypeByName("Thing7")).isNotNull();
    assertThat(resolver.symbol(row + ".above").getMessageTypes()).isNotEmpty();
    assertThat(resolver.symbol(row + "Service.Get").getServices()).hasSize(1);
    System.out.printf(
        "%d files, the largest message has %,d bytes%n", resolver.files.size(), resolver.largest);
  }

  private static List<String> messages(Resolver resolver) {
    return resolver.files.values().stream()
        .flatMap(it -> it.getMessageTypes().stream())
        .map(Descriptor::getFullName)
        .toList();
  }

  @Test
  void aSymbolThatIsNotThere() {
    try (GrpcTest.Shop shop = GrpcTest.Shop.open("sqlite")) {
      for (String name :
          List.of(
              "work_shop.v1.Closed",
              "work_shop.v1.ClosedService",
              "work_shop.v1.Tools.secret",
              "work_shop.v1.ToolsService.Nothing",
              "grpc.health.v1.Nothing",
              "")) {
        ServerReflectionResponse response =
            shop.client()
                .ask(ServerReflectionRequest.newBuilder().setFileContainingSymbol(name).build());
        assertThat(response.getErrorResponse().getErrorCode()).as(name).isEqualTo(5);
      }
      Stream.of("grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection.ServerReflectionInfo")
          .forEach(name ->
              assertThat(
                      shop.client()
                          .ask(
                              ServerReflectionRequest.newBuilder()
                                  .setFileContainingSymbol(name)
                                  .build())
                          .hasFileDescriptorResponse())
                  .isTrue());
    }
  }
}
