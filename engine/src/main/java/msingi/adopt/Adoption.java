package msingi.adopt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.definition.Mistake;
import msingi.store.Catalog;

/**
 * A definition written from a catalogue. What the language refuses of it becomes a comment, and is
 * listed; so the text always reads without mistakes.
 *
 * @param text of {@code msingi.yaml}
 * @param app what it says
 * @param remarks what has no words in the language, a line each
 */
public record Adoption(String text, App app, List<String> remarks, List<BlockText> blocks) {
  private static final int ATTEMPTS = 20;

  public Adoption {
    remarks = List.copyOf(remarks);
    blocks = List.copyOf(blocks);
  }

  /**
   * The lines of one collection or function, as an edit needs them.
   *
   * @param id the identifier
   * @param text the whole of it, indented as in the file
   * @param lines what each line is about, and its text without indentation
   */
  record BlockText(String id, String text, Map<String, String> lines) {
    BlockText {
      lines = Map.copyOf(lines);
    }
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
          List<Block> all = new ArrayList<>(collections);
          all.addAll(functions);
          return new Adoption(
              sheet.text(), app, List.copyOf(remarks), all.stream().map(Sheet::text).toList());
        }
        case DefinitionReader.Result.Refused(List<Mistake> mistakes) ->
            mend(mistakes, sheet, collections, functions, remarks);
      }
    }
    throw new IllegalStateException("the definition keeps its mistakes");
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
      Optional<Sheet.Place> place = sheet.place(mistake.line());
      if (place.isEmpty()) {
        throw new IllegalStateException(mistake.text());
      }
      Line line = place.get().line();
      Block block = place.get().block();
      boolean whole = line.about.isEmpty() || functions.contains(block);
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
