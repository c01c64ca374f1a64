package msingi.store.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.store.Values;
import msingi.store.sql.Statement.Bind;

/** What fills a statement's places, for people. */
public final class BindText {
  private BindText() {}

  /**
   * A line for each place, such as {@code -- ?1 = KE}.
   *
   * @param mark what places begin with in the dialect
   */
  public static List<String> lines(Statement statement, char mark, Values values) {
    List<String> lines = new ArrayList<>();
    for (Bind bind : statement.binds()) {
      lines.add("-- " + mark + (lines.size() + 1) + " = " + text(bind, values));
    }
    return lines;
  }

  private static String text(Bind bind, Values values) {
    return switch (bind) {
      case Bind.Parameter(int index, Type type) ->
          text(values.bindings().parameters().get(index), type);
      case Bind.Caller caller ->
          text(values.bindings().principal().value(caller.attribute()), caller.type())
              + " (auth."
              + caller.attribute().attribute().name().toLowerCase(Locale.ROOT)
              + ")";
      case Bind.Moment moment -> "the moment of the request, as " + moment.type();
      case Bind.Words it ->
          "the words " + text(values.bindings().parameters().get(it.index()), it.type());
      case Bind.Others it ->
          "whether rows without "
              + text(values.bindings().parameters().get(it.index()), Type.Scalar.TEXT)
              + " are meant";
      case Bind.Cell cell -> "value " + (cell.column() + 1) + " of each row";
      case Bind.Cells cells -> "value " + (cells.column() + 1) + " of all rows";
      case Bind.Count _ -> "the number of rows";
      case Bind.Kept _ -> "the rows of the statement before";
      case Bind.Locators _ -> "the rows that were written";
    };
  }

  private static String text(Value value, Type type) {
    return value == Value.Null.NULL ? "null" : msingi.expression.Values.text(value, type);
  }
}
