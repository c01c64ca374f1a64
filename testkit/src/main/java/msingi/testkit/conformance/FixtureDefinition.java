package msingi.testkit.conformance;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.testkit.conformance.Fixture.Column;
import msingi.testkit.conformance.Fixture.Constraint;
import msingi.testkit.conformance.Fixture.Table;

/**
 * The fixture as a definition. Every column is a field; every foreign key is a field of its
 * constraint's name over those columns. A table without a primary key takes its first unique
 * constraint without nullable columns as its key, else it has none. Left out: foreign keys to
 * tables of schemas that are not exposed and those that PostgreSQL adds for partitions; and tables
 * without any column. On SQLite a table whose name differs from an earlier one's in case only is
 * stored under another.
 */
final class FixtureDefinition {
  private static final String SPECIAL = "SPECIAL \"@/\\#~_-";

  /** Who may do what, where the original grants not everything to everybody. */
  private static final Map<String, JsonObject> GRANTS =
      Map.of(
          "test.authors_only",
          access("'postgrest_test_author' in auth.roles"),
          "test.insertonly",
          new JsonObject().put("create", true),
          "test.app_users",
          access("true")
              .put(
                  "fields", new JsonObject().put("password", new JsonObject().put("read", false))));

  /** Fields that functions of the fixture compute from a row, restated. */
  private static final Map<String, Map<String, JsonObject>> COMPUTED =
      Map.of(
          "test.items",
          Map.of(
              "always_true", computed("bool", "true"),
              "computed_overload", computed("bool", "true"),
              "is_first", computed("bool", "id == 1"),
              "anti_id", computed("long", "-id")),
          "test.items2",
          Map.of("computed_overload", computed("bool", "true")));

  /** Comments of the fixture that cases ask for, restated. */
  private static final Map<String, String> COMMENTS =
      Map.of(
          "test.child_entities", "child_entities comment",
          "test.child_entities.id", "child_entities id comment",
          "test.child_entities.name",
              "child_entities name comment. Can be longer than sixty-three characters long",
          "test.grandchild_entities",
              "grandchild_entities summary\n\ngrandchild_entities description\nthat spans\nmultiple lines",
          "test.car_models", "A partitioned table\n\nA test for partitioned tables");

  /** Relations by functions of PostgreSQL over a row: the table, the function, where it leads. */
  private static final List<Answered> ANSWERED =
      List.of(
          new Answered("test.videogames", "computed_designers", "test.designers", false),
          new Answered("test.videogames", "computed_designers_noset", "test.designers", false),
          new Answered("test.designers", "computed_videogames", "test.videogames", true),
          new Answered("test.videogames", "designers", "test.designers", false),
          new Answered("test.designers", "videogames", "test.videogames", true),
          new Answered("test.web_content", "child_web_content", "test.web_content", true),
          new Answered("test.web_content", "parent_web_content", "test.web_content", false),
          new Answered("test.first_1", "second_1", "test.second_1", false),
          new Answered("test.second_1", "first_1", "test.first_1", false),
          new Answered("test.projects", "computed_clients", "test.clients", false),
          new Answered("test.clients", "computed_projects", "test.projects", false),
          new Answered("test.fee", "jsbaz", "test.baz", true),
          new Answered(SPECIAL + ".names", "computed_languages", SPECIAL + ".languages", false));

  /** A portable case needs one of them: SQLite takes the columns that the function compares. */
  private record Answered(String from, String function, String to, boolean many) {
    JsonObject key() {
      return function.equals("computed_languages")
          ? new JsonObject()
              .put("columns", new JsonArray(List.of("language_id")))
              .put("references", new JsonArray(List.of("id")))
              .put("name", "names_language_id_fkey")
          : new JsonObject();
    }
  }

  /** Foreign keys that cascade; the fixture does not say it. */
  private static final Set<String> CASCADES = Set.of("fk_artist", "students_info_code_id_fkey");

  private final List<Table> tables = new ArrayList<>();
  private final Map<String, Table> byName = new HashMap<>();

  /** Tables that have to be stored under another name. */
  private final Set<Table> renamed = new HashSet<>();

  private final FixtureTypes types;
  private final FixtureFunctions functions;
  private final FixtureViews views;
  private final List<String> schemas;
  private final String name;
  private final Fixture fixture;
  private final boolean sqlite;

  /**
   * @param schemas those that are exposed
   * @param sqlite whether it is for SQLite
   */
  FixtureDefinition(Fixture fixture, List<String> schemas, boolean sqlite) {
    this("postgrest", fixture, schemas, sqlite);
  }

