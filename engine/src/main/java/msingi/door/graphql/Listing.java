package msingi.door.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.definition.Column;
import msingi.door.graphql.Meaning.Part;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.expression.Type;
import msingi.request.Aggregates;
import msingi.request.Request;
import msingi.request.Surface.Visible;
import msingi.wire.Json;

/** A list of rows while it is put together: its window, its order, and what is shown of it. */
final class Listing {
  /** Rows of a page where nothing is said. */
  private static final int USUAL = 30;

  private final Binding binding;
  private final Visible visible;
  private final String relation;
  private final Map<String, Json> arguments;
  private final List<Pick> picks;
  private final String base;
  private final Orders orders;
  private final int size;
  private final boolean reversed;
  private final int offset;

  /**
   * @param relation by which the rows are reached from others, or empty
   */
  Listing(Binding binding, Visible visible, Pick pick, String relation) {
    Binding.Asked asked = binding.asked();
    this.binding = binding;
    this.visible = visible;
    this.relation = relation;
    this.arguments = pick.given(asked.variables());
    this.base = asked.names().type(visible.collection().id());
    this.picks = asked.collect(pick.below(), base + "Connection");
    this.orders =
        Orders.of(visible, asked.names(), arguments.getOrDefault("orderBy", Json.Bare.NULL));
    Optional<Integer> first = bounded("first");
    Optional<Integer> last = bounded("last");
    if (first.isPresent() && last.isPresent()) {
      throw Given.wrong("\"first\" and \"last\" do not go together");
    }
    this.reversed = last.isPresent();
    this.offset = bounded("offset").orElse(0);
    if (reversed && offset > 0) {
      throw Given.wrong("\"last\" and \"offset\" do not go together");
    }
    long most = asked.surface().app().settings().rows();
    this.size = (int) Math.min(most, first.or(() -> last).orElse(USUAL));
  }

  private Optional<Integer> bounded(String name) {
    Optional<Integer> given = Given.whole(arguments, name);
    if (given.isPresent() && given.get() < 0) {
      throw Given.wrong("\"" + name + "\" must be a non-negative integer");
    }
    return given;
  }

  private boolean asks(Part part) {
    return picks.stream().anyMatch(it -> it.meaning() == part);
  }

  private List<Pick> info() {
    List<Pick> info = new ArrayList<>();
    for (Pick pick : picks) {
      if (pick.meaning() == Part.PAGE_INFO) {
        info.addAll(binding.asked().collect(pick.below(), "PageInfo"));
      }
    }
    return info;
  }

  /** Whether one row more is asked for, to know whether it is there. */
  private boolean probes() {
    return info().stream()
        .anyMatch(it -> it.meaning() == Part.HAS_NEXT || it.meaning() == Part.HAS_PREVIOUS);
  }

  /** Whether rows are read at all. */
  boolean reads() {
    return asks(Part.EDGES) || asks(Part.PAGE_INFO);
  }

  /** Whether the number of all rows is asked for. */
  boolean counts() {
    return asks(Part.TOTAL);
  }

  /** Whether something is made of all rows. */
  boolean summarises() {
    return asks(Part.AGGREGATE);
  }

  /** Whether only rows beyond some place are answered: then their number is not that of all. */
  boolean placed() {
    return Given.argument(arguments, "after").isPresent()
        || Given.argument(arguments, "before").isPresent();
  }

  /** The filter, over a row. */
  Expression filter(int row) {
    return Given.argument(arguments, "filter")
        .map(it -> new Filters(binding, visible, row).expression(it))
        .orElse(Expression.TRUE);
  }

  private Expression window(int row) {
    return Expressions.and(filter(row), beyond(row, "after", true), beyond(row, "before", false));
  }

