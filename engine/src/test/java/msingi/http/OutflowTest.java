package msingi.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.observe.Observer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers of any length over real sockets whose other ends read, stop reading, and go away. */
@Timeout(60)
class OutflowTest {
  private static final int PIECE = 64 * 1024;
  private static final long LONG = 48L << 20;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong written = new AtomicLong();
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();
  private Optional<Listener> listener = Optional.empty();
  private int port;

  @TempDir private Path folder = Path.of(".");

  @AfterEach
  void stop() throws Exception {
    if (listener.isPresent()) {
      listener.get().stop(1).await(20, TimeUnit.SECONDS);
    }
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private void start(long idleMillis, long spoolBytes, Door door) throws Exception {
    HttpSettings.Exports exports = new HttpSettings.Exports(1, 1, idleMillis, folder, spoolBytes);
    Listener made =
        new Listener(
            vertx,
            new HttpSettings(
                "127.0.0.1", 0, 1, List.of(), 100, Proxies.NONE, new Transport.Plain(), exports),
            () -> new HttpSettings.Limits(3_000, 1_000),
            List.of(door),
            Observer.NONE,
            Time.SYSTEM,
            Randomness.secure());
    listener = Optional.of(made);
    port = made.start().await(10, TimeUnit.SECONDS);
  }

  private Listener listener() {
    return listener.orElseThrow();
  }

  /** Answers with as many numbers as the path says, four bytes each. */
  private final class Numbers implements Door {
    @Override
    public String prefix() {
      return "/numbers";
    }

    @Override
    public List<String> routes() {
      return List.of();
    }

    @Override
    public void serve(Exchange exchange) {
      long bytes = Long.parseLong(exchange.path().substring(1));
      Outflow outflow = exchange.outflow();
      outflow
          .reading(() -> {
            CompletableFuture<Void> done = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> write(exchange, outflow, bytes, done));
            return Future.fromCompletionStage(done);
          })
          .onSuccess(_ -> {
            ended.incrementAndGet();
            outflow.end();
          })
          .onFailure(cause -> {
            broken.incrementAndGet();
            outflow.abort(ErrorCode.CANCELED);
            refuse(
                exchange,
                cause instanceof Failure it ? it.problem() : Problem.of(ErrorCode.INTERNAL));
          });
    }

    private void write(
        Exchange exchange, Outflow outflow, long bytes, CompletableFuture<Void> done) {
      try {
        assertThat(exchange.claim()).isTrue();
        outflow.begin(200, "application/octet-stream");
        for (int number = 0; written.get() < bytes; ) {
          byte[] piece = new byte[PIECE];
          for (int place = 0; place < PIECE; place += 4) {
            put(piece, place, number++);
          }
          outflow.write(piece).toCompletionStage().toCompletableFuture().get();
          written.addAndGet(PIECE);
        }
        done.complete(null);
      } catch (Exception | AssertionError cause) {
        done.completeExceptionally(cause);
      }
    }

    @Override
    public void refuse(Exchange exchange, Problem problem) {
      if (exchange.claim()) {
        exchange.end(problem.code().status());
      }
    }
  }

  private static void put(byte[] piece, int place, int number) {
    for (int index = 0; index < 4; index++) {
      piece[place + index] = (byte) (number >> (8 * index));
    }
  }

