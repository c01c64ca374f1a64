package msingi.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import msingi.adopt.Adoption;
import msingi.adopt.Heading;
import msingi.adopt.Remembered;
import msingi.auth.Keys;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.server.Configuration;
import msingi.server.Wiring;
import msingi.store.Catalog;
import msingi.store.sql.postgres.PostgresOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a definition from a database that is already there. */
@Command(
    name = "adopt",
    mixinStandardHelpOptions = true,
    description = {
      "Write a definition from a database that is already there.",
      "Nothing is migrated, nothing opened. What the language has no words for is listed, and stands in the file as a comment."
    },
    footer = {
      "",
      "Examples:",
      "  msingi adopt sqlite:shop.db",
      "  msingi adopt postgresql://app@localhost/shop --schema public --schema sales",
      "  msingi adopt sqlite:shop.db --open-to secret",
      "  msingi adopt --update"
    })
final class AdoptCommand extends FolderCommand {
  private static final String SQLITE = "sqlite:";

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description =
          "sqlite:FILE or postgresql://…; with --update that of the definition by default")
  private String url = "";

  @Option(
      names = "--schema",
      paramLabel = "SCHEMA",
      description = "a schema of PostgreSQL, the default first (all that are not the system's)")
  private List<String> schemas = new ArrayList<>();

  @Option(names = "--update", description = "bring later changes of the database into the file")
  private boolean update;

  @Option(
      names = "--open-to",
      paramLabel = "secret",
      description = "secret: make a secret key and show it, this once; it passes rules")
  private String openTo = "";

  AdoptCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() {
    if (!openTo.isEmpty() && !openTo.equals("secret")) {
      screen().note("--open-to takes secret; whom else to let in, say access: in the definition");
      return Main.USAGE;
    }
    if (url.isEmpty() && !update) {
      screen().note("which database? msingi adopt sqlite:FILE or postgresql://…");
      return Main.USAGE;
    }
    return update ? new AdoptUpdate(this).run() : write();
  }

  private int write() {
    Path file = folder().resolve(DefinitionReader.MAIN);
    if (Files.exists(file)) {
      throw Problem.of(ErrorCode.CONFIGURATION, file + " is there")
          .withHint("Nothing was changed. Say --update to bring the database's changes into it.")
          .failure();
    }
    String address = address();
    Catalog catalog = catalog(address, schemas);
    Adoption adoption = Adoption.of(catalog, heading(address, catalog));
    adoption.sources().forEach((name, text) -> save(folder().resolve(name), text));
    save(AdoptUpdate.base(folder()), Remembered.text(adoption.sources()));
    int count = adoption.app().collections().size();
    screen().say(file + ": " + count + " collections of " + adoption.app().name());
    remark(adoption.remarks());
    if (!openTo.isEmpty()) {
      key(adoption.app(), address);
    }
    return Main.OK;
  }

  /** What people should know of. */
  void remark(List<String> remarks) {
    if (!remarks.isEmpty()) {
      screen().say("");
      screen().say("What the definition does not say (" + remarks.size() + "):");
      remarks.forEach(it -> screen().say("  " + it.replaceAll("\\p{Cntrl}+", " ")));
    }
  }

  /** Writes a file, with its folder. */
  static void save(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The given address; a file is found from where the command runs. */
  String address() {
    return url.startsWith(SQLITE)
        ? SQLITE + Path.of(url.substring(SQLITE.length())).toAbsolutePath().normalize()
        : url;
  }

  /** The given address, or none. */
  String url() {
    return url;
  }

  /** What the database tells of some schemas, or of all when none is named. */
  Catalog catalog(String address, List<String> some) {
    Wiring wiring = new Wiring(Configuration.of(Map.of(), screen().environment()), screen().err());
    try {
      return wiring.catalog(address, known(address, some));
    } finally {
      wiring.close();
    }
  }

  /** Schemas of an address: a file has none. */
  Set<String> known(String address, List<String> some) {
    return address.startsWith(SQLITE) ? Set.of() : new LinkedHashSet<>(some);
  }

  /** The top of a definition that is there. */
  Heading heading(String address, Catalog catalog, App app) {
    Heading fresh = heading(address, catalog);
    return new Heading(app.name(), fresh.store(), catalog.foldsCase() ? List.of() : app.schemas());
  }

  /** The top of the definition: no secret of the address gets into a file. */
  Heading heading(String address, Catalog catalog) {
    if (catalog.foldsCase()) {
      Path file = Path.of(address.substring(SQLITE.length()));
      Path home = folder().toAbsolutePath().normalize();
      Path near = file.startsWith(home) ? home.relativize(file) : file;
      String name = String.valueOf(file.getFileName()).replaceAll("\\.[A-Za-z0-9]+$", "");
      return new Heading(Heading.named(name), SQLITE + near, List.of());
    }
    PostgresOptions options = PostgresOptions.parse(address);
    String shown =
        "postgresql://"
            + options.user()
            + "@"
            + options.host()
            + ":"
            + options.port()
            + "/"
            + options.database();
    return new Heading(
        Heading.named(options.database()), "${DATABASE_URL:-" + shown + "}", ordered(catalog));
  }

  /** Schemas with something in them: as given, or {@code public} first. */
  private List<String> ordered(Catalog catalog) {
    Set<String> found = new TreeSet<>();
    catalog.tables().forEach(it -> found.add(it.schema()));
    catalog.routines().forEach(it -> found.add(it.schema()));
    Set<String> ordered = new LinkedHashSet<>(schemas);
    if (found.contains("public") || found.isEmpty()) {
      ordered.add("public");
    }
    ordered.addAll(found);
    return List.copyOf(ordered);
  }

  private void key(App app, String address) {
    Configuration configuration = configuration(Map.of("store", address));
    try (Database database = Database.open(app, configuration, screen())) {
      database.ready();
      Keys.Created created = database.keys().create(Keys.Kind.SECRET, "adopt").await();
      screen().say("");
      screen().say(created.text());
      screen()
          .note("This key passes rules and is not shown again. Its id is " + created.key().id());
    }
  }
}
