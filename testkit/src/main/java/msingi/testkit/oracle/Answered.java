package msingi.testkit.oracle;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.Failure;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.pipeline.Pipeline;
import msingi.request.Caller;
import msingi.request.Engine;
import msingi.request.Request;
import msingi.result.Done;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;

/** What the engine answers, in the words of {@link Expected}. */
final class Answered {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final Expression.Parameter LIMIT = new Expression.Parameter(0, Type.Scalar.LONG);
  private static final Expression.Parameter OFFSET = new Expression.Parameter(1, Type.Scalar.LONG);
  private static final List<Value> WINDOW = List.of(new Value.Whole(1_000), new Value.Whole(0));

  /** The answer to a filter over a relation that does not exist for the caller. */
  static final List<String> UNKNOWN = List.of("unknown");

  private static final Request.Expectation UNDONE = new Request.Expectation(-1, false, true);

  private final World world;
  private final Pipeline pipeline;
  private final List<Value> parameters = new ArrayList<>(WINDOW);
  private int rows;

  Answered(World world, Pipeline pipeline) {
    this.world = world;
    this.pipeline = pipeline;
  }

  List<String> answer(Asked.Person person, Asked asked) throws InterruptedException {
    rows = Expression.FIRST_BOUND;
    parameters.subList(WINDOW.size(), parameters.size()).clear();
    Engine.Session session = pipeline.session(caller(person), Deadline.after(10_000, Time.SYSTEM));
    Lines lines = new Lines(unseen(session, asked.table()));
    try {
      Request request = request(asked, lines.unseen);
      Done done =
          (asked instanceof Asked.Export && request instanceof Request.Read read
                  ? session.stream(read, lines, Future::succeededFuture)
                  : session.run(request, lines))
              .toCompletionStage()
              .toCompletableFuture()
              .get();
      return switch (asked) {
        case Asked.Read read -> lines.all(read.table());
        case Asked.Sums sums -> lines.sums(sums.table());
        case Asked.Paths _, Asked.Called _, Asked.Export _ -> lines.all;
        case Asked.Create _, Asked.Change _, Asked.Remove _ ->
            List.of("affected " + done.affected());
      };
    } catch (ExecutionException failed) {
      return refused(asked, failed.getCause());
    }
  }

  /** The neighbours that are closed outright for the caller: no relation leads there. */
  private Set<String> unseen(Engine.Session session, String table) {
    Set<String> unseen = new HashSet<>();
    Questions.up(world, table).forEach(it -> unseen.add(it.target()));
    Questions.down(world, table).forEach(it -> unseen.add(it.holder()));
    unseen.removeIf(
        it -> session.surface().byId(it).filter(one -> one.operations().read()).isPresent());
    return unseen;
  }

  /** What is closed outright is an empty answer to row security, which knows no closed tables. */
  private static List<String> refused(
      Asked asked, @org.jspecify.annotations.Nullable Throwable cause) {
    if (!(cause instanceof Failure failure)) {
      throw new IllegalStateException("not a failure of the catalogue", cause);
    }
    String code = failure.problem().code().code();
    if (code.equals("PGRST200")) {
      return UNKNOWN;
    }
    boolean closed =
        code.equals("PGRST205")
            || code.equals("PGRST202")
            || failure.problem().message().startsWith("permission denied");
    if (!closed) {
      return List.of(code);
    }
    return switch (asked) {
      case Asked.Read _, Asked.Sums _, Asked.Paths _, Asked.Called _, Asked.Export _ -> List.of();
      case Asked.Create _ -> List.of("42501");
      case Asked.Change _, Asked.Remove _ -> List.of("affected 0");
    };
  }

  private static Caller caller(Asked.Person person) {
    return person.known()
        ? new Caller(
            Caller.Role.AUTHENTICATED, new Value.Uuid(person.id()), person.roles(), false, Map.of())
        : Caller.STRANGER;
  }

