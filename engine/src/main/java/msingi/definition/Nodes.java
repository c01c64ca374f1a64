package msingi.definition;

import java.util.List;

/** Reads plain things from nodes whose shape has been checked. */
final class Nodes {
  private Nodes() {}

  static String text(Node node) {
    return node instanceof Node.Scalar scalar ? scalar.text() : "";
  }

  static String text(Node.Mapping mapping, String key) {
    return mapping.get(key).map(Nodes::text).orElse("");
  }

  static boolean flag(Node.Mapping mapping, String key, boolean otherwise) {
    return mapping
        .get(key)
        .map(it -> it instanceof Node.Scalar scalar && scalar.flag())
        .orElse(otherwise);
  }

  /** The texts of a list, or the one text that stands instead of a list. */
  static List<String> texts(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> List.of(scalar.text());
      case Node.Sequence sequence -> sequence.items().stream().map(Nodes::text).toList();
      case Node.Mapping mapping -> List.of();
    };
  }

  static List<String> texts(Node.Mapping mapping, String key) {
    return mapping.get(key).map(Nodes::texts).orElse(List.of());
  }

  /** The node as a mapping; an empty one at its place when it is something else. */
  static Node.Mapping mapping(Node node) {
    return node instanceof Node.Mapping mapping
        ? mapping
        : new Node.Mapping(node.place(), List.of());
  }

  /** What stands at a key, as a mapping; an empty one when it is not there. */
  static Node.Mapping mapping(Node.Mapping parent, String key) {
    return mapping(parent.get(key).orElse(none(parent)));
  }

  private static Node none(Node.Mapping parent) {
    return new Node.Scalar(parent.place(), "", false, -1);
  }
}
