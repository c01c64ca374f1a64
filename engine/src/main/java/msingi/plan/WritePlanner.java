package msingi.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Relation;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.expression.Type;
import msingi.policy.Guard;
import msingi.policy.Policy;
import msingi.policy.Rules;
import msingi.request.Request;
import msingi.request.Surface.Visible;

/** Plans one write: rules for the rows before and after, checks and references. */
final class WritePlanner {
  private final Policy.Granted granted;
  private final Rules rules;
  private final Planner planner;

  WritePlanner(Policy.Granted granted) {
    this.granted = granted;
    this.rules = granted.rules();
    this.planner = new Planner(granted);
  }

  WritePlan plan(Request.Write write) {
    Visible visible = planner.visible(write.collection());
    planner.bind(Expression.ROW, write.collection());
    return switch (write) {
      case Request.Insert insert -> insert(visible, insert);
      case Request.Update update -> update(visible, update);
      case Request.Delete delete -> delete(visible, delete);
    };
  }

  private WritePlan insert(Visible visible, Request.Insert insert) {
    Collection target = visible.collection();
    Planner.allowed(visible.operations().create(), target);
    writable(visible, insert.columns());
    Expression create = rules.create(target.id(), Expression.ROW, planner.fresh);
    List<Column> columns = columns(granted.surface().app(), target, insert, create);
    WritePlan.Conflict conflict = named(conflict(visible, insert), columns);
    return new WritePlan.Insert(
        granted.surface().app(),
        target,
        columns,
        insert.columns(),
        create,
        target.checks(),
        references(target, new HashSet<>(insert.columns())),
        conflict,
        returning(insert.returning()),
        insert.expectation(),
        List.of());
  }

  /** Every column gets a value but those that the caller leaves out and the database fills. */
  private static List<Column> columns(
      App app, Collection target, Request.Insert insert, Expression create) {
    List<Column> all = target.columns().stream().filter(it -> app.writes(target, it)).toList();
    List<Column> columns =
        all.stream()
            .filter(it -> insert.columns().contains(it.name()) || !left(target, it, create))
            .toList();
    boolean numbered =
        target.columns().stream().anyMatch(it -> it.fill() instanceof Column.Fill.Identity);
    return columns.isEmpty() && !numbered
        ? all.stream().filter(it -> !it.left()).toList()
        : columns;
  }

  /**
   * Whether the database fills a column of which nothing is said: it numbers the column; or the
   * definition cannot know what stands there, as the column is that of a view, of a table that is
   * never migrated, or of a native type, and no rule or check asks for it.
   */
  private static boolean left(Collection target, Column column, Expression create) {
    if (column.left()) {
      return true;
    }
    boolean foreign =
        target.kind() instanceof Collection.Kind.View
            || !target.managed()
            || column.type() instanceof Type.Native;
    Set<String> name = Set.of(column.name());
    return foreign
        && column.nullable()
        && column.fill() instanceof Column.Fill.Nothing
        && !unique(target, column.name())
        && !depends(target, create, name)
        && target.checks().stream().noneMatch(it -> depends(target, it.expression(), name));
  }

  private static boolean unique(Collection target, String column) {
    return target.key().columns().contains(column)
        || target.uniques().stream().anyMatch(it -> it.columns().contains(column));
  }

  private static void writable(Visible visible, List<String> columns) {
    for (String column : columns) {
      if (!visible.writable().containsKey(column)) {
        Column known = visible.readable().get(column);
        if (known != null && known.generated()) {
          String message = "cannot insert a non-DEFAULT value into column \"" + column + "\"";
          throw Problem.of(ErrorCode.GENERATED_COLUMN, message).failure();
        }
        throw known != null
            ? Problem.of(ErrorCode.FORBIDDEN, "permission denied for column " + column).failure()
            : Problem.of(
                    ErrorCode.COLUMN_UNKNOWN_WRITE,
                    "Could not find the '"
                        + column
                        + "' column of '"
                        + visible.collection().name()
                        + "' in the schema cache")
                .failure();
      }
    }
  }