  private FixtureDefinition(String name, Fixture fixture, List<String> schemas, boolean sqlite) {
    this.name = name;
    this.fixture = fixture;
    this.sqlite = sqlite;
    this.types = new FixtureTypes(fixture, sqlite);
    this.functions = new FixtureFunctions(schemas, sqlite);
    this.views = new FixtureViews(schemas, sqlite);
    this.schemas = schemas;
    Set<String> taken = new HashSet<>();
    for (Table table : fixture.tables()) {
      String folded = sqlite ? table.full().toLowerCase(Locale.ROOT) : table.full();
      boolean whole = !table.columns().isEmpty();
      if (whole && schemas.contains(table.schema())) {
        tables.add(table);
        byName.put(table.full(), table);
        if (!taken.add(folded)) {
          renamed.add(table);
        }
      }
    }
  }

  private static JsonObject computed(String type, String expression) {
    return new JsonObject().put("is", type).put("computed", expression);
  }

  private static JsonObject access(String rule) {
    return new JsonObject()
        .put("read", rule)
        .put("create", rule)
        .put("update", rule)
        .put("delete", rule);
  }

  /** Tables that are not exposed and that views read, as a definition of their own; or nothing. */
  Optional<FixtureDefinition> beneath() {
    return views.there()
        ? Optional.of(
            new FixtureDefinition("beneath", fixture, List.of("none", "private", "public"), sqlite))
        : Optional.empty();
  }

  /** The tables that the definition has. */
  List<Table> tables() {
    return tables;
  }

  /**
   * The definition as YAML.
   *
   * @param store the store's address
   * @param rows the most rows of one answer
   * @param keys "required" or "optional"
   * @param aggregates whether sums and counts over groups are allowed
   * @param plans whether execution plans are allowed
   */
  String yaml(String store, long rows, String keys, boolean aggregates, boolean plans) {
    StringBuilder out = new StringBuilder(1 << 16);
    out.append("msingi: 1\nname: ").append(name).append("\nstore: ").append(Json.encode(store));
    out.append("\nschemas: ").append(new JsonArray(schemas).encode());
    out.append("\nroles: [postgrest_test_author]\nopenapi: public\nkeys: ").append(keys);
    out.append("\naggregates: ").append(aggregates).append("\nplans: ").append(plans);
    out.append("\nlimits: {rows: ").append(rows).append("}\ncollections:\n");
    for (Table table : tables) {
      out.append("  ").append(identifier(table)).append(":\n");
      out.append("    name: ").append(Json.encode(table.name())).append('\n');
      out.append("    schema: ").append(Json.encode(table.schema())).append('\n');
      if (renamed.contains(table)) {
        out.append("    table: ").append(Json.encode(table.name() + " (2)")).append('\n');
      }
      collection(table, out);
    }
    out.append(views.yaml());
    String called = functions.yaml(it -> identifier(Objects.requireNonNull(byName.get(it))));
    return called.isEmpty()
        ? out + functions.types()
        : out + functions.types() + "functions:\n" + called;
  }

  /** The types that an administrator makes in a PostgreSQL database before its tables. */
  List<String> domains() {
    return functions.domains();
  }

  /** What an administrator does to a PostgreSQL database before it is served. */
  List<String> statements() {
    return Stream.concat(functions.statements().stream(), views.statements().stream()).toList();
  }

  /**
   * Values that the fixture's JSON could not hold: a number with more digits than a double has. All
   * rows are written, so that they keep their order.
   */
  List<String> corrections() {
    return tables.stream().anyMatch(it -> it.full().equals("test.datarep_todos"))
        ? List.of(
            "UPDATE test.datarep_todos SET budget = CASE id WHEN 2 THEN 100000000000000.13 ELSE budget END")
        : List.of();
  }

  /** The definition, read; it is an error of this class if it has mistakes. */
  App app(String store, long rows, String keys, boolean aggregates, boolean plans) {
    var result =
        DefinitionReader.read(
            Map.of(DefinitionReader.MAIN, yaml(store, rows, keys, aggregates, plans)),
            Map.<String, String>of());
    return switch (result) {
      case DefinitionReader.Result.Read(App app) -> app;
      case DefinitionReader.Result.Refused(var mistakes) ->
          throw new IllegalStateException(
              String.join("\n", mistakes.stream().map(Object::toString).toList()));
    };
  }

