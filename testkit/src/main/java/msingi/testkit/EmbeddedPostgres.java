package msingi.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A real PostgreSQL of a chosen major version on a free port of this machine, with its data in a
 * temporary folder that goes away with it.
 *
 * <p>{@link #shared} is one server for each major in this JVM, durable writes off, stopped at the
 * end of the JVM; tests take a database of their own from it. {@link #start} is a server with
 * settings of its own, closed by whoever started it.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  /** The majors whose binaries the build has laid beside the test kit. */
  public static final List<Integer> MAJORS = List.of(14, 18);

  private static final Map<Integer, EmbeddedPostgres> SHARED = new ConcurrentHashMap<>();
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final int major;
  private final Path data;
  private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres.Builder builder;
  private io.zonky.test.db.postgres.embedded.EmbeddedPostgres server;

  private EmbeddedPostgres(
      int major, Path data, io.zonky.test.db.postgres.embedded.EmbeddedPostgres.Builder builder)
      throws IOException {
    this.major = major;
    this.data = data;
    this.builder = builder;
    this.server = builder.start();
  }

  /** The server of this major that all tests of the JVM share. */
  public static EmbeddedPostgres shared(int major) {
    return SHARED.computeIfAbsent(
        major,
        wanted -> {
          EmbeddedPostgres started = start(wanted, Map.of());
          Runtime.getRuntime().addShutdownHook(new Thread(started::close));
          return started;
        });
  }

  /**
   * A new server.
   *
   * @param settings of postgresql.conf, on top of {@code fsync=off}, {@code synchronous_commit=off}
   *     and {@code autovacuum=off}, which they may undo
   */
  public static EmbeddedPostgres start(int major, Map<String, String> settings) {
    Path binaries = binaries(major);
    var builder =
        io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
            .setPgBinaryResolver((system, machine) -> archive(binaries))
            .setPGStartupWait(Duration.ofSeconds(60))
            .setLocaleConfig("locale", "C.UTF-8")
            .setLocaleConfig("encoding", "UTF8");
    // What the planner knows changes when a test says ANALYZE, and at no other moment.
    builder.setServerConfig("autovacuum", "off");
    settings.forEach(builder::setServerConfig);
    try {
      Path data = Files.createTempDirectory("msingi-postgres-").resolve("data");
      builder.setDataDirectory(data).setCleanDataDirectory(false);
      return new EmbeddedPostgres(major, data, builder);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL " + major + " did not start", e);
    }
  }

  /** The major version, for example 18. */
  public int major() {
    return major;
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return server.getPort();
  }

  /** A new empty database of this server. */
  public Database createDatabase() {
    return create("template0");
  }

  /** A new database that starts as a copy of {@code template}, to which nobody may be connected. */
  public Database copyOf(Database template) {
    return create(template.name());
  }

  private Database create(String template) {
    String name = "test_" + ProcessHandle.current().pid() + "_" + NAMES.incrementAndGet();
    // 15 and later write a copy to the log block by block unless told to copy files, which is
    // faster.
    String strategy = major >= 15 ? " STRATEGY FILE_COPY" : "";
    try (Connection connection = administration().connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " TEMPLATE " + template + strategy);
    } catch (SQLException e) {
      throw new IllegalStateException("no database from " + template, e);
    }
    return new Database(port(), name);
  }

  /** The database that is always there, for administration. */
  public Database administration() {
    return new Database(port(), "postgres");
  }

  /** Stops the server, runs what wants it away, and starts it again on its port with its data. */
  public void interrupt(Runnable away) {
    int port = port();
    try {
      server.close();
      try {
        away.run();
      } finally {
        server = builder.setPort(port).start();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      deleteData();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server may still take away its last files while it is walked over. */
  private void deleteData() throws IOException {
    for (int left = 5; left > 0 && Files.exists(data.getParent()); left--) {
      try (Stream<Path> files = Files.walk(data.getParent())) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (NoSuchFileException | UncheckedIOException gone) {
        if (left == 1) {
          throw new IOException("the data of PostgreSQL " + major + " stays behind", gone);
        }
      }
    }
  }

  private static Path binaries(int major) {
    try {
      Path classes =
          Path.of(
              EmbeddedPostgres.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path jar = classes.resolveSibling("postgres").resolve(major + ".jar");
      if (!Files.isRegularFile(jar)) {
        throw new IllegalArgumentException(
            "no binaries of PostgreSQL " + major + " at " + jar + "; there are " + MAJORS);
      }
      return jar;
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The archive inside the jar, as a stream that closes the jar with it. */
  private static InputStream archive(Path jar) throws IOException {
    ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar));
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (entry.getName().endsWith(".txz")) {
        return zip;
      }
    }
    zip.close();
    throw new IOException("no archive in " + jar);
  }

  /**
   * A database of an embedded server; its user is the superuser {@code postgres}, without a
   * password.
   */
  public record Database(int port, String name) {
    /** The database at such a URI as {@link #uri} gives. */
    public static Database at(String uri) {
      URI address = URI.create(uri);
      return new Database(address.getPort(), address.getPath().substring(1));
    }

    /** For drivers that take a URI: {@code postgresql://user@host:port/name}. */
    public String uri() {
      return "postgresql://postgres@127.0.0.1:" + port + "/" + name;
    }

    /** A plain connection, for what a test looks at or lays down behind the product's back. */
    public Connection connect() throws SQLException {
      return DriverManager.getConnection(
          "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?user=postgres");
    }
  }
}
