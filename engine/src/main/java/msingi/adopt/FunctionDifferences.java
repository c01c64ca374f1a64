package msingi.adopt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import msingi.adopt.Difference.Change;
import msingi.adopt.Difference.Part;
import msingi.adopt.Difference.Sort;
import msingi.adopt.Difference.Table;
import msingi.definition.App;
import msingi.definition.Function;
import msingi.definition.Function.Body;
import msingi.definition.Function.Fallback;
import msingi.definition.Function.Returns;
import msingi.expression.Values;

/** How two applications differ in the database's own functions. */
final class FunctionDifferences {
  private FunctionDifferences() {}

  /**
   * What tells one function from another.
   *
   * @param arguments their names, as {@code a, b}
   */
  record Signature(Table name, String arguments) {
    static Signature of(Function it, Body.Stored body) {
      String schema = body.schema().isEmpty() ? it.schema() : body.schema();
      return new Signature(
          new Table(schema, body.name()),
          it.arguments().stream().map(Function.Argument::name).collect(Collectors.joining(", ")));
    }
  }

  /** Functions of the database that an application names. */
  static Map<Signature, Function> stored(App app) {
    Map<Signature, Function> all = new LinkedHashMap<>();
    for (Function it : app.functions().values()) {
      if (it.body() instanceof Body.Stored body) {
        all.put(Signature.of(it, body), it);
      }
    }
    return all;
  }

  static List<Difference> between(App before, App after) {
    Map<Signature, Function> known = stored(before);
    Map<Signature, Function> there = stored(after);
    List<Difference> found = new ArrayList<>();
    known.forEach((signature, it) -> {
      Function now = there.get(signature);
      if (now == null) {
        found.add(difference(signature, Sort.FUNCTION, Change.GONE, "", ""));
        return;
      }
      changed(found, signature, Sort.FUNCTION_TITLE, it.title(), now.title());
      changed(found, signature, Sort.ARGUMENTS, arguments(it), arguments(now));
      changed(found, signature, Sort.RETURNS, returns(it, before), returns(now, after));
      String volatility = words(it);
      changed(found, signature, Sort.VOLATILITY, volatility, words(now));
    });
    there.keySet().stream()
        .filter(it -> !known.containsKey(it))
        .forEach(it -> found.add(difference(it, Sort.FUNCTION, Change.ADDED, "", "")));
    return found;
  }

  private static void changed(
      List<Difference> found, Signature signature, Sort sort, String before, String after) {
    if (!before.equals(after)) {
      found.add(difference(signature, sort, Change.CHANGED, before, after));
    }
  }

  private static Difference difference(
      Signature signature, Sort sort, Change change, String before, String after) {
    return new Difference(
        signature.name(), new Part(sort, signature.arguments()), change, before, after);
  }

  private static String words(Function function) {
    return function.volatility().name().toLowerCase(Locale.ROOT);
  }

  private static String arguments(Function function) {
    return function.arguments().stream()
        .map(it ->
            it.name()
                + " "
                + Values.name(it.type())
                + (it.fallback() == Fallback.Required.REQUIRED ? "" : "?"))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String returns(Function function, App app) {
    return switch (function.returns()) {
      case Returns.Nothing _ -> "nothing";
      case Returns.Values(var type, boolean many) -> many(Values.name(type), many);
      case Returns.Of(String id, boolean many) ->
          many(Table.of(app.collection(id)).toString(), many);
      case Returns.Rows(var columns, boolean many) ->
          many(
              columns.stream()
                  .map(it -> it.name() + " " + Values.name(it.type()))
                  .collect(Collectors.joining(", ", "{", "}")),
              many);
    };
  }

  private static String many(String words, boolean many) {
    return many ? "[" + words + "]" : words;
  }
}
