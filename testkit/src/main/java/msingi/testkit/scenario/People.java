package msingi.testkit.scenario;

import java.util.List;
import java.util.Map;

/** The callers of the clinic, by the names that tables use. */
public final class People {
  /** A nurse of the first clinic. */
  public static final String NURSE = "00000000-0000-7000-8000-0000000000a1";

  /** A nurse of the second clinic. */
  public static final String OTHER = "00000000-0000-7000-8000-0000000000b1";

  /** A doctor of the first clinic. */
  public static final String DOCTOR = "00000000-0000-7000-8000-0000000000d1";

  /** All of them. */
  public static final List<String> NAMES =
      List.of("stranger", "publishable", "nurse", "other", "doctor", "secret");

  private People() {}

  /** The headers by which a caller shows who they are. */
  public static Map<String, String> headers(String name, Running running) {
    return switch (name) {
      case "stranger" -> Map.of();
      case "publishable" -> Map.of("apikey", running.publishableKey());
      case "nurse" -> bearer(running.token(NURSE, List.of("nurse")));
      case "other" -> bearer(running.token(OTHER, List.of("nurse")));
      case "doctor" -> bearer(running.token(DOCTOR, List.of("doctor")));
      case "secret" -> Map.of("apikey", running.secretKey());
      default -> throw new IllegalArgumentException("nobody is called " + name);
    };
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }
}
