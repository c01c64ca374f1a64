package msingi.testkit.oracle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Makes worlds from seeds. */
public final class Generator {
  /** The people who ask: none, two nobodies with roles, one with both. */
  public static final List<UUID> PEOPLE = List.of(new UUID(1, 1), new UUID(2, 2), new UUID(3, 3));

  /** Application roles. */
  public static final List<String> ROLES = List.of("nurse", "doctor");

  private static final List<String> COMPARISONS = List.of("=", "<>", "<", "<=", ">", ">=");
  private static final List<String> TEXTS = List.of("a", "b", "B", "é", "2");
  private static final List<String> MODES = List.of("fts", "plfts", "phfts", "wfts");
  private static final List<String> WORDS = List.of("cat", "dog", "mat", "rat");
  private static final List<String> DOCUMENTS =
      List.of(
          "{\"a\":{\"b\":\"a\"}}",
          "{\"a\":{\"b\":\"B\"},\"b\":1}",
          "{\"a\":{\"b\":\"é\"}}",
          "{\"a\":{\"b\":2}}",
          "{\"a\":{\"b\":null}}",
          "{\"a\":[1]}",
          "{\"a\":\"b\"}",
          "[]");
  private static final List<String> STORIES =
      List.of("cat mat", "The cat, the DOG", "dog cat mat", "rat", "mat rat cat dog", "");
  private static final int MOST_ROWS = 12;

  private final Random random;
  private final List<World.Link> links = new ArrayList<>();
  private final Map<String, List<World.Field>> fields = new LinkedHashMap<>();

  private Generator(Random random) {
    this.random = random;
  }

  /** A maker of filters over a world that is already made. */
  static Generator over(World world, Random random) {
    Generator generator = new Generator(random);
    for (World.Table table : world.tables()) {
      generator.fields.put(table.name(), table.fields());
      generator.links.addAll(links(world, table.name()));
    }
    return generator;
  }

  /** A filter such as a client can send: no word about the caller. */
  Rule filter(String table, int depth) {
    if (depth == 0) {
      return clientLeaf(table);
    }
    List<Supplier<Rule>> makers = new ArrayList<>();
    makers.add(() -> clientLeaf(table));
    makers.add(() -> new Rule.All(List.of(filter(table, depth - 1), filter(table, depth - 1))));
    makers.add(() -> new Rule.Any(List.of(filter(table, depth - 1), filter(table, depth - 1))));
    makers.add(() -> new Rule.Not(filter(table, depth - 1)));
    for (World.Link link : links) {
      if (link.target().equals(table)) {
        makers.add(() -> new Rule.Some(link, filter(link.holder(), depth - 1)));
      }
    }
    return makers.get(random.nextInt(makers.size())).get();
  }

  private Rule clientLeaf(String table) {
    if (random.nextInt(5) == 0) {
      return new Rule.Within(
          COMPARISONS.get(random.nextInt(COMPARISONS.size())),
          TEXTS.get(random.nextInt(TEXTS.size())));
    }
    if (random.nextInt(4) == 0) {
      String mode = MODES.get(random.nextInt(MODES.size()));
      return new Rule.Found(mode, words(mode));
    }
    Rule leaf = leaf(table);
    return leaf instanceof Rule.Mine mine ? new Rule.IsNull(mine.field(), false) : leaf;
  }

  private String words(String mode) {
    String one = WORDS.get(random.nextInt(WORDS.size()));
    String two = WORDS.get(random.nextInt(WORDS.size()));
    List<String> ways =
        switch (mode) {
          case "fts" -> List.of("%s", "%s & %s", "%s | %s", "!%s", "%s & !%s", "%s <-> %s");
          case "wfts" -> List.of("%s", "%s %s", "%s or %s", "-%s", "%s -%s", "\"%s %s\"");
          default -> List.of("%s", "%s %s", "%s, %s!");
        };
    return ways.get(random.nextInt(ways.size())).formatted(one, two);
  }

  /** The world of a seed. */
  public static World world(long seed) {
    return new Generator(new Random(seed)).make(seed);
  }

  /** The links that a table holds: each table after the first refers to the one before it. */
  static List<World.Link> links(World world, String table) {
    List<World.Link> links = new ArrayList<>();
    List<String> names = world.tables().stream().map(World.Table::name).toList();
    int place = names.indexOf(table);
    if (place > 0) {
      links.add(link(names.get(place), names.get(place - 1)));
    }
    return links;
  }

  private static World.Link link(String holder, String target) {
    return new World.Link(holder, "up", target, holder + "_list");
  }

  private World make(long seed) {
    int count = 2 + random.nextInt(3);
    for (int index = 0; index < count; index++) {
      String name = "t" + index;
      fields.put(name, fields());
      if (index > 0) {
        links.add(link(name, "t" + (index - 1)));
      }
    }
    List<World.Table> tables = new ArrayList<>();
    for (String name : fields.keySet()) {
      tables.add(
          new World.Table(
              name, fields.get(name), rule(name, 3), rule(name, 2), rule(name, 2), rule(name, 2)));
    }
    return new World(seed, tables, rows());
  }

  private List<World.Field> of(String table) {
    return fields.getOrDefault(table, List.of());
  }

  private List<World.Field> fields() {
    List<World.Field> made = new ArrayList<>();
    for (World.Kind kind : World.Kind.values()) {
      made.add(new World.Field("f_" + kind.cel, kind));
    }
    made.add(new World.Field("g_int", World.Kind.INT));
    return made;
  }

