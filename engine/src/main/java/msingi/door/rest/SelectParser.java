package msingi.door.rest;

import java.util.ArrayList;
import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Aggregates;
import msingi.request.Request;

/** Parses {@code select}. */
final class SelectParser {
  private static final String EXPECTING = "field name (* or [a..z0..9_$])";

  private final Scanner scanner;
  private final int mostDepth;

  private SelectParser(Scanner scanner, int mostDepth) {
    this.scanner = scanner;
    this.mostDepth = mostDepth;
  }

  /**
   * The parts, in order; none for an empty text.
   *
   * @param mostDepth how deeply embeddings may be nested
   */
  static List<Selected> parse(String text, int mostDepth) {
    Scanner scanner = new Scanner(text, "select parameter");
    List<Selected> items = new SelectParser(scanner, mostDepth).items(0);
    if (!scanner.done()) {
      throw scanner.unexpected("\",\" or end of input");
    }
    return items;
  }

  private List<Selected> items(int depth) {
    List<Selected> items = new ArrayList<>();
    scanner.spaces();
    if (scanner.done() || scanner.peek() == ')') {
      return items;
    }
    do {
      scanner.spaces();
      items.add(item(depth));
      scanner.spaces();
    } while (scanner.take(','));
    return items;
  }

  private Selected item(int depth) {
    if (scanner.take("...")) {
      scanner.spaces();
      return embed("", scanner.name(EXPECTING), true, depth);
    }
    if (scanner.take('*')) {
      return new Selected.Star();
    }
    String alias = "";
    String name = scanner.name(EXPECTING);
    if (scanner.peek() == ':' && !scanner.at("::")) {
      scanner.take(':');
      scanner.spaces();
      alias = name;
      name = scanner.name(EXPECTING);
    }
    if (name.equals("count") && scanner.take("()")) {
      return new Selected.Count(alias, cast());
    }
    if (scanner.peek() == '!' || scanner.peek() == '(') {
      return embed(alias, name, false, depth);
    }
    JsonPath path = JsonPath.read(scanner);
    Selected.Field field = new Selected.Field(alias, name, path, cast());
    return scanner.take('.') ? aggregate(field) : field;
  }

  /** The name of the type after {@code ::}, or empty without one. */
  private String cast() {
    return scanner.take("::") ? scanner.name("cast type name") : "";
  }

  private Selected aggregate(Selected.Field of) {
    for (Request.Aggregation function : Request.Aggregation.values()) {
      if (scanner.take(Aggregates.name(function) + "()")) {
        return new Selected.Aggregate(of.alias(), function, of, cast());
      }
    }
    throw scanner.unexpected("\"avg()\", \"count()\", \"max()\", \"min()\" or \"sum()\"");
  }

  private Selected embed(String alias, String target, boolean spread, int depth) {
    String hint = "";
    boolean inner = false;
    while (scanner.take('!')) {
      String word = scanner.name(EXPECTING);
      switch (word) {
        case "inner" -> inner = true;
        case "left" -> inner = false;
        default -> {
          if (!hint.isEmpty()) {
            throw scanner.unexpected("\"(\"");
          }
          hint = word;
        }
      }
    }
    scanner.expect('(', "\"(\"");
    if (depth >= mostDepth) {
      throw Problem.of(
              ErrorCode.TOO_DEEP, "Embedding is nested more than " + mostDepth + " levels deep")
          .failure();
    }
    List<Selected> items = items(depth + 1);
    scanner.expect(')', "\",\" or \")\"");
    return new Selected.Embed(alias, target, hint, inner, spread, items);
  }
}
