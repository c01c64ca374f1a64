package msingi.door.graphql;

import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.wire.Output;

/**
 * One error of an answer (GraphQL, section 7.1.2).
 *
 * @param path names on the way to the field that it is about; empty where it is about the request
 */
record GraphError(Problem problem, List<Pick.Spot> spots, List<String> path) {
  GraphError {
    spots = List.copyOf(spots);
    path = List.copyOf(path);
  }

  /** An error about the request as a whole. */
  static GraphError of(Problem problem) {
    return new GraphError(problem, List.of(), List.of());
  }

  /** An error of a document. */
  static GraphError invalid(String message, List<Pick.Spot> spots) {
    return new GraphError(Problem.of(ErrorCode.GRAPH_INVALID, message), spots, List.of());
  }

  /** The same with another hint. */
  GraphError withHint(String hint) {
    return new GraphError(problem.withHint(hint), spots, path);
  }

  void write(Output output) {
    output.text("{\"message\":").quoted(problem.message());
    if (!spots.isEmpty()) {
      output.text(",\"locations\":[");
      for (int index = 0; index < spots.size(); index++) {
        output.text(index == 0 ? "{\"line\":" : ",{\"line\":").whole(spots.get(index).line());
        output.text(",\"column\":").whole(spots.get(index).column()).put('}');
      }
      output.put(']');
    }
    if (!path.isEmpty()) {
      output.text(",\"path\":[");
      for (int index = 0; index < path.size(); index++) {
        output.text(index == 0 ? "" : ",").quoted(path.get(index));
      }
      output.put(']');
    }
    output.text(",\"extensions\":{\"code\":").quoted(problem.shownCode());
    if (!problem.details().isEmpty()) {
      output.text(",\"details\":").quoted(problem.details());
    }
    if (!problem.hint().isEmpty()) {
      output.text(",\"hint\":").quoted(problem.hint());
    }
    output.text("}}");
  }

  /** All of them, as a member of an answer. */
  static void write(List<GraphError> errors, Output output) {
    output.text("\"errors\":[");
    for (int index = 0; index < errors.size(); index++) {
      if (index > 0) {
        output.put(',');
      }
      errors.get(index).write(output);
    }
    output.put(']');
  }
}