  /** Asks, and reads the head of the answer and nothing else. */
  private Socket ask(String path) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(16 * 1024);
    socket.setSoTimeout(30_000);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
      line.append((char) octet);
    }
    return line.toString().strip();
  }

  /** Reads the rest of an answer in chunks; how many bytes came, or less than zero if it broke. */
  private static long rest(Socket socket) {
    long bytes = 0;
    try {
      InputStream in = new BufferedInputStream(socket.getInputStream(), PIECE);
      while (!line(in).isEmpty()) {
        // The head.
      }
      for (String size = line(in); !size.isEmpty(); size = line(in)) {
        byte[] chunk = in.readNBytes(Integer.parseInt(size, 16));
        line(in);
        if (chunk.length == 0) {
          return bytes;
        }
        bytes = checked(chunk, bytes);
      }
      return -1;
    } catch (IOException reset) {
      return -1;
    }
  }

  private static long checked(byte[] chunk, long before) {
    for (int index = 0; index < chunk.length; index++) {
      long place = before + index;
      byte expected = (byte) ((int) (place / 4) >> (8 * (place % 4)));
      if (chunk[index] != expected) {
        throw new AssertionError("wrong byte at " + place);
      }
    }
    return before + chunk.length;
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("waiting").isNegative();
      Thread.sleep(10);
    }
  }

  /** Temporary files that this process still has open. */
  private long files() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(it -> target(it).startsWith(folder.toString())).count();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  @Test
  void aQuickClientGetsAllThroughMemory() throws Exception {
    start(30_000, 1, new Numbers());
    try (Socket socket = ask("/numbers/" + LONG)) {
      assertThat(rest(socket)).isEqualTo(LONG);
    }
    until(() -> listener().working() == 0);
    assertThat(ended).hasValue(1);
  }

  @Test
  void aClientThatDoesNotReadHoldsLittleMemoryAndNoWriter() throws Exception {
    start(30_000, 1L << 30, new Numbers());
    try (Socket socket = ask("/numbers/" + LONG)) {
      until(() -> written.get() > 0);
      Thread.sleep(500);
      // The kernel's buffers of both ends, and the window.
      assertThat(written.get()).isLessThan(LONG / 2);
      assertThat(ended).hasValue(0);
      until(() -> ended.get() == 1);
      assertThat(listener().spooled().get()).isGreaterThan(LONG / 2);
      assertThat(files()).isEqualTo(1);
      assertThat(rest(socket)).isEqualTo(LONG);
    }
    until(() -> listener().working() == 0);
    assertThat(listener().spooled()).hasValue(0);
    until(() -> {
      try {
        return files() == 0;
      } catch (IOException cause) {
        throw new IllegalStateException(cause);
      }
    });
  }

  @Test
  void aClientThatTakesNothingIsCutOff() throws Exception {
    start(700, 1L << 30, new Numbers());
    try (Socket socket = ask("/numbers/" + LONG)) {
      until(() -> broken.get() == 1);
      until(() -> listener().working() == 0);
      assertThat(rest(socket)).isNegative();
    }
  }

  @Test
  void aClientIsCutOffAfterTheWriterEndedToo() throws Exception {
    start(4_000, 1L << 30, new Numbers());
    try (Socket socket = ask("/numbers/" + LONG)) {
      until(() -> ended.get() == 1);
      assertThat(listener().working()).isEqualTo(1);
      until(() -> listener().working() == 0);
      assertThat(listener().spooled()).hasValue(0);
      assertThat(rest(socket)).isNegative();
    }
  }

  @Test
  void filesHaveAMostSize() throws Exception {
    start(30_000, 1L << 20, new Numbers());
    try (Socket socket = ask("/numbers/" + LONG)) {
      until(() -> broken.get() == 1);
      assertThat(listener().spooled()).hasValue(0);
      assertThat(rest(socket)).isNegative();
    }
  }

  @Test
  void aClientThatLeavesIsNoticed() throws Exception {
    start(30_000, 1L << 30, new Numbers());
    try (Socket socket = ask("/numbers/" + LONG)) {
      until(() -> written.get() > 0);
      socket.setSoLinger(true, 0);
    }
    until(() -> broken.get() == 1);
    until(() -> listener().working() == 0);
    assertThat(written.get()).isLessThan(LONG);
  }

  @Test
  void aStreamOfHttp2IsResetAndItsConnectionGoesOn() throws Exception {
    start(700, 1L << 30, new Numbers());
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false);
    var client = vertx.createHttpClient(options);
    HttpClientResponse stalled = ask2(client, "/numbers/" + LONG).await(10, TimeUnit.SECONDS);
    stalled.pause();
    Promise<Throwable> reset = Promise.promise();
    stalled.exceptionHandler(reset::tryComplete);
    until(() -> broken.get() == 1);
    stalled.resume();
    assertThat(reset.future().await(10, TimeUnit.SECONDS)).hasMessageContaining("reset");
    written.set(0);
    HttpClientResponse next = ask2(client, "/numbers/" + PIECE).await(10, TimeUnit.SECONDS);
    assertThat(next.statusCode()).isEqualTo(200);
    assertThat(next.request().connection()).isSameAs(stalled.request().connection());
  }

  private Future<HttpClientResponse> ask2(io.vertx.core.http.HttpClient client, String path) {
    return client
        .request(HttpMethod.GET, port, "127.0.0.1", path)
        .compose(request -> request.send());
  }

  @Test
  void stoppingCutsOffWhoDoesNotRead() throws Exception {
    start(60_000, 1L << 30, new Numbers());
    try (Socket socket = ask("/numbers/" + LONG)) {
      until(() -> written.get() > 0);
      listener().stop(1).await(20, TimeUnit.SECONDS);
      listener = Optional.empty();
      until(() -> broken.get() + ended.get() == 1);
      assertThat(rest(socket)).isNegative();
    }
  }

  /** Reads for as long as the test says. */
  private record Held(List<Promise<Void>> readings) implements Door {
    @Override
    public String prefix() {
      return "/held";
    }

    @Override
    public List<String> routes() {
      return List.of();
    }

    @Override
    public void serve(Exchange exchange) {
      Promise<Void> reading = Promise.promise();
      exchange
          .outflow()
          .reading(() -> {
            readings.add(reading);
            return reading.future();
          })
          .onSuccess(_ -> {
            if (exchange.claim()) {
              exchange.end(204);
            }
          })
          .onFailure(cause -> refuse(exchange, ((Failure) cause).problem()));
    }

    @Override
    public void refuse(Exchange exchange, Problem problem) {
      if (exchange.claim()) {
        exchange.end(problem.code().status());
      }
    }
  }

  private static String status(Socket socket) throws IOException {
    return line(socket.getInputStream()).split(" ")[1];
  }

  @Test
  void soManyReadAtOnceSoManyWaitAndTheRestIsRefused() throws Exception {
    List<Promise<Void>> readings = new java.util.concurrent.CopyOnWriteArrayList<>();
    start(30_000, 1L << 20, new Held(readings));
    try (Socket first = ask("/held");
        Socket second = ask("/held")) {
      until(() -> listener().working() == 2 && readings.size() == 1);
      try (Socket third = ask("/held")) {
        assertThat(status(third)).isEqualTo("503");
      }
      // The second waits for half of its time.
      assertThat(status(second)).isEqualTo("503");
      try (Socket fourth = ask("/held")) {
        until(() -> listener().working() == 2);
        readings.getFirst().complete();
        assertThat(status(first)).isEqualTo("204");
        until(() -> readings.size() == 2);
        readings.getLast().complete();
        assertThat(status(fourth)).isEqualTo("204");
      }
    }
    until(() -> listener().turns().taken() == 0);
  }

  @Test
  void whoLeavesTheLineIsNotRead() throws Exception {
    List<Promise<Void>> readings = new java.util.concurrent.CopyOnWriteArrayList<>();
    start(30_000, 1L << 20, new Held(readings));
    try (Socket first = ask("/held")) {
      until(() -> readings.size() == 1);
      Socket second = ask("/held");
      until(() -> listener().working() == 2);
      second.close();
      until(() -> listener().working() == 1);
      readings.getFirst().complete();
      assertThat(status(first)).isEqualTo("204");
    }
    until(() -> listener().turns().taken() == 0);
    assertThat(readings).hasSize(1);
  }
}
