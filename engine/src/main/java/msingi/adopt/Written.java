package msingi.adopt;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A field's line as {@link Drafting} writes it, taken apart. */
final class Written {
  private final String text;
  private final Node value;

  private Written(String text, Node value) {
    this.text = text;
    this.value = value;
  }

  static Written of(String line) {
    Node root = new Compose(LoadSettings.builder().build()).composeString(line).orElseThrow();
    return new Written(line, ((MappingNode) root).getValue().getFirst().getValueNode());
  }

  private Optional<NodeTuple> entry(String key) {
    return value instanceof MappingNode more ? Edits.entry(more, key) : Optional.empty();
  }

  private Optional<String> source(String key) {
    return entry(key).map(NodeTuple::getValueNode).map(it -> text.substring(from(it), to(it)));
  }

  private int from(Node node) {
    return text.offsetByCodePoints(0, node.getStartMark().orElseThrow().getIndex());
  }

  private int to(Node node) {
    return text.offsetByCodePoints(0, node.getEndMark().orElseThrow().getIndex());
  }

  /** The short form without its default. */
  String type() {
    String whole = whole();
    return (whole.contains("=") ? whole.substring(0, whole.indexOf('=')) : whole).strip();
  }

  private String whole() {
    Node is = entry("is").map(NodeTuple::getValueNode).orElse(value);
    return is instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  /** The default as YAML that may stand within braces. */
  Optional<String> fallback() {
    String whole = whole();
    return source("default")
        .or(() ->
            whole.contains("=")
                ? Optional.of(whole.substring(whole.indexOf('=') + 1).strip())
                : Optional.empty());
  }

  /** The title as YAML that may stand within braces. */
  Optional<String> title() {
    return source("title");
  }
}
