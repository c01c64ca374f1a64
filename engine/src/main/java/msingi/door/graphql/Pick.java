package msingi.door.graphql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.wire.Json;

/**
 * A field of a document, fragments put in their places.
 *
 * @param key its name in the answer
 * @param arguments as written
 * @param below what is chosen of it
 * @param guards what decides whether it is there at all
 * @param on the type that an object must have for it, or empty
 */
record Pick(
    String key,
    Definition.Field field,
    Map<String, Written> arguments,
    List<Pick> below,
    List<Guard> guards,
    String on,
    Spot spot) {

  Pick {
    arguments = Map.copyOf(arguments);
    below = List.copyOf(below);
    guards = List.copyOf(guards);
  }

  /**
   * {@code @include} or {@code @skip}.
   *
   * @param wanted what the condition must be
   */
  record Guard(Written condition, boolean wanted) {
    boolean lets(Map<String, Json> variables) {
      boolean truth =
          condition.with(variables).filter(it -> it.equals(new Json.Bare("true"))).isPresent();
      return truth == wanted;
    }
  }

  /** A place in a document, counted from 1. */
  record Spot(int line, int column) {}

  /** The meaning of its field. */
  Meaning meaning() {
    return field.meaning();
  }

  /**
   * What an object answers: each name once, what is chosen of it put together (GraphQL, section
   * 6.3.2).
   *
   * @param type of the object
   */
  static List<Pick> collect(List<Pick> picks, String type, Map<String, Json> variables) {
    Map<String, Pick> collected = new LinkedHashMap<>();
    for (Pick pick : picks) {
      boolean there =
          (pick.on.isEmpty() || pick.on.equals(type))
              && (pick.guards.isEmpty() || pick.guards.stream().allMatch(it -> it.lets(variables)));
      if (there) {
        collected.merge(pick.key, pick, Pick::with);
      }
    }
    return List.copyOf(collected.values());
  }

  private Pick with(Pick other) {
    List<Pick> both = new ArrayList<>(below);
    both.addAll(other.below);
    return new Pick(key, field, arguments, both, List.of(), on, spot);
  }

  /** The arguments that are given, and what stands for those that are not. */
  Map<String, Json> given(Map<String, Json> variables) {
    Map<String, Json> given = new LinkedHashMap<>();
    for (Definition.Argument argument : field.arguments().values()) {
      Written written = arguments.get(argument.name());
      if (written != null) {
        written.with(variables).ifPresent(it -> given.put(argument.name(), it));
      }
      if (!given.containsKey(argument.name()) && !argument.otherwise().isEmpty()) {
        given.put(argument.name(), new Json.Bare(argument.otherwise()));
      }
    }
    return given;
  }
}
