package msingi.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.DefinitionReader;
import msingi.expression.Expression;
import msingi.expression.Expression.Comparison;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.request.Request;
import msingi.request.Request.Expectation;
import msingi.result.Shape;

/**
 * Plans over a small application, built by hand: {@code owners}, and {@code things} that have a
 * column of every type. What a planner would make, for tests of stores alone.
 */
public final class ThingPlans {
  private static final String DEFINITION =
      """
      msingi: 1
      name: things
      store: postgresql://localhost/things
      collections:
        owners:
          fields:
            name: text(1..40) unique
            things: "[things.owner]"
        things:
          fields:
            owner: owners?
            t: text?
            i: int?
            l: long?
            n: decimal(30,6)?
            f: float?
            b: bool?
            d: date?
            c: time?
            m: timestamp?
            j: json?
            y: bytes?
            ts: text[]?
            ls: long[]?
      """;

  private final App app;

  private ThingPlans(App app) {
    this.app = app;
  }

  /** The plans; rules are not applied, since no policy stands before a store. */
  public static ThingPlans read() {
    return switch (DefinitionReader.read(Map.of(DefinitionReader.MAIN, DEFINITION), Map.of())) {
      case DefinitionReader.Result.Read read -> new ThingPlans(read.app());
      case DefinitionReader.Result.Refused refused ->
          throw new IllegalStateException(refused.mistakes().toString());
    };
  }

  /** The application. */
  public App app() {
    return app;
  }

  /** A column of the row at hand. */
  public Expression column(String collection, String name) {
    Column column = app.collection(collection).column(name).orElseThrow();
    return new Expression.Column(Expression.ROW, column.field(), column.type());
  }

  /** Equality with the parameter at this place. */
  public Expression equal(String collection, String name, int parameter) {
    Expression left = column(collection, name);
    return new Expression.Compare(
        Comparison.EQUAL, left, new Expression.Parameter(parameter, left.type()));
  }

  /** All columns of the rows for which {@code where} holds; parameters 0 and 1 are the window. */
  public ReadPlan read(String collection, Expression where, boolean count, boolean bounded) {
    return read(collection, names(collection), where, count, bounded);
  }

  /** Some columns, by key. */
  public ReadPlan read(
      String collection, List<String> names, Expression where, boolean count, boolean bounded) {
    Collection source = app.collection(collection);
    List<ReadPlan.Output> outputs = new ArrayList<>();
    List<Shape.Field> fields = new ArrayList<>();
    for (String name : names) {
      Expression column = column(collection, name);
      outputs.add(new ReadPlan.Output.Scalar(name, column));
      fields.add(new Shape.Field.Scalar(name, column.type()));
    }
    ReadPlan.Select select =
        new ReadPlan.Select(
            source,
            Expression.ROW,
            outputs,
            where,
            List.of(new ReadPlan.Order(column(collection, "id"), false, false)),
            new Expression.Parameter(0, Type.Scalar.LONG),
            new Expression.Parameter(1, Type.Scalar.LONG));
    Request.Count total = count ? Request.Count.EXACT : Request.Count.NONE;
    return new ReadPlan(app, select, total, bounded, new Shape(fields));
  }

  /** Every column's name. */
  public List<String> names(String collection) {
    return app.collection(collection).columns().stream().map(Column::name).toList();
  }

  /** An insert of some columns that answers all of them; {@code create} is the rule. */
  public WritePlan insert(
      String collection, List<String> names, Expression create, WritePlan.Conflict conflict) {
    return insert(collection, names, create, conflict, Expectation.ANY);
  }

  /** An insert with an expectation. */
  public WritePlan insert(
      String collection,
      List<String> names,
      Expression create,
      WritePlan.Conflict conflict,
      Expectation expectation) {
    Collection target = app.collection(collection);
    return new WritePlan.Insert(
        app,
        target,
        names.stream().map(it -> target.column(it).orElseThrow()).toList(),
        names,
        create,
        List.of(),
        List.of(),
        conflict,
        new WritePlan.Returning.Rows(read(collection, Expression.TRUE, false, false)),
        expectation,
        List.of());
  }

  /** Sets a column to parameter 2 where it holds. */
  public WritePlan update(
      String collection, String name, Expression where, Expectation expectation) {
    Collection target = app.collection(collection);
    Column column = target.column(name).orElseThrow();
    return new WritePlan.Update(
        app,
        target,
        List.of(column),
        List.of(new Expression.Parameter(2, column.type())),
        where,
        false,
        Expression.TRUE,
        List.of(),
        List.of(),
        new WritePlan.Returning.Rows(read(collection, Expression.TRUE, false, false)),
        expectation,
        List.of());
  }

  /** Removes rows where it holds. */
  public WritePlan delete(String collection, Expression where, Expectation expectation) {
    return new WritePlan.Delete(
        app,
        app.collection(collection),
        where,
        new WritePlan.Returning.Nothing(),
        expectation,
        List.of());
  }

  /** Values after the window's two: at most {@code limit} rows from the first. */
  public static List<Value> parameters(long limit, Value... more) {
    List<Value> all = new ArrayList<>();
    all.add(new Value.Whole(limit));
    all.add(new Value.Whole(0));
    all.addAll(Arrays.asList(more));
    return all;
  }
}
