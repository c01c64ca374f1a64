package msingi.door.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import msingi.error.ErrorCode;
import org.junit.jupiter.api.Test;

/** docs/errors.md names every code that this wire answers with. */
class CodesTest {
  @Test
  void everyCodeOfTheWireIsOnThePage() throws Exception {
    String page = Files.readString(Path.of(System.getProperty("msingi.root"), "docs", "errors.md"));
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(page).contains("`" + Codes.wire(code) + "`");
    }
  }
}