  private List<World.Row> rows() {
    List<World.Row> rows = new ArrayList<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String table : fields.keySet()) {
      int count = 2 + random.nextInt(MOST_ROWS);
      counts.put(table, count);
      for (int id = 1; id <= count; id++) {
        rows.add(new World.Row(table, row(table, id, counts)));
      }
    }
    return rows;
  }

  private Map<String, Object> row(String table, long id, Map<String, Integer> counts) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", id);
    for (World.Field field : of(table)) {
      if (random.nextInt(4) > 0) {
        values.put(field.name(), literal(field.kind()));
      }
    }
    for (World.Link link : links) {
      if (link.holder().equals(table) && random.nextInt(5) > 0) {
        values.put(link.name() + "_id", 1L + random.nextInt(counts.getOrDefault(link.target(), 1)));
      }
    }
    if (random.nextInt(5) > 0) {
      values.put("doc", new World.Document(DOCUMENTS.get(random.nextInt(DOCUMENTS.size()))));
      values.put("story", STORIES.get(random.nextInt(STORIES.size())));
    }
    return values;
  }

  /** A value of a kind, from a small set so that comparisons meet. */
  Object literal(World.Kind kind) {
    return switch (kind) {
      case INT -> random.nextInt(5);
      case TEXT -> List.of("a", "b", "B", "é", "", "zz").get(random.nextInt(6));
      case BOOL -> random.nextBoolean();
      case UUID -> PEOPLE.get(random.nextInt(PEOPLE.size()));
      case DATE -> LocalDate.of(2024, 1 + random.nextInt(3), 1);
    };
  }

  /** A rule over a table. */
  Rule rule(String table, int depth) {
    if (depth == 0) {
      return leaf(table);
    }
    List<Supplier<Rule>> makers = new ArrayList<>();
    makers.add(() -> leaf(table));
    makers.add(() -> new Rule.HasRole(ROLES.get(random.nextInt(2))));
    makers.add(Rule.SignedIn::new);
    makers.add(() -> new Rule.All(List.of(rule(table, depth - 1), rule(table, depth - 1))));
    makers.add(() -> new Rule.Any(List.of(rule(table, depth - 1), rule(table, depth - 1))));
    makers.add(() -> new Rule.Not(rule(table, depth - 1)));
    for (World.Link link : links) {
      if (link.holder().equals(table)) {
        makers.add(() -> new Rule.Beyond(link, leaf(link.target())));
      }
      if (link.target().equals(table)) {
        makers.add(() -> new Rule.Some(link, rule(link.holder(), depth - 1)));
        makers.add(() -> new Rule.Every(link, leaf(link.holder())));
      }
    }
    return makers.get(random.nextInt(makers.size())).get();
  }

  private Rule leaf(String table) {
    List<World.Field> own = of(table);
    World.Field field = own.get(random.nextInt(own.size()));
    return switch (random.nextInt(5)) {
      case 0 -> new Rule.IsNull(field, random.nextBoolean());
      case 1 -> new Rule.Mine(own.get(World.Kind.UUID.ordinal()));
      case 2 ->
          new Rule.Fields(
              own.get(0), COMPARISONS.get(random.nextInt(COMPARISONS.size())), own.getLast());
      case 3 -> among(field);
      default -> new Rule.Compare(field, comparison(field.kind()), literal(field.kind()));
    };
  }

  private Rule among(World.Field field) {
    return field.kind() == World.Kind.BOOL
        ? new Rule.Compare(field, "=", true)
        : new Rule.Among(field, List.of(literal(field.kind()), literal(field.kind())));
  }

  private String comparison(World.Kind kind) {
    int most = kind == World.Kind.BOOL || kind == World.Kind.UUID ? 2 : COMPARISONS.size();
    return COMPARISONS.get(random.nextInt(most));
  }

  /** The world as a definition. */
  public static String definition(World world) {
    StringBuilder out =
        new StringBuilder(
            "msingi: 1\nname: oracle\nroles: [nurse, doctor]\naggregates: true\n"
                + "collections:\n");
    for (World.Table table : world.tables()) {
      out.append("  ").append(table.name()).append(":\n    fields:\n      id: long\n");
      for (World.Field field : table.fields()) {
        out.append("      ")
            .append(field.name())
            .append(": ")
            .append(field.kind().cel)
            .append("?\n");
      }
      for (World.Link link : links(world, table.name())) {
        out.append("      ").append(link.name()).append(": ").append(link.target()).append("?\n");
      }
      out.append("      doc: json?\n      story: text?\n");
      backs(world, table.name(), out);
      out.append("    search: { words: [story] }\n");
      out.append("    access:\n");
      access(out, "read", table.read());
      access(out, "create", table.create());
      access(out, "update", table.update());
      access(out, "delete", table.delete());
    }
    out.append("functions:\n");
    for (World.Table table : world.tables()) {
      String name = table.name();
      out.append(
          "  of_" + name + ":\n    arguments: { least: int }\n    returns: [" + name + "]\n");
      out.append("    access: true\n    volatility: stable\n");
      out.append("    sql: select * from " + name + " where g_int >= :least\n");
    }
    return out.toString();
  }

  private static void backs(World world, String table, StringBuilder out) {
    for (World.Table other : world.tables()) {
      for (World.Link link : links(world, other.name())) {
        if (link.target().equals(table)) {
          out.append("      ").append(link.back()).append(": \"[").append(link.holder());
          out.append('.').append(link.name()).append("]\"\n");
        }
      }
    }
  }

  private static void access(StringBuilder out, String operation, Rule rule) {
    String cel = new Cel().write(rule, "").replace("\"", "\\\"");
    out.append("      ").append(operation).append(": \"").append(cel).append("\"\n");
  }
}
