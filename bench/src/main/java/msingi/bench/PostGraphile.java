package msingi.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import msingi.testkit.Http;

/**
 * PostGraphile over a database, in a process of its own. It is installed by npm into the cache
 * folder of whoever measures ({@code XDG_CACHE_HOME}, {@code ~/.cache}), once.
 */
final class PostGraphile implements AutoCloseable {
  private static final String VERSION = "5.1.5";
  private static final List<String> FILES =
      List.of("package.json", "resolvers.mjs", "graphile.config.mjs");
  private static final String QUESTION =
      "{ allShelves(first: 1) { edges { node { cratesByShelfId(first: 1) { edges { node {"
          + " itemsByBoxId(first: 1) { edges { node { name } } } } } } } } } }";
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final int INSTALL_MINUTES = 10;

  private final Process process;
  private final int port;

  private PostGraphile(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** The server over a database; empty, and said so, where it cannot be had. */
  static Optional<PostGraphile> start(String address) throws IOException, InterruptedException {
    if (!there("node") || !there("npm")) {
      return without("node and npm are not installed (apt-get install nodejs npm)");
    }
    Path folder = folder();
    if (!Files.exists(folder.resolve("installed")) && !install(folder)) {
      return without("npm could not install it; see " + log());
    }
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            "node", "--import", "./resolvers.mjs", "node_modules/postgraphile/dist/cli-run.js");
    builder
        .environment()
        .putAll(
            Map.of(
                "DATABASE_URL",
                address,
                "PORT",
                Integer.toString(port),
                "NODE_ENV",
                "production",
                "GRAPHILE_ENV",
                "production"));
    Process process = logged(builder.directory(folder.toFile())).start();
    if (answers(process, port) && right(port)) {
      return Optional.of(new PostGraphile(process, port));
    }
    process.destroyForcibly();
    return without("it does not start, or answers wrongly; see " + log());
  }

  /** Whether it answers rows: what fails is answered with 200 too, and quickly. */
  private static boolean right(int port) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/graphql"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"" + QUESTION + "\"}"))
            .build();
    try (HttpClient client = Http.client()) {
      String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return answer.contains("\"Item 0\"") && !answer.contains("\"errors\"");
    }
  }

  private static Optional<PostGraphile> without(String reason) {
    System.err.println("left out: PostGraphile, since " + reason);
    return Optional.empty();
  }

  private static boolean there(String command) throws InterruptedException {
    try {
      return logged(new ProcessBuilder(command, "--version")).start().waitFor() == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  private static Path folder() {
    String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path caches =
        cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return caches.resolve("msingi").resolve("bench").resolve("postgraphile-" + VERSION);
  }

  private static boolean install(Path folder) throws IOException, InterruptedException {
    System.err.println("installing PostGraphile " + VERSION + " into " + folder);
    Files.createDirectories(folder);
    for (String name : FILES) {
      try (InputStream file = PostGraphile.class.getResourceAsStream("postgraphile/" + name)) {
        Files.copy(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    ProcessBuilder npm = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund");
    Process process = logged(npm.directory(folder.toFile())).start();
    boolean done = process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0;
    if (done) {
      Files.writeString(folder.resolve("installed"), VERSION);
    }
    process.destroy();
    return done;
  }

  private static File log() {
    return new File(System.getProperty("java.io.tmpdir"), "msingi-bench.log");
  }

  private static ProcessBuilder logged(ProcessBuilder builder) {
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log()));
  }

  private static boolean answers(Process process, int port)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < PATIENCE_NANOS && process.isAlive()) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        return true;
      } catch (java.net.ConnectException notYet) {
        Thread.sleep(50);
      }
    }
    return false;
  }

  /** Where the load goes. */
  Measure.Target target(Map<String, String> environment) {
    return new Measure.Target(port, process.pid(), environment);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
