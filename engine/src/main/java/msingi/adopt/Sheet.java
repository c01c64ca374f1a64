package msingi.adopt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import msingi.definition.DefinitionReader;
import msingi.store.SchemaText;

/** The text of a definition, and what each of its lines came from. */
final class Sheet {
  private final StringBuilder text = new StringBuilder();
  private final List<List<Place>> places = new ArrayList<>();

  /** Where a line came from. */
  record Place(Block block, Line line) {}

  private Sheet() {}

  static Sheet of(
      Heading heading, List<Block> collections, List<Block> functions, Set<String> remarks) {
    Sheet sheet = new Sheet();
    sheet.plain(
        "# Written by `msingi adopt`: edit it freely, `msingi adopt --update` keeps edits.");
    sheet.plain("# Nothing here is migrated, and nothing is open: say access: to open it.");
    remarks.forEach(it -> sheet.plain(Line.comment("not in the language: " + it)));
    sheet.plain("msingi: 1");
    sheet.plain("name: " + heading.name());
    sheet.plain("store: " + SchemaText.quoted(heading.store()));
    if (!heading.schemas().isEmpty()) {
      sheet.plain(
          heading.schemas().stream()
              .map(Yaml::text)
              .collect(Collectors.joining(", ", "schemas: [", "]")));
    }
    sheet.part("collections:", collections);
    sheet.part("functions:", functions);
    return sheet;
  }

  private void part(String keyword, List<Block> blocks) {
    if (!blocks.isEmpty()) {
      plain(keyword);
      for (Block block : blocks) {
        block.write((line, from) -> add(line, List.of(new Place(block, from))));
      }
    }
  }

  private void plain(String line) {
    add(line, List.of());
  }

  private void add(String line, List<Place> place) {
    text.append(line).append('\n');
    places.add(place);
  }

  String text() {
    return text.toString();
  }

  /** Where the line of this number, from 1, came from. */
  Optional<Place> place(int number) {
    return number <= places.size() ? places.get(number - 1).stream().findFirst() : Optional.empty();
  }

  DefinitionReader.Result read() {
    return DefinitionReader.read(Map.of(DefinitionReader.MAIN, text()), Map.of());
  }

  /** A collection or function as an edit needs it. */
  static Adoption.BlockText text(Block block) {
    StringBuilder whole = new StringBuilder();
    block.write((line, _) -> whole.append(line).append('\n'));
    Map<String, String> lines = new LinkedHashMap<>();
    block.lines().stream()
        .filter(it -> !it.dropped())
        .forEach(it -> lines.put(it.about, it.text()));
    return new Adoption.BlockText(block.id, whole.toString(), lines);
  }
}
