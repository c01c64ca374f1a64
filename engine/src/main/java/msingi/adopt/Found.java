package msingi.adopt;

import java.util.Map;
import java.util.Optional;
import msingi.definition.DefinitionReader;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * Where a collection or a function stands in the edited files.
 *
 * @param holder the mapping that holds it under its id; itself where the file is its own
 */
record Found(Edits file, MappingNode holder, MappingNode node, String id) {
  /** A collection's. */
  static Optional<Found> collection(Map<String, Edits> files, String id) {
    return of(files, "collections", id);
  }

  /** A function's. */
  static Optional<Found> function(Map<String, Edits> files, String id) {
    return of(files, "functions", id);
  }

  private static Optional<Found> of(Map<String, Edits> files, String keyword, String id) {
    Optional<Edits> own = Optional.ofNullable(files.get(keyword + "/" + id + ".yaml"));
    if (own.isPresent()) {
      return own.flatMap(Edits::root).map(it -> new Found(own.get(), it, it, id));
    }
    Optional<Edits> main = Optional.ofNullable(files.get(DefinitionReader.MAIN));
    Optional<MappingNode> all = main.flatMap(Edits::root).flatMap(it -> Edits.mapping(it, keyword));
    Optional<NodeTuple> entry = all.flatMap(it -> Edits.entry(it, id));
    if (entry.isPresent() && entry.get().getValueNode() instanceof MappingNode node) {
      return Optional.of(new Found(main.orElseThrow(), all.orElseThrow(), node, id));
    }
    return Optional.empty();
  }

  /** Whether the file holds nothing else. */
  boolean whole() {
    return holder.equals(node);
  }

  /** Puts a value under a keyword, or takes the keyword out where there is none. */
  void say(String keyword, String value) {
    Optional<NodeTuple> entry = Edits.entry(node, keyword);
    if (value.isEmpty()) {
      entry.ifPresent(it -> file.remove(node, it));
    } else if (entry.isPresent()) {
      file.replace(entry.get().getValueNode(), value);
    } else {
      file.add(node, keyword + ": " + value);
    }
  }
}
