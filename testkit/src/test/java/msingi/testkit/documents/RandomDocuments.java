package msingi.testkit.documents;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import msingi.expression.Expression.Step;

/** Documents and paths into them, of awkward names and values, from a seed. */
final class RandomDocuments {
  private static final List<String> NAMES =
      List.of(
          "a", "b", "0", "1", "-1", "a b", "a.b", "a\"b", "a'b", "a\\b", "[0]", "$", "$.a", "*",
          "é", "😀", "", " ", "a\nb", "A", "?1", "\"", "#-1", "a-b", "\u0001");
  private static final List<String> TEXTS =
      List.of("", "x", "true", "null", "1", "1.50", "a\"b", "\\", "ßÉ", "😀", "line\nline", "{}");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "1.0",
          "1.50",
          "0.1",
          "1e2",
          "1.5e-3",
          "12345678901234567890",
          "-7.25",
          "2147483648",
          "3.141592653589793238462643",
          "100",
          "1.5E3");

  private final Random random;

  RandomDocuments(long seed) {
    random = new Random(seed);
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  /** A document as JSON. */
  String document(int depth) {
    int kind = random.nextInt(depth > 0 ? 9 : 5);
    return switch (kind) {
      case 0 -> one(List.of("true", "false"));
      case 1 -> "null";
      case 2 -> one(NUMBERS);
      case 3, 4 -> quoted(one(TEXTS));
      case 5, 6 -> "[" + String.join(random.nextBoolean() ? "," : " , ", items(depth)) + "]";
      default -> members(depth);
    };
  }

  private List<String> items(int depth) {
    List<String> items = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      items.add(document(depth - 1));
    }
    return items;
  }

  private String members(int depth) {
    Set<String> names = new LinkedHashSet<>();
    for (int left = random.nextInt(5); left > 0; left--) {
      names.add(one(NAMES));
    }
    List<String> members = new ArrayList<>();
    names.forEach(name -> members.add(quoted(name) + " : " + document(depth - 1)));
    return "{" + String.join(", ", members) + "}";
  }

  private String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(it -> {
          if (it < ' ' || (it < 128 && random.nextInt(8) == 0)) {
            out.append(String.format("\\u%04x", it));
          } else if (it == '"' || it == '\\') {
            out.append('\\').appendCodePoint(it);
          } else {
            out.appendCodePoint(it);
          }
        });
    return out.append('"').toString();
  }

  /** One to three steps. */
  List<Step> path() {
    List<Step> steps = new ArrayList<>();
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      steps.add(
          random.nextInt(3) == 0
              ? new Step.Index(random.nextInt(7) - 3)
              : new Step.Key(one(NAMES)));
    }
    return steps;
  }

  /** A few texts. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      texts.add(one(TEXTS));
    }
    return texts;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }
}
