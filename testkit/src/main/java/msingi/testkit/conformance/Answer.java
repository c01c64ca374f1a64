package msingi.testkit.conformance;

import java.util.List;

/**
 * What a server answered.
 *
 * @param headers in order, those that say where something is without our prefix
 */
record Answer(int status, List<Case.Header> headers, String body) {
  Answer {
    headers = List.copyOf(headers);
  }

  /** The values of a header. */
  List<String> headers(String name) {
    return headers.stream()
        .filter(it -> it.name().equalsIgnoreCase(name))
        .map(Case.Header::value)
        .toList();
  }
}
