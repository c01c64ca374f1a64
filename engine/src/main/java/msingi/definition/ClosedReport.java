package msingi.definition;

import java.util.ArrayList;
import java.util.List;
import msingi.expression.Expression;
import msingi.expression.Partial;
import msingi.expression.Value;

/** What an application opens and to whom: closed is what no rule opens. */
public final class ClosedReport {
  private ClosedReport() {}

  /** What may be done with a collection. */
  public enum Operation {
    READ,
    CREATE,
    UPDATE,
    DELETE
  }

  /** How far a stranger (role anon, without uid, roles or claims) gets. */
  public enum Strangers {
    /** Never. */
    NOTHING,
    /** Where the rule holds of the row. */
    SOME_ROWS,
    /** With every row. */
    EVERYTHING
  }

  /**
   * One operation of one collection.
   *
   * @param closed whether no caller but a secret key may do it
   */
  public record Line(String collection, Operation operation, boolean closed, Strangers strangers) {}

  /** A line for each operation of each collection; views have only what is written through them. */
  public static List<Line> of(App app) {
    List<Line> lines = new ArrayList<>();
    for (Collection collection : app.collections().values()) {
      for (Operation operation : Operation.values()) {
        if (takes(collection, operation)) {
          Expression rule = rule(collection.access(), operation);
          lines.add(
              new Line(collection.id(), operation, rule.equals(Expression.FALSE), strangers(rule)));
        }
      }
    }
    return List.copyOf(lines);
  }

  private static boolean takes(Collection collection, Operation operation) {
    return switch (operation) {
      case READ -> true;
      case CREATE -> collection.takes(Collection.Writing.CREATE);
      case UPDATE -> collection.takes(Collection.Writing.UPDATE);
      case DELETE -> collection.takes(Collection.Writing.DELETE);
    };
  }

  /**
   * A function.
   *
   * @param closed whether nobody but a secret key may call it
   * @param strangers whether anybody may
   */
  public record Call(String function, boolean closed, boolean strangers) {}

  /** A line for each function. */
  public static List<Call> functions(App app) {
    return app.functions().values().stream()
        .map(it ->
            new Call(
                it.id(),
                it.access().equals(Expression.FALSE),
                strangers(it.access()) == Strangers.EVERYTHING))
        .toList();
  }

  private static Expression rule(Access access, Operation operation) {
    return switch (operation) {
      case READ -> access.read();
      case CREATE -> access.create();
      case UPDATE -> access.update();
      case DELETE -> access.delete();
    };
  }

  /** What expressions see of somebody without a key and without a token. */
  private static Value stranger(Expression.Caller attribute) {
    return switch (attribute.attribute()) {
      case ROLE -> new Value.Text("anon");
      case ROLES -> new Value.Many(List.of());
      case IS_ANONYMOUS -> Value.Bool.FALSE;
      case UID, CLAIMS, AAL -> Value.Null.NULL;
    };
  }

  private static Strangers strangers(Expression rule) {
    Expression folded = Partial.fold(rule, ClosedReport::stranger);
    if (folded instanceof Expression.Literal(Value value, var type)) {
      return value.equals(Value.Bool.TRUE) ? Strangers.EVERYTHING : Strangers.NOTHING;
    }
    return Strangers.SOME_ROWS;
  }
}
