package msingi.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import msingi.definition.Access;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.expression.Bindings;
import msingi.expression.Evaluation;
import msingi.expression.Expression;
import msingi.expression.Partial;
import msingi.expression.Value;
import msingi.request.Caller;

/**
 * The parts of rules that depend on the caller alone. Their truths, in order, are all that
 * distinguishes one caller's Surface from another's.
 */
final class Folding {
  private final List<Expression> parts;

  Folding(App app) {
    Set<Expression> found = new LinkedHashSet<>();
    for (Collection collection : app.collections().values()) {
      Access access = collection.access();
      found.addAll(Partial.callerParts(access.read()));
      found.addAll(Partial.callerParts(access.create()));
      found.addAll(Partial.callerParts(access.update()));
      found.addAll(Partial.callerParts(access.delete()));
      for (Access.Field field : access.fields().values()) {
        found.addAll(Partial.callerParts(field.read()));
        found.addAll(Partial.callerParts(field.write()));
      }
    }
    app.functions().values().forEach(it -> found.addAll(Partial.callerParts(it.access())));
    this.parts = List.copyOf(found);
  }

  /** The truth of every part for a caller; equal lists, equal Surfaces. */
  List<Value> truths(Caller caller) {
    Bindings bindings = new Bindings(List.of(), caller, 0);
    List<Value> truths = new ArrayList<>(parts.size());
    for (Expression part : parts) {
      truths.add(Evaluation.evaluate(part, bindings));
    }
    return truths;
  }
}
