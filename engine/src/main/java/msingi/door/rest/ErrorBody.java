package msingi.door.rest;

import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.wire.Output;

/** Problems in the dialect's form: {@code {code, message, details, hint}}. */
final class ErrorBody {
  private ErrorBody() {}

  static Output write(Problem problem) {
    Output output = new Output(256).text("{\"code\":").quoted(problem.shownCode());
    output.text(",\"details\":");
    if (problem.code() == ErrorCode.RELATION_AMBIGUOUS && problem.details().startsWith("[")) {
      output.text(problem.details());
    } else {
      optional(output, problem.details());
    }
    output.text(",\"hint\":");
    optional(output, problem.hint());
    return output.text(",\"message\":").quoted(problem.message()).put('}');
  }

  private static void optional(Output output, String text) {
    if (text.isEmpty()) {
      output.text("null");
    } else {
      output.quoted(text);
    }
  }
}
