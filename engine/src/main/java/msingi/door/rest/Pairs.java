package msingi.door.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import msingi.error.Failure;

/** Names and values as a query string or a form writes them: {@code a=1&b=2}. */
final class Pairs {
  /** How many there may be. */
  static final int MOST = 500;

  private Pairs() {}

  /**
   * Takes a text apart; what is empty between two signs is nothing.
   *
   * @param decoding of each name and each value
   * @param tooMany the refusal of more than {@link #MOST}
   */
  static List<String[]> of(String text, UnaryOperator<String> decoding, Supplier<Failure> tooMany) {
    List<String[]> pairs = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('&', from);
      end = end < 0 ? text.length() : end;
      if (end > from) {
        if (pairs.size() == MOST) {
          throw tooMany.get();
        }
        int equals = text.indexOf('=', from);
        int middle = equals < 0 || equals > end ? end : equals;
        String value = middle == end ? "" : text.substring(middle + 1, end);
        pairs.add(
            new String[] {decoding.apply(text.substring(from, middle)), decoding.apply(value)});
      }
      from = end + 1;
    }
    return pairs;
  }
}
