package msingi.testkit.conformance;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import msingi.adopt.Adoption;
import msingi.adopt.Heading;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.store.Catalog;
import msingi.store.Store;
import msingi.store.sql.postgres.CatalogPostgres;
import msingi.store.sql.postgres.PostgresStore;

/**
 * The fixture as a definition that {@code msingi adopt} writes from the database, opened like the
 * restated one: settings and access are not in a database.
 */
final class AdoptedFixture {
  private static final Pattern TABLE = Pattern.compile("(?m)^    managed: false$(?!\n    view:)");
  private static final Pattern VIEW =
      Pattern.compile("(?m)^    view: \\{(?: writes: \\[([a-z, ]+)\\] )?\\}$");

  private AdoptedFixture() {}

  /**
   * The definition, read.
   *
   * @param restated whose settings it takes
   */
  static App app(Databases.Template template, App restated) {
    Store store = template.copy();
    try {
      Catalog catalog = CatalogPostgres.read((PostgresStore) store, Set.copyOf(restated.schemas()));
      Heading heading = new Heading(restated.name(), restated.store(), restated.schemas());
      return read(opened(Adoption.of(catalog, heading).text(), restated));
    } finally {
      template.discard(store);
    }
  }

  private static String opened(String text, App restated) {
    String settings =
        "\nroles: [postgrest_test_author]\nopenapi: public\nkeys: "
            + (restated.settings().keysRequired() ? "required" : "optional")
            + "\naggregates: "
            + restated.settings().aggregates()
            + "\nplans: "
            + restated.settings().plans()
            + "\nlimits: {rows: "
            + restated.settings().rows()
            + "}";
    return VIEW.matcher(TABLE.matcher(text).replaceAll("$0" + access("create, update, delete")))
        .replaceAll(it -> it.group() + access(it.group(1) == null ? "" : it.group(1)))
        .lines()
        .flatMap(line -> {
          if (line.startsWith("store: ")) {
            return List.of(line + settings).stream();
          }
          return line.startsWith("    volatility: ")
              ? List.of(line, "    access: true").stream()
              : List.of(line).stream();
        })
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String access(String writes) {
    String rules =
        writes.isEmpty() ? "" : writes.replaceAll("\\w+", ", $0: true").replace(",,", ",");
    return "\n    access: { read: true" + rules.replaceAll(", *, ", ", ") + " }";
  }

  private static App read(String text) {
    return switch (DefinitionReader.read(Map.of(DefinitionReader.MAIN, text), Map.of())) {
      case DefinitionReader.Result.Read(App app) -> app;
      case DefinitionReader.Result.Refused(var mistakes) ->
          throw new IllegalStateException(mistakes.getFirst().text());
    };
  }
}
