package msingi.testkit.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import msingi.testkit.scenario.People;
import msingi.testkit.scenario.Running;

/** An application with every type, key and kind of function, and those who ask it. */
final class Workshop {
  /** Who asks. */
  static final List<String> CALLERS = List.of("stranger", "smith", "secret");

  private Workshop() {}

  static String definition() {
    try (InputStream in = Workshop.class.getResourceAsStream("workshop.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The headers by which a caller shows who they are. */
  static Map<String, String> headers(String caller, Running running) {
    return caller.equals("smith")
        ? Map.of("Authorization", "Bearer " + running.token(People.NURSE, List.of("smith")))
        : People.headers(caller, running);
  }
}
