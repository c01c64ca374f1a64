package msingi.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import msingi.expression.Scope;

/** The names that expressions of this application may use. */
final class Names implements Scope {
  private final Map<String, Collection> collections;
  private final List<String> roles;
  private final Consumer<String> asked;

  /**
   * @param asked is told each collection, there or not, on which an answer depends
   */
  Names(Map<String, Collection> collections, List<String> roles, Consumer<String> asked) {
    this.collections = collections;
    this.roles = roles;
    this.asked = asked;
  }

  private Optional<Collection> found(String collection) {
    asked.accept(collection);
    return Optional.ofNullable(collections.get(collection));
  }

  @Override
  public Optional<Meaning> resolve(String collection, String name) {
    return found(collection).flatMap(it -> resolve(it, name));
  }

  private static Optional<Meaning> resolve(Collection found, String name) {
    Relation relation = found.relations().get(name);
    if (relation != null && !(relation instanceof Relation.Computed)) {
      return Optional.of(new Meaning.Leads(name, relation.to(), relation.many()));
    }
    return found.columns().stream()
        .filter(it -> it.field().equals(name))
        .map(it -> (Meaning) new Meaning.Stored(it.name(), it.type()))
        .findFirst();
  }

  @Override
  public boolean role(String name) {
    return roles.contains(name);
  }

  @Override
  public List<String> names(String collection) {
    List<String> names = new ArrayList<>();
    found(collection)
        .ifPresent(found -> {
          found.columns().forEach(it -> names.add(it.field()));
          found.relations().values().stream()
              .filter(it -> !(it instanceof Relation.Computed))
              .map(Relation::name)
              .filter(Identifiers::is)
              .forEach(names::add);
        });
    return names;
  }

  @Override
  public List<String> oneOf(String collection, String column) {
    return found(collection).flatMap(it -> it.column(column)).map(Names::oneOf).orElse(List.of());
  }

  private static List<String> oneOf(Column column) {
    for (Column.Refinement refinement : column.refinements()) {
      if (refinement instanceof Column.Refinement.OneOf oneOf) {
        return oneOf.texts();
      }
    }
    return List.of();
  }

  @Override
  public List<Link> links(String collection, String relation) {
    return found(collection).map(it -> links(it, relation)).orElse(List.of());
  }

  private List<Link> links(Collection found, String relation) {
    List<Link> links = new ArrayList<>();
    if (found.relations().get(relation) instanceof Relation.ToOne toOne) {
      Optional<Collection> target = found(toOne.to());
      for (String wanted : target.isEmpty() ? List.<String>of() : order(toOne, target.get())) {
        String column = toOne.columns().get(toOne.targetColumns().indexOf(wanted));
        found.column(column).ifPresent(it -> links.add(new Link(column, it.type())));
      }
    }
    return links;
  }

  /** The target's key in its own order where the relation points at it. */
  private static List<String> order(Relation.ToOne toOne, Collection target) {
    List<String> key = target.key().columns();
    return key.size() == toOne.targetColumns().size() && toOne.targetColumns().containsAll(key)
        ? key
        : toOne.targetColumns();
  }
}
