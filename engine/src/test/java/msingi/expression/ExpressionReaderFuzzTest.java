package msingi.expression;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** The reader answers every text with a tree or with mistakes, and throws nothing. */
class ExpressionReaderFuzzTest {
  private static final Scope SCOPE = new ClinicScope();

  @FuzzTest(maxDuration = "30s")
  void neverThrows(byte[] bytes) {
    String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    answer(text, ExpressionReader.Context.updateRule(SCOPE, "patients"));
    answer(text, ExpressionReader.Context.fieldRule(SCOPE));
  }

  private static void answer(String text, ExpressionReader.Context context) {
    switch (ExpressionReader.read(text, context)) {
      case ExpressionReader.Result.Read(var expression) -> Shown.of(expression);
      case ExpressionReader.Result.Wrong(var mistakes) -> {
        if (mistakes.isEmpty()) {
          throw new AssertionError("refused without a mistake: " + text);
        }
      }
    }
  }
}
