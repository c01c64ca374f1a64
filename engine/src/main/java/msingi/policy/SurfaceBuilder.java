package msingi.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import msingi.definition.Access;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Function;
import msingi.definition.Relation;
import msingi.expression.Expression;
import msingi.request.Surface;
import msingi.request.Surface.Callable;
import msingi.request.Surface.Operations;
import msingi.request.Surface.Visible;

/** Builds the Surface of callers for whom the rules fold alike. */
final class SurfaceBuilder {
  private static final Access OPEN =
      new Access(Expression.TRUE, Expression.TRUE, Expression.TRUE, Expression.TRUE, Map.of());
  private static final Access GUESSED =
      new Access(
          Expression.TRUE, Expression.TRUE, Expression.TRUE, Expression.TRUE, Map.of(), true);

  private final App app;
  private final UnaryOperator<Expression> fold;
  private final boolean service;
  private final Map<String, Access> rules = new LinkedHashMap<>();
  private final Map<String, Visible> visible = new LinkedHashMap<>();

  SurfaceBuilder(App app, UnaryOperator<Expression> fold, boolean service) {
    this.app = app;
    this.fold = fold;
    this.service = service;
  }

  Policy.Granted build(int id) {
    for (Collection collection : app.collections().values()) {
      rules.put(collection.id(), rules(collection));
    }
    for (Collection collection : app.collections().values()) {
      Operations operations = operations(collection);
      if (!operations.none() || app.settings().openapiPublic()) {
        visible.put(collection.id(), bare(collection, operations));
      }
    }
    Map<String, Visible> complete = new LinkedHashMap<>();
    visible.forEach((key, it) -> complete.put(key, withRelations(it)));
    complete.replaceAll((_, it) -> withComputed(it, complete));
    Map<String, Map<String, Visible>> bySchema = new LinkedHashMap<>();
    complete
        .values()
        .forEach(it ->
            bySchema
                .computeIfAbsent(it.collection().schema(), _ -> new LinkedHashMap<>())
                .put(it.collection().name(), it));
    Map<String, Map<String, List<Callable>>> functions = functions(complete);
    Surface surface = new Surface(app, bySchema, complete, functions, id);
    return new Policy.Granted(surface, new Rules(app, rules, surface, service));
  }

  /**
   * The functions that the caller may call; one that answers rows of a collection of which the
   * caller sees none is not among them. Answers that are made of columns can be found by their id.
   */
  private Map<String, Map<String, List<Callable>>> functions(Map<String, Visible> complete) {
    Map<String, Map<String, List<Callable>>> functions = new LinkedHashMap<>();
    for (Function function : app.functions().values()) {
      if (!service && !fold.apply(function.access()).equals(Expression.TRUE)) {
        continue;
      }
      Collection answer = function.answer(app);
      if (!(function.returns() instanceof Function.Returns.Of)) {
        rules.put(answer.id(), OPEN);
        complete.put(answer.id(), bare(answer, new Operations(true, false, false, false)));
      }
      Visible result = complete.get(answer.id());
      if (result != null && result.operations().read()) {
        functions
            .computeIfAbsent(function.schema(), _ -> new LinkedHashMap<>())
            .computeIfAbsent(function.name(), _ -> new ArrayList<>())
            .add(new Callable(function, result));
      }
    }
    return functions;
  }

  private Access rules(Collection collection) {
    Access access = collection.access();
    if (service) {
      return access.estimates() ? GUESSED : OPEN;
    }
    Map<String, Access.Field> fields = new LinkedHashMap<>();
    access
        .fields()
        .forEach((name, field) ->
            fields.put(
                name, new Access.Field(fold.apply(field.read()), fold.apply(field.write()))));
    return new Access(
        fold.apply(access.read()),
        fold.apply(access.create()),
        fold.apply(access.update()),
        fold.apply(access.delete()),
        fields,
        access.estimates());
  }

  private Operations operations(Collection collection) {
    Access access = rules(collection.id());
    return new Operations(
        open(access.read()),
        collection.takes(Collection.Writing.CREATE) && open(access.create()),
        collection.takes(Collection.Writing.UPDATE) && open(access.update()),
        collection.takes(Collection.Writing.DELETE) && open(access.delete()));
  }

  private Access rules(String id) {
    Access access = rules.get(id);
    return access == null ? Access.CLOSED : access;
  }

  /** Whether a rule may be true of some row: it did not fold to false or unknown. */
  private static boolean open(Expression rule) {
    return !(rule instanceof Expression.Literal) || rule.equals(Expression.TRUE);
  }

  private Visible bare(Collection collection, Operations operations) {
    Map<String, Column> readable = new LinkedHashMap<>();
    Map<String, Column> writable = new LinkedHashMap<>();
    Map<String, Access.Field> fields = rules(collection.id()).fields();
    for (Column column : collection.columns()) {
      if (column.hidden()) {
        continue;
      }
      Access.Field field = fields.get(column.name());
      if (field == null || field.read().equals(Expression.TRUE)) {
        readable.put(column.name(), column);
      }
      boolean writes = field == null || field.write().equals(Expression.TRUE);
      boolean given = (service || !column.automatic()) && !column.generated();
      if (writes && given && app.writes(collection, column)) {
        writable.put(column.name(), column);
      }
    }
    return new Visible(
        collection,
        readable,
        writable,
        Map.of(),
        searches(collection, readable),
        List.of(),
        operations);
  }

  /** Computed fields of which every column and every way, here and beyond, may be read. */
  private static Visible withComputed(Visible from, Map<String, Visible> complete) {
    Map<String, Collection.Computed> computed =
        new LinkedHashMap<>(from.collection().derived().computed());
    computed
        .values()
        .removeIf(it ->
            !from.readable().keySet().containsAll(it.reads())
                || !new Reach(from, complete).covers(it.expression()));
    return new Visible(
        from.collection(),
        from.readable(),
        from.writable(),
        computed,
        from.searches(),
        from.relations(),
        from.operations());
  }

  /** Searches of which every column may be read. */
  private static Map<String, Collection.Search> searches(
      Collection collection, Map<String, Column> readable) {
    Map<String, Collection.Search> searches = new LinkedHashMap<>();
    for (Collection.Search search : collection.derived().searches()) {
      if (readable.keySet().containsAll(search.columns())) {
        searches.put(search.name(), search);
      }
    }
    return searches;
  }

  private Visible withRelations(Visible from) {
    List<Relation> relations = new ArrayList<>();
    for (Relation relation : from.collection().relations().values()) {
      if (leads(from, relation)) {
        relations.add(relation);
      }
    }
    return new Visible(
        from.collection(),
        from.readable(),
        from.writable(),
        from.computed(),
        from.searches(),
        relations,
        from.operations());
  }

  private boolean leads(Visible from, Relation relation) {
    Visible target = visible.get(relation.to());
    if (target == null || !target.operations().read()) {
      return false;
    }
    boolean ends =
        from.readable().keySet().containsAll(relation.columns())
            && target.readable().keySet().containsAll(relation.targetColumns());
    if (!(relation instanceof Relation.Through through)) {
      return ends;
    }
    Visible junction = visible.get(through.junction());
    return ends
        && junction != null
        && junction.operations().read()
        && junction.readable().keySet().containsAll(through.junctionColumns())
        && junction.readable().keySet().containsAll(through.junctionTargetColumns());
  }
}
