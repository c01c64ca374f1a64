package msingi.testkit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannelBuilder;
import io.grpc.ServerBuilder;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.testing.integration.AbstractInteropTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import msingi.base.Deadline;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.door.grpc.Contracts;
import msingi.door.grpc.GrpcDoor;
import msingi.door.grpc.Lock;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.http.HttpSettings;
import msingi.http.Listener;
import msingi.observe.Observer;
import msingi.request.Credentials;
import msingi.request.Engine;
import msingi.testkit.Ready;
import org.junit.AssumptionViolatedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The interoperability tests of gRPC (grpc-interop-testing) with grpc-java as the client and our
 * server: every case of {@link AbstractInteropTest}.
 */
class InteropTest {
  private static final int LEAST_CASES = 30;

  private static Vertx vertx;
  private static Listener listener;
  private static int port;

  /** No application: the test service stands alone. */
  private static final Engine NOTHING =
      new Engine() {
        @Override
        public Future<Session> admit(Credentials credentials, Deadline deadline) {
          return Future.failedFuture(Problem.of(ErrorCode.NOT_IMPLEMENTED).failure());
        }
      };

  /** The cases, against the server that listens. */
  public static final class Cases extends AbstractInteropTest {
    @Override
    protected ServerBuilder<?> getServerBuilder() {
      return null;
    }

    @Override
    protected ManagedChannelBuilder<?> createChannelBuilder() {
      return OkHttpChannelBuilder.forAddress("127.0.0.1", port)
          .usePlaintext()
          .maxInboundMessageSize(16 * 1024 * 1024);
    }

    @Override
    protected boolean metricsExpected() {
      return false;
    }
  }

  @BeforeAll
  static void listens() {
    vertx = Vertx.vertx();
    Observer observer = _ -> {};
    GrpcDoor door =
        new GrpcDoor(
            NOTHING,
            new Ready(),
            new Contracts(() -> Lock.NONE, observer),
            new byte[32],
            observer,
            List.of(new TestService()),
            16 << 20);
    listener =
        new Listener(
            vertx,
            new HttpSettings("127.0.0.1", 0, 1, List.of(), 1_000),
            () -> new HttpSettings.Limits(60_000, 16 << 20),
            List.of(door),
            observer,
            Time.SYSTEM,
            Randomness.secure());
    port = listener.start().await();
  }

  @AfterAll
  static void ends() {
    listener.stop(1).await();
    vertx.close().await();
  }

  @TestFactory
  Stream<DynamicTest> cases() {
    List<Method> all =
        Arrays.stream(AbstractInteropTest.class.getMethods())
            .filter(it -> it.isAnnotationPresent(org.junit.Test.class))
            .sorted(Comparator.comparing(Method::getName))
            .toList();
    assertThat(all).hasSizeGreaterThan(LEAST_CASES);
    return all.stream().map(it -> DynamicTest.dynamicTest(it.getName(), () -> run(it)));
  }

  private static void run(Method method) throws Throwable {
    Cases cases = new Cases();
    cases.setUp();
    try {
      method.invoke(cases);
    } catch (InvocationTargetException cause) {
      if (cause.getCause() instanceof AssumptionViolatedException left) {
        org.junit.jupiter.api.Assumptions.abort(left.getMessage());
      }
      throw cause.getCause();
    } finally {
      cases.tearDown();
    }
  }
}
