package msingi.definition;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ${NAME}} and {@code ${NAME:-otherwise}} from the environment; an empty value counts as
 * none.
 */
final class Substitution {
  private static final Pattern PLACE =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:-([^}]*))?}");

  private Substitution() {}

  /** The node with every text in it filled. */
  static Node fill(Node node, Map<String, String> environment, String path, Mistakes mistakes) {
    return switch (node) {
      case Node.Scalar scalar -> scalar(scalar, environment, path, mistakes);
      case Node.Sequence sequence ->
          new Node.Sequence(
              node.place(),
              sequence.items().stream().map(it -> fill(it, environment, path, mistakes)).toList());
      case Node.Mapping mapping ->
          new Node.Mapping(
              node.place(),
              mapping.entries().stream()
                  .map(it ->
                      new Node.Entry(
                          it.place(),
                          it.key(),
                          fill(it.value(), environment, ShapeCheck.join(path, it.key()), mistakes)))
                  .toList());
    };
  }

  private static Node scalar(
      Node.Scalar scalar, Map<String, String> environment, String path, Mistakes mistakes) {
    Matcher matcher = PLACE.matcher(scalar.text());
    StringBuilder filled = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      String value = environment.getOrDefault(matcher.group(1), "");
      String otherwise = matcher.group(3);
      if (value.isEmpty() && otherwise == null) {
        mistakes.add(
            scalar.at(matcher.start()),
            path,
            "the environment has no " + matcher.group(1),
            "set it, or write ${" + matcher.group(1) + ":-otherwise}");
      }
      filled.append(scalar.text(), end, matcher.start());
      filled.append(value.isEmpty() ? (otherwise == null ? "" : otherwise) : value);
      end = matcher.end();
    }
    if (end == 0) {
      return scalar;
    }
    filled.append(scalar.text(), end, scalar.text().length());
    return new Node.Scalar(scalar.place(), filled.toString(), true, -1);
  }
}
