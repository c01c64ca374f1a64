package msingi.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import msingi.cli.Breaking.Face;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Function;
import msingi.definition.Relation;
import msingi.door.grpc.Lock;
import msingi.door.grpc.Published;
import msingi.expression.Expression;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.policy.Policy;
import msingi.request.Caller;

/** Finds what a new definition takes from the clients of the one before. */
final class Comparison {
  private static final List<Face> ALL = List.of(Face.REST, Face.GRAPHQL, Face.GRPC);

  /** What by names alone tells fields apart. */
  private static final List<Face> NAMED = List.of(Face.REST, Face.GRAPHQL);

  private static final List<Face> TYPED = List.of(Face.GRAPHQL);

  private final App old;
  private final App next;
  private final List<Breaking> found = new ArrayList<>();

  private Comparison(App old, App next) {
    this.old = old;
    this.next = next;
  }

  /** Everything that breaks, in the order of the definition before. */
  static List<Breaking> of(App old, Lock oldLock, App next, Lock nextLock) {
    Comparison comparison = new Comparison(old, next);
    comparison.settings();
    old.collections().values().forEach(comparison::collection);
    old.functions().values().forEach(comparison::function);
    comparison.numbers(oldLock, nextLock);
    return comparison.found;
  }

  private void add(String subject, String change, List<Face> faces) {
    found.add(new Breaking(subject, change, faces));
  }

  private void settings() {
    if (!old.name().equals(next.name())) {
      add("name", "the package of gRPC is another one", List.of(Face.GRPC));
    }
    if (!old.settings().keysRequired() && next.settings().keysRequired()) {
      add("keys", "requests without a key are refused", ALL);
    }
    if (old.settings().aggregates() && !next.settings().aggregates()) {
      add("aggregates", "sums and counts are no longer allowed", NAMED);
    }
    if (!old.schemas().getFirst().equals(next.schemas().getFirst())) {
      add("schemas", "the first schema is another one", List.of(Face.REST));
    }
    if (next.settings().rows() < old.settings().rows()) {
      add("limits.rows", "answers have fewer rows", ALL);
    }
    if (next.settings().bodyBytes() < old.settings().bodyBytes()) {
      add("limits.body", "requests may send less", ALL);
    }
  }

  private void collection(Collection before) {
    String name = before.name();
    Optional<Collection> found = next.find(before.schema(), name);
    if (found.isEmpty()) {
      add(name, "is not there any more", ALL);
      return;
    }
    Collection after = found.get();
    closed(name + " read", before.access().read(), after.access().read());
    closed(name + " create", before.access().create(), after.access().create());
    closed(name + " update", before.access().update(), after.access().update());
    closed(name + " delete", before.access().delete(), after.access().delete());
    if (!before.key().columns().equals(after.key().columns())) {
      add(name, "has another key: " + String.join(", ", after.key().columns()), ALL);
    }
    for (Column column : before.columns()) {
      if (!column.hidden()) {
        column(before, column, after);
      }
    }
    for (Column column : after.columns()) {
      boolean fresh =
          Stream.of(column.name(), column.was())
              .noneMatch(it -> before.column(it).filter(one -> !one.hidden()).isPresent());
      if (fresh && demanded(column) && after.takes(Collection.Writing.CREATE)) {
        add(name + "." + column.name(), "is new and must be given in new rows", ALL);
      }
    }
    before.derived().computed().keySet().stream()
        .filter(it -> !after.derived().computed().containsKey(it) && after.column(it).isEmpty())
        .forEach(it -> add(name + "." + it, "is not there any more", ALL));
    before.relations().values().forEach(it -> relation(name, it, after));
  }

  private void closed(String subject, Expression before, Expression after) {
    if (!before.equals(Expression.FALSE) && after.equals(Expression.FALSE)) {
      add(subject, "is closed", ALL);
    }
  }

  private static boolean demanded(Column column) {
    return !column.nullable() && !column.hidden() && column.fill() == Column.Fill.Nothing.NOTHING;
  }

  private void column(Collection collection, Column before, Collection other) {
    String subject = collection.name() + "." + before.name();
    Optional<Column> found = other.column(before.name()).filter(it -> !it.hidden());
    if (found.isEmpty()) {
      boolean renamed = other.columns().stream().anyMatch(it -> it.was().equals(before.name()));
      add(subject, renamed ? "has another name" : "is not there any more", renamed ? NAMED : ALL);
      return;
    }
    Column after = found.get();
    if (!before.type().equals(after.type())) {
      add(subject, "is " + Values.name(after.type()) + ", was " + Values.name(before.type()), ALL);
    }
    if (!before.nullable() && after.nullable()) {
      add(subject, "may be null in answers", TYPED);
    }
    if (before.nullable() && !after.nullable()) {
      add(subject, "must not be null any more", ALL);
    } else if (!demanded(before) && demanded(after)) {
      add(subject, "must be given in new rows", ALL);
    }
    boolean made = after.automatic() || after.generated();
    if (!before.automatic() && !before.generated() && made) {
      add(subject, "is made by the server", ALL);
    }
    after.refinements().forEach(it -> refinement(subject, before, it));
  }

