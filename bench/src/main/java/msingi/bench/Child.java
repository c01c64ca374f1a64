package msingi.bench;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, with the flags that the launcher gives a server. */
final class Child implements AutoCloseable {
  private static final long PATIENCE_NANOS = 30_000_000_000L;
  private static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-Xms32m",
          "-XX:NewSize=16m",
          "-XX:MinHeapFreeRatio=30",
          "-XX:MaxHeapFreeRatio=40",
          "-XX:-ShrinkHeapInSteps");

  private final Process process;
  private final int port;
  private final long startNanos;

  private Child(Process process, int port, long startNanos) {
    this.process = process;
    this.port = port;
    this.startNanos = startNanos;
  }

  /** Msingi, serving a place. */
  static Child msingi(Place place) throws IOException, InterruptedException {
    return msingi(place, Map.of());
  }

  /** The same with further variables of the environment. */
  static Child msingi(Place place, Map<String, String> environment)
      throws IOException, InterruptedException {
    int port = freePort();
    return start(
        port,
        msingi.cli.Main.class,
        List.of(
            "serve",
            "--dir",
            place.definition().toString(),
            "--store",
            place.store(),
            "--port",
            Integer.toString(port)),
        environment);
  }

  /** The hand-written server; {@code from} is what it answers from. */
  static Child baseline(String... from) throws IOException, InterruptedException {
    int port = freePort();
    List<String> arguments = new ArrayList<>(List.of(Integer.toString(port)));
    arguments.addAll(List.of(from));
    return start(port, Baseline.class, arguments, Map.of());
  }

  private static Child start(
      int port, Class<?> main, List<String> arguments, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of(System.getProperty("msingi.bench.jvm", "").split(" ")));
    command.removeIf(String::isEmpty);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    long started = System.nanoTime();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("MSINGI_LOG_ACCESS", "false");
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    builder.environment().putAll(environment);
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(
                    new File(System.getProperty("java.io.tmpdir"), "msingi-bench.log")))
            .start();
    Child child = new Child(process, port, started);
    child.awaitPort();
    return child;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitPort() throws IOException, InterruptedException {
    while (System.nanoTime() - startNanos < PATIENCE_NANOS && process.isAlive()) {
      try (var socket = new Socket("127.0.0.1", port)) {
        return;
      } catch (java.net.ConnectException notYet) {
        Thread.sleep(3);
      }
    }
    process.destroyForcibly();
    throw new IOException("a server did not start; see msingi-bench.log in the temporary folder");
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /**
   * Asks for a path.
   *
   * @return seconds from the start of the process to the end of the answer
   */
  double answered(String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    // A bare socket: a client library would take longer to load than the answer.
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!answer.startsWith("HTTP/1.1 200")) {
        throw new IOException(path + " answers " + answer);
      }
    }
    return (System.nanoTime() - startNanos) / 1e9;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(40, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
