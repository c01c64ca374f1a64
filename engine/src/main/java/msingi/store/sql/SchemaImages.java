package msingi.store.sql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Relation;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.store.SchemaImage;
import msingi.store.SchemaImage.Constraint;
import msingi.store.SchemaImage.Name;

/** Writes an application down as the tables, constraints and views of one dialect. */
public final class SchemaImages {
  private final SchemaWords words;
  private final SchemaWords.Checks checks;

  public SchemaImages(SchemaWords words, SchemaWords.Checks checks) {
    this.words = words;
    this.checks = checks;
  }

  /** The image of the application's managed collections. */
  public SchemaImage image(App app) {
    Map<Name, SchemaImage.Table> tables = new LinkedHashMap<>();
    Map<Name, SchemaImage.View> views = new LinkedHashMap<>();
    for (Collection collection : app.collections().values()) {
      if (collection.managed()) {
        Name name = words.name(app, collection, collection.table());
        switch (collection.kind()) {
          case Collection.Kind.Table _ -> tables.put(name, table(app, collection, name));
          case Collection.Kind.View view ->
              views.put(
                  name,
                  new SchemaImage.View(
                      name, text(view, collection), words.writes(app, collection, view)));
        }
      }
    }
    return new SchemaImage(tables, views);
  }

  private String text(Collection.Kind.View view, Collection collection) {
    String own = view.sql().get(words.dialectName());
    String text = own == null ? view.sql().get("") : own;
    if (text == null) {
      throw new IllegalArgumentException(
          "view " + collection.name() + " has no text for " + words.dialectName());
    }
    return text.strip();
  }

  private SchemaImage.Table table(App app, Collection collection, Name name) {
    List<Constraint> constraints = new ArrayList<>();
    if (!collection.key().columns().isEmpty()) {
      constraints.add(new Constraint.Key(collection.key().name(), collection.key().columns()));
    }
    collection.uniques().forEach(it -> constraints.add(unique(app, collection, it)));
    for (Column column : collection.columns()) {
      for (Column.Refinement refinement : column.refinements()) {
        limit(collection, column, refinement, constraints);
      }
    }
    for (Collection.Check check : collection.checks()) {
      if (check.deterministic()) {
        checks
            .render(app, collection, check.expression())
            .ifPresent(sql -> constraints.add(check(check, sql)));
      }
    }
    collection.indexes().forEach(it -> constraints.add(index(app, collection, it)));
    collection.derived().searches().forEach(it -> constraints.add(words(app, collection, it)));
    constraints.addAll(references(app, collection));
    String was = collection.was();
    return new SchemaImage.Table(
        name,
        was.isEmpty() ? "" : words.name(app, collection, was).name(),
        collection.columns().stream().map(this::column).toList(),
        constraints);
  }

  private Constraint unique(App app, Collection collection, Collection.Unique unique) {
    return new Constraint.Unique(
        words.name(app, collection, unique.name()).name(), unique.columns());
  }

  private Constraint index(App app, Collection collection, Collection.Index index) {
    return new Constraint.Index(words.name(app, collection, index.name()).name(), index.columns());
  }

  private Constraint words(App app, Collection collection, Collection.Search search) {
    return new Constraint.Words(
        words.name(app, collection, search.index()).name(), search.columns(), search.language());
  }

  private static Constraint check(Collection.Check check, String sql) {
    Set<String> columns = new LinkedHashSet<>();
    Expressions.walk(
        check.expression(),
        part -> {
          if (part instanceof Expression.Column column) {
            columns.add(column.column());
          }
        });
    return new Constraint.Check(check.name(), List.copyOf(columns), sql);
  }

  private List<Constraint> references(App app, Collection collection) {
    Map<String, Constraint> found = new LinkedHashMap<>();
    for (Relation relation : collection.relations().values()) {
      if (relation instanceof Relation.ToOne one && one.enforced()) {
        Collection target = app.collection(one.to());
        found.putIfAbsent(
            one.constraint(),
            new Constraint.ForeignKey(
                one.constraint(),
                one.columns(),
                words.name(app, target, target.table()),
                one.targetColumns(),
                one.onDelete()));
      }
    }
    return List.copyOf(found.values());
  }

  private SchemaImage.Column column(Column column) {
    Column.Fill fill = column.fill();
    String initial =
        fill instanceof Column.Fill.Constant(Value value) && !(value instanceof Value.Null)
            ? words.dialect().literal(value, column.type())
            : "";
    return new SchemaImage.Column(
        column.name(),
        column.was(),
        stored(column.type()),
        column.nullable(),
        fill instanceof Column.Fill.Identity,
        initial,
        words.backfill(fill, column.type()),
        column.collation());
  }

  /** How a type is shown is no part of what is stored. */
  private static Type stored(Type type) {
    return switch (type) {
      case Type.Native(String name, _) -> new Type.Native(name);
      case Type.Represented(Type stored, _) -> stored;
      case Type.Array(Type element) -> new Type.Array(stored(element));
      case Type.Scalar _, Type.Decimal _ -> type;
    };
  }

  /** A limit of one column as a check, named {@code table_column_sort}. */
  private void limit(
      Collection collection, Column column, Column.Refinement refinement, List<Constraint> out) {
    String quoted = Dialect.quote(column.name());
    switch (refinement) {
      case Column.Refinement.Length(long least, long most) -> {
        String size =
            words.dialect().call(Expression.Function.SIZE, List.of(quoted), List.of(column.type()));
        List<String> parts = new ArrayList<>();
        if (least > 0) {
          parts.add(size + " >= " + least);
        }
        if (most < Integer.MAX_VALUE) {
          parts.add(size + " <= " + most);
        }
        limit(collection, column, "length", parts, out);
      }
      case Column.Refinement.Bounds(Value least, Value most) -> {
        List<String> parts = new ArrayList<>();
        if (!(least instanceof Value.Null)) {
          parts.add(quoted + " >= " + words.dialect().literal(least, column.type()));
        }
        if (!(most instanceof Value.Null)) {
          parts.add(quoted + " <= " + words.dialect().literal(most, column.type()));
        }
        limit(collection, column, "bounds", parts, out);
      }
      case Column.Refinement.OneOf(List<String> texts) -> {
        String list =
            texts.stream()
                .map(it -> words.dialect().literal(new Value.Text(it), Type.Scalar.TEXT))
                .collect(Collectors.joining(", "));
        limit(collection, column, "one_of", List.of(quoted + " IN (" + list + ")"), out);
      }
      case Column.Refinement.Match _ -> {
        // RE2 is the engine's alone.
      }
    }
  }

  private static void limit(
      Collection collection, Column column, String sort, List<String> parts, List<Constraint> out) {
    if (!parts.isEmpty()) {
      String name = shortened(collection.table() + "_" + column.name() + "_" + sort);
      out.add(new Constraint.Check(name, List.of(column.name()), String.join(" AND ", parts)));
    }
  }

  /** At most 63 bytes, as PostgreSQL keeps of a name; what is cut is told apart by a hash. */
  private static String shortened(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= 63) {
      return name;
    }
    String start = name;
    while (start.getBytes(StandardCharsets.UTF_8).length > 54) {
      start = start.substring(0, start.length() - 1);
    }
    return start + "_" + String.format("%08x", name.hashCode());
  }
}
