package msingi.adopt;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.definition.Mistake;
import msingi.store.Catalog;

/**
 * A definition written from a catalogue. What the language refuses of it becomes a comment, and is
 * listed; so the text always reads without mistakes.
 *
 * @param sources its files by name: {@code msingi.yaml}, and a file for each collection where there
 *     are more than one file may say
 * @param app what it says
 * @param remarks what has no words in the language, a line each
 */
public record Adoption(
    Map<String, String> sources, App app, List<String> remarks, List<BlockText> blocks) {
  private static final int ATTEMPTS = 20;

  public Adoption {
    sources = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    remarks = List.copyOf(remarks);
    blocks = List.copyOf(blocks);
  }

  /**
   * The lines of one collection or function, as an edit needs them.
   *
   * @param id the identifier
   * @param function whether it is a function
   * @param text the whole of it, indented as in the file
   * @param lines what each line is about, and its text without indentation
   */
  record BlockText(String id, boolean function, String text, Map<String, String> lines) {
    BlockText {
      lines = Map.copyOf(lines);
    }

    /** As a file of its own. */
    String alone() {
      return text.lines()
          .skip(1)
          .map(it -> it.startsWith(Block.INDENT) ? it.substring(Block.INDENT.length()) : it)
          .collect(Collectors.joining("\n", "", "\n"));
    }
  }

  /** The text of {@code msingi.yaml}. */
  public String text() {
    return sources.getOrDefault(DefinitionReader.MAIN, "");
  }

  /** The file in which a collection may stand by itself. */
  static String file(String id) {
    return "collections/" + id + ".yaml";
  }

  /** A collection's lines. */
  Optional<BlockText> block(String id) {
    return blocks.stream().filter(it -> !it.function() && it.id().equals(id)).findFirst();
  }

  /** A function's lines. */
  Optional<BlockText> function(String id) {
    return blocks.stream().filter(it -> it.function() && it.id().equals(id)).findFirst();
  }

  /** Writes a definition. */
  public static Adoption of(Catalog catalog, Heading heading) {
    return of(catalog, heading, KnownNames.none());
  }

  /**
   * The same with the identifiers of a definition that is there.
   *
   * @param before whose identifiers are kept for what has the same stored names
   */
  public static Adoption of(Catalog catalog, Heading heading, App before) {
    return of(catalog, heading, KnownNames.of(before));
  }

  private static Adoption of(Catalog catalog, Heading heading, KnownNames known) {
    Drafting drafting = new Drafting(catalog, heading, known);
    List<Block> collections = drafting.collections();
    List<Block> functions = drafting.functions();
    Set<String> remarks = new LinkedHashSet<>(catalog.remarks());
    remarks.addAll(drafting.remarks());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Sheet sheet = Sheet.of(heading, collections, functions, remarks);
      switch (sheet.read()) {
        case DefinitionReader.Result.Read(App app) -> {
          collections.forEach(it -> listed(it, remarks));
          return new Adoption(
              sheet.sources(), app, List.copyOf(remarks), texts(collections, functions));
        }
        case DefinitionReader.Result.Refused(List<Mistake> mistakes) ->
            mend(mistakes, sheet, collections, functions, remarks);
      }
    }
    throw new IllegalStateException("the definition keeps its mistakes");
  }

  private static List<BlockText> texts(List<Block> collections, List<Block> functions) {
    return Stream.concat(
            collections.stream().map(it -> Sheet.text(it, false)),
            functions.stream().map(it -> Sheet.text(it, true)))
        .toList();
  }

  private static void listed(Block block, Set<String> remarks) {
    block.remarks.forEach(it -> remarks.add(block.stored + ": " + it));
    block.notes.forEach(it -> remarks.add(block.stored + "." + it));
  }

  /** Takes back what is wrong: a line where one is, else the whole collection or function. */
  private static void mend(
      List<Mistake> mistakes,
      Sheet sheet,
      List<Block> collections,
      List<Block> functions,
      Set<String> remarks) {
    Set<Line> lines = new HashSet<>();
    for (Mistake mistake : mistakes) {
      Optional<Sheet.Place> place = sheet.place(mistake);
      if (place.isEmpty()) {
        throw new IllegalStateException(mistake.text());
      }
      Line line = place.get().line();
      Block block = place.get().block();
      boolean whole =
          line.about.isEmpty() || line.about.equals("view") || functions.contains(block);
      if (whole) {
        collections.remove(block);
        functions.remove(block);
        remarks.add(block.stored + ": " + mistake.reason());
      } else if (lines.add(line) && line.wrong()) {
        remarks.add(block.stored + ": " + line.about + " is not taken over: " + mistake.reason());
      }
    }
  }
}
