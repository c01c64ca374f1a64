package msingi.door.grpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import msingi.definition.Column;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.request.Request;
import msingi.request.Surface;

/**
 * The order of a list: {@code order_by} as in {@code "name desc, born_on nulls first"}, and behind
 * it the key, so that no two rows are equal.
 */
final class Ordering {
  /**
   * One criterion.
   *
   * @param nullable whether a row may have none
   */
  record Term(Slot.Value slot, Column column, boolean descending, boolean nullsFirst) {
    boolean nullable() {
      return column.nullable();
    }

    Expression of(int row) {
      return new Expression.Column(row, column.name(), column.type());
    }
  }

  private final View.Names names;
  private final Surface.Visible visible;
  private final List<Term> terms = new ArrayList<>();
  private boolean total;

  private Ordering(View.Names names, Surface.Visible visible) {
    this.names = names;
    this.visible = visible;
  }

  /** The order that a request names, with the key behind it where the caller may read it. */
  static Ordering of(View.Names names, Surface.Visible visible, String text) {
    Ordering ordering = asked(names, visible, text);
    ordering.complete();
    return ordering;
  }

  /** The order that a request names, and nothing else. */
  static Ordering asked(View.Names names, Surface.Visible visible, String text) {
    Ordering ordering = new Ordering(names, visible);
    if (!text.isBlank()) {
      for (String each : text.split(",", -1)) {
        ordering.add(each.strip());
      }
    }
    return ordering;
  }

  List<Term> terms() {
    return terms;
  }

  /** Whether no two rows are equal in it, and all of its values can be compared again. */
  boolean total() {
    return total;
  }

  List<Request.Order> orders(int row) {
    List<Request.Order> orders = new ArrayList<>();
    terms.forEach(
        it -> orders.add(new Request.Order(it.of(row), it.descending(), it.nullsFirst())));
    return orders;
  }

  private void add(String text) {
    String[] words = text.split("\\s+", -1);
    boolean descending = false;
    int next = 1;
    if (next < words.length && !small(words[next]).equals("nulls")) {
      descending =
          switch (small(words[next])) {
            case "asc" -> false;
            case "desc" -> true;
            default -> throw misspelt(text);
          };
      next++;
    }
    boolean nullsFirst = descending;
    if (next < words.length) {
      if (words.length != next + 2 || !small(words[next]).equals("nulls")) {
        throw misspelt(text);
      }
      nullsFirst =
          switch (small(words[next + 1])) {
            case "first" -> true;
            case "last" -> false;
            default -> throw misspelt(text);
          };
    }
    put(words[0], descending, nullsFirst);
  }

  private void put(String name, boolean descending, boolean nullsFirst) {
    Slot slot = names.contract().row(visible.collection()).byName().get(name);
    if (!(slot instanceof Slot.Value value) || !names.readable(visible, value)) {
      throw Problem.of(
              ErrorCode.COLUMN_UNKNOWN,
              "field " + visible.collection().name() + "." + name + " does not exist")
          .failure();
    }
    if (terms.stream().noneMatch(it -> it.slot().equals(value))) {
      terms.add(new Term(value, View.column(visible, value), descending, nullsFirst));
    }
  }

  private void complete() {
    List<String> key = visible.collection().key().columns();
    boolean seen = !key.isEmpty() && key.stream().allMatch(visible.readable()::containsKey);
    if (seen) {
      // The way of the last criterion: an index behind it holds its rows in this order already.
      boolean descending = !terms.isEmpty() && terms.getLast().descending();
      for (String column : key) {
        put(
            names.contract().row(visible.collection()).value(column).name(),
            descending,
            descending);
      }
    }
    total = seen && terms.stream().allMatch(it -> compared(it.column().type()));
  }

  private static boolean compared(Type type) {
    return switch (type) {
      case Type.Array _, Type.Opaque _ -> false;
      case Type.Decimal _ -> true;
      case Type.Scalar scalar -> scalar != Type.Scalar.JSON;
    };
  }

  private static String small(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  private static Failure misspelt(String text) {
    return Problem.of(ErrorCode.QUERY_SYNTAX, "order_by cannot be read at \"" + text + "\"")
        .withHint("Write fields by commas, each with asc or desc, nulls first or nulls last.")
        .failure();
  }
}
