package msingi.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Containment, equality and order of documents and arrays, as PostgreSQL has them for jsonb
 * (section 8.14.3 of its manual) and for arrays (section 9.19).
 */
public final class Containment {
  private Containment() {}

  /** Whether the left document holds the right one; an array holds a bare scalar too. */
  public static boolean holds(Document left, Document right) {
    return (left instanceof Document.Items(var items) && scalar(right))
        ? items.stream().anyMatch(it -> order(it, right) == 0)
        : contains(left, right);
  }

  private static boolean contains(Document left, Document right) {
    return switch (right) {
      case Document.Members(var wanted) ->
          left instanceof Document.Members(var members)
              && wanted.entrySet().stream()
                  .allMatch(it -> {
                    Document value = members.get(it.getKey());
                    return value != null && contains(value, it.getValue());
                  });
      case Document.Items(var wanted) ->
          left instanceof Document.Items(var items)
              && wanted.stream().allMatch(it -> items.stream().anyMatch(one -> contains(one, it)));
      case Document.Nothing _, Document.Truth _, Document.Number _, Document.Text _ ->
          order(left, right) == 0;
    };
  }

  private static boolean scalar(Document document) {
    return !(document instanceof Document.Items) && !(document instanceof Document.Members);
  }

  /** Whether every element of the right array is one of the left; null is none. */
  public static boolean arrayHolds(Document left, Document right) {
    return elements(right).stream().allMatch(it -> found(elements(left), it));
  }

  /** Whether some element is in both arrays. */
  public static boolean arraysOverlap(Document left, Document right) {
    return elements(right).stream().anyMatch(it -> found(elements(left), it));
  }

  private static List<Document> elements(Document array) {
    return array instanceof Document.Items(var items) ? items : List.of();
  }

  private static boolean found(List<Document> items, Document wanted) {
    return wanted != Document.Nothing.NULL && items.stream().anyMatch(it -> order(it, wanted) == 0);
  }

  /** The order of jsonb: null, text, number, truth, array, object; texts by code point. */
  public static int order(Document left, Document right) {
    if (left instanceof Document.Items(var items) && scalar(right)) {
      return items.isEmpty() ? -1 : 1;
    }
    if (right instanceof Document.Items(var items) && scalar(left)) {
      return items.isEmpty() ? 1 : -1;
    }
    return inner(left, right);
  }

  private static int inner(Document left, Document right) {
    return switch (left) {
      case Document.Text(String one) when right instanceof Document.Text(String two) ->
          Evaluation.compareTexts(one, two);
      case Document.Number(BigDecimal one) when right instanceof Document.Number(BigDecimal two) ->
          one.compareTo(two);
      case Document.Truth(boolean one) when right instanceof Document.Truth(boolean two) ->
          Boolean.compare(one, two);
      case Document.Items(var one) when right instanceof Document.Items(var two) ->
          sequences(one, two);
      case Document.Members(var one) when right instanceof Document.Members(var two) ->
          sequences(pairs(one), pairs(two));
      case Document.Nothing _,
          Document.Text _,
          Document.Number _,
          Document.Truth _,
          Document.Items _,
          Document.Members _ ->
          Integer.compare(rank(left), rank(right));
    };
  }

  private static int rank(Document document) {
    return switch (document) {
      case Document.Nothing _ -> 0;
      case Document.Text _ -> 1;
      case Document.Number _ -> 2;
      case Document.Truth _ -> 3;
      case Document.Items _ -> 4;
      case Document.Members _ -> 5;
    };
  }

  private static int sequences(List<Document> left, List<Document> right) {
    int order = Integer.compare(left.size(), right.size());
    for (int at = 0; order == 0 && at < left.size(); at++) {
      order = inner(left.get(at), right.get(at));
    }
    return order;
  }

  /** Names and values by turns, short names first. */
  private static List<Document> pairs(Map<String, Document> members) {
    List<Document> pairs = new ArrayList<>();
    members.entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry::getKey, Containment::names))
        .forEach(it -> {
          pairs.add(new Document.Text(it.getKey()));
          pairs.add(it.getValue());
        });
    return pairs;
  }

  private static int names(String left, String right) {
    byte[] one = left.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] two = right.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return one.length == two.length
        ? java.util.Arrays.compareUnsigned(one, two)
        : Integer.compare(one.length, two.length);
  }
}
