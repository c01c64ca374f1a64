package msingi.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;

/**
 * A server as one would write it by hand for exactly these requests. Arguments: what it answers
 * from ({@code constant}, {@code sqlite FILE}, {@code postgres URI}) after the port.
 */
public final class Baseline {
  private Baseline() {}

  /** Answers one request. */
  interface Answers {
    /** The handler; called on an event loop. */
    void handle(HttpServerRequest request);
  }

  /** Starts the server; never returns normally. */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    Supplier<Answers> answers =
        switch (arguments[1]) {
          case "constant" -> () -> new ConstantAnswers();
          case "sqlite" -> {
            SqliteAnswers shared = new SqliteAnswers(arguments[2]);
            yield () -> shared;
          }
          case "postgres" -> () -> new PostgresAnswers(vertx, arguments[2]);
          default -> throw new IllegalArgumentException(arguments[1]);
        };
    DeploymentOptions options =
        new DeploymentOptions().setInstances(2).setThreadingModel(ThreadingModel.EVENT_LOOP);
    vertx
        .deployVerticle(() -> new Loop(port, answers.get()), options)
        .onFailure(failure -> {
          System.err.println(failure);
          System.exit(1);
        });
  }

  /** One listening event loop. */
  private static final class Loop extends VerticleBase {
    private final int port;
    private final Answers answers;

    Loop(int port, Answers answers) {
      this.port = port;
      this.answers = answers;
    }

    @Override
    public Future<?> start() {
      return vertx
          .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
          .requestHandler(answers::handle)
          .listen();
    }
  }
}
