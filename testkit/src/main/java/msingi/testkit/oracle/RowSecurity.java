package msingi.testkit.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Writes a world as PostgreSQL tables under row security, and requests as plain SQL.
 *
 * <p>Policies look at related rows through views of the owner, so that they see them unfiltered;
 * the requests themselves name the tables, so that row security filters at each hop. Reading and
 * writing are two roles: PostgreSQL would demand of a changed row that it may be read, which our
 * language does not.
 */
public final class RowSecurity {
  private static final String UID = "nullif(current_setting('app.uid', true), '')::uuid";

  private final World world;
  private final String related;
  private int aliases;

  public RowSecurity(World world) {
    this(world, "oracle.all_");
  }

  private RowSecurity(World world, String related) {
    this.world = world;
    this.related = related;
  }

  /** A translator of readers' filters: related rows are seen under row security. */
  static RowSecurity ofReader(World world) {
    return new RowSecurity(world, "oracle.");
  }

  /** A translator of writers' filters: their role sees every row, so views hold the read rules. */
  static RowSecurity ofWriter(World world) {
    return new RowSecurity(world, "oracle.seen_");
  }

  /** Everything that makes the world: schema {@code oracle}, rows, policies. */
  public List<String> statements() {
    List<String> all = new ArrayList<>();
    all.add("DROP SCHEMA IF EXISTS oracle CASCADE");
    all.add("CREATE SCHEMA oracle");
    for (World.Table table : world.tables()) {
      all.add(create(table));
      all.add(
          "CREATE VIEW oracle.all_" + table.name() + " AS SELECT * FROM oracle." + table.name());
    }
    world.rows().forEach(row -> all.add(insert(row)));
    for (World.Table table : world.tables()) {
      all.add(
          "CREATE VIEW oracle.seen_"
              + table.name()
              + " AS SELECT * FROM oracle."
              + table.name()
              + " AS s WHERE "
              + write(table.read(), "s"));
    }
    all.add("GRANT USAGE ON SCHEMA oracle TO oracle_reader, oracle_writer");
    all.add("GRANT ALL ON ALL TABLES IN SCHEMA oracle TO oracle_reader, oracle_writer");
    for (World.Table table : world.tables()) {
      all.addAll(policies(table));
    }
    return all;
  }

  /** The two roles, made once for a server. */
  public static List<String> roles() {
    return List.of(role("oracle_reader"), role("oracle_writer"));
  }

  private static String role(String name) {
    return "DO $$ BEGIN CREATE ROLE "
        + name
        + " NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$";
  }

  private String create(World.Table table) {
    String columns =
        table.fields().stream()
            .map(it -> it.name() + " " + it.kind().sql)
            .collect(Collectors.joining(", "));
    return "CREATE TABLE oracle."
        + table.name()
        + " (id int8 PRIMARY KEY, "
        + columns
        + links(table)
        + ", doc jsonb, story text)";
  }

  private String links(World.Table table) {
    return Generator.links(world, table.name()).stream()
        .map(it -> ", " + it.name() + "_id int8 REFERENCES oracle." + it.target() + " (id)")
        .collect(Collectors.joining());
  }

  private static String insert(World.Row row) {
    return "INSERT INTO oracle."
        + row.table()
        + " ("
        + String.join(", ", row.values().keySet())
        + ") VALUES ("
        + row.values().values().stream().map(RowSecurity::literal).collect(Collectors.joining(", "))
        + ")";
  }

  private List<String> policies(World.Table table) {
    String name = "oracle." + table.name();
    String on = " ON " + name + " FOR ";
    String read = write(table.read(), table.name());
    String update = write(table.update(), table.name());
    String delete = write(table.delete(), table.name());
    return List.of(
        "ALTER TABLE " + name + " ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY r" + on + "SELECT TO oracle_reader USING (" + read + ")",
        "CREATE POLICY w" + on + "SELECT TO oracle_writer USING (true)",
        "CREATE POLICY c"
            + on
            + "INSERT TO oracle_writer WITH CHECK ("
            + write(table.create(), table.name())
            + ")",
        "CREATE POLICY u"
            + on
            + "UPDATE TO oracle_writer USING (("
            + read
            + ") AND ("
            + update
            + ")) WITH CHECK ("
            + update
            + ")",
        "CREATE POLICY d"
            + on
            + "DELETE TO oracle_writer USING (("
            + read
            + ") AND ("
            + delete
            + "))");
  }

