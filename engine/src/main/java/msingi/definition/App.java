package msingi.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.expression.Type;

/**
 * A whole application as defined: read, resolved and checked; immutable.
 *
 * @param name the application's name
 * @param fingerprint hexadecimal SHA-256 over the meaning of the definition; equal texts, equal
 *     prints
 * @param store where the data lives, e.g. {@code sqlite:data/clinic.db}, {@code postgresql://…}
 * @param roles the application's roles
 * @param schemas exposed schemas, the default first; at least one
 * @param collections by {@link Collection#id()}, in the definition's order
 * @param functions by {@link Function#id()}, in the definition's order
 * @param settings limits and switches
 */
public record App(
    String name,
    String fingerprint,
    String store,
    List<String> roles,
    List<String> schemas,
    Map<String, Collection> collections,
    Map<String, Function> functions,
    Settings settings) {

  public App {
    roles = List.copyOf(roles);
    schemas = List.copyOf(schemas);
    collections = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(collections));
    functions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(functions));
  }

  /** The collection with this id; the caller knows that it exists. */
  public Collection collection(String id) {
    Collection found = collections.get(id);
    if (found == null) {
      throw new IllegalArgumentException("no collection " + id);
    }
    return found;
  }

  /**
   * Whether a column is written at all: of a view over a collection ({@code of:}), only what that
   * collection stores under the same name.
   */
  public boolean writes(Collection collection, Column column) {
    return !(collection.kind() instanceof Collection.Kind.View view)
        || view.of().isEmpty()
        || collection(view.of()).column(column.name()).isPresent();
  }

  /**
   * The collection whose rows belong to accounts: {@code users}, where it has no key of its own.
   */
  public Optional<Collection> users() {
    return Optional.ofNullable(collections.get("users"))
        .filter(it ->
            it.kind() instanceof Collection.Kind.Table
                && it.managed()
                && it.key().columns().equals(List.of("id"))
                && it.column("id")
                    .filter(id ->
                        id.type() == Type.Scalar.UUID && id.fill() == Column.Fill.Nothing.NOTHING)
                    .isPresent());
  }

  /** The collection that is called {@code name} in {@code schema}. */
  public Optional<Collection> find(String schema, String name) {
    return collections.values().stream()
        .filter(it -> it.schema().equals(schema) && it.name().equals(name))
        .findFirst();
  }
}
