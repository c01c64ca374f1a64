package msingi.door.rest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import msingi.base.NearNames;
import msingi.definition.Function;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Type;
import msingi.expression.Values;
import msingi.request.Surface;

/** Finds the function that a call means, by its name and the names of its arguments. */
final class Overloads {
  private final Surface surface;
  private final String schema;
  private final String name;

  Overloads(Surface surface, String schema, String name) {
    this.surface = surface;
    this.schema = schema;
    this.name = name;
  }

  /**
   * All functions of the name.
   *
   * @throws Failure FUNCTION_UNKNOWN, or FORBIDDEN where functions are named to all
   */
  List<Surface.Callable> all() {
    List<Surface.Callable> all = surface.functions(schema, name);
    if (all.isEmpty()) {
      throw hidden().orElseGet(() -> unknown(new Arguments.Texts(java.util.Map.of())));
    }
    return all;
  }

  /**
   * The one function of the name that takes these arguments: those of its own by name, or else the
   * whole body as one.
   *
   * @throws Failure FUNCTION_UNKNOWN, FUNCTION_AMBIGUOUS, FORBIDDEN
   */
  Surface.Callable choose(Arguments arguments) {
    List<Surface.Callable> named = new ArrayList<>();
    List<Surface.Callable> whole = new ArrayList<>();
    for (Surface.Callable callable : surface.functions(schema, name)) {
      if (named(callable.function(), arguments)) {
        named.add(callable);
      } else if (whole(callable.function(), arguments)) {
        whole.add(callable);
      }
    }
    List<Surface.Callable> found = named.isEmpty() ? whole : named;
    if (found.isEmpty()) {
      throw hidden().orElseGet(() -> unknown(arguments));
    }
    if (found.size() > 1) {
      throw ambiguous(found);
    }
    return found.getFirst();
  }

  /** Whether the names given are all that it must have and none that it has not. */
  private static boolean named(Function function, Arguments arguments) {
    if (Arguments.Body.only(function)
        || (arguments instanceof Arguments.Body && function.arguments().isEmpty())) {
      return false;
    }
    Set<String> missing = new HashSet<>(arguments.names());
    for (Function.Argument argument : function.arguments()) {
      boolean given = missing.remove(argument.name());
      if (!given && argument.fallback() == Function.Fallback.Required.REQUIRED) {
        return false;
      }
    }
    return missing.isEmpty();
  }

  /** Whether its only argument is a body of this kind. */
  private static boolean whole(Function function, Arguments arguments) {
    if (!Arguments.Body.only(function)) {
      return false;
    }
    Type type = function.arguments().getFirst().type();
    return switch (arguments) {
      case Arguments.Texts _ -> false;
      case Arguments.Members members -> members.json() && json(type);
      case Arguments.Body body -> body.type().equals(type);
    };
  }

  private static boolean json(Type type) {
    return type == Type.Scalar.JSON
        || (type instanceof Type.Native it
            && (it.name().equals("json") || it.name().equals("jsonb")));
  }

  /** What a caller is told of a function that they may not call. */
  private Optional<Failure> hidden() {
    boolean there =
        surface.app().settings().openapiPublic()
            && surface.functions(schema, name).isEmpty()
            && surface.app().functions().values().stream()
                .anyMatch(it -> it.schema().equals(schema) && it.name().equals(name));
    return there
        ? Optional.of(
            Problem.of(ErrorCode.FORBIDDEN, "permission denied for function " + name).failure())
        : Optional.empty();
  }

  private Failure unknown(Arguments arguments) {
    String full = schema + "." + name;
    String names = String.join(", ", arguments.names());
    String with =
        names.isEmpty()
            ? " without parameters"
            : " with parameter" + (arguments.names().size() > 1 ? "s " : " ") + names;
    String shown = names.isEmpty() ? " without parameters" : "(" + names + ")";
    String searched =
        switch (arguments) {
          case Arguments.Texts _ -> with;
          case Arguments.Members members ->
              with + (members.json() ? " or with a single unnamed json/jsonb parameter" : "");
          case Arguments.Body body -> " with a single unnamed " + word(body.type()) + " parameter";
        };
    boolean body = arguments instanceof Arguments.Body;
    return Problem.of(
            ErrorCode.FUNCTION_UNKNOWN,
            "Could not find the function " + full + (body ? "" : shown) + " in the schema cache")
        .withDetails(
            "Searched for the function "
                + full
                + searched
                + ", but no matches were found in the schema cache.")
        .withHint(body ? "" : hint(arguments))
        .failure();
  }

  private static String word(Type type) {
    return type == Type.Scalar.BYTES ? "bytea" : Values.name(type);
  }

  private String hint(Arguments arguments) {
    List<Surface.Callable> same = surface.functions(schema, name);
    Optional<String> near =
        same.isEmpty()
            ? NearNames.near(
                name, surface.functions().getOrDefault(schema, java.util.Map.of()).keySet())
            : nearest(same, arguments).map(name::concat);
    return near.map(it -> "Perhaps you meant to call the function " + schema + "." + it).orElse("");
  }

  /** The list of arguments that has most of the given names, or is written most alike. */
  private static Optional<String> nearest(List<Surface.Callable> same, Arguments arguments) {
    Optional<Surface.Callable> sharing =
        same.stream()
            .filter(it -> shared(it, arguments) > 0)
            .max(Comparator.comparingLong(it -> shared(it, arguments)));
    List<String> lists = same.stream().map(Overloads::list).toList();
    String given = "(" + String.join(", ", arguments.names()) + ")";
    return sharing.map(Overloads::list).or(() -> NearNames.near(given, lists));
  }

  private static long shared(Surface.Callable callable, Arguments arguments) {
    return callable.function().arguments().stream()
        .filter(it -> arguments.names().contains(it.name()))
        .count();
  }

  private static String list(Surface.Callable callable) {
    return callable.function().arguments().stream()
        .map(it -> it.taking() == Function.Taking.BODY ? "" : it.name())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private Failure ambiguous(List<Surface.Callable> found) {
    String lists =
        found.stream()
            .map(it ->
                it.function().arguments().stream()
                    .map(Overloads::shown)
                    .collect(Collectors.joining(", ", schema + "." + name + "(", ")")))
            .collect(Collectors.joining(", "));
    return Problem.of(
            ErrorCode.FUNCTION_AMBIGUOUS,
            "Could not choose the best candidate function between: " + lists)
        .failure();
  }

  private static String shown(Function.Argument argument) {
    String name = argument.taking() == Function.Taking.BODY ? "" : argument.name();
    return name + " => " + Values.name(argument.type());
  }
}
