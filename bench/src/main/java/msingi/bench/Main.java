package msingi.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import msingi.bench.Measure.Figure;
import msingi.testkit.EmbeddedPostgres;

/** The benchmark: {@code ./dev bench [--json FILE]}. */
public final class Main {
  private static final int POSTGRES = 18;
  private static final List<String> SCRIPTS =
      Stream.of(
              "point", "list", "counted", "nested", "deep", "insert", "upsert", "bulk", "export",
              "bearer", "tokens")
          .map(it -> it + ".lua")
          .toList();

  /** All figures of GraphQL and gRPC, on both stores. */
  private static final String DOORS = "doors";

  /** What is asked of PostGraphile, and the script that asks. */
  private static final Map<String, String> REFERENCES =
      new TreeMap<>(
          Map.of(
              "postgres GraphQL point / PostGraphile", "point",
              "postgres GraphQL list of 25 / PostGraphile", "list",
              "postgres GraphQL nested 10 x 10 / PostGraphile", "nested",
              "postgres GraphQL three levels / PostGraphile", "deep"));

  private final Path folder;
  private final Path atlas;
  private final Measure measure;
  private final List<String> only;
  private final List<Figure> figures = new ArrayList<>();

  private Main(Path folder, Path atlas, Options options) {
    this.folder = folder;
    this.atlas = atlas;
    this.measure = new Measure(options.warm(), options.seconds(), options.rounds());
    this.only = List.of(options.only().split(","));
  }

  /** Measures, prints a table and writes the list if it was asked for. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Options options;
    try {
      options = Options.of(arguments);
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage() + "\n" + Options.USAGE);
      System.exit(2);
      return;
    }
    if (!Load.installed()) {
      System.err.println(
          "wrk, which makes the load, is not installed: apt-get install wrk (Debian, Ubuntu),"
              + " brew install wrk (macOS)");
      System.exit(1);
    }
    Path folder = Files.createTempDirectory("msingi-bench-");
    try {
      Path atlas = Path.of(System.getProperty("msingi.root", "."), "examples", "atlas");
      Main main = new Main(folder, atlas, options);
      main.run();
      main.figures.forEach(figure -> System.out.println(figure.line()));
      if (!options.json().isEmpty()) {
        Files.writeString(Path.of(options.json()), Measure.json(main.figures));
      }
    } finally {
      delete(folder);
    }
  }

  private void run() throws IOException, InterruptedException {
    Path definition = Files.createDirectories(folder.resolve("definition"));
    copy("msingi.yaml", definition);
    for (String script : SCRIPTS) {
      copy(script, folder);
    }
    Files.write(folder.resolve("ids"), Rows.firsts(atlas.resolve("data/cities.csv.gz")));
    if (wanted("sqlite")) {
      sqlite(definition);
    }
    if (wanted("postgres")) {
      postgres(definition);
    }
    if (wanted("atlas")) {
      idle();
    }
    if (wanted("accounts")) {
      accounts(definition);
    }
  }

  private boolean wanted(String part) {
    return only.stream().anyMatch(it -> part.startsWith(it) || it.startsWith(part))
        || (only.contains(DOORS) && (part.equals("sqlite") || part.equals("postgres")));
  }

  /** Whether a figure is asked for: by how it begins, or as one about doors beside each other. */
  private boolean selected(String name) {
    boolean door =
        name.contains(" GraphQL ") || name.contains(" grpc") || name.contains(" hostile");
    return only.stream().anyMatch(name::startsWith) || (door && only.contains(DOORS));
  }

  private void sqlite(Path definition) throws IOException, InterruptedException {
    Path file = folder.resolve("bench.db");
    Place place = filled(definition, "sqlite:" + file, List.of("cities.csv.gz"));
    // One process holds a file: the hand-written server has a copy.
    Path copy = Files.copy(file, folder.resolve("copy.db"));
    try (Child msingi = Child.msingi(place);
        Child constant = Child.baseline("constant");
        Child written = Child.baseline("sqlite", copy.toString())) {
      Measure.Target ours = target(msingi, place);
      compare("sqlite point / constant", 0.55, "point", ours, target(constant, place));
      compare("sqlite point / hand-written", 0.8, "point", ours, target(written, place));
      compare("sqlite list of 25 / hand-written", 0.8, "list", ours, target(written, place));
      compare("sqlite insert / hand-written", 0.6, "insert", ours, target(written, place));
      dialect("sqlite", ours, target(written, place));
      graph("sqlite", msingi, place);
      batches("sqlite", msingi, place);
      grpc("sqlite", msingi, place);
      if (selected("sqlite hostile documents")) {
        List<Figure> hostile = new Hostile(msingi, place).measure();
        hostile.forEach(figure -> System.err.println(figure.line()));
        figures.addAll(hostile);
      }
    }
  }

