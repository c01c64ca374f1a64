package msingi.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A collection while it is being read. */
final class CollectionDraft {
  final String id;
  final Node.Place place;
  final Node.Mapping node;
  final String schema;
  final String name;
  final String table;
  final Collection.Kind kind;
  final Map<String, FieldDraft> fields = new LinkedHashMap<>();

  /** Fields that are there but could not be read: naming them is no further mistake. */
  final Set<String> broken = new LinkedHashSet<>();

  /** The key's fields; none for {@code key: none}. */
  final List<String> keyFields = new ArrayList<>();

  CollectionDraft(
      String id,
      Node.Place place,
      Node.Mapping node,
      String schema,
      String name,
      Collection.Kind kind) {
    this.id = id;
    this.place = place;
    this.node = node;
    this.schema = schema;
    this.name = name;
    this.table = node.get("table").map(Nodes::text).orElse(name);
    this.kind = kind;
  }

  boolean view() {
    return kind instanceof Collection.Kind.View;
  }

  String path() {
    return "collections." + id;
  }

  String path(String key) {
    return path() + "." + key;
  }

  /** The place of a keyword's value, or of the collection. */
  Node.Place place(String key) {
    return node.get(key).map(Node::place).orElse(place);
  }
}
