package msingi.testkit.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes requests about a world. */
final class Questions {
  private static final long NEW_ID = 1_000;

  private final World world;
  private final Generator generator;
  private final Random random;

  Questions(World world) {
    this.world = world;
    this.random = new Random(world.seed() + 1);
    this.generator = Generator.over(world, random);
  }

  /** The people who ask. */
  static List<Asked.Person> people() {
    return List.of(
        new Asked.Person(false, Generator.PEOPLE.getFirst(), List.of()),
        new Asked.Person(true, Generator.PEOPLE.get(0), List.of()),
        new Asked.Person(true, Generator.PEOPLE.get(1), List.of("nurse")),
        new Asked.Person(true, Generator.PEOPLE.get(2), List.of("nurse", "doctor")));
  }

  /** A few requests of each kind about each table. */
  List<Asked> all() {
    List<Asked> asked = new ArrayList<>();
    for (World.Table table : world.tables()) {
      String name = table.name();
      asked.add(new Asked.Read(name, new Rule.All(List.of())));
      asked.add(new Asked.Read(name, generator.filter(name, 2)));
      asked.add(new Asked.Sums(name, new Rule.All(List.of())));
      asked.add(new Asked.Sums(name, generator.filter(name, 1)));
      asked.add(new Asked.Paths(name, generator.filter(name, 1)));
      asked.add(new Asked.Called(name, random.nextInt(4), generator.filter(name, 1)));
      asked.add(new Asked.Export(name, generator.filter(name, 2)));
      asked.add(new Asked.Create(row(table)));
      asked.add(new Asked.Create(row(table)));
      asked.add(change(table));
      asked.add(change(table));
      asked.add(new Asked.Remove(name, generator.filter(name, 1)));
    }
    return asked;
  }

  private World.Row row(World.Table table) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("id", NEW_ID);
    for (World.Field field : table.fields()) {
      if (random.nextInt(5) > 0) {
        values.put(field.name(), generator.literal(field.kind()));
      }
    }
    if (!up(world, table.name()).isEmpty() && random.nextBoolean()) {
      values.put("up_id", 1L + random.nextInt(2));
    }
    return new World.Row(table.name(), values);
  }

  private Asked change(World.Table table) {
    Rule filter = generator.filter(table.name(), 1);
    if (!up(world, table.name()).isEmpty() && random.nextInt(4) == 0) {
      return new Asked.Change(table.name(), "up_id", 1L + random.nextInt(2), filter);
    }
    World.Field field = table.fields().get(random.nextInt(table.fields().size()));
    return new Asked.Change(table.name(), field.name(), generator.literal(field.kind()), filter);
  }

  static World.Table table(World world, String name) {
    return world.tables().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  /** The links that a table holds. */
  static List<World.Link> up(World world, String table) {
    return Generator.links(world, table);
  }

  /** The links that lead to a table. */
  static List<World.Link> down(World world, String table) {
    return world.tables().stream()
        .flatMap(it -> Generator.links(world, it.name()).stream())
        .filter(it -> it.target().equals(table))
        .toList();
  }
}