  /** The same rows by gRPC and by REST. */
  private void grpc(String store, Child msingi, Place place)
      throws IOException, InterruptedException {
    if (!selected(store + " grpc")) {
      return;
    }
    if (!GrpcReads.installed()) {
      System.err.println("left out: h2load is not installed (apt-get install nghttp2-client)");
      return;
    }
    String id = Files.readAllLines(folder.resolve("ids")).getFirst();
    figures.addAll(
        new GrpcReads(folder, target(msingi, place), place.publishable(), measure)
            .compare(store, id));
  }

  /** Several writes in one request beside as many requests. */
  private void batches(String store, Child msingi, Place place)
      throws IOException, InterruptedException {
    String name = store + " 100 requests / batch of 100";
    if (selected(name)) {
      System.err.println("measuring " + name);
      int seconds = measure.seconds() * measure.rounds();
      Figure figure =
          Batches.compare(name, msingi.port(), place.publishable(), measure.warm(), seconds);
      System.err.println(figure.line());
      figures.add(figure);
    }
  }

  /** What the dialect can do beyond single rows and lists. */
  private void dialect(String store, Measure.Target ours, Measure.Target theirs)
      throws IOException, InterruptedException {
    String written = " / hand-written";
    compare(store + " nested 10 x 10" + written, 0.75, "nested", ours, theirs);
    compare(store + " three levels" + written, 0.75, "deep", ours, theirs);
    compare(store + " list with exact count" + written, 0.75, "counted", ours, theirs);
    compare(store + " upsert" + written, 0.75, "upsert", ours, theirs);
    compare(store + " bulk insert of 1,000" + written, 0.75, "bulk", ours, theirs);
    compare(store + " export of the cities" + written, 0.75, "export", ours, theirs);
  }

  /** GraphQL beside REST: the same rows of the same server. */
  private void graph(String store, Child msingi, Place place)
      throws IOException, InterruptedException {
    Measure.Target rest = target(msingi, place);
    Measure.Target graph = asking(rest, "msingi");
    compare(store + " GraphQL point / REST", 0.8, "point", graph, rest);
    compare(store + " GraphQL list of 25 / REST", 0.8, "list", graph, rest);
    compare(store + " GraphQL nested 10 x 10 / REST", 0.8, "nested", graph, rest);
    compare(store + " GraphQL three levels / REST", 0.8, "deep", graph, rest);
  }

  /** The same target, asked in the GraphQL of whom. */
  private static Measure.Target asking(Measure.Target target, String whose) {
    Map<String, String> environment = new HashMap<>(target.environment());
    environment.put("MSINGI_BENCH_GRAPH", whose);
    return new Measure.Target(target.port(), target.pid(), environment);
  }

  /** GraphQL beside that of PostGraphile over the same database. */
  private void beside(String address, Child msingi, Place place)
      throws IOException, InterruptedException {
    if (REFERENCES.keySet().stream().noneMatch(this::selected)) {
      return;
    }
    Optional<PostGraphile> other = PostGraphile.start(address);
    if (other.isPresent()) {
      try (PostGraphile postgraphile = other.get()) {
        Measure.Target ours = asking(target(msingi, place), "msingi");
        Measure.Target theirs = asking(postgraphile.target(ours.environment()), "postgraphile");
        for (Map.Entry<String, String> figure : REFERENCES.entrySet()) {
          compare(figure.getKey(), 1, figure.getValue(), ours, theirs);
        }
      }
    }
  }

  private void postgres(Path definition) throws IOException, InterruptedException {
    Map<String, String> durable = Map.of("fsync", "on", "synchronous_commit", "on");
    try (EmbeddedPostgres server = EmbeddedPostgres.start(POSTGRES, durable)) {
      EmbeddedPostgres.Database database = server.createDatabase();
      String address = database.uri();
      Place place = filled(definition, address, List.of("cities.csv.gz"));
      analyze(database);
      try (Child msingi = Child.msingi(place);
          Child written = Child.baseline("postgres", address)) {
        Measure.Target ours = target(msingi, place);
        compare("postgres point / hand-written", 0.8, "point", ours, target(written, place));
        compare("postgres list of 25 / hand-written", 0.8, "list", ours, target(written, place));
        dialect("postgres", ours, target(written, place));
        graph("postgres", msingi, place);
        beside(address, msingi, place);
        batches("postgres", msingi, place);
        grpc("postgres", msingi, place);
      }
    }
  }

