package msingi.door.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import msingi.observe.Observer;
import msingi.request.Credentials;
import msingi.request.Operation;
import org.junit.jupiter.api.Test;

class WatchersTest {
  private static final Operation READY =
      new Operation() {
        @Override
        public Future<Void> ready() {
          return Future.succeededFuture();
        }

        @Override
        public Future<String> metrics(Credentials credentials, boolean local) {
          return Future.succeededFuture("");
        }
      };

  /** What somebody is told: a status, or how it ended. */
  private static final class Told implements GrpcService.Replies {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private volatile boolean over;

    @Override
    public Future<Void> send(byte[] message, boolean compressed) {
      heard.add("status " + message[1]);
      return Future.succeededFuture();
    }

    @Override
    public boolean wanted() {
      return !over;
    }

    @Override
    public void end(Status status) {
      over = true;
      heard.add("ended");
    }

    String next() throws InterruptedException {
      String next = heard.poll(30, TimeUnit.SECONDS);
      return next == null ? "nothing" : next;
    }
  }

  @Test
  void oneWhoseQuestionBreaksIsLetGoAndKeepsNobodyElseFromBeingTold() throws Exception {
    Watchers watchers = new Watchers(READY, Observer.NONE);
    Told broken = new Told();
    watchers.add(
        () -> {
          throw new IllegalStateException("broken");
        },
        broken);
    assertThat(broken.next()).isEqualTo("ended");
    for (int each = 0; each < 3; each++) {
      Told other = new Told();
      watchers.add(() -> Future.succeededFuture(true), other);
      assertThat(other.next()).isEqualTo("status " + Health.SERVING);
      other.over = true;
    }
  }
}