  private Expression beyond(int row, String name, boolean after) {
    Optional<String> cursor = Given.text(arguments, name);
    if (cursor.isEmpty()) {
      return Expression.TRUE;
    }
    List<Json> place =
        Sealed.open(binding.asked().seal(), orders.purpose(relation), cursor.get())
            .filter(it -> it.size() == orders.terms().size())
            .orElseThrow(() ->
                Given.wrong("\"" + name + "\" is no cursor of this list: it belongs to its order"));
    return orders.beyond(binding, row, place, after);
  }

  /** What is read, and how it is written. */
  record Made(Page page, Request.Query query) {}

  /** The rows, at a level made for them. */
  Made made(Level level) {
    return made(level, true);
  }

  /**
   * The same of what has an order of its own, which it keeps where no other is asked for and no
   * place in it.
   */
  Made natural(Level level) {
    boolean ordered = Given.argument(arguments, "orderBy").isPresent();
    return made(level, ordered || placed() || reversed);
  }

  private Made made(Level level, boolean ordered) {
    Sealed cursor = cursor(level);
    List<Page.Piece> pieces = new ArrayList<>();
    int summaries = 0;
    for (Pick pick : picks) {
      boolean summary = pick.meaning() == Part.AGGREGATE;
      pieces.add(
          summary
              ? new Page.Piece.Summary(Shown.key(pick.key()), summaries++, List.of())
              : piece(level, pick));
    }
    boolean after = Given.argument(arguments, "after").isPresent();
    boolean before = Given.argument(arguments, "before").isPresent();
    Page page = new Page(pieces, size, reversed, after || offset > 0, before, cursor);
    long limit = reads() ? size + (probes() ? 1L : 0) : 0;
    return new Made(
        page,
        level.query(
            window(level.row()),
            ordered || !cursor.none() ? orders.orders(level.row(), reversed) : List.of(),
            limit,
            offset));
  }

  private Page.Piece piece(Level level, Pick pick) {
    byte[] key = Shown.key(pick.key());
    if (pick.meaning() == Part.EDGES) {
      return new Page.Piece.Edges(key, edges(level, pick.below()));
    }
    if (pick.meaning() == Part.PAGE_INFO) {
      return new Page.Piece.Info(key, told(pick));
    }
    return pick.meaning() == Part.TOTAL
        ? new Page.Piece.Total(key)
        : new Page.Piece.Fixed(key, Level.typename(key, base + "Connection").json());
  }

  private Sealed cursor(Level level) {
    boolean asked =
        info().stream()
                .anyMatch(
                    it -> it.meaning() == Part.FIRST_CURSOR || it.meaning() == Part.LAST_CURSOR)
            || picks.stream()
                .filter(it -> it.meaning() == Part.EDGES)
                .flatMap(it -> it.below().stream())
                .anyMatch(it -> it.meaning() == Part.CURSOR);
    List<Integer> columns = new ArrayList<>();
    if (asked) {
      orders.terms().forEach(it -> columns.add(level.value(it.column())));
    }
    return new Sealed(binding.asked().seal(), orders.purpose(relation), "", columns);
  }

  private List<Page.Edge> edges(Level level, List<Pick> below) {
    List<Page.Edge> parts = new ArrayList<>();
    for (Pick pick : binding.asked().collect(below, base + "Edge")) {
      byte[] key = Shown.key(pick.key());
      if (pick.meaning() == Part.CURSOR) {
        parts.add(new Page.Edge.Place(key));
      } else if (pick.meaning() == Part.NODE) {
        parts.add(new Page.Edge.Node(key, level.object(pick.below())));
      } else {
        parts.add(new Page.Edge.Fixed(key, Level.typename(key, base + "Edge").json()));
      }
    }
    return parts;
  }

  private List<Page.Told> told(Pick pick) {
    List<Page.Told> told = new ArrayList<>();
    for (Pick it : binding.asked().collect(pick.below(), "PageInfo")) {
      byte[] key = Shown.key(it.key());
      Part part = it.meaning() instanceof Part known ? known : Part.TYPENAME;
      told.add(new Page.Told(key, part, Level.typename(key, "PageInfo").json()));
    }
    return told;
  }