  /**
   * What a database that has been up for a while has done by itself. Rows to upsert are there,
   * since nothing tells this one's planner (autovacuum is off) that a table that was empty has
   * grown.
   */
  private static void analyze(EmbeddedPostgres.Database database) {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO stocks SELECT number, 'Stock', 1 FROM generate_series(1, 10000) AS number");
      statement.execute("VACUUM ANALYZE");
    } catch (SQLException refused) {
      throw new IllegalStateException(refused);
    }
  }

  /** Sign-ins, refreshes, reads by token, and a flood of sign-ins, on SQLite. */
  private void accounts(Path definition) throws IOException, InterruptedException {
    Path file = folder.resolve("accounts.db");
    Place place = filled(definition, "sqlite:" + file, List.of("cities.csv.gz"));
    try (Child msingi = Child.msingi(place, Map.of("MSINGI_RATE_LIMITS", "false"))) {
      Accounts accounts = new Accounts(msingi, place);
      accounts.people();
      figure("accounts sign-ins", () -> accounts.signIns(4 * measure.seconds()));
      figure("accounts refreshes", () -> accounts.refreshes(measure.warm(), measure.seconds()));
      Measure.Target bare = target(msingi, place);
      compare("accounts point by token", 0.95, "bearer", bearing(bare, accounts.access()), bare);
      Path tokens = folder.resolve("tokens");
      accounts.tokens(tokens, Path.of(file + ".keys"));
      if (only.stream().anyMatch("accounts distinct"::startsWith)) {
        figures.addAll(
            accounts.distinct(
                folder.resolve("tokens.lua"), tokens, bare.environment(), measure.seconds()));
      }
    }
    if (only.stream().anyMatch("accounts flood"::startsWith)) {
      try (Child msingi = Child.msingi(place)) {
        List<String> ids = Files.readAllLines(folder.resolve("ids"));
        figures.addAll(new Flood(msingi, place, ids).run(measure.warm(), 4 * measure.seconds()));
      }
    }
  }

  private static Measure.Target bearing(Measure.Target target, String token) {
    Map<String, String> environment = new HashMap<>(target.environment());
    environment.put("MSINGI_BENCH_TOKEN", token);
    return new Measure.Target(target.port(), target.pid(), environment);
  }

  /** Something that is measured by itself. */
  @FunctionalInterface
  private interface Single {
    Figure measure() throws IOException, InterruptedException;
  }

  private void figure(String name, Single single) throws IOException, InterruptedException {
    if (selected(name)) {
      System.err.println("measuring " + name);
      Figure figure = single.measure();
      System.err.println(figure.line());
      figures.add(figure);
    }
  }

  /** Memory and start of the example, which nobody asks anything. */
  private void idle() throws IOException, InterruptedException {
    Path file = folder.resolve("atlas.db");
    Place place = filled(atlas, "sqlite:" + file, List.of("countries.csv", "cities.csv.gz"));
    List<Double> starts = new ArrayList<>();
    List<Double> memories = new ArrayList<>();
    for (int round = 0; round < measure.rounds(); round++) {
      try (Child msingi = Child.msingi(place)) {
        starts.add(msingi.answered("/rest/v1/countries?limit=1"));
        Thread.sleep(5_000);
        memories.add(Load.memory(msingi.pid()));
      }
    }
    figures.add(Figure.most("memory of the idle atlas", 150, Measure.median(memories), "MB"));
    figures.add(Figure.most("start to first answer", 1, Measure.median(starts), "s"));
  }

  /** A database with the rows of these files of the atlas, sent over HTTP. */
  private Place filled(Path definition, String store, List<String> files)
      throws IOException, InterruptedException {
    System.err.println("preparing " + store);
    Place place = Place.prepare(definition, store);
    var app = Place.app(definition, store);
    try (Child msingi = Child.msingi(place)) {
      for (String name : files) {
        String collection = name.substring(0, name.indexOf('.'));
        Path file = atlas.resolve("data").resolve(name);
        Rows.send(file, app.collection(collection), msingi.port(), place.secret());
      }
      if (app.name().equals("bench")) {
        for (String collection : Shelves.COLLECTIONS) {
          Rows.send(Shelves.rows(collection), collection, msingi.port(), place.secret());
        }
      }
    }
    return place;
  }

  private Measure.Target target(Child child, Place place) {
    return new Measure.Target(
        child.port(),
        child.pid(),
        Map.of(
            "MSINGI_BENCH_KEY",
            place.publishable(),
            "MSINGI_BENCH_IDS",
            folder.resolve("ids").toString()));
  }

  private void compare(
      String name, double wanted, String script, Measure.Target ours, Measure.Target theirs)
      throws IOException, InterruptedException {
    if (!selected(name)) {
      return;
    }
    System.err.println("measuring " + name);
    List<Figure> pair =
        measure.compare(name, wanted, folder.resolve(script + ".lua"), ours, theirs);
    pair.forEach(figure -> System.err.println(figure.line()));
    figures.addAll(pair);
  }

  private static void copy(String resource, Path target) throws IOException {
    try (InputStream stream = Main.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IOException("no " + resource);
      }
      Files.copy(stream, target.resolve(resource));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
