package msingi.testkit.doors;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Function;
import msingi.definition.Relation;
import msingi.expression.Type;

/**
 * Wishes about an application, drawn from a seed; what a caller may not see is wished for too.
 * Values are mostly those of rows that are there.
 */
public final class Wishes {
  private static final int RARELY = 10;

  private final Model model;
  private final Remembered rows;
  private final Set<String> rare;
  private final Random random;

  /**
   * @param rows whose values are wished for
   * @param rare columns and collections that are named seldom: wishes that name what is not there
   *     are refused, and tell nothing else
   */
  public Wishes(Model model, Remembered rows, Set<String> rare, long seed) {
    this.model = model;
    this.rows = rows;
    this.rare = Set.copyOf(rare);
    this.random = new Random(seed);
  }

  /** The next one. */
  public Wish next() {
    List<Collection> all = model.app().collections().values().stream().toList();
    Collection about = one(all);
    if (rare.contains(about.name()) && random.nextInt(RARELY) > 0) {
      about = one(all);
    }
    return wish(about);
  }

  private Wish wish(Collection about) {
    return switch (random.nextInt(20)) {
      case 0 -> new Wish.Totals(about.name(), condition(about, 1), sums(about));
      case 1 -> new Wish.Whole(about.name(), columns(about), condition(about, 1), order(about));
      case 2, 3 -> insert(about);
      case 4, 5 -> update(about);
      case 6 -> new Wish.Delete(about.name(), key(about), List.of());
      case 8 -> new Wish.Upsert(about.name(), row(about), some(about));
      case 9 -> {
        List<Function> functions = List.copyOf(model.app().functions().values());
        yield functions.isEmpty() ? read(about) : call(one(functions));
      }
      case 7 -> new Wish.One(about.name(), shape(about, 1), key(about));
      default -> read(about);
    };
  }

  private List<String> some(Collection about) {
    List<String> automatic =
        about.columns().stream().filter(Column::automatic).map(Column::name).toList();
    // Moments of writing are never the same twice.
    return random.nextBoolean()
        ? List.of()
        : columns(about).stream().filter(it -> !automatic.contains(it)).toList();
  }

  private Wish call(Function function) {
    JsonObject arguments = new JsonObject();
    for (Function.Argument argument : function.arguments()) {
      boolean number = argument.type() == Type.Scalar.INT || argument.type() == Type.Scalar.LONG;
      arguments.put(
          argument.name(),
          number ? (Object) random.nextInt(4) : one(List.of("%", "M%", "new%", "%o%", "zz")));
    }
    return switch (function.returns()) {
      case Function.Returns.Of(String id, boolean _) -> {
        Collection of = model.collection(model.named(id)).orElseThrow();
        Condition filter = random.nextBoolean() ? Condition.TRUE : condition(of, 1);
        yield new Wish.Call(function.name(), arguments, columns(of), filter, order(of));
      }
      case Function.Returns.Rows(var columns, boolean _) ->
          new Wish.Call(
              function.name(),
              arguments,
              columns.stream().map(Function.Column::name).toList(),
              Condition.TRUE,
              List.of());
      case Function.Returns.Values _ ->
          new Wish.Call(
              function.name(), arguments, List.of(function.name()), Condition.TRUE, List.of());
      case Function.Returns.Nothing _ ->
          new Wish.Call(function.name(), arguments, List.of(), Condition.TRUE, List.of());
    };
  }

  private Wish read(Collection about) {
    Wish.Window window =
        random.nextInt(5) < 3
            ? Wish.Window.ALL
            : new Wish.Window(1 + random.nextInt(4), random.nextInt(3));
    return new Wish.Read(
        about.name(),
        shape(about, 2),
        random.nextInt(3) == 0 ? Condition.TRUE : condition(about, random.nextInt(3)),
        order(about),
        window,
        random.nextInt(3) == 0);
  }

  private static List<Column> stored(Collection about) {
    return about.columns().stream().filter(it -> !it.hidden()).toList();
  }

  private static List<Column> named(Collection about) {
    return Stream.concat(
            about.columns().stream(),
            about.derived().computed().values().stream().map(Collection.Computed::column))
        .toList();
  }

