package msingi.cli;

import java.util.List;

/**
 * One thing that clients of a definition before would miss.
 *
 * @param subject such as {@code patients.name}
 * @param change what became of it
 * @param faces whose clients notice
 */
record Breaking(String subject, String change, List<Face> faces) {
  Breaking {
    faces = List.copyOf(faces);
  }

  /** The faces that have a contract. */
  enum Face {
    REST,
    GRAPHQL,
    GRPC
  }
}
