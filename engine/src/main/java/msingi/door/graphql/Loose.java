package msingi.door.graphql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import msingi.wire.Json;

/**
 * Which variables of an operation are loose: they stand for nothing but single values that rows are
 * compared with, so that whatever they are, the same requests are put together but for the values
 * behind parameters.
 *
 * @param places how often each loose variable stands in the operation
 * @param choices the other variables
 * @param repeats whether what was put together may be asked again: everything at the root reads
 *     rows, and what is not loose takes few values
 * @param fields of the operation, at all levels
 */
record Loose(Map<String, Integer> places, List<String> choices, boolean repeats, int fields) {
  private static final Set<String> SINGLE =
      Set.of("Int", "Float", "String", "BigInt", "BigFloat", "Date", "Time", "Datetime", "UUID");
  private static final Set<String> FEW = Set.of("Int", "Boolean", "OrderByDirection", "FilterIs");
  private static final Set<String> TESTS = Set.of("eq", "neq", "gt", "gte", "lt", "lte");

  /** The longest value of a variable that is not loose; longer ones hardly come again. */
  private static final int LONGEST = 16;

  private static final Json ABSENT = new Json.Bare("");

  Loose {
    places = Map.copyOf(places);
    choices = List.copyOf(choices);
  }

  /** Looks where the variables of an operation stand. */
  static Loose of(Prepared.Kind kind, List<Prepared.Variable> variables, List<Pick> picks) {
    Walk walk = new Walk();
    picks.forEach(walk::pick);
    Map<String, Integer> places = new HashMap<>();
    List<String> choices = new ArrayList<>();
    boolean few = true;
    for (Prepared.Variable variable : variables) {
      String name = variable.name();
      Integer compared = walk.compared.get(name);
      if (compared != null && !walk.bound.contains(name) && single(variable.type(), SINGLE)) {
        places.put(name, compared);
      } else {
        choices.add(name);
        few = few && single(variable.type(), FEW);
      }
    }
    boolean reads =
        picks.stream()
            .allMatch(it ->
                it.meaning() instanceof Meaning.Rows || it.meaning() instanceof Meaning.Keyed);
    boolean repeats = kind == Prepared.Kind.QUERY && reads && few;
    return new Loose(places, choices, repeats, walk.fields);
  }

  private static boolean single(Ref type, Set<String> names) {
    return switch (type) {
      case Ref.Required(Ref of) -> single(of, names);
      case Ref.Named(String name) -> names.contains(name);
      case Ref.Listed _ -> false;
    };
  }

  /** Finds every place of a variable. */
  private static final class Walk {
    private final Map<String, Integer> compared = new HashMap<>();
    private final Set<String> bound = new HashSet<>();
    private int fields;

    void pick(Pick pick) {
      fields++;
      pick.guards().forEach(it -> bind(it.condition()));
      boolean lists =
          pick.meaning() instanceof Meaning.Rows || pick.meaning() instanceof Meaning.Many;
      pick.arguments()
          .forEach((name, written) -> {
            if (pick.meaning() instanceof Meaning.Keyed
                && written instanceof Written.Variable(String variable)) {
              compared.merge(variable, 1, Integer::sum);
            } else if (lists && name.equals("filter")) {
              filter("", written);
            } else {
              bind(written);
            }
          });
      pick.below().forEach(this::pick);
    }

    private void filter(String name, Written written) {
      switch (written) {
        case Written.Variable(String variable) -> {
          if (TESTS.contains(name)) {
            compared.merge(variable, 1, Integer::sum);
          } else {
            bound.add(variable);
          }
        }
        case Written.Members(var byName) -> byName.forEach(this::filter);
        case Written.Many(var items) -> items.forEach(it -> filter("", it));
        case Written.Fixed _, Written.Nothing _ -> {}
      }
    }

    private void bind(Written written) {
      switch (written) {
        case Written.Variable(String variable) -> bound.add(variable);
        case Written.Members(var byName) -> byName.values().forEach(this::bind);
        case Written.Many(var items) -> items.forEach(this::bind);
        case Written.Fixed _, Written.Nothing _ -> {}
      }
    }
  }

  /**
   * What decides how requests are put together; empty where nothing can be said, since a loose
   * variable is null or another one is long.
   */
  Optional<List<Json>> decided(Map<String, Json> variables) {
    for (String name : places.keySet()) {
      if (variables.getOrDefault(name, Json.Bare.NULL).equals(Json.Bare.NULL)) {
        return Optional.empty();
      }
    }
    if (choices.isEmpty()) {
      return Optional.of(List.of());
    }
    List<Json> values = new ArrayList<>(choices.size());
    for (String name : choices) {
      Json value = variables.getOrDefault(name, ABSENT);
      if (!brief(value)) {
        return Optional.empty();
      }
      values.add(value);
    }
    return Optional.of(values);
  }

  private static boolean brief(Json value) {
    return switch (value) {
      case Json.Bare(String text) -> text.length() <= LONGEST;
      case Json.Text(String text) -> text.length() <= LONGEST;
      case Json.Many _, Json.Members _ -> false;
    };
  }

  /**
   * Knows, while requests are put together, which value came of which loose variable: by being the
   * same object, which only the variable brought.
   */
  static final class Seen {
    private final Loose loose;
    private final Map<String, Json> variables;
    private final Map<Json, String> names = new IdentityHashMap<>();
    private boolean spoiled;

    Seen(Loose loose, Map<String, Json> variables) {
      this.loose = loose;
      this.variables = variables;
    }

    /** The loose variable whose value this is; empty where it is of none. */
    Optional<String> variable(Json value) {
      if (!loose.repeats()) {
        return Optional.empty();
      }
      if (names.isEmpty()) {
        for (String name : loose.places().keySet()) {
          names.put(variables.getOrDefault(name, ABSENT), name);
        }
      }
      return Optional.ofNullable(names.get(value));
    }

    /** A value went where another one cannot take its place. */
    void spoil() {
      spoiled = true;
    }

    /**
     * Whether these roots, which are all there are, may be asked again: of each loose variable as
     * many values stand in them as it has places.
     */
    boolean complete(List<Root> roots) {
      Map<String, Integer> found = new HashMap<>();
      for (Root root : roots) {
        if (!(root instanceof Question question)) {
          return false;
        }
        question.slots().forEach(it -> found.merge(it.variable(), 1, Integer::sum));
      }
      return !spoiled && found.equals(loose.places());
    }
  }
}
