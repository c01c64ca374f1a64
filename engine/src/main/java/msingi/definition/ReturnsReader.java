package msingi.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.definition.Function.Returns;
import msingi.expression.Type;

/** Reads what a function answers: nothing, a type, a collection, columns, or many of these. */
final class ReturnsReader {
  private final TypeTable types;
  private final Map<String, Collection> collections;
  private final Mistakes mistakes;

  ReturnsReader(TypeTable types, Map<String, Collection> collections, Mistakes mistakes) {
    this.types = types;
    this.collections = collections;
    this.mistakes = mistakes;
  }

  /** What stands there; {@link Returns.Nothing} after a mistake. */
  Returns read(Node node, String path) {
    return switch (node) {
      case Node.Scalar scalar -> scalar(scalar, path);
      case Node.Mapping mapping -> rows(mapping, false, path);
      case Node.Sequence(Node.Place place, List<Node> items) -> {
        if (items.size() == 1 && items.getFirst() instanceof Node.Mapping mapping) {
          yield rows(mapping, true, path);
        }
        if (items.size() == 1 && items.getFirst() instanceof Node.Scalar scalar) {
          yield named(scalar, scalar.text(), true, path);
        }
        mistakes.add(place, path, "a list of answers names one thing", "say [clinics]");
        yield Returns.Nothing.NOTHING;
      }
    };
  }

  private Returns scalar(Node.Scalar scalar, String path) {
    String text = scalar.text().strip();
    if (scalar.missing() || text.equals("nothing")) {
      return Returns.Nothing.NOTHING;
    }
    boolean many = text.startsWith("[") && text.endsWith("]");
    return named(scalar, many ? text.substring(1, text.length() - 1).strip() : text, many, path);
  }

  private Returns named(Node.Scalar at, String text, boolean many, String path) {
    if (collections.containsKey(text) && !types.has(text)) {
      return new Returns.Of(text, many);
    }
    return type(new Node.Scalar(at.place(), text, true, at.inset() + (many ? 1 : 0)), path)
        .<Returns>map(it -> new Returns.Values(it, many))
        .orElse(Returns.Nothing.NOTHING);
  }

  private Returns rows(Node.Mapping mapping, boolean many, String path) {
    List<Function.Column> columns = new ArrayList<>();
    for (Node.Entry entry : mapping.entries()) {
      String at = path + "." + entry.key();
      if (!Identifiers.stored(entry.key())) {
        mistakes.add(entry.place(), at, "a name has 1 to 63 bytes", "");
      }
      Optional<Node.Scalar> is = FieldSpec.is(entry.value());
      if (is.isEmpty()) {
        mistakes.add(entry.value().place(), at, "the type is missing", "say " + "name: text");
      }
      is.flatMap(it -> type(it, at))
          .ifPresent(it -> columns.add(new Function.Column(entry.key(), it)));
    }
    if (mapping.entries().isEmpty()) {
      mistakes.add(mapping.place(), path, "the answer has no columns", "say returns: nothing");
    }
    return new Returns.Rows(columns, many);
  }

  private Optional<Type> type(Node.Scalar is, String path) {
    Optional<TypeText> text = FieldSpec.parse(is, path, mistakes);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    TypeText it = text.get();
    if (it.optional() || !it.words().isEmpty() || !it.auto().isEmpty() || it.literalAt() >= 0) {
      mistakes.add(is.place(), path, "an answer is only a type; it may always be null", "");
      return Optional.empty();
    }
    return FunctionReader.type(types, it, is, path, mistakes).map(TypeTable.Refined::type);
  }
}
