package msingi.door.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import msingi.definition.Settings;
import msingi.request.Surface;

/**
 * What one caller may do at the REST face, in one schema; every format renders this.
 *
 * @param name of the application
 * @param schema the schema that is described
 * @param keysRequired whether nobody gets in without a key or token
 * @param limits in words
 * @param shared what operations have in common
 * @param resources collections, then functions, each by name; several of all in one request last
 */
record Contract(
    String name,
    String schema,
    boolean keysRequired,
    String limits,
    Shared shared,
    List<Resource> resources) {
  Contract {
    resources = List.copyOf(resources);
  }

  /** Where the face begins. */
  static final String ROOT = "/rest/v1";

  /** What is open to a caller in a schema. */
  static Contract of(Surface surface, String schema) {
    Settings settings = surface.app().settings();
    Shared shared = new Shared(schema, surface.app().schemas().getFirst());
    List<Resource> resources = new ArrayList<>();
    Map<String, Surface.Visible> collections =
        new TreeMap<>(surface.collections().getOrDefault(schema, Map.of()));
    for (Surface.Visible visible : collections.values()) {
      // With `openapi: public` names of closed collections are visible too: nothing to do there.
      if (!visible.operations().none()) {
        resources.add(CollectionResource.of(surface, visible, shared));
      }
    }
    new TreeMap<>(surface.functions().getOrDefault(schema, Map.of()))
        .forEach((name, overloads) -> resources.add(FunctionResource.of(name, overloads, shared)));
    BatchResource.of(List.copyOf(resources), shared).ifPresent(resources::add);
    return new Contract(
        surface.app().name(),
        schema,
        settings.keysRequired(),
        Shared.limits(settings),
        shared,
        resources);
  }

  /** The collections among the resources. */
  List<Resource> collections() {
    return resources.stream().filter(it -> it.kind() == Resource.Kind.COLLECTION).toList();
  }
}
