package msingi.request;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.definition.Function;
import msingi.definition.Relation;

/**
 * The App as one caller sees it: what is not here does not exist for that caller. Immutable, shared
 * by all callers for whom the field rules fold alike.
 *
 * @param app the whole application, for policy and plans; doors resolve names by the Surface only
 * @param collections by schema, then by name
 * @param byId the same by id, and the answers that functions make of columns
 * @param functions by schema, then by name; several of one name differ in their arguments
 * @param id distinguishes the Surfaces of one App; part of every cache key
 */
public record Surface(
    App app,
    Map<String, Map<String, Visible>> collections,
    Map<String, Visible> byId,
    Map<String, Map<String, List<Callable>>> functions,
    int id) {

  public Surface {
    collections = Map.copyOf(collections);
    functions = Map.copyOf(functions);
    byId = Map.copyOf(byId);
  }

  /** The visible collection of this name. */
  public Optional<Visible> find(String schema, String name) {
    Map<String, Visible> inSchema = collections.get(schema);
    return inSchema == null ? Optional.empty() : Optional.ofNullable(inSchema.get(name));
  }

  /** The functions of this name that the caller may call. */
  public List<Callable> functions(String schema, String name) {
    return functions.getOrDefault(schema, Map.of()).getOrDefault(name, List.of());
  }

  /**
   * A function that the caller may call.
   *
   * @param result what its rows are: the collection that it answers, or one made of its columns
   */
  public record Callable(Function function, Visible result) {}

  /** The visible collection with this id. */
  public Optional<Visible> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * A collection as the caller sees it.
   *
   * @param collection the whole collection
   * @param readable columns that may be selected, filtered, ordered by, in order
   * @param writable columns that may be set, by stored name
   * @param computed fields computed from readable columns, by name
   * @param searches searches over readable columns, by name
   * @param relations ways to visible collections over readable columns
   * @param operations what is not closed outright
   */
  public record Visible(
      Collection collection,
      Map<String, Column> readable,
      Map<String, Column> writable,
      Map<String, Collection.Computed> computed,
      Map<String, Collection.Search> searches,
      List<Relation> relations,
      Operations operations) {
    public Visible {
      readable = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(readable));
      writable = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(writable));
      computed = Map.copyOf(computed);
      searches = Map.copyOf(searches);
      relations = List.copyOf(relations);
    }
  }

  /** Operations that some rule may allow. */
  public record Operations(boolean read, boolean create, boolean update, boolean delete) {
    /** Whether the caller may do nothing at all. */
    public boolean none() {
      return !read && !create && !update && !delete;
    }
  }
}