  private Request request(Asked asked, Set<String> unseen) {
    return switch (asked) {
      case Asked.Read read -> new Request.Read(query(read, unseen), Request.Count.NONE, parameters);
      case Asked.Sums sums -> new Request.Read(query(sums, unseen), Request.Count.NONE, parameters);
      case Asked.Paths paths -> new Request.Read(query(paths), Request.Count.NONE, parameters);
      case Asked.Export export ->
          new Request.Read(ids(export, export.filter()), Request.Count.NONE, parameters);
      case Asked.Called called -> call(called);
      case Asked.Create create ->
          new Request.Insert(
              create.table(),
              List.copyOf(create.row().values().keySet()),
              List.of(
                  new Request.Proposed(
                      create.row().values().values().stream().map(Answered::value).toList(),
                      Set.of())),
              new Request.Conflict.Fail(),
              new Request.Returning.Nothing(),
              UNDONE,
              List.of());
      case Asked.Change change ->
          new Request.Update(
              change.table(),
              List.of(change.column()),
              new Request.Proposed(List.of(value(change.value())), Set.of()),
              filter(change.table(), change.filter(), Expression.ROW),
              new Request.Returning.Nothing(),
              UNDONE,
              parameters);
      case Asked.Remove remove ->
          new Request.Delete(
              remove.table(),
              filter(remove.table(), remove.filter(), Expression.ROW),
              new Request.Returning.Nothing(),
              UNDONE,
              parameters);
    };
  }

  private Request.Query query(Asked.Read read, Set<String> unseen) {
    List<Request.Item> items = new ArrayList<>();
    items.add(item(Expression.ROW, "id", Type.Scalar.LONG));
    for (World.Field field : Questions.table(world, read.table()).fields()) {
      items.add(item(Expression.ROW, field.name(), type(field.kind())));
    }
    for (World.Link link : Questions.up(world, read.table())) {
      if (!unseen.contains(link.target())) {
        items.add(new Request.Item.Embed("up", link.name(), false, ids(link.target())));
      }
    }
    for (World.Link link : Questions.down(world, read.table())) {
      if (!unseen.contains(link.holder())) {
        items.add(new Request.Item.Embed("down", link.back(), false, ids(link.holder())));
      }
    }
    return query(
        read.table(), Expression.ROW, items, filter(read.table(), read.filter(), Expression.ROW));
  }

  private Request.Query query(Asked.Paths paths) {
    Expression path = path(Expression.ROW);
    Expression id = new Expression.Column(Expression.ROW, "id", Type.Scalar.LONG);
    return new Request.Query(
        paths.table(),
        Expression.ROW,
        List.of(item(Expression.ROW, "id", Type.Scalar.LONG), new Request.Item.Field("path", path)),
        filter(paths.table(), paths.filter(), Expression.ROW),
        List.of(new Request.Order(path, false, false), new Request.Order(id, false, false)),
        LIMIT,
        OFFSET);
  }

  private Request.Query ids(Asked asked, Rule filter) {
    return query(
        asked.table(),
        Expression.ROW,
        List.of(item(Expression.ROW, "id", Type.Scalar.LONG)),
        filter(asked.table(), filter, Expression.ROW));
  }

  private Request call(Asked.Called called) {
    Expression.Parameter least = parameter(new Value.Whole(called.least()), Type.Scalar.INT);
    return new Request.Call(
        "of_" + called.table(),
        Map.of("least", least),
        ids(called, called.filter()),
        false,
        true,
        Request.Expectation.ANY,
        parameters);
  }

  private Expression.Parameter parameter(Value value, Type type) {
    parameters.add(value);
    return new Expression.Parameter(parameters.size() - 1, type);
  }

  private static Expression path(int row) {
    return new Expression.Path(
        new Expression.Column(row, "doc", Type.Scalar.JSON),
        List.of(new Expression.Step.Key("a"), new Expression.Step.Key("b")),
        Type.Scalar.TEXT);
  }