  private List<String> columns(Collection about) {
    List<Column> all = named(about);
    Set<String> names = new LinkedHashSet<>();
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      // One that nobody has may be near to one that the caller must not know of.
      names.add(column(all).name() + (random.nextInt(60) == 0 ? "s" : ""));
    }
    return List.copyOf(names);
  }

  private Wish.Shape shape(Collection about, int depth) {
    List<Wish.Inside> inside = new ArrayList<>();
    List<Relation> ways = declared(about);
    if (depth > 0 && !ways.isEmpty() && random.nextInt(3) == 0) {
      Relation way = one(ways);
      inside.add(new Wish.Inside(way.name(), shape(target(way), depth - 1)));
    }
    return new Wish.Shape(columns(about), inside);
  }

  /** Ways that have a name of their own, the same for every door. */
  private static List<Relation> declared(Collection about) {
    return about.relations().values().stream().filter(it -> !it.name().contains(".")).toList();
  }

  private Collection target(Relation way) {
    return model.collection(model.named(way.to())).orElseThrow();
  }

  private List<Wish.Order> order(Collection about) {
    List<Wish.Order> order = new ArrayList<>();
    for (int count = random.nextInt(3); count > 0; count--) {
      Column column = column(named(about));
      boolean there = order.stream().anyMatch(it -> it.column().equals(column.name()));
      if (ordered(column.type()) && !there) {
        order.add(new Wish.Order(column.name(), random.nextBoolean(), random.nextBoolean()));
      }
    }
    for (String key : about.key().columns()) {
      if (order.stream().noneMatch(it -> it.column().equals(key))) {
        boolean descending = random.nextBoolean();
        order.add(new Wish.Order(key, descending, descending));
      }
    }
    return order;
  }

  private static boolean ordered(Type type) {
    return switch (type) {
      case Type.Array _, Type.Opaque _ -> false;
      case Type.Decimal _ -> true;
      case Type.Scalar scalar -> scalar != Type.Scalar.JSON && scalar != Type.Scalar.BYTES;
    };
  }

  private List<Wish.Sum> sums(Collection about) {
    Column column = column(named(about));
    boolean number =
        column.type() instanceof Type.Decimal
            || Set.of(Type.Scalar.INT, Type.Scalar.LONG, Type.Scalar.FLOAT).contains(column.type());
    boolean compared =
        number
            || Set.of(Type.Scalar.TEXT, Type.Scalar.DATE, Type.Scalar.TIMESTAMP)
                .contains(column.type());
    List<Wish.Sum> sums = new ArrayList<>();
    if (number) {
      sums.add(new Wish.Sum("sum", column.name()));
    }
    if (compared) {
      sums.add(new Wish.Sum("min", column.name()));
      sums.add(new Wish.Sum("max", column.name()));
    }
    return sums;
  }

  private Condition condition(Collection about, int depth) {
    if (depth == 0) {
      return test(about);
    }
    List<Supplier<Condition>> makers = new ArrayList<>();
    makers.add(() -> test(about));
    makers.add(() -> new Condition.All(two(about, depth - 1)));
    makers.add(() -> new Condition.Any(two(about, depth - 1)));
    makers.add(() -> new Condition.Not(condition(about, depth - 1)));
    List<Relation> ways = declared(about);
    if (!ways.isEmpty() && random.nextInt(3) == 0) {
      Relation way = one(ways);
      makers.add(() -> new Condition.Some(way.name(), condition(target(way), depth - 1)));
    }
    return one(makers).get();
  }

  private List<Condition> two(Collection about, int depth) {
    return List.of(condition(about, depth), condition(about, depth));
  }

  private Condition test(Collection about) {
    List<String> searches =
        about.derived().searches().stream().map(Collection.Search::name).toList();
    if (!searches.isEmpty() && random.nextInt(12) == 0) {
      String mode = one(List.of("plfts", "phfts", "wfts"));
      return new Condition.Search(
          one(searches), mode, one(List.of("cat", "dog mat", "the rat", "zz")));
    }
    Column column = column(named(about));
    Optional<Object> value = value(about, column);
    List<Condition.Operator> operators = operators(column);
    if (value.isEmpty() || operators.isEmpty() || random.nextInt(6) == 0) {
      return new Condition.Null(column.name());
    }
    Condition.Operator operator = one(operators);
    return new Condition.Test(
        column.name(), operator, operand(about, column, operator, value.get()));
  }

  private static List<Condition.Operator> operators(Column column) {
    List<Condition.Operator> all = List.of(Condition.Operator.values());
    return switch (column.type()) {
      case Type.Array _ ->
          List.of(
              Condition.Operator.EQUAL,
              Condition.Operator.CONTAINS,
              Condition.Operator.CONTAINED,
              Condition.Operator.OVERLAPS);
      case Type.Opaque _ -> List.of();
      case Type.Decimal _ -> all.subList(0, 7);
      case Type.Scalar scalar ->
          switch (scalar) {
            case JSON, BYTES -> List.of();
            case BOOL -> all.subList(0, 2);
            case UUID ->
                List.of(
                    Condition.Operator.EQUAL, Condition.Operator.UNEQUAL, Condition.Operator.AMONG);
            case TEXT ->
                column.refinements().stream().anyMatch(Column.Refinement.OneOf.class::isInstance)
                    ? List.of(
                        Condition.Operator.EQUAL,
                        Condition.Operator.UNEQUAL,
                        Condition.Operator.AMONG)
                    : all.subList(0, 11);
            case INT, LONG, FLOAT, DATE, TIME, TIMESTAMP, DATETIME -> all.subList(0, 7);
          };
    };
  }

  private Object operand(
      Collection about, Column column, Condition.Operator operator, Object value) {
    return switch (operator) {
      case AMONG -> {
        JsonArray several = new JsonArray().add(value);
        value(about, column).ifPresent(several::add);
        yield several;
      }
      case LIKE, ILIKE -> {
        String text = value.toString().replaceAll("[%_*\\\\]", "");
        String piece = text.substring(0, Math.min(text.length(), 1 + random.nextInt(3)));
        yield one(List.of("%" + piece + "%", piece + "%", "_" + piece + "%", "%"));
      }
      case MATCH, IMATCH -> one(List.of("^[a-m]", "e", "[A-Z]", "^.$", "a|b", "x+$"));
      case CONTAINS, CONTAINED, OVERLAPS, EQUAL -> withoutNulls(value);
      case UNEQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> value;
    };
  }

  private static Object withoutNulls(Object value) {
    return value instanceof JsonArray list
        ? new JsonArray(list.stream().filter(it -> it != null).toList())
        : value;
  }

  /** A value that a column has in some row. */
  private Optional<Object> value(Collection about, Column column) {
    JsonArray there = rows.rows(about.name());
    for (int tries = 0; tries < 4 && !there.isEmpty(); tries++) {
      Object value = there.getJsonObject(random.nextInt(there.size())).getValue(column.name());
      if (value != null) {
        return Optional.of(value);
      }
    }
    boolean computed = about.derived().computed().containsKey(column.name());
    if (computed && column.type() == Type.Scalar.INT) {
      return Optional.of(1 + random.nextInt(3));
    }
    return computed && column.type() == Type.Scalar.TEXT ? Optional.of("a") : Optional.empty();
  }

  /** A row by its key, mostly one that is there. */
  private Condition key(Collection about) {
    JsonArray there = rows.rows(about.name());
    JsonObject row =
        there.isEmpty() ? new JsonObject() : there.getJsonObject(random.nextInt(there.size()));
    List<Condition> parts = new ArrayList<>();
    for (String key : about.key().columns()) {
      Object value = random.nextInt(8) == 0 ? null : row.getValue(key);
      Object named = value == null ? fresh(about.column(key).orElseThrow().type()) : value;
      parts.add(new Condition.Test(key, Condition.Operator.EQUAL, named));
    }
    return new Condition.All(parts);
  }

  private Object fresh(Type type) {
    return switch (type) {
      case Type.Scalar.UUID -> new UUID(random.nextLong(), random.nextLong()).toString();
      case Type.Scalar.INT, Type.Scalar.LONG -> 1_000 + random.nextInt(1_000);
      case Type.Scalar _, Type.Array _, Type.Decimal _, Type.Opaque _ ->
          "new" + random.nextInt(1_000);
    };
  }

  private Wish insert(Collection about) {
    List<JsonObject> made = new ArrayList<>();
    for (int count = random.nextInt(4) == 0 ? 2 : 1; count > 0; count--) {
      made.add(row(about));
    }
    return new Wish.Insert(about.name(), made, some(about));
  }

  private JsonObject row(Collection about) {
    JsonObject row = new JsonObject();
    for (Column column : stored(about)) {
      if (column.automatic() || column.generated()) {
        continue;
      }
      boolean key = about.key().columns().contains(column.name());
      boolean newKey = key && about.key().columns().size() == 1 && random.nextInt(8) > 0;
      if (newKey) {
        row.put(column.name(), fresh(column.type()));
      } else if (key || random.nextInt(5) > 0) {
        put(row, about, column, !key && random.nextInt(6) == 0);
      }
    }
    return row;
  }

  private void put(JsonObject row, Collection about, Column column, boolean nothing) {
    row.put(column.name(), nothing ? null : value(about, column).orElse(null));
  }

  private Wish update(Collection about) {
    JsonObject set = new JsonObject();
    for (int count = 1 + random.nextInt(2); count > 0; count--) {
      Column column = column(stored(about));
      boolean settable =
          !about.key().columns().contains(column.name())
              && !column.automatic()
              && !column.generated();
      if (settable) {
        put(set, about, column, random.nextInt(6) == 0);
      }
    }
    if (set.isEmpty()) {
      return read(about);
    }
    Condition filter = random.nextInt(4) == 0 ? condition(about, 1) : key(about);
    return new Wish.Update(about.name(), set, filter, some(about));
  }

  private Column column(List<Column> from) {
    Column column = one(from);
    return rare.contains(column.name()) && random.nextInt(RARELY) > 0 ? one(from) : column;
  }

  private <T> T one(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