  /** Rows that leave what is unique to the database's own numbers are new: none is there before. */
  private static WritePlan.Conflict named(WritePlan.Conflict conflict, List<Column> columns) {
    Set<String> given = columns.stream().map(Column::name).collect(Collectors.toSet());
    List<String> needed =
        switch (conflict) {
          case WritePlan.Conflict.Fail _ -> List.<String>of();
          case WritePlan.Conflict.Ignore ignore -> ignore.columns();
          case WritePlan.Conflict.Merge merge -> merge.columns();
        };
    return given.containsAll(needed) ? conflict : new WritePlan.Conflict.Fail();
  }

  private WritePlan.Conflict conflict(Visible visible, Request.Insert insert) {
    return switch (insert.conflict()) {
      case Request.Conflict.Fail _ -> new WritePlan.Conflict.Fail();
      case Request.Conflict.Ignore(List<String> columns) ->
          new WritePlan.Conflict.Ignore(columns.isEmpty() ? columns : target(visible, columns));
      case Request.Conflict.Merge(List<String> columns) -> merge(visible, insert, columns);
    };
  }

  /** The columns of a conflict target, which must be readable and unique together. */
  private static List<String> target(Visible visible, List<String> named) {
    Collection collection = visible.collection();
    List<String> columns = named.isEmpty() ? collection.key().columns() : named;
    for (String column : columns) {
      if (!visible.readable().containsKey(column)) {
        String message = "column \"" + column + "\" does not exist";
        throw Problem.of(ErrorCode.COLUMN_UNKNOWN, message).failure();
      }
    }
    Set<String> wanted = new HashSet<>(columns);
    boolean unique =
        new HashSet<>(collection.key().columns()).equals(wanted)
            || collection.uniques().stream()
                .anyMatch(it -> new HashSet<>(it.columns()).equals(wanted));
    if (!unique || wanted.isEmpty()) {
      throw Problem.of(
              ErrorCode.CONFLICT_TARGET,
              "there is no unique or exclusion constraint matching the ON CONFLICT specification")
          .failure();
    }
    return columns;
  }

  private WritePlan.Conflict merge(Visible visible, Request.Insert insert, List<String> named) {
    Collection target = visible.collection();
    Planner.allowed(visible.operations().update(), target);
    List<String> columns = target(visible, named);
    Set<String> assigned = new LinkedHashSet<>(insert.columns());
    columns.forEach(assigned::remove);
    target.columns().stream()
        .filter(it -> it.fill() instanceof Column.Fill.OnUpdate)
        .forEach(it -> assigned.add(it.name()));
    boolean old = rules.updateNamesOld(target.id());
    Expression before = rules.updatable(target.id(), Expression.ROW, planner.fresh);
    return new WritePlan.Conflict.Merge(
        columns, List.copyOf(assigned), before, old, after(target, assigned, old));
  }

  /** The update rule about the new row; true when nothing that it names is written. */
  private Expression after(Collection target, Set<String> assigned, boolean old) {
    Expression rule = rules.update(target.id(), Expression.ROW, Expression.OLD, planner.fresh);
    return old || depends(target, rule, assigned) ? rule : Expression.TRUE;
  }

