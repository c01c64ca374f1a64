package msingi.door.rest;

import java.util.ArrayList;
import java.util.List;

/** Parses {@code order}. */
final class OrderParser {
  private OrderParser() {}

  /**
   * One criterion.
   *
   * @param embed the embedded resource that has the column, or empty
   * @param path into the column's document
   */
  record Term(String embed, String column, JsonPath path, boolean descending, boolean nullsFirst) {}

  /** The criteria, in order. */
  static List<Term> parse(String text) {
    Scanner scanner = new Scanner(text, "order");
    List<Term> terms = new ArrayList<>();
    do {
      scanner.spaces();
      terms.add(term(scanner));
      scanner.spaces();
    } while (scanner.take(','));
    if (!scanner.done()) {
      throw scanner.unexpected("\",\" or end of input");
    }
    return terms;
  }

  private static Term term(Scanner scanner) {
    String column = scanner.name("field name (* or [a..z0..9_$])");
    String embed = "";
    JsonPath path = JsonPath.read(scanner);
    if (path.none() && scanner.take('(')) {
      embed = column;
      column = scanner.name("field name (* or [a..z0..9_$])");
      path = JsonPath.read(scanner);
      scanner.expect(')', "\")\"");
    }
    boolean descending = scanner.take(".desc");
    if (!descending) {
      scanner.take(".asc");
    }
    boolean nullsFirst = scanner.take(".nullsfirst");
    boolean nullsLast = !nullsFirst && scanner.take(".nullslast");
    // PostgreSQL's own places for nulls: last ascending, first descending.
    return new Term(embed, column, path, descending, nullsFirst || (descending && !nullsLast));
  }
}