  /** A rule as SQL over the columns of the alias {@code row}. */
  public String write(Rule rule, String row) {
    return write(rule, row, name -> row + "." + name);
  }

  private String write(Rule rule, String row, UnaryOperator<String> column) {
    return switch (rule) {
      case Rule.Compare it ->
          column.apply(it.field().name()) + " " + it.operator() + " " + literal(it.literal());
      case Rule.Fields it ->
          column.apply(it.left().name())
              + " "
              + it.operator()
              + " "
              + column.apply(it.right().name());
      case Rule.IsNull it ->
          column.apply(it.field().name()) + (it.negated() ? " IS NOT NULL" : " IS NULL");
      case Rule.Within it ->
          "("
              + column.apply("doc")
              + " -> 'a' ->> 'b') COLLATE \"C\" "
              + it.operator()
              + " "
              + literal(it.text());
      case Rule.Found it ->
          "to_tsvector('simple', coalesce("
              + column.apply("story")
              + ", '')) @@ "
              + function(it.mode())
              + "('simple', "
              + literal(it.words())
              + ")";
      case Rule.Mine it -> column.apply(it.field().name()) + " = " + UID;
      case Rule.HasRole it ->
          "'" + it.role() + "' = ANY (string_to_array(current_setting('app.roles', true), ','))";
      case Rule.SignedIn _ -> UID + " IS NOT NULL";
      case Rule.Among it ->
          column.apply(it.field().name())
              + " IN ("
              + it.literals().stream().map(RowSecurity::literal).collect(Collectors.joining(", "))
              + ")";
      case Rule.All it -> joined(it.rules(), " AND ", row);
      case Rule.Any it -> joined(it.rules(), " OR ", row);
      case Rule.Not it -> "NOT (" + write(it.rule(), row) + ")";
      case Rule.Beyond it -> write(it.rule(), row, name -> beyond(it.link(), row, name));
      case Rule.Some it -> "EXISTS (" + related(it.link(), row, it.rule(), "") + ")";
      case Rule.Every it ->
          "NOT EXISTS (" + related(it.link(), row, it.rule(), " IS NOT TRUE") + ")";
    };
  }

  /** A column of the row that a to-one field leads to; null when there is none. */
  private String beyond(World.Link link, String row, String column) {
    String alias = "a" + aliases++;
    return "(SELECT "
        + alias
        + "."
        + column
        + " FROM "
        + related
        + link.target()
        + " AS "
        + alias
        + " WHERE "
        + alias
        + ".id = "
        + row
        + "."
        + link.name()
        + "_id)";
  }

  private String related(World.Link link, String row, Rule rule, String suffix) {
    String alias = "a" + aliases++;
    return "SELECT 1 FROM "
        + related
        + link.holder()
        + " AS "
        + alias
        + " WHERE "
        + alias
        + "."
        + link.name()
        + "_id = "
        + row
        + ".id AND ("
        + write(rule, alias)
        + ")"
        + suffix;
  }

  private String joined(List<Rule> rules, String between, String row) {
    return rules.isEmpty()
        ? "true"
        : rules.stream().map(it -> write(it, row)).collect(Collectors.joining(between, "(", ")"));
  }

  private static String function(String mode) {
    return switch (mode) {
      case "fts" -> "to_tsquery";
      case "plfts" -> "plainto_tsquery";
      case "phfts" -> "phraseto_tsquery";
      default -> "websearch_to_tsquery";
    };
  }

  /** A literal of the oracle as SQL. */
  static String literal(Object literal) {
    return switch (literal) {
      case String text -> "'" + text.replace("'", "''") + "'";
      case World.Document(String text) -> literal(text) + "::jsonb";
      case UUID uuid -> "'" + uuid + "'::uuid";
      case java.time.LocalDate date -> "'" + date + "'::date";
      default -> literal.toString();
    };
  }
}
