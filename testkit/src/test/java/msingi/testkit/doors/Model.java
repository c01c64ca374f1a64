package msingi.testkit.doors;

import java.util.List;
import java.util.Optional;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Function;
import msingi.definition.Relation;
import msingi.expression.Type;

/** What it takes to know of a definition in order to read answers: types, keys, relations. */
public record Model(App app) {
  /** The collection of this name. */
  public Optional<Collection> collection(String name) {
    return app.collections().values().stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /** The column or computed field of a collection, or the column of what a function answers. */
  public Optional<Column> column(String about, String name) {
    return collection(about)
        .flatMap(it ->
            it.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .or(() ->
                    Optional.ofNullable(it.derived().computed().get(name))
                        .map(Collection.Computed::column)));
  }

  /** The type of a column; text for what nobody knows. */
  Type type(String about, String name) {
    return column(about, name)
        .map(Column::type)
        .or(() -> function(about).flatMap(it -> answered(it, name)))
        .orElse(Type.Scalar.TEXT);
  }

  private Optional<Type> answered(Function function, String name) {
    return switch (function.returns()) {
      case Function.Returns.Nothing _ -> Optional.empty();
      case Function.Returns.Values(Type type, boolean _) -> Optional.of(type);
      case Function.Returns.Of(String collection, boolean _) ->
          Optional.of(type(named(collection), name));
      case Function.Returns.Rows(var columns, boolean _) ->
          columns.stream()
              .filter(it -> it.name().equals(name))
              .map(Function.Column::type)
              .findFirst();
    };
  }

  /** The name of the collection with an id. */
  String named(String id) {
    Collection collection = app.collections().get(id);
    return collection == null ? id : collection.name();
  }

  /** The way of this name. */
  public Optional<Relation> relation(String about, String name) {
    return collection(about).flatMap(it -> Optional.ofNullable(it.relations().get(name)));
  }

  /** The collection that a way leads to. */
  String target(String about, String relation) {
    return relation(about, relation).map(it -> named(it.to())).orElse(relation);
  }

  boolean many(String about, String relation) {
    return relation(about, relation).map(Relation::many).orElse(false);
  }

  /** The columns of the key. */
  public List<String> key(String about) {
    return collection(about).map(it -> it.key().columns()).orElse(List.of());
  }

  /** The function of this name. */
  Optional<Function> function(String name) {
    return app.functions().values().stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /** Whether a function answers one value, which may be an array. */
  boolean single(String function) {
    return function(function)
        .filter(it -> it.returns() instanceof Function.Returns.Values(var _, boolean many) && !many)
        .isPresent();
  }

  /** The words that a column takes, where they are listed. */
  List<String> choices(String about, String column) {
    return column(about, column).stream()
        .flatMap(it -> it.refinements().stream())
        .filter(Column.Refinement.OneOf.class::isInstance)
        .flatMap(it -> ((Column.Refinement.OneOf) it).texts().stream())
        .toList();
  }
}
