package msingi.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.expression.Scope;

/** The names that expressions of this application may use. */
final class Names implements Scope {
  private final Map<String, Collection> collections;
  private final List<String> roles;

  Names(Map<String, Collection> collections, List<String> roles) {
    this.collections = collections;
    this.roles = roles;
  }

  @Override
  public Optional<Meaning> resolve(String collection, String name) {
    Collection found = collections.get(collection);
    if (found == null) {
      return Optional.empty();
    }
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
    Collection found = collections.get(collection);
    List<String> names = new ArrayList<>();
    if (found != null) {
      found.columns().forEach(it -> names.add(it.field()));
      found.relations().values().stream()
          .filter(it -> !(it instanceof Relation.Computed))
          .map(Relation::name)
          .filter(Identifiers::is)
          .forEach(names::add);
    }
    return names;
  }

  @Override
  public List<String> oneOf(String collection, String column) {
    return Optional.ofNullable(collections.get(collection))
        .flatMap(it -> it.column(column))
        .map(Names::oneOf)
        .orElse(List.of());
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
    Collection found = collections.get(collection);
    if (found == null
        || !(found.relations().get(relation) instanceof Relation.ToOne toOne)
        || !collections.containsKey(toOne.to())) {
      return List.of();
    }
    List<Link> links = new ArrayList<>();
    for (String wanted : order(toOne)) {
      String column = toOne.columns().get(toOne.targetColumns().indexOf(wanted));
      found.column(column).ifPresent(it -> links.add(new Link(column, it.type())));
    }
    return links;
  }

  /** The target's key in its own order where the relation points at it. */
  private List<String> order(Relation.ToOne toOne) {
    Collection target = collections.get(toOne.to());
    List<String> key = target == null ? List.of() : target.key().columns();
    return key.size() == toOne.targetColumns().size() && toOne.targetColumns().containsAll(key)
        ? key
        : toOne.targetColumns();
  }
}
