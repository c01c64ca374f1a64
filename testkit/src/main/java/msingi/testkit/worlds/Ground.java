package msingi.testkit.worlds;

import java.util.List;
import java.util.Map;

/**
 * What requests are made of.
 *
 * @param tables the collections that requests begin at
 * @param functions those that requests call; all answer rows of one of the tables
 */
public record Ground(List<Table> tables, List<Function> functions) {
  public Ground {
    tables = List.copyOf(tables);
    functions = List.copyOf(functions);
  }

  /** Without functions. */
  public Ground(List<Table> tables) {
    this(tables, List.of());
  }

  /**
   * One function.
   *
   * @param table whose rows it answers
   * @param arguments objects of JSON with texts, of which a call takes one
   * @param writes whether it is only called with POST
   */
  public record Function(
      String name, String table, List<Map<String, String>> arguments, boolean writes) {
    public Function {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * One collection.
   *
   * @param columns names with the values that requests try on them: seen, unseen and made up
   * @param dark those of them that the caller may not know
   * @param embeds what may be asked for inside: tables by name
   * @param written columns with the JSON values that may be written
   * @param keys ids that writes may name; a world must not hold one of them that the other lacks
   */
  public record Table(
      String name,
      Map<String, List<String>> columns,
      List<String> dark,
      List<String> embeds,
      Map<String, List<String>> written,
      List<String> keys) {
    public Table {
      columns = Map.copyOf(columns);
      dark = List.copyOf(dark);
      embeds = List.copyOf(embeds);
      written = Map.copyOf(written);
      keys = List.copyOf(keys);
    }
  }
}
