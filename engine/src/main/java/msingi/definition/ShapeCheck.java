package msingi.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares nodes with their shapes. What has the wrong shape is a mistake and is left out, so that
 * what comes after meets only nodes of the right shape.
 */
final class ShapeCheck {
  private final Mistakes mistakes;

  ShapeCheck(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /** The node without its wrong parts; empty when it is wrong itself. */
  Optional<Node> clean(Node node, Shape shape, String path) {
    return switch (shape) {
      case Shape.Simple simple -> simple(node, simple, path);
      case Shape.Words words -> words(node, words, path);
      case Shape.Items items -> items(node, items, path);
      case Shape.Named named -> named(node, named, path);
      case Shape.Keywords keywords -> keywords(node, keywords.section(), path);
      case Shape.Either either -> either(node, either, path);
    };
  }

  private Optional<Node> simple(Node node, Shape.Simple simple, String path) {
    boolean fits =
        switch (simple) {
          case ANY -> true;
          case TEXT -> is(node, Node.Sense.TEXT);
          case WHOLE -> is(node, Node.Sense.WHOLE);
          case FLAG -> is(node, Node.Sense.FLAG);
          case RULE -> is(node, Node.Sense.FLAG) || is(node, Node.Sense.TEXT);
        };
    return fits ? Optional.of(node) : wrong(node, simple.words, path);
  }

  private static boolean is(Node node, Node.Sense sense) {
    return node instanceof Node.Scalar scalar && scalar.sense() == sense;
  }

  private Optional<Node> wrong(Node node, String wanted, String path) {
    boolean quotable =
        wanted.equals(Shape.Simple.TEXT.words)
            && node instanceof Node.Scalar scalar
            && scalar.sense() != Node.Sense.NOTHING;
    mistakes.add(
        node.place(),
        path,
        "this is " + node.kind() + ", and must be " + wanted,
        quotable ? "put it in quotes" : "");
    return Optional.empty();
  }

  private Optional<Node> words(Node node, Shape.Words words, String path) {
    String wanted = String.join(", ", words.words());
    if (!(node instanceof Node.Scalar scalar)) {
      return wrong(node, "one of " + wanted, path);
    }
    if (!words.words().contains(scalar.text())) {
      mistakes.add(
          node.place(),
          path,
          "unknown word " + Wording.quoted(scalar.text()),
          Wording.near(scalar.text(), words.words(), "say one of " + wanted));
      return Optional.empty();
    }
    return Optional.of(node);
  }

  private Optional<Node> items(Node node, Shape.Items items, String path) {
    if (!(node instanceof Node.Sequence sequence)) {
      return wrong(node, "a list", path);
    }
    List<Node> kept =
        java.util.stream.IntStream.range(0, sequence.items().size())
            .mapToObj(at -> clean(sequence.items().get(at), items.item(), path + "[" + at + "]"))
            .flatMap(Optional::stream)
            .toList();
    return Optional.of(new Node.Sequence(node.place(), kept));
  }

  private Optional<Node> named(Node node, Shape.Named named, String path) {
    return mapping(node, path)
        .map(it ->
            new Node.Mapping(
                it.place(),
                it.entries().stream()
                    .flatMap(entry -> entry(entry, named.value(), path).stream())
                    .toList()));
  }

  private Optional<Node.Entry> entry(Node.Entry entry, Shape shape, String path) {
    return clean(entry.value(), shape, join(path, entry.key()))
        .map(it -> new Node.Entry(entry.place(), entry.key(), it));
  }

  private Optional<Node.Mapping> mapping(Node node, String path) {
    if (node instanceof Node.Mapping mapping) {
      return Optional.of(mapping);
    }
    if (is(node, Node.Sense.NOTHING)) {
      return Optional.of(new Node.Mapping(node.place(), List.of()));
    }
    wrong(node, "a mapping", path);
    return Optional.empty();
  }

  private Optional<Node> keywords(Node node, Vocabulary.Section section, String path) {
    return mapping(node, path)
        .map(it ->
            new Node.Mapping(
                it.place(),
                it.entries().stream()
                    .flatMap(entry -> keyword(entry, section, path).stream())
                    .toList()));
  }

  private Optional<Node.Entry> keyword(Node.Entry entry, Vocabulary.Section section, String path) {
    Optional<Vocabulary.Keyword> known = Vocabulary.keyword(section, entry.key());
    if (known.isPresent()) {
      return entry(entry, known.get().shape(), path);
    }
    String at = join(path, entry.key());
    if (Vocabulary.later(section, entry.key())) {
      mistakes.add(
          entry.place(), at, entry.key() + ": not yet, this is planned and not built", "remove it");
    } else {
      List<String> words = Vocabulary.words(section);
      mistakes.add(
          entry.place(),
          at,
          "unknown keyword " + Wording.quoted(entry.key()),
          Wording.near(entry.key(), words, "known here: " + String.join(", ", words)));
    }
    return Optional.empty();
  }

  private Optional<Node> either(Node node, Shape.Either either, String path) {
    for (Shape shape : either.shapes()) {
      if (sameKind(node, shape)) {
        return clean(node, shape, path);
      }
    }
    Set<String> wanted = new HashSet<>();
    either.shapes().forEach(it -> wanted.add(words(it)));
    return wrong(node, String.join(" or ", wanted.stream().sorted().toList()), path);
  }

  private static boolean sameKind(Node node, Shape shape) {
    return switch (shape) {
      case Shape.Simple simple -> node instanceof Node.Scalar;
      case Shape.Words words -> node instanceof Node.Scalar;
      case Shape.Items items -> node instanceof Node.Sequence;
      case Shape.Named named -> node instanceof Node.Mapping;
      case Shape.Keywords keywords -> node instanceof Node.Mapping;
      case Shape.Either either -> either.shapes().stream().anyMatch(it -> sameKind(node, it));
    };
  }

  private static String words(Shape shape) {
    return switch (shape) {
      case Shape.Simple simple -> simple.words;
      case Shape.Words words -> "one of " + String.join(", ", words.words());
      case Shape.Items items -> "a list";
      case Shape.Named named -> "a mapping";
      case Shape.Keywords keywords -> "a mapping";
      case Shape.Either either -> "one of several forms";
    };
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