  /** Whether an expression about ROW names a written column, itself or by a relation over it. */
  private static boolean depends(Collection target, Expression rule, Set<String> written) {
    return Expressions.any(
        rule,
        part ->
            switch (part) {
              case Expression.Column it ->
                  it.row() == Expression.ROW && written.contains(it.column());
              case Expression.Exists it -> hops(target, it.from(), it.hop(), written);
              case Expression.Related it -> hops(target, it.from(), it.hop(), written);
              case Expression.Literal _,
                  Expression.Parameter _,
                  Expression.Caller _,
                  Expression.Moment _,
                  Expression.Compare _,
                  Expression.IsNull _,
                  Expression.Is _,
                  Expression.And _,
                  Expression.Or _,
                  Expression.Not _,
                  Expression.In _,
                  Expression.Arithmetic _,
                  Expression.Call _,
                  Expression.Conditional _,
                  Expression.Cast _,
                  Expression.AnyElement _,
                  Expression.Path _,
                  Expression.Search _,
                  Expression.Derived _,
                  Expression.Stored _,
                  Expression.Element _ ->
                  false;
            });
  }

  /** Whether a relation from ROW goes over a written column. */
  private static boolean hops(
      Collection target, int from, Expression.Hop hop, Set<String> written) {
    return from == Expression.ROW
        && target.relation(hop.relation()).columns().stream().anyMatch(written::contains);
  }

  private List<WritePlan.Reference> references(Collection target, Set<String> written) {
    List<WritePlan.Reference> references = new ArrayList<>();
    for (Relation relation : target.relations().values()) {
      if (relation instanceof Relation.ToOne toOne
          && !rules.service()
          && toOne.columns().stream().anyMatch(written::contains)) {
        int row = planner.fresh.getAsInt();
        Expression readable = rules.read(toOne.to(), row, planner.fresh);
        if (!readable.equals(Expression.TRUE)) {
          references.add(new WritePlan.Reference(toOne, row, readable));
        }
      }
    }
    return references;
  }

  private WritePlan update(Visible visible, Request.Update update) {
    Collection target = visible.collection();
    Planner.allowed(visible.operations().update(), target);
    writable(visible, update.columns());
    List<Column> columns = new ArrayList<>();
    List<Expression> assigned = new ArrayList<>();
    Set<String> written = new LinkedHashSet<>(update.columns());
    int base = update.parameters().size();
    for (String name : update.columns()) {
      Column column = target.column(name).orElseThrow();
      assigned.add(new Expression.Parameter(base + columns.size(), column.type()));
      columns.add(column);
    }
    for (Column column : target.columns()) {
      if (column.fill() instanceof Column.Fill.OnUpdate && written.add(column.name())) {
        columns.add(column);
        assigned.add(moment(column.type()));
      }
    }
    boolean old = rules.updateNamesOld(target.id());
    Expression where =
        Guard.all(
            List.of(planner.client(update.filter())),
            () -> rules.updatable(target.id(), Expression.ROW, planner.fresh));
    return new WritePlan.Update(
        granted.surface().app(),
        target,
        columns,
        assigned,
        where,
        old,
        after(target, written, old),
        target.checks().stream().filter(it -> depends(target, it.expression(), written)).toList(),
        references(target, new HashSet<>(update.columns())),
        returning(update.returning()),
        update.expectation(),
        List.of());
  }

  private static Expression moment(Type type) {
    Type.Scalar scalar = type == Type.Scalar.DATE ? Type.Scalar.DATE : Type.Scalar.TIMESTAMP;
    return new Expression.Moment(scalar);
  }

  private WritePlan delete(Visible visible, Request.Delete delete) {
    Collection target = visible.collection();
    Planner.allowed(visible.operations().delete(), target);
    Expression where =
        Guard.all(
            List.of(planner.client(delete.filter())),
            () -> rules.deletable(target.id(), Expression.ROW, planner.fresh));
    return new WritePlan.Delete(
        granted.surface().app(),
        target,
        where,
        returning(delete.returning()),
        delete.expectation(),
        List.of());
  }

  private WritePlan.Returning returning(Request.Returning returning) {
    return switch (returning) {
      case Request.Returning.Nothing _ -> new WritePlan.Returning.Nothing();
      case Request.Returning.Rows(Request.Query query) ->
          new WritePlan.Returning.Rows(planner.read(query, Request.Count.NONE, false));
    };
  }
}
