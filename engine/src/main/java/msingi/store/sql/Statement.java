package msingi.store.sql;

import java.util.List;
import msingi.expression.Expression;
import msingi.expression.Type;

/**
 * A statement with open places.
 *
 * @param sql its text, places written as the dialect wants them ({@code ?1} or {@code $1}),
 *     numbered from 1 in the order of {@code binds}
 * @param binds what fills the places
 */
public record Statement(String sql, List<Bind> binds) {
  public Statement {
    binds = List.copyOf(binds);
  }

  /** What fills an open place. */
  public sealed interface Bind {
    /** The type the value is bound as. */
    Type type();

    /** A value that came with the request. */
    record Parameter(int index, Type type) implements Bind {}

    /** Something about the caller. */
    record Caller(Expression.Caller attribute) implements Bind {
      @Override
      public Type type() {
        return attribute.type();
      }
    }

    /** The request's moment: a timestamp, or the date of it in UTC. */
    record Moment(Type.Scalar type) implements Bind {}

    /**
     * What a search looks for, in the store's own language of words.
     *
     * @param index the parameter with the words as the client spells them
     * @param language the language that the search is declared in
     */
    record Words(int index, Expression.SearchMode mode, String language) implements Bind {
      @Override
      public Type type() {
        return Type.Scalar.TEXT;
      }
    }

    /** Whether the same search means the rows that do not match {@link Words}. */
    record Others(int index, Expression.SearchMode mode, String language) implements Bind {
      @Override
      public Type type() {
        return Type.Scalar.BOOL;
      }
    }

    /** The value of one column of the row at hand; the statement is run once for each row. */
    record Cell(int column, Type type) implements Bind {}

    /**
     * The values of one column of all rows, as one array; where the column itself is an array or
     * JSON each element is bound as its text.
     */
    record Cells(int column, Type type) implements Bind {}

    /** How many rows there are. */
    record Count() implements Bind {
      @Override
      public Type type() {
        return Type.Scalar.LONG;
      }
    }

    /** The rows that a step of a call kept, as a JSON array. */
    record Kept() implements Bind {
      @Override
      public Type type() {
        return Type.Scalar.TEXT;
      }
    }

    /** The locators that the script's mutations returned, as a JSON array of numbers. */
    record Locators() implements Bind {
      @Override
      public Type type() {
        return Type.Scalar.JSON;
      }
    }
  }
}