  private void refinement(String subject, Column before, Column.Refinement after) {
    switch (after) {
      case Column.Refinement.OneOf(List<String> texts) -> {
        List<String> gone = new ArrayList<>(texts(before));
        boolean free = gone.isEmpty();
        gone.removeAll(texts);
        if (free) {
          add(subject, "takes only some texts", ALL);
        } else if (!gone.isEmpty()) {
          add(subject, "does not take " + String.join(", ", gone) + " any more", ALL);
        }
      }
      case Column.Refinement.Length(long least, long most) -> {
        if (narrowed(before, least, most)) {
          add(subject, "takes lengths of " + least + " to " + most + " only", ALL);
        }
      }
      case Column.Refinement.Bounds bounds -> {
        if (!before.refinements().contains(bounds)) {
          add(
              subject,
              "has other bounds: " + shown(bounds.least()) + " to " + shown(bounds.most()),
              ALL);
        }
      }
      case Column.Refinement.Match match -> {
        if (!before.refinements().contains(match)) {
          add(subject, "must match " + match.pattern(), ALL);
        }
      }
    }
  }

  private static String shown(Value value) {
    return value == Value.Null.NULL
        ? "any"
        : Values.text(value, msingi.expression.Type.Scalar.TEXT);
  }

  private static boolean narrowed(Column before, long least, long most) {
    return before.refinements().stream()
        .noneMatch(it ->
            it instanceof Column.Refinement.Length(long low, long high)
                && low >= least
                && high <= most);
  }

  private static List<String> texts(Column column) {
    for (Column.Refinement each : column.refinements()) {
      if (each instanceof Column.Refinement.OneOf(List<String> texts)) {
        return texts;
      }
    }
    return List.of();
  }

  private void relation(String name, Relation before, Collection collection) {
    String subject = name + "." + before.name();
    Relation after = collection.relations().get(before.name());
    if (after == null) {
      add(subject, "leads nowhere any more", ALL);
    } else if (before.many() != after.many()) {
      add(subject, after.many() ? "leads to many rows" : "leads to one row", ALL);
    } else if (!target(old, before).equals(target(next, after))) {
      add(subject, "leads to " + target(next, after), ALL);
    }
  }

  private static String target(App app, Relation relation) {
    return app.collection(relation.to()).name();
  }

  private void function(Function before) {
    String subject = before.name() + "()";
    Function after = next.functions().get(before.id());
    if (after == null || !after.name().equals(before.name())) {
      add(subject, "is not there any more", ALL);
      return;
    }
    closed(subject, before.access(), after.access());
    if (!before.returns().equals(after.returns())) {
      add(subject, "answers something else", ALL);
    }
    boolean read = before.volatility() != Function.Volatility.VOLATILE;
    if (read && after.volatility() == Function.Volatility.VOLATILE) {
      add(subject, "may write, and is not called with GET any more", NAMED);
    }
    for (Function.Argument argument : before.arguments()) {
      Optional<Function.Argument> same = after.argument(argument.name());
      if (same.isEmpty()) {
        add(subject, "does not take " + argument.name() + " any more", ALL);
      } else if (!same.get().type().equals(argument.type())) {
        add(subject, argument.name() + " is " + Values.name(same.get().type()), ALL);
      } else if (required(same.get()) && !required(argument)) {
        add(subject, argument.name() + " must be given", ALL);
      }
    }
    for (Function.Argument argument : after.arguments()) {
      if (required(argument) && before.argument(argument.name()).isEmpty()) {
        add(subject, argument.name() + " is new and must be given", ALL);
      }
    }
  }

  private static boolean required(Function.Argument argument) {
    return argument.fallback() == Function.Fallback.Required.REQUIRED;
  }

  /** What stands under a number in messages of before, and does not any more. */
  private void numbers(Lock oldLock, Lock nextLock) {
    Lock kept = lockOf(old, oldLock);
    Map<String, String> before = Published.fields(old, surface(old), kept);
    Lock known = nextLock.equals(Lock.NONE) ? kept : nextLock;
    Map<String, String> after = Published.fields(next, surface(next), known);
    before.forEach((field, text) -> {
      String now = after.getOrDefault(field, "");
      if (now.isEmpty()) {
        add("gRPC " + field, text + " is not there any more", List.of(Face.GRPC));
      } else if (!now.equals(text)) {
        add("gRPC " + field, "is " + now + ", was " + text, List.of(Face.GRPC));
      }
    });
  }

  private static Lock lockOf(App app, Lock lock) {
    return Published.of(app, surface(app), lock).lock();
  }

  private static msingi.request.Surface surface(App app) {
    return new Policy(app).of(Caller.SERVICE).surface();
  }
}