  private Expression search(Rule.Found found, int row) {
    Expression.SearchMode mode =
        switch (found.mode()) {
          case "fts" -> Expression.SearchMode.OPERATORS;
          case "plfts" -> Expression.SearchMode.PLAIN;
          case "phfts" -> Expression.SearchMode.PHRASE;
          default -> Expression.SearchMode.WEB;
        };
    Expression words = parameter(new Value.Text(found.words()), Type.Scalar.TEXT);
    return new Expression.Search(row, "words", mode, "", words);
  }

  private Request.Query query(Asked.Sums sums, Set<String> unseen) {
    Expression truth = new Expression.Column(Expression.ROW, "f_bool", Type.Scalar.BOOL);
    Expression number = new Expression.Column(Expression.ROW, "g_int", Type.Scalar.INT);
    Expression date = new Expression.Column(Expression.ROW, "f_date", Type.Scalar.DATE);
    List<Request.Item> items = new ArrayList<>();
    items.add(new Request.Item.Field("f_bool", truth));
    items.add(count());
    items.add(aggregate(Request.Aggregation.SUM, number, Type.Scalar.LONG));
    items.add(aggregate(Request.Aggregation.LEAST, date, Type.Scalar.DATE));
    for (World.Link link : Questions.up(world, sums.table())) {
      if (!unseen.contains(link.target())) {
        Request.Query above =
            new Request.Query(
                link.target(), rows++, List.of(count()), Expression.TRUE, List.of(), LIMIT, OFFSET);
        items.add(new Request.Item.Spread(link.name(), false, above));
      }
    }
    return new Request.Query(
        sums.table(),
        Expression.ROW,
        items,
        filter(sums.table(), sums.filter(), Expression.ROW),
        List.of(new Request.Order(truth, false, false)),
        LIMIT,
        OFFSET);
  }

  private static Request.Item count() {
    return aggregate(Request.Aggregation.COUNT, Expression.TRUE, Type.Scalar.LONG);
  }

  private static Request.Item aggregate(
      Request.Aggregation function, Expression operand, Type type) {
    return new Request.Item.Aggregate("a", function, operand, type);
  }

  private Request.Query ids(String table) {
    int row = rows++;
    return query(table, row, List.of(item(row, "id", Type.Scalar.LONG)), Expression.TRUE);
  }

  private static Request.Query query(
      String table, int row, List<Request.Item> items, Expression filter) {
    Expression id = new Expression.Column(row, "id", Type.Scalar.LONG);
    return new Request.Query(
        table, row, items, filter, List.of(new Request.Order(id, false, false)), LIMIT, OFFSET);
  }

  private static Request.Item item(int row, String name, Type type) {
    return new Request.Item.Field(name, new Expression.Column(row, name, type));
  }

  private static Type type(World.Kind kind) {
    return switch (kind) {
      case INT -> Type.Scalar.INT;
      case TEXT -> Type.Scalar.TEXT;
      case BOOL -> Type.Scalar.BOOL;
      case UUID -> Type.Scalar.UUID;
      case DATE -> Type.Scalar.DATE;
    };
  }

  static Value value(Object literal) {
    return switch (literal) {
      case Integer number -> new Value.Whole(number);
      case Long number -> new Value.Whole(number);
      case String text -> new Value.Text(text);
      case Boolean truth -> Value.Bool.of(truth);
      case World.Document(String text) -> new Value.Json(text);
      case UUID uuid -> new Value.Uuid(uuid);
      case LocalDate date -> new Value.Date(date);
      default -> throw new IllegalArgumentException("no literal: " + literal);
    };
  }

