package msingi.testkit.matrix;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A line of the table: a route, who may take it, and a request that takes it. The request need not
 * succeed otherwise: what nobody has may be asked for.
 *
 * @param route the method and the path with its variable parts in braces, as doors tell them
 * @param target path and query
 * @param body JSON, or empty
 */
public record Sample(String route, Who who, String target, String body) {
  private static final int PARTS = 4;

  /** The lines of the table. */
  public static List<Sample> all() {
    try (InputStream in = Sample.class.getResourceAsStream("routes.table")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(it -> !it.isBlank() && !it.startsWith("#"))
          .map(Sample::of)
          .toList();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private static Sample of(String line) {
    String[] parts = line.split("\\|", PARTS);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("not four parts: " + line);
    }
    String route = parts[0].strip();
    String target = parts[2].strip();
    String path = route.substring(route.indexOf(' ') + 1);
    return new Sample(
        route,
        Who.valueOf(parts[1].strip()),
        target.isEmpty() || target.startsWith("?") ? path + target : target,
        parts[3].strip());
  }

  /** The method. */
  public String method() {
    return route.substring(0, route.indexOf(' '));
  }

  /** The door, by the beginning of its paths. */
  public boolean accounts() {
    return target.startsWith("/auth/v1/");
  }
}
