package msingi.store.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.store.sql.Statement.Bind;

/** Collects the open places of one statement; equal binds share a place. */
final class SqlText {
  private final Dialect dialect;
  private final Map<Bind, Integer> places = new LinkedHashMap<>();

  SqlText(Dialect dialect) {
    this.dialect = dialect;
  }

  Dialect dialect() {
    return dialect;
  }

  /** The place for a bind. */
  String place(Bind bind) {
    int number = places.computeIfAbsent(bind, _ -> places.size() + 1);
    return switch (bind) {
      case Bind.Cells cells -> dialect.placeOfCells(number, cells.type());
      case Bind.Locators _ -> dialect.placeOfLocators(number);
      case Bind.Words _,
          Bind.Others _,
          Bind.Kept _,
          Bind.Count _,
          Bind.Parameter _,
          Bind.Caller _,
          Bind.Moment _,
          Bind.Cell _ ->
          dialect.place(number, bind.type());
    };
  }

  /** The statement with this text. */
  Statement statement(String sql) {
    return new Statement(sql, new ArrayList<>(List.copyOf(places.keySet())));
  }
}