  private Expression filter(String table, Rule rule, int row) {
    return switch (rule) {
      case Rule.Compare it ->
          new Expression.Compare(
              comparison(it.operator()),
              column(row, it.field()),
              literal(it.field(), it.literal()));
      case Rule.Fields it ->
          new Expression.Compare(
              comparison(it.operator()), column(row, it.left()), column(row, it.right()));
      case Rule.IsNull it -> {
        Expression isNull = new Expression.IsNull(column(row, it.field()));
        yield it.negated() ? new Expression.Not(isNull) : isNull;
      }
      case Rule.Within it ->
          new Expression.Compare(
              comparison(it.operator()),
              path(row),
              parameter(new Value.Text(it.text()), Type.Scalar.TEXT));
      case Rule.Found it -> search(it, row);
      case Rule.Among it ->
          new Expression.In(
              column(row, it.field()),
              new Expression.Literal(
                  new Value.Many(it.literals().stream().map(Answered::value).toList()),
                  new Type.Array(type(it.field().kind()))));
      case Rule.All it ->
          Expressions.and(it.rules().stream().map(one -> filter(table, one, row)).toList());
      case Rule.Any it ->
          new Expression.Or(it.rules().stream().map(one -> filter(table, one, row)).toList());
      case Rule.Not it -> new Expression.Not(filter(table, it.rule(), row));
      case Rule.Some it -> {
        int as = rows++;
        Expression.Hop hop = new Expression.Hop(table, it.link().back());
        yield new Expression.Exists(row, hop, as, filter(it.link().holder(), it.rule(), as));
      }
      case Rule.Mine _, Rule.HasRole _, Rule.SignedIn _, Rule.Beyond _, Rule.Every _ ->
          throw new IllegalArgumentException("no filter of clients: " + rule);
    };
  }

  private static Expression column(int row, World.Field field) {
    return new Expression.Column(row, field.name(), type(field.kind()));
  }

  private static Expression literal(World.Field field, Object literal) {
    return new Expression.Literal(value(literal), type(field.kind()));
  }

  private static Expression.Comparison comparison(String operator) {
    return switch (operator) {
      case "=" -> Expression.Comparison.EQUAL;
      case "<>" -> Expression.Comparison.NOT_EQUAL;
      case "<" -> Expression.Comparison.LESS;
      case "<=" -> Expression.Comparison.LESS_OR_EQUAL;
      case ">" -> Expression.Comparison.GREATER;
      default -> Expression.Comparison.GREATER_OR_EQUAL;
    };
  }

  /** Rows as lines, nested ids without their JSON. */
  private final class Lines implements RowSink {
    final List<String> all = new ArrayList<>();
    final Set<String> unseen;
    private List<Shape.Field> fields = List.of();

    Lines(Set<String> unseen) {
      this.unseen = unseen;
    }

    @Override
    public void begin(Shape shape) {
      fields = shape.fields();
    }

    @Override
    public void row(Row row) {
      List<String> columns = new ArrayList<>();
      for (int index = 0; index < fields.size(); index++) {
        columns.add(row.isNull(index) ? "null" : text(row, index));
      }
      all.add(String.join("|", columns));
    }

    /** The rows with what row security shows of neighbours that are closed: nothing. */
    List<String> all(String table) {
      boolean up = Questions.up(world, table).stream().anyMatch(it -> unseen.contains(it.target()));
      boolean down =
          Questions.down(world, table).stream().anyMatch(it -> unseen.contains(it.holder()));
      int place = Questions.table(world, table).fields().size() + 1;
      return all.stream().map(line -> filled(line, up, down, place)).toList();
    }

    /** Groups with the number of rows above, none where there is no way to them. */
    List<String> sums(String table) {
      boolean above =
          Questions.up(world, table).stream().anyMatch(it -> !unseen.contains(it.target()));
      return above ? all : all.stream().map(line -> line + "|0").toList();
    }

    private static String filled(String line, boolean up, boolean down, int place) {
      List<String> columns = new ArrayList<>(List.of(line.split("\\|", -1)));
      if (up) {
        columns.add(place, "null");
      }
      if (down) {
        columns.add("");
      }
      return String.join("|", columns);
    }

    private String text(Row row, int index) {
      return switch (fields.get(index)) {
        case Shape.Field.Nested _ -> {
          Matcher matcher = NUMBER.matcher(row.text(index));
          yield matcher.results().map(it -> it.group()).collect(Collectors.joining(","));
        }
        case Shape.Field.Scalar(String _, Type type) ->
            type == Type.Scalar.INT || type == Type.Scalar.LONG
                ? Long.toString(row.whole(index))
                : type == Type.Scalar.BOOL ? Boolean.toString(row.truth(index)) : row.text(index);
      };
    }
  }
}