  private void collection(Table table, StringBuilder out) {
    Map<String, String> names = names(table);
    String comment = COMMENTS.get(table.full());
    if (comment != null) {
      out.append("    title: ").append(Json.encode(comment)).append('\n');
    }
    out.append("    key: ").append(key(table, names)).append('\n');
    out.append("    fields:\n");
    for (Column column : table.columns()) {
      String name = names.getOrDefault(column.name(), column.name());
      JsonObject field = types.field(table, column, name);
      field.put("is", types.type(table, column, byName));
      String note = COMMENTS.get(table.full() + "." + column.name());
      if (note != null) {
        field.put("title", note);
      }
      if (table.full().equals("test.authors_only") && column.name().equals("owner")) {
        field.put(
            "default", new JsonObject().put("expr", "string(auth.claims.id)").put("always", true));
      }
      out.append("      ").append(name).append(": ").append(field.encode()).append('\n');
    }
    COMPUTED
        .getOrDefault(table.full(), Map.of())
        .forEach((name, field) -> out.append("      " + name + ": " + field.encode() + "\n"));
    Set<String> taken = new HashSet<>(names.values());
    answered(table, taken, out);
    for (Constraint foreign : table.constraints("f")) {
      if (follows(table, foreign)) {
        reference(table, foreign, taken, out);
      }
    }
    views.ways(table).forEach(it -> out.append("      ").append(it).append('\n'));
    JsonArray uniques = new JsonArray();
    table.constraints("u").stream()
        .map(Constraint::columns)
        .filter(it -> !chosenKey(table).equals(it))
        .forEach(it -> uniques.add(new JsonArray(fields(it, names))));
    out.append("    unique: ").append(uniques.encode()).append('\n');
    JsonObject grant = GRANTS.getOrDefault(table.full(), access("true"));
    out.append("    access: ").append(grant.encode()).append('\n');
  }

  private void answered(Table table, Set<String> taken, StringBuilder out) {
    for (Answered it : ANSWERED) {
      Table to = byName.get(it.to());
      JsonObject relation = sqlite ? it.key() : new JsonObject().put("stored", it.function());
      if (it.from().equals(table.full())
          && to != null
          && !relation.isEmpty()
          && taken.add(it.function())) {
        relation.put("to", identifier(to)).put("many", it.many());
        JsonObject field = new JsonObject().put("relation", relation);
        out.append("      " + it.function() + ": " + field.encode() + "\n");
      }
    }
  }

  private void reference(Table table, Constraint foreign, Set<String> taken, StringBuilder out) {
    String name = identifier(foreign.name());
    while (!taken.add(name)) {
      name += "_";
    }
    JsonObject field =
        new JsonObject()
            .put("is", identifier(Objects.requireNonNull(byName.get(foreign.references()))))
            .put("name", foreign.name())
            .put("columns", new JsonArray(foreign.columns()))
            .put("references", new JsonArray(foreign.there()));
    if (CASCADES.contains(foreign.name())) {
      field.put("on_delete", "cascade");
    }
    if (foreign.columns().stream().anyMatch(it -> table.column(it).nullable())) {
      field.put("optional", true);
    }
    out.append("      ").append(name).append(": ").append(field.encode()).append('\n');
  }

  private boolean follows(Table table, Constraint foreign) {
    Table target = byName.get(foreign.references());
    if (target == null || foreign.name().matches(".*_fkey[0-9]")) {
      return false;
    }
    boolean unique =
        target.constraints().stream()
            .anyMatch(it ->
                !it.kind().equals("f")
                    && Set.copyOf(it.columns()).equals(Set.copyOf(foreign.there())));
    for (int at = 0; at < foreign.columns().size(); at++) {
      String here = types.type(table, table.column(foreign.columns().get(at)), byName);
      String there = types.type(target, target.column(foreign.there().get(at)), byName);
      unique &= here.replaceAll("\\(.*", "").equals(there.replaceAll("\\(.*", ""));
    }
    return unique;
  }

  private static String key(Table table, Map<String, String> names) {
    List<String> chosen = chosenKey(table);
    return chosen.isEmpty() ? "none" : new JsonArray(fields(chosen, names)).encode();
  }

  private static List<String> chosenKey(Table table) {
    List<Constraint> primary = table.constraints("p");
    if (!primary.isEmpty()) {
      return primary.getFirst().columns();
    }
    return table.constraints("u").stream()
        .map(Constraint::columns)
        .filter(columns -> columns.stream().noneMatch(it -> table.column(it).nullable()))
        .findFirst()
        .orElse(List.of());
  }

  private static List<String> fields(List<String> columns, Map<String, String> names) {
    return columns.stream().map(it -> names.getOrDefault(it, it)).toList();
  }

  /** Identifiers by column. */
  private static Map<String, String> names(Table table) {
    Map<String, String> names = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      String name = identifier(column.name());
      while (names.containsValue(name)) {
        name += "_";
      }
      names.put(column.name(), name);
    }
    return names;
  }

  private String identifier(Table table) {
    String name = identifier(table.name());
    return schemas.getFirst().equals(table.schema())
        ? "c_" + name
        : "c" + schemas.indexOf(table.schema()) + "_" + name;
  }

  private static String identifier(String name) {
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < name.length(); at++) {
      char unit = name.charAt(at);
      boolean plain = (unit < 128 && Character.isLetterOrDigit(unit)) || unit == '_';
      out.append(plain ? String.valueOf(unit) : "_" + Integer.toHexString(unit));
    }
    if (Character.isDigit(out.charAt(0))) {
      out.insert(0, '_');
    }
    return Set.of("auth", "old", "now", "today", "true", "false", "null", "in")
            .contains(out.toString())
        ? out.append('_').toString()
        : out.toString();
  }
}
