package msingi.expression;

import java.util.ArrayList;
import java.util.List;

/** What a piece of CEL means before it is known how it is used. */
sealed interface Term {
  /** A typed value. */
  record Plain(Expression expression) implements Term {}

  /** The literal {@code null}. */
  enum Nothing implements Term {
    NULL
  }

  /** A piece with a mistake that is already reported. */
  enum Broken implements Term {
    BROKEN
  }

  /** A list written out. */
  record Items(List<Item> items) implements Term {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** One item of a list, with the node it stands at. */
  record Item(long node, Term term) {}

  /** A row: a variable, {@code old}, or what to-one relations lead to. */
  record Row(Path path) implements Term {}

  /** The rows that a to-many relation leads to. */
  record Many(Path path, Scope.Meaning.Leads relation) implements Term {}

  /** {@code auth}, or claims of which the path is still being written. */
  record Auth(boolean claims, List<String> path) implements Term {
    public Auth {
      path = List.copyOf(path);
    }
  }

  /**
   * The way from a bound row over to-one relations.
   *
   * @param base the number of the row where it starts
   * @param collection the collection where it ends
   * @param steps the relations between
   */
  record Path(int base, String collection, List<Step> steps) {
    public Path {
      steps = List.copyOf(steps);
    }

    /** The number of the row where it ends. */
    int row() {
      return steps.isEmpty() ? base : steps.getLast().as();
    }

    /** The way with one more step. */
    Path then(Step step, String target) {
      List<Step> longer = new ArrayList<>(steps);
      longer.add(step);
      return new Path(base, target, longer);
    }

    /** The way without its last step. */
    Path before() {
      return new Path(base, steps.getLast().hop().collection(), steps.subList(0, steps.size() - 1));
    }

    /** A value of the last row, as seen from the first. */
    Expression value(Expression value) {
      Expression seen = value;
      for (Step step : steps.reversed()) {
        seen = new Expression.Related(step.from(), step.hop(), step.as(), seen);
      }
      return seen;
    }

    /** Whether the last row exists and the condition is true there. */
    Expression exists(Expression condition) {
      Expression seen = condition;
      for (Step step : steps.reversed()) {
        seen = new Expression.Exists(step.from(), step.hop(), step.as(), seen);
      }
      return seen;
    }
  }

  /** One relation on the way, with the number of the row it leads to. */
  record Step(int from, Expression.Hop hop, int as) {}
}
