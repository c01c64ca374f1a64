package msingi.request;

import java.util.List;
import java.util.Map;

/**
 * An answer as it was given, to be given again.
 *
 * @param headers by name in small letters
 * @param body never changed
 */
public record Answered(int status, Map<String, List<String>> headers, byte[] body) {
  public Answered {
    headers = Map.copyOf(headers);
  }
}
