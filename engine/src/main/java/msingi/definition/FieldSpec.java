package msingi.definition;

import java.util.List;
import java.util.Optional;

/** What a field, or a named type, says: its short form and the mapping around it. */
record FieldSpec(
    String id, Node.Place place, String path, Node.Scalar is, TypeText text, Node.Mapping more) {

  /** The node that holds the short form; {@code [users]} without quotes counts as one. */
  static Optional<Node.Scalar> is(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> Optional.of(scalar);
      case Node.Sequence sequence ->
          sequence.items().size() == 1 && sequence.items().getFirst() instanceof Node.Scalar only
              ? Optional.of(new Node.Scalar(node.place(), "[" + only.text() + "]", true, 0))
              : Optional.empty();
      case Node.Mapping mapping -> mapping.get("is").flatMap(FieldSpec::is);
    };
  }

  static Optional<TypeText> parse(Node.Scalar is, String path, Mistakes mistakes) {
    try {
      return Optional.of(TypeTextParser.parse(is.text()));
    } catch (TypeText.Unreadable error) {
      mistakes.add(is.at(error.offset), path, String.valueOf(error.getMessage()), error.remedy);
      return Optional.empty();
    }
  }

  /** Reads a field's entry, but for what its type means; empty after a mistake. */
  static Optional<FieldSpec> read(Node.Entry entry, String path, Mistakes mistakes) {
    Node.Mapping more =
        entry.value() instanceof Node.Mapping mapping
            ? mapping
            : new Node.Mapping(entry.place(), List.of());
    Optional<Node.Scalar> is = is(entry.value());
    if (is.isEmpty() && more.get("one_of").isPresent()) {
      is = Optional.of(new Node.Scalar(entry.place(), "text", true, 0));
    }
    if (is.isEmpty()) {
      mistakes.add(entry.value().place(), path, "the type is missing", "say is: and the type");
      return Optional.empty();
    }
    Node.Scalar found = is.get();
    return parse(found, path, mistakes)
        .map(text -> new FieldSpec(entry.key(), entry.place(), path, found, text, more));
  }

  boolean optional() {
    return text.optional() || Nodes.flag(more, "optional", false);
  }

  /** Whether the short form or the mapping says the word: unique, hidden, identity. */
  boolean says(String word) {
    return text.words().contains(word) || Nodes.flag(more, word, false);
  }

  String auto() {
    return text.auto().isEmpty() ? Nodes.text(more, "auto") : text.auto();
  }
}
