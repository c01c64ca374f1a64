package msingi.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import msingi.cli.Main;

/** The command line in a process of its own, over the definition in a folder. */
public final class Serving implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Thread reading;
  private final HttpClient http = Http.client();

  /** Starts {@code msingi} with these words, on a free port. */
  Serving(Path folder, String... words) throws IOException {
    this("512m", folder, words);
  }

  /** The same with more in its environment. */
  public Serving(Path folder, Map<String, String> environment, String... words) throws IOException {
    this("512m", folder, environment, words);
  }

  /**
   * The same with so much memory.
   *
   * @param heap as in {@code -Xmx}
   */
  Serving(String heap, Path folder, String... words) throws IOException {
    this(heap, folder, Map.of(), words);
  }

  private Serving(String heap, Path folder, Map<String, String> environment, String... words)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-XX:+UseSerialGC");
    command.add("-Xmx" + heap);
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(words));
    command.addAll(List.of("--port", "0", "--dir", folder.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("MSINGI_DRAIN_SECONDS", "10");
    builder.environment().put("MSINGI_LOG_ACCESS", "false");
    builder.environment().put("MSINGI_EXPORT_IDLE_SECONDS", "90");
    builder.environment().putAll(environment);
    process = builder.start();
    reading = Thread.ofPlatform().daemon().start(this::read);
  }

  private void read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      reader.lines().forEach(lines::add);
    } catch (java.io.UncheckedIOException | IOException _) {
      // The process was killed.
    }
  }

  /** A folder with this definition. */
  public static Path folder(String definition) throws IOException {
    Path folder = Temporary.folder("serving");
    Files.writeString(folder.resolve("msingi.yaml"), definition);
    return folder;
  }

  public Process process() {
    return process;
  }

  /** All that it said so far. */
  public String said() {
    return String.join("\n", lines);
  }

  /** Waits until it said this. */
  void says(String text) throws InterruptedException {
    until(() -> said().contains(text), text);
  }

  /** The address, as soon as it serves. */
  public URI address() throws InterruptedException {
    says(" at http://");
    String line = lines.stream().filter(it -> it.contains(" at http://")).findFirst().orElseThrow();
    return URI.create(line.substring(line.indexOf("http://")));
  }

  /** Waits for the end. */
  public int exit() throws InterruptedException {
    int code = process.waitFor();
    reading.join();
    return code;
  }

  /** Waits until something holds, while the process lives. */
  public void until(BooleanSupplier condition, String what) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0 || (!process.isAlive() && !reading.isAlive())) {
        throw new AssertionError("not seen: " + what + "\n" + said());
      }
      Thread.sleep(20);
    }
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  /**
   * @param headers names and values by turns
   */
  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder asked =
        HttpRequest.newBuilder(address().resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json");
    HttpRequest request =
        (headers.length == 0 ? asked : asked.headers(headers))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    exit();
    http.close();
  }
}
