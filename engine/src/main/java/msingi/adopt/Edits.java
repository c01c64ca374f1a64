package msingi.adopt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Edits of one YAML file as text: what is not edited stays as it was, to the last blank. What goes
 * becomes a comment where it has lines of its own.
 */
final class Edits {
  private final String text;
  private final List<String> lines;
  private final List<Edit> edits = new ArrayList<>();

  /** Offsets of UTF-16 units. */
  private record Edit(int from, int to, String text) {}

  Edits(String text) {
    this.text = text;
    this.lines = List.of(text.split("\n", -1));
  }

  /** The mapping of the whole file. */
  Optional<MappingNode> root() {
    return new Compose(LoadSettings.builder().build())
        .composeString(text)
        .filter(MappingNode.class::isInstance)
        .map(MappingNode.class::cast);
  }

  static Optional<NodeTuple> entry(MappingNode mapping, String key) {
    return mapping.getValue().stream()
        .filter(it -> it.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key))
        .findFirst();
  }

  static Optional<MappingNode> mapping(MappingNode mapping, String key) {
    return entry(mapping, key)
        .map(NodeTuple::getValueNode)
        .filter(MappingNode.class::isInstance)
        .map(MappingNode.class::cast);
  }

  private static int line(Node node) {
    return node.getStartMark().orElseThrow().getLine();
  }

  /** The last line on which something of a node stands. */
  private static int last(Node node) {
    if (node instanceof MappingNode it && it.getFlowStyle() == FlowStyle.BLOCK) {
      return it.getValue().stream()
          .mapToInt(tuple -> Math.max(last(tuple.getKeyNode()), last(tuple.getValueNode())))
          .max()
          .orElse(line(node));
    }
    if (node instanceof SequenceNode it && it.getFlowStyle() == FlowStyle.BLOCK) {
      return it.getValue().stream().mapToInt(Edits::last).max().orElse(line(node));
    }
    var end = node.getEndMark().orElseThrow();
    return end.getColumn() == 0 && end.getLine() > line(node) ? end.getLine() - 1 : end.getLine();
  }

  private int offset(int line) {
    int offset = 0;
    for (int at = 0; at < line; at++) {
      offset += lines.get(at).length() + 1;
    }
    return Math.min(offset, text.length());
  }

  private int index(org.snakeyaml.engine.v2.exceptions.Mark mark) {
    return text.offsetByCodePoints(0, mark.getIndex());
  }

  private static String blanks(Node node) {
    return " ".repeat(node.getStartMark().orElseThrow().getColumn());
  }

  /** Adds an entry, {@code key: value}, behind the last of a mapping. */
  void add(MappingNode mapping, String entry) {
    NodeTuple last = mapping.getValue().getLast();
    if (mapping.getFlowStyle() == FlowStyle.FLOW) {
      int end = index(last.getValueNode().getEndMark().orElseThrow());
      edits.add(new Edit(end, end, ", " + entry));
    } else {
      String blanks = blanks(last.getKeyNode());
      below(last(last.getValueNode()), entry.lines().map(it -> blanks + it).toList());
    }
  }

  /** Adds an item to a list. */
  void add(SequenceNode sequence, String item) {
    Node last = sequence.getValue().getLast();
    if (sequence.getFlowStyle() == FlowStyle.FLOW) {
      int end = index(last.getEndMark().orElseThrow());
      edits.add(new Edit(end, end, ", " + item));
    } else {
      String blanks = " ".repeat(Math.max(0, last.getStartMark().orElseThrow().getColumn() - 2));
      below(last(last), List.of(blanks + "- " + item));
    }
  }

  /** Adds lines below the last one of a node. */
  void below(Node node, List<String> added) {
    below(last(node), added);
  }

  private void below(int line, List<String> added) {
    String more = String.join("\n", added) + "\n";
    int at = offset(line + 1);
    boolean open = at == text.length() && !text.endsWith("\n");
    edits.add(new Edit(at, at, (open ? "\n" : "") + more));
  }

  /** Makes an entry a comment; within braces it is cut out. */
  void remove(MappingNode mapping, NodeTuple entry) {
    if (mapping.getFlowStyle() == FlowStyle.FLOW) {
      cut(
          index(entry.getKeyNode().getStartMark().orElseThrow()),
          index(entry.getValueNode().getEndMark().orElseThrow()));
    } else {
      comment(line(entry.getKeyNode()), last(entry.getValueNode()));
    }
  }

  /** Makes an item of a list a comment; within brackets it is cut out. */
  void remove(SequenceNode sequence, Node item) {
    if (sequence.getFlowStyle() == FlowStyle.FLOW) {
      cut(index(item.getStartMark().orElseThrow()), index(item.getEndMark().orElseThrow()));
    } else {
      comment(line(item), last(item));
    }
  }

  private void cut(int from, int to) {
    int end = to;
    while (end < text.length() && text.charAt(end) == ' ') {
      end++;
    }
    if (end < text.length() && text.charAt(end) == ',') {
      edits.add(new Edit(from, Math.min(text.length(), end + 2), ""));
      return;
    }
    int start = from;
    while (start > 0 && text.charAt(start - 1) == ' ') {
      start--;
    }
    edits.add(new Edit(start > 0 && text.charAt(start - 1) == ',' ? start - 1 : from, to, ""));
  }

  private void comment(int from, int to) {
    for (int line = from; line <= to; line++) {
      String it = lines.get(line);
      int blanks = it.length() - it.stripLeading().length();
      if (blanks < it.length() && it.charAt(blanks) != '#') {
        int at = offset(line) + blanks;
        edits.add(new Edit(at, at, line == from ? "# gone: " : "# "));
      }
    }
  }

  /** The text of a node. */
  String source(Node node) {
    return text.substring(
        index(node.getStartMark().orElseThrow()), index(node.getEndMark().orElseThrow()));
  }

  /** Puts another value in the place of one. */
  void replace(Node node, String value) {
    edits.add(
        new Edit(
            index(node.getStartMark().orElseThrow()),
            index(node.getEndMark().orElseThrow()),
            value));
  }

  /** Whether anything changes. */
  boolean edited() {
    return !edits.isEmpty();
  }

  /** The file with all edits; those of one place in the order in which they were asked for. */
  String text() {
    StringBuilder out = new StringBuilder();
    int at = 0;
    List<Edit> ordered = new ArrayList<>(edits);
    ordered.sort(Comparator.comparingInt(Edit::from));
    for (Edit edit : ordered) {
      if (edit.from() < at) {
        // A list's or mapping's neighbours share the comma between them.
        at = Math.max(at, edit.to());
      } else {
        out.append(text, at, edit.from()).append(edit.text());
        at = edit.to();
      }
    }
    return out.append(text.substring(at)).toString();
  }
}
