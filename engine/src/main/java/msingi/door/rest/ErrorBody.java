package msingi.door.rest;

import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.wire.Output;

/** Problems in the dialect's form: {@code {code, message, details, hint}}. */
final class ErrorBody {
  private ErrorBody() {}

  /**
   * @param operation the place in a batch of what was refused, or -1
   */
  static Output write(Problem problem, int operation) {
    Output output = new Output(256).text("{\"code\":").quoted(problem.shownCode());
    output.text(",\"details\":");
    if (problem.code() == ErrorCode.RELATION_AMBIGUOUS && problem.details().startsWith("[")) {
      output.text(problem.details());
    } else {
      optional(output, problem.details());
    }
    output.text(",\"hint\":");
    optional(output, problem.hint());
    output.text(",\"message\":").quoted(problem.message());
    if (operation >= 0) {
      output.text(",\"operation\":").whole(operation);
    }
    return output.put('}');
  }

  private static void optional(Output output, String text) {
    if (text.isEmpty()) {
      output.text("null");
    } else {
      output.quoted(text);
    }
  }
}
