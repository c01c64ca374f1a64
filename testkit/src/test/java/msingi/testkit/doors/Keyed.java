package msingi.testkit.doors;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes to rows that a filter names, one row after the other by its key, as clients of gRPC do who
 * know which rows they mean.
 */
public final class Keyed {
  private Keyed() {}

  /**
   * Asks a door; where it has no words for a write by filter, for each row by its key.
   *
   * @param rows as they were before
   */
  public static Answer ask(Door door, Wish wish, Model model, Remembered rows) {
    Answer whole = door.ask(wish);
    if (!(whole instanceof Answer.Wordless)) {
      return whole;
    }
    List<Wish> parts = parts(wish, model, rows);
    if (parts.isEmpty()) {
      return whole;
    }
    long count = 0;
    List<JsonObject> shown = new ArrayList<>();
    for (Wish part : parts) {
      switch (door.ask(part)) {
        case Answer.Done(long done, var answered) -> {
          count += done;
          shown.addAll(answered);
        }
        case Answer.Refused refused -> {
          return refused;
        }
        case Answer.Rows _, Answer.Wordless _ -> {
          return whole;
        }
      }
    }
    return new Answer.Done(count, shown);
  }

  private static List<Wish> parts(Wish wish, Model model, Remembered rows) {
    return switch (wish) {
      case Wish.Update(var about, var set, var filter, var shown) ->
          keys(about, filter, model, rows).stream()
              .<Wish>map(it -> new Wish.Update(about, set, it, shown))
              .toList();
      case Wish.Delete(var about, var filter, var shown) ->
          keys(about, filter, model, rows).stream()
              .<Wish>map(it -> new Wish.Delete(about, it, shown))
              .toList();
      case Wish.Read _,
          Wish.One _,
          Wish.Whole _,
          Wish.Totals _,
          Wish.Insert _,
          Wish.Upsert _,
          Wish.Call _ ->
          List.of();
    };
  }

  private static List<Condition> keys(
      String about, Condition filter, Model model, Remembered rows) {
    if (!(filter instanceof Condition.Test(String column, var operator, Object value))
        || operator != Condition.Operator.EQUAL) {
      return List.of();
    }
    return rows.rows(about).stream()
        .map(JsonObject.class::cast)
        .filter(it -> String.valueOf(it.getValue(column)).equals(value.toString()))
        .<Condition>map(row ->
            new Condition.All(
                model.key(about).stream()
                    .<Condition>map(
                        it -> new Condition.Test(it, Condition.Operator.EQUAL, row.getValue(it)))
                    .toList()))
        .toList();
  }
}
