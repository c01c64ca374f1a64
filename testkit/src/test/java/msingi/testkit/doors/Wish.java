package msingi.testkit.doors;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What a caller wants. Collections, columns, relations and functions go by the definition's names;
 * values are those of REST's JSON.
 */
public sealed interface Wish {
  /** The collection or the function that it is about. */
  String about();

  /**
   * Rows in an order that leaves no two of them equal.
   *
   * @param counted whether the number of all that satisfy the filter is wanted
   */
  record Read(
      String about,
      Shape shape,
      Condition filter,
      List<Order> order,
      Window window,
      boolean counted)
      implements Wish {
    public Read {
      order = List.copyOf(order);
    }
  }

  /** The row with a key, which a condition on each of its columns names. */
  record One(String about, Shape shape, Condition key) implements Wish {}

  /** All rows at once, as an export or a stream, columns only. */
  record Whole(String about, List<String> columns, Condition filter, List<Order> order)
      implements Wish {
    public Whole {
      columns = List.copyOf(columns);
      order = List.copyOf(order);
    }
  }

  /** How many rows, and what comes of their columns. */
  record Totals(String about, Condition filter, List<Sum> sums) implements Wish {
    public Totals {
      sums = List.copyOf(sums);
    }
  }

  /**
   * New rows; what they do not name takes its default.
   *
   * @param shown columns of the new rows that are to be answered; none for a count only
   */
  record Insert(String about, List<JsonObject> rows, List<String> shown) implements Wish {
    public Insert {
      rows = List.copyOf(rows);
      shown = List.copyOf(shown);
    }
  }

  /** A new row, or other values for the one that has its key already. */
  record Upsert(String about, JsonObject row, List<String> shown) implements Wish {
    public Upsert {
      shown = List.copyOf(shown);
    }
  }

  /** Other values for the rows that satisfy a filter. */
  record Update(String about, JsonObject set, Condition filter, List<String> shown)
      implements Wish {
    public Update {
      shown = List.copyOf(shown);
    }
  }

  /** The rows that satisfy a filter go. */
  record Delete(String about, Condition filter, List<String> shown) implements Wish {
    public Delete {
      shown = List.copyOf(shown);
    }
  }

  /** A call of a function, whose rows are filtered and ordered where it answers a collection. */
  record Call(
      String about, JsonObject arguments, List<String> shown, Condition filter, List<Order> order)
      implements Wish {
    public Call {
      shown = List.copyOf(shown);
      order = List.copyOf(order);
    }
  }

  /** What is wanted of a row: columns, and related rows. */
  record Shape(List<String> columns, List<Inside> inside) {
    public Shape {
      columns = List.copyOf(columns);
      inside = List.copyOf(inside);
    }

    /** Columns only. */
    public static Shape of(List<String> columns) {
      return new Shape(columns, List.of());
    }
  }

  /** Related rows, all of them, in whatever order. */
  record Inside(String relation, Shape shape) {}

  /** One criterion of an order. */
  record Order(String column, boolean descending, boolean nullsFirst) {}

  /**
   * A page.
   *
   * @param size how many rows are one; 0 for all of them
   * @param page which one, the first being 0
   */
  record Window(int size, int page) {
    /** No pages. */
    public static final Window ALL = new Window(0, 0);
  }

  /**
   * What is made of a column.
   *
   * @param function {@code sum}, {@code min} or {@code max}
   */
  record Sum(String function, String column) {
    String name() {
      return function + "_" + column;
    }
  }
}
