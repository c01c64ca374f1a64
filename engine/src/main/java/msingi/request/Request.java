package msingi.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;

/**
 * What a caller asks, whatever the door. Everything but the values is the request's shape: equal
 * shapes are compiled once. Values stand outside, behind {@link Expression.Parameter}.
 */
public sealed interface Request {

  /** Rows of a collection. */
  record Read(Query query, Count count, List<Value> parameters) implements Request {
    public Read {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * A call of a function.
   *
   * @param function the function's id
   * @param arguments by name; those that are left out take their fallback
   * @param query over the rows of its result: the collection that it answers, or {@code
   *     Callable.result}
   * @param count whether the total is wanted too; a guess would tell what the body reads
   * @param readOnly whether it must not write, whatever the function says
   * @param origin what functions of the database may ask about the request
   * @param parameters the values behind parameters
   */
  record Call(
      String function,
      Map<String, Expression.Parameter> arguments,
      Query query,
      boolean count,
      boolean readOnly,
      Expectation expectation,
      Origin origin,
      List<Value> parameters)
      implements Request {
    public Call {
      arguments = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
      parameters = List.copyOf(parameters);
    }

    /** A call that tells nothing of its origin. */
    public Call(
        String function,
        Map<String, Expression.Parameter> arguments,
        Query query,
        boolean count,
        boolean readOnly,
        Expectation expectation,
        List<Value> parameters) {
      this(function, arguments, query, count, readOnly, expectation, Origin.NONE, parameters);
    }
  }

  /**
   * Where a call comes from.
   *
   * @param headers by name in small letters; never those that hold credentials
   */
  record Origin(String method, String path, Map<String, String> headers) {
    /** Nothing is told. */
    public static final Origin NONE = new Origin("", "", Map.of());

    public Origin {
      headers = Map.copyOf(headers);
    }
  }

  /** A change of a collection's rows; one transaction. */
  sealed interface Write extends Request {
    /** The collection's id. */
    String collection();

    /** What comes back. */
    Returning returning();

    /** What must hold of the number of rows, else everything is rolled back. */
    Expectation expectation();

    /** The values behind parameters. */
    List<Value> parameters();
  }

  /**
   * New rows.
   *
   * @param columns stored names; every row has a value for each
   * @param rows what to insert
   * @param conflict what to do when a row exists
   */
  record Insert(
      String collection,
      List<String> columns,
      List<Proposed> rows,
      Conflict conflict,
      Returning returning,
      Expectation expectation,
      List<Value> parameters)
      implements Write {
    public Insert {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * Changed rows.
   *
   * @param columns stored names, each set to the value at the same place
   * @param row constants for all target rows
   * @param filter over {@link Expression#ROW}
   */
  record Update(
      String collection,
      List<String> columns,
      Proposed row,
      Expression filter,
      Returning returning,
      Expectation expectation,
      List<Value> parameters)
      implements Write {
    public Update {
      columns = List.copyOf(columns);
      parameters = List.copyOf(parameters);
    }
  }

  /** Removed rows. */
  record Delete(
      String collection,
      Expression filter,
      Returning returning,
      Expectation expectation,
      List<Value> parameters)
      implements Write {
    public Delete {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * What a row is to hold.
   *
   * @param values one for each column of the write
   * @param omitted places where the column's default stands instead; the value there is null
   */
  record Proposed(List<Value> values, Set<Integer> omitted) {
    /** No values, where only the shape of a write is meant. */
    public static final Proposed NOTHING = new Proposed(List.of(), Set.of());

    public Proposed {
      values = List.copyOf(values);
      omitted = Set.copyOf(omitted);
    }
  }

  /** What an insert does when a row with the same unique columns exists. */
  sealed interface Conflict {
    /** It fails with 23505. */
    record Fail() implements Conflict {}

    /** The existing row stays as it is. */
    record Ignore(List<String> columns) implements Conflict {
      public Ignore {
        columns = List.copyOf(columns);
      }
    }

    /** The existing row takes the given values. */
    record Merge(List<String> columns) implements Conflict {
      public Merge {
        columns = List.copyOf(columns);
      }
    }
  }

  /** What a write answers. */
  sealed interface Returning {
    /** Nothing but the counts. */
    record Nothing() implements Returning {}

    /** The written rows that the caller may still read, in the query's order and window. */
    record Rows(Query query) implements Returning {}
  }

  /**
   * What must hold of a write, else it is rolled back.
   *
   * @param most the most rows that may be affected (PGRST124), or -1
   * @param singular whether exactly one row must be affected (PGRST116)
   * @param rollback whether the transaction is rolled back though all is well
   */
  record Expectation(long most, boolean singular, boolean rollback) {
    /** Nothing special. */
    public static final Expectation ANY = new Expectation(-1, false, false);

    /** Whether the number of rows can refuse a write that was done. */
    public boolean judges() {
      return singular || most >= 0;
    }
  }

  /**
   * A tree of rows to read.
   *
   * @param collection the collection's id
   * @param row the number by which this query's expressions name its row; unique in the request
   * @param items what each row answers
   * @param filter over {@code row}
   * @param order first decides most
   * @param limit a whole number; most rows
   * @param offset a whole number; rows to skip
   */
  record Query(
      String collection,
      int row,
      List<Item> items,
      Expression filter,
      List<Order> order,
      Expression.Parameter limit,
      Expression.Parameter offset) {
    public Query {
      items = List.copyOf(items);
      order = List.copyOf(order);
    }
  }

  /** One part of an answered row. */
  sealed interface Item {
    /** A value under a name. */
    record Field(String name, Expression expression) implements Item {}

    /**
     * Related rows under a name.
     *
     * @param relation a name among the collection's relations
     * @param inner whether rows without any related row are left out
     */
    record Embed(String name, String relation, boolean inner, Query query) implements Item {}

    /**
     * Something about all rows of a group; rows that agree in every other item make a group.
     *
     * @param operand of each row; {@link Expression#TRUE} for the number of rows
     * @param type of the answer
     */
    record Aggregate(String name, Aggregation function, Expression operand, Type type)
        implements Item {}

    /**
     * The items of related rows as if they were this row's own: of the one related row, or of many
     * as an array for each item.
     */
    record Spread(String relation, boolean inner, Query query) implements Item {}

    /** Related rows that only filter ({@code target()}): nothing is answered for them. */
    record Join(String relation, boolean inner, Query query) implements Item {}
  }

  /** Whether the number of all rows is wanted, regardless of limit and offset. */
  enum Count {
    NONE,
    EXACT,
    /** The database's own guess, where it has one and may tell it; else exact. */
    PLANNED,
    /** Exact up to the most rows of an answer, beyond them the guess if that is more. */
    ESTIMATED
  }

  /** What is made of the values of a group; nulls do not count. */
  enum Aggregation {
    COUNT,
    SUM,
    AVERAGE,
    LEAST,
    GREATEST
  }

  /** One criterion of order. */
  record Order(Expression by, boolean descending, boolean nullsFirst) {}
}
