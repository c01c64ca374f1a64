package msingi.testkit.doors;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The smallest wish that still shows what a larger one showed. */
final class Smaller {
  private Smaller() {}

  static Wish than(Wish wish, Predicate<Wish> shows) {
    for (Wish candidate : candidates(wish)) {
      if (shows.test(candidate)) {
        return than(candidate, shows);
      }
    }
    return wish;
  }

  private static List<Wish> candidates(Wish wish) {
    List<Wish> smaller = new ArrayList<>();
    switch (wish) {
      case Wish.Read it -> reads(it, smaller);
      case Wish.One(var about, var shape, var key) ->
          shapes(shape).forEach(each -> smaller.add(new Wish.One(about, each, key)));
      case Wish.Whole(var about, var columns, var filter, var order) ->
          conditions(filter)
              .forEach(each -> smaller.add(new Wish.Whole(about, columns, each, order)));
      case Wish.Totals(var about, var filter, var sums) -> {
        conditions(filter).forEach(each -> smaller.add(new Wish.Totals(about, each, sums)));
        without(sums).forEach(each -> smaller.add(new Wish.Totals(about, filter, each)));
      }
      case Wish.Insert(var about, var rows, var shown) -> {
        without(shown).forEach(each -> smaller.add(new Wish.Insert(about, rows, each)));
        if (rows.size() > 1) {
          without(rows).forEach(each -> smaller.add(new Wish.Insert(about, each, shown)));
        } else {
          less(rows.getFirst())
              .forEach(each -> smaller.add(new Wish.Insert(about, List.of(each), shown)));
        }
      }
      case Wish.Upsert(var about, var row, var shown) -> {
        without(shown).forEach(each -> smaller.add(new Wish.Upsert(about, row, each)));
        less(row).forEach(each -> smaller.add(new Wish.Upsert(about, each, shown)));
      }
      case Wish.Update(var about, var set, var filter, var shown) -> {
        without(shown).forEach(each -> smaller.add(new Wish.Update(about, set, filter, each)));
        less(set).forEach(each -> smaller.add(new Wish.Update(about, each, filter, shown)));
      }
      case Wish.Call(var about, var arguments, var shown, var filter, var order) ->
          conditions(filter)
              .forEach(each -> smaller.add(new Wish.Call(about, arguments, shown, each, order)));
      case Wish.Delete _ -> {}
    }
    return smaller;
  }

  private static void reads(Wish.Read it, List<Wish> smaller) {
    conditions(it.filter())
        .forEach(each -> smaller.add(read(it, it.shape(), each, it.order(), it.window())));
    smaller.addAll(
        it.window().equals(Wish.Window.ALL)
            ? List.of()
            : List.of(read(it, it.shape(), it.filter(), it.order(), Wish.Window.ALL)));
    if (it.counted()) {
      smaller.add(
          new Wish.Read(it.about(), it.shape(), it.filter(), it.order(), it.window(), false));
    }
    shapes(it.shape())
        .forEach(each -> smaller.add(read(it, each, it.filter(), it.order(), it.window())));
    for (int place = 0; place < it.order().size() - 1; place++) {
      List<Wish.Order> order = new ArrayList<>(it.order());
      order.remove(place);
      smaller.add(read(it, it.shape(), it.filter(), order, it.window()));
    }
  }

  private static Wish read(
      Wish.Read of,
      Wish.Shape shape,
      Condition filter,
      List<Wish.Order> order,
      Wish.Window window) {
    return new Wish.Read(of.about(), shape, filter, order, window, of.counted());
  }

  private static List<Wish.Shape> shapes(Wish.Shape shape) {
    List<Wish.Shape> shapes = new ArrayList<>();
    without(shape.inside()).forEach(it -> shapes.add(new Wish.Shape(shape.columns(), it)));
    if (shape.columns().size() > 1) {
      without(shape.columns()).forEach(it -> shapes.add(new Wish.Shape(it, shape.inside())));
    }
    for (Wish.Inside inside : shape.inside()) {
      shapes(inside.shape())
          .forEach(it ->
              shapes.add(
                  new Wish.Shape(
                      shape.columns(), List.of(new Wish.Inside(inside.relation(), it)))));
    }
    return shapes;
  }

  private static List<Condition> conditions(Condition condition) {
    List<Condition> smaller = new ArrayList<>();
    if (!condition.equals(Condition.TRUE)) {
      smaller.add(Condition.TRUE);
    }
    switch (condition) {
      case Condition.All(var parts) -> smaller.addAll(parts);
      case Condition.Any(var parts) -> smaller.addAll(parts);
      case Condition.Not(var part) -> {
        smaller.add(part);
        conditions(part).forEach(it -> smaller.add(new Condition.Not(it)));
      }
      case Condition.Some(String relation, var part) ->
          conditions(part).forEach(it -> smaller.add(new Condition.Some(relation, it)));
      case Condition.Test _, Condition.Null _, Condition.Within _, Condition.Search _ -> {}
    }
    return smaller;
  }

  private static <T> List<List<T>> without(List<T> all) {
    List<List<T>> smaller = new ArrayList<>();
    for (int place = 0; place < all.size(); place++) {
      List<T> rest = new ArrayList<>(all);
      rest.remove(place);
      smaller.add(rest);
    }
    return smaller;
  }

  private static List<JsonObject> less(JsonObject row) {
    List<JsonObject> smaller = new ArrayList<>();
    if (row.size() > 1) {
      for (String name : row.fieldNames()) {
        JsonObject rest = row.copy();
        rest.remove(name);
        smaller.add(rest);
      }
    }
    return smaller;
  }
}
