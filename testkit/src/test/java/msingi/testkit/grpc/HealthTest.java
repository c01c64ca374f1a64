package msingi.testkit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code grpc.health.v1.Health} by grpc-java: asked once, and watched. */
@Timeout(120)
class HealthTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: health
      limits: { deadline: 1s }
      collections:
        notes: { fields: { text: text }, access: { read: true } }
        closed: { fields: { text: text } }
      """;

  private static final int WATCHERS = 100;

  private static ManagedChannel channel(Running running) {
    return OkHttpChannelBuilder.forAddress("127.0.0.1", running.uri().getPort())
        .usePlaintext()
        .build();
  }

  /** What a watcher is told: statuses, and how it ended. */
  private static final class Watcher
      implements ClientResponseObserver<HealthCheckRequest, HealthCheckResponse> {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private ClientCallStreamObserver<HealthCheckRequest> call;

    Watcher(ManagedChannel channel, String service) {
      HealthGrpc.newStub(channel)
          .watch(HealthCheckRequest.newBuilder().setService(service).build(), this);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<HealthCheckRequest> stream) {
      call = stream;
    }

    @Override
    public void onNext(HealthCheckResponse response) {
      told.add(response.getStatus().name());
    }

    @Override
    public void onError(Throwable cause) {
      told.add("ended: " + Status.fromThrowable(cause).getCode());
    }

    @Override
    public void onCompleted() {
      told.add("ended: OK");
    }

    String next() throws InterruptedException {
      String next = told.poll(30, TimeUnit.SECONDS);
      return next == null ? "nothing" : next;
    }
  }

  private static String check(ManagedChannel channel, String service) {
    try {
      return HealthGrpc.newBlockingStub(channel)
          .withDeadlineAfter(20, TimeUnit.SECONDS)
          .check(HealthCheckRequest.newBuilder().setService(service).build())
          .getStatus()
          .name();
    } catch (StatusRuntimeException refused) {
      return refused.getStatus().getCode().name();
    }
  }

  @Test
  void once() {
    try (Running running = Running.start("sqlite", DEFINITION)) {
      ManagedChannel channel = channel(running);
      assertThat(check(channel, "")).isEqualTo("SERVING");
      assertThat(check(channel, "health.v1.NotesService")).isEqualTo("SERVING");
      assertThat(check(channel, "health.v1.ClosedService")).isEqualTo("NOT_FOUND");
      assertThat(check(channel, "grpc.health.v1.Health")).isEqualTo("SERVING");
      channel.shutdownNow();
    }
  }

  @Test
  void watchersAreToldOfTheEndAndOutlastTheDeadlineOfTheDefinition() throws Exception {
    Running running = Running.start("sqlite", DEFINITION);
    ManagedChannel channel = channel(running);
    try {
      Watcher all = new Watcher(channel, "");
      Watcher notes = new Watcher(channel, "health.v1.NotesService");
      Watcher closed = new Watcher(channel, "health.v1.ClosedService");
      assertThat(all.next()).isEqualTo("SERVING");
      assertThat(notes.next()).isEqualTo("SERVING");
      assertThat(closed.next()).isEqualTo("SERVICE_UNKNOWN");
      assertThat(all.told.poll(3, TimeUnit.SECONDS)).isNull();
      running.close();
      assertThat(List.of(all.next(), all.next()))
          .containsExactly("NOT_SERVING", "ended: UNAVAILABLE");
      assertThat(List.of(notes.next(), notes.next()))
          .containsExactly("NOT_SERVING", "ended: UNAVAILABLE");
      assertThat(closed.next()).isEqualTo("ended: UNAVAILABLE");
    } finally {
      running.close();
      channel.shutdownNow();
    }
  }

  @Test
  void thereAreNotTooManyWatchers() throws Exception {
    try (Running running = Running.start("sqlite", DEFINITION)) {
      ManagedChannel one = channel(running);
      ManagedChannel other = channel(running);
      List<Watcher> watchers = new ArrayList<>();
      for (int count = 0; count < WATCHERS; count++) {
        watchers.add(new Watcher(count % 2 == 0 ? one : other, ""));
      }
      for (Watcher watcher : watchers) {
        assertThat(watcher.next()).isEqualTo("SERVING");
      }
      assertThat(new Watcher(other, "").next()).isEqualTo("ended: UNAVAILABLE");
      watchers.getFirst().call.cancel("enough", null);
      // The server learns of it when it does.
      String next = "";
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (!next.equals("SERVING") && System.nanoTime() < end) {
        next = new Watcher(other, "").next();
        Thread.sleep(20);
      }
      assertThat(next).isEqualTo("SERVING");
      one.shutdownNow();
      other.shutdownNow();
    }
  }
}
