package msingi.expression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Collects the mistakes of one text and knows where they stand. */
final class Mistakes {
  private final String text;
  private final List<ExpressionReader.Mistake> found = new ArrayList<>();
  private Map<Long, Integer> positions = Map.of();

  Mistakes(String text) {
    this.text = text;
  }

  /** Tells where each node stands, in code points. */
  void positions(Map<Long, Integer> nodes) {
    this.positions = nodes;
  }

  /** A mistake at a node. */
  void node(long id, String reason, String remedy) {
    int points = positions.getOrDefault(id, 0);
    int all = text.codePointCount(0, text.length());
    at(text.offsetByCodePoints(0, Math.clamp(points, 0, all)), reason, remedy);
  }

  /** A mistake at an offset in chars. */
  void at(int offset, String reason, String remedy) {
    int line = 1;
    int start = 0;
    for (int index = 0; index < offset; index++) {
      if (text.charAt(index) == '\n') {
        line++;
        start = index + 1;
      }
    }
    int column = text.codePointCount(start, offset) + 1;
    found.add(new ExpressionReader.Mistake(offset, line, column, reason, remedy));
  }

  /** The offset of a line (from 1) and a column (from 0, in code points), kept inside the text. */
  int offset(int line, int column) {
    int start = 0;
    for (int count = 1; count < line; count++) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        break;
      }
      start = end + 1;
    }
    int left = text.codePointCount(start, text.length());
    return text.offsetByCodePoints(start, Math.clamp(column, 0, left));
  }

  boolean none() {
    return found.isEmpty();
  }

  List<ExpressionReader.Mistake> sorted() {
    return found.stream()
        .distinct()
        .sorted(Comparator.comparingInt(ExpressionReader.Mistake::offset))
        .toList();
  }
}
