package msingi.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;

/**
 * A function that callers may call by name.
 *
 * @param id its identifier in the definition, unique among functions
 * @param schema the exposed schema that it is in
 * @param name its name on the doors; functions that share one differ in their arguments' names
 * @param arguments in order
 * @param returns what it answers
 * @param volatility whether it may write
 * @param access who may call it; names only {@code auth}
 * @param body what is run
 * @param title a line for documents, or empty
 */
public record Function(
    String id,
    String schema,
    String name,
    List<Argument> arguments,
    Returns returns,
    Volatility volatility,
    Expression access,
    Body body,
    String title) {

  public Function {
    arguments = List.copyOf(arguments);
  }

  /** The argument with this name. */
  public Optional<Argument> argument(String wanted) {
    return arguments.stream().filter(it -> it.name().equals(wanted)).findFirst();
  }

  /**
   * An argument.
   *
   * @param nullable whether a call may give null
   * @param fallback what stands there when a call leaves it out
   * @param taking how a request gives it
   * @param refinements what a value must satisfy besides its type
   */
  public record Argument(
      String name,
      Type type,
      boolean nullable,
      Fallback fallback,
      Taking taking,
      List<msingi.definition.Column.Refinement> refinements) {
    public Argument {
      refinements = List.copyOf(refinements);
    }
  }

  /** What stands for an argument that is left out. */
  public sealed interface Fallback {
    /** A call must name it. */
    enum Required implements Fallback {
      REQUIRED
    }

    /** This value. */
    record Constant(Value value) implements Fallback {}

    /** What the database's own function says; only of {@link Body.Stored}. */
    enum Own implements Fallback {
      OWN
    }
  }

  /** How a request gives an argument. */
  public enum Taking {
    /** By its name. */
    NAMED,
    /** By its name, any number of times; its type is an array. */
    REPEATED,
    /** It is the whole body of the request; the only argument. */
    BODY
  }

  /** What its rows are: those of the collection that it answers, or of one made of its columns. */
  public Collection answer(App app) {
    return switch (returns) {
      case Returns.Of(String collection, boolean _) -> app.collection(collection);
      case Returns.Nothing _ -> made(List.of());
      case Returns.Values(Type type, boolean _) -> made(List.of(new Column(name, type)));
      case Returns.Rows(List<Column> columns, boolean _) -> made(columns);
    };
  }

  /** Whether it answers at most one row. */
  public boolean single() {
    return switch (returns) {
      case Returns.Nothing _ -> true;
      case Returns.Values(Type _, boolean many) -> !many;
      case Returns.Rows(var _, boolean many) -> !many;
      case Returns.Of(String _, boolean many) -> !many;
    };
  }

  private Collection made(List<Column> columns) {
    return Collections.answer("function " + id, schema, name, columns);
  }

  /** What a function answers. */
  public sealed interface Returns {
    /** Nothing. */
    enum Nothing implements Returns {
      NOTHING
    }

    /** One value, or one value a row. */
    record Values(Type type, boolean many) implements Returns {}

    /** One row, or rows, of these columns. */
    record Rows(List<Column> columns, boolean many) implements Returns {
      public Rows {
        columns = List.copyOf(columns);
      }
    }

    /** One row, or rows, of a collection; its rules hold for them. */
    record Of(String collection, boolean many) implements Returns {}
  }

  /** A column of an answer. */
  public record Column(String name, Type type) {}

  /** Whether a function may write. */
  public enum Volatility {
    /** It reads nothing and writes nothing. */
    IMMUTABLE,
    /** It reads. */
    STABLE,
    /** It may write; it is not called with GET. */
    VOLATILE
  }

  /** What is run. */
  public sealed interface Body {
    /**
     * Statements with the arguments as {@code :name}, by dialect ("sqlite", "postgres"), or under
     * "" for every dialect. The last one answers.
     */
    record Sql(Map<String, String> texts) implements Body {
      public Sql {
        texts = Map.copyOf(texts);
      }
    }

    /** A function of the database; without a schema it is in the function's own. */
    record Stored(String schema, String name) implements Body {}
  }
}
