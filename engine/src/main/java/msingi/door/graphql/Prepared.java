package msingi.door.graphql;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A document that was read: what is wrong with it, or its operations.
 *
 * @param metas the fields about the schema itself that it names
 */
record Prepared(List<GraphError> errors, List<Operation> operations, Set<String> metas) {
  Prepared {
    errors = List.copyOf(errors);
    operations = List.copyOf(operations);
    metas = Set.copyOf(metas);
  }

  /** What an operation does. */
  enum Kind {
    QUERY,
    MUTATION,
    SUBSCRIPTION
  }

  /**
   * An operation.
   *
   * @param name or empty
   */
  record Operation(
      Kind kind, String name, List<Variable> variables, List<Pick> picks, Loose loose) {
    Operation {
      variables = List.copyOf(variables);
      picks = List.copyOf(picks);
    }
  }

  /** A variable as an operation declares it. */
  record Variable(String name, Ref type, Written otherwise, Pick.Spot spot) {}

  /** The operation that is meant: that of the name, or the only one. */
  Optional<Operation> operation(String name) {
    if (name.isEmpty()) {
      return operations.size() == 1 ? Optional.of(operations.getFirst()) : Optional.empty();
    }
    return operations.stream().filter(it -> it.name().equals(name)).findFirst();
  }
}
