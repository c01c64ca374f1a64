package msingi.adopt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import msingi.definition.DefinitionReader;
import msingi.definition.Mistake;
import msingi.store.SchemaText;

/**
 * The text of a definition, and what each of its lines came from: one file, or a file for each
 * collection where one would be too long to be read.
 */
final class Sheet {
  /** A line is at most a dozen values, and a file at most 200,000 of them. */
  private static final int MOST_LINES = 15_000;

  private static final int MOST_LETTERS = 2_000_000;

  private final Map<String, Page> pages = new LinkedHashMap<>();

  /** Where a line came from. */
  record Place(Block block, Line line) {}

  /** One file. */
  private static final class Page {
    final StringBuilder text = new StringBuilder();
    final List<List<Place>> places = new ArrayList<>();

    void add(String line, List<Place> place) {
      text.append(line).append('\n');
      places.add(place);
    }

    void plain(String line) {
      add(line, List.of());
    }

    void block(Block block) {
      block.write((line, from) -> add(line, List.of(new Place(block, from))));
    }
  }

  private Sheet() {}

  static Sheet of(
      Heading heading, List<Block> collections, List<Block> functions, Set<String> remarks) {
    Sheet sheet = new Sheet();
    Page main = sheet.page(DefinitionReader.MAIN);
    main.plain("# Written by `msingi adopt`: edit it freely, `msingi adopt --update` keeps edits.");
    main.plain("# Nothing here is migrated, and nothing is open: say access: to open it.");
    remarks.forEach(it -> main.plain(Line.comment("not in the language: " + it)));
    main.plain("msingi: 1");
    main.plain("name: " + heading.name());
    main.plain("store: " + SchemaText.quoted(heading.store()));
    if (!heading.schemas().isEmpty()) {
      main.plain(
          heading.schemas().stream()
              .map(Yaml::text)
              .collect(Collectors.joining(", ", "schemas: [", "]")));
    }
    if (large(collections)) {
      collections.forEach(sheet::alone);
    } else if (!collections.isEmpty()) {
      main.plain("collections:");
      collections.forEach(main::block);
    }
    if (!functions.isEmpty()) {
      main.plain("functions:");
      functions.forEach(main::block);
    }
    return sheet;
  }

  private static boolean large(List<Block> collections) {
    long lines = 0;
    long letters = 0;
    for (Block block : collections) {
      for (Line line : block.lines()) {
        lines++;
        letters += line.written().length();
      }
    }
    return lines > MOST_LINES || letters > MOST_LETTERS;
  }

  private Page page(String name) {
    return pages.computeIfAbsent(name, _ -> new Page());
  }

  /** A file that holds what would stand under the collection's name. */
  private void alone(Block block) {
    Page page = page(Adoption.file(block.id));
    block.write((line, from) -> {
      if (line.startsWith(Block.INDENT)) {
        page.add(line.substring(Block.INDENT.length()), List.of(new Place(block, from)));
      }
    });
  }

  Map<String, String> sources() {
    Map<String, String> sources = new LinkedHashMap<>();
    pages.forEach((name, page) -> sources.put(name, page.text.toString()));
    return sources;
  }

  /** Where the line with a mistake came from. */
  Optional<Place> place(Mistake mistake) {
    Page page = pages.get(mistake.file());
    return page != null && mistake.line() <= page.places.size()
        ? page.places.get(mistake.line() - 1).stream().findFirst()
        : Optional.empty();
  }

  DefinitionReader.Result read() {
    return DefinitionReader.read(sources(), Map.of());
  }

  /** A collection or function as an edit needs it. */
  static Adoption.BlockText text(Block block, boolean function) {
    StringBuilder whole = new StringBuilder();
    block.write((line, _) -> whole.append(line).append('\n'));
    Map<String, String> lines = new LinkedHashMap<>();
    block.lines().stream()
        .filter(it -> !it.dropped())
        .forEach(it -> lines.put(it.about, it.text()));
    return new Adoption.BlockText(block.id, function, whole.toString(), lines);
  }
}
