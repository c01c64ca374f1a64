package msingi.door.rest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import msingi.error.Failure;

/** Every query string is parsed or refused with a code of the catalogue. */
class QueryFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void queryString(byte[] bytes) {
    try {
      Parameters.parse(new String(bytes, StandardCharsets.UTF_8), 8).select();
    } catch (Failure refused) {
      if (refused.problem().code().status() >= 500) {
        throw new AssertionError(refused);
      }
    }
  }

  @FuzzTest(maxDuration = "30s")
  void selectGrammar(byte[] bytes) {
    try {
      SelectParser.parse(new String(bytes, StandardCharsets.UTF_8), 8);
    } catch (Failure refused) {
      if (refused.problem().code().status() >= 500) {
        throw new AssertionError(refused);
      }
    }
  }
}