  /** A level for the rows of this list under another one, which may have this many of them. */
  Level level(int row, int depth, long parents) {
    long rows = Math.multiplyExact(parents, Math.max(1, size));
    binding.asked().cost().add(rows);
    return new Level(binding, visible, row, depth, rows);
  }

  /** The list as part of each row of another level. */
  Shown nested(Level parent, byte[] key) {
    Level level = level(binding.freshRow(), parent.depth() + 1, parent.parents());
    Made made = made(level);
    int total = -1;
    if (counts()) {
      Level counted = new Level(binding, visible, binding.freshRow(), parent.depth() + 1, 1);
      counted.add(count(counted));
      Expression filter = filter(counted.row());
      total = parent.embed(relation, counted.query(filter, List.of(), 1, 0));
    }
    int summary = -1;
    int columns = 0;
    List<List<Shown>> objects = List.of();
    if (summarises()) {
      Level summed = new Level(binding, visible, binding.freshRow(), parent.depth() + 1, 1);
      objects = summaries(summed);
      columns = summed.items().size();
      Expression filter = filter(summed.row());
      summary = parent.embed(relation, summed.query(filter, List.of(), 1, 0));
    }
    int column = parent.embed(relation, made.query());
    return new Shown.Many(
        key,
        with(made.page(), objects),
        level.items().size(),
        new Page.Extras(total, summary, columns),
        column);
  }

  /** A page whose summaries are known. */
  static Page with(Page page, List<List<Shown>> objects) {
    List<Page.Piece> pieces = new ArrayList<>();
    for (Page.Piece piece : page.pieces()) {
      pieces.add(
          piece instanceof Page.Piece.Summary it
              ? new Page.Piece.Summary(it.key(), it.number(), objects.get(it.number()))
              : piece);
    }
    return new Page(
        pieces, page.size(), page.reversed(), page.skipped(), page.ended(), page.cursor());
  }

  private Request.Item count(Level level) {
    Type type =
        Aggregates.type(
            binding.asked().surface().app(), Request.Aggregation.COUNT, Type.Scalar.LONG);
    return new Request.Item.Aggregate(
        level.name(), Request.Aggregation.COUNT, Expression.TRUE, type);
  }

  /** What is shown of the one row that a level makes of all rows, for each summary. */
  List<List<Shown>> summaries(Level level) {
    List<List<Shown>> objects = new ArrayList<>();
    for (Pick pick : picks) {
      if (pick.meaning() == Part.AGGREGATE) {
        List<Shown> object = new ArrayList<>();
        for (Pick it : binding.asked().collect(pick.below(), base + "Aggregate")) {
          object.add(summary(level, it));
        }
        objects.add(object);
      }
    }
    if (level.items().isEmpty()) {
      level.add(count(level));
    }
    return objects;
  }

  private Shown summary(Level level, Pick pick) {
    byte[] key = Shown.key(pick.key());
    if (pick.meaning() instanceof Meaning.Summary(Request.Aggregation aggregation)) {
      List<Shown> object = new ArrayList<>();
      String type = pick.field().type().name();
      for (Pick it : binding.asked().collect(pick.below(), type)) {
        object.add(value(level, it, aggregation, type));
      }
      return new Shown.Group(key, object);
    }
    return pick.meaning() == Part.COUNT
        ? new Shown.Cell(key, level.add(count(level)), Form.PLAIN)
        : Level.typename(key, base + "Aggregate");
  }

  private Shown value(Level level, Pick pick, Request.Aggregation aggregation, String typename) {
    byte[] key = Shown.key(pick.key());
    if (!(pick.meaning() instanceof Meaning.Value(Column column))) {
      return Level.typename(key, typename);
    }
    Expression operand = new Expression.Column(level.row(), column.name(), column.type());
    Type type = Aggregates.type(binding.asked().surface().app(), aggregation, column.type());
    int at = level.add(new Request.Item.Aggregate(level.name(), aggregation, operand, type));
    return new Shown.Cell(key, at, Form.of(type));
  }
}
