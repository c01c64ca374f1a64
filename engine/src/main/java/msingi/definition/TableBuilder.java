package msingi.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import msingi.definition.Collection.Index;
import msingi.definition.Collection.Key;
import msingi.definition.Collection.Search;
import msingi.definition.Collection.Unique;

/** Keys, unique constraints and indexes, with the names that PostgreSQL gives them. */
final class TableBuilder {
  private final ColumnResolver columns;
  private final Mistakes mistakes;

  /** Who has a name already, by schema and name: relations and indexes share it in PostgreSQL. */
  private final Map<String, Node.Place> taken = new HashMap<>();

  private final boolean foldsCase;

  /**
   * @param foldsCase whether names that differ by their case alone are one name in the store
   */
  TableBuilder(ColumnResolver columns, boolean foldsCase, Mistakes mistakes) {
    this.columns = columns;
    this.foldsCase = foldsCase;
    this.mistakes = mistakes;
  }

  /** The collections without relations, checks and rules. */
  Map<String, Collection> build(Map<String, CollectionDraft> drafts) {
    Map<String, Collection> tables = new LinkedHashMap<>();
    drafts.values().forEach(it -> take(it, it.table, "the collection"));
    drafts.values().forEach(it -> tables.put(it.id, table(it)));
    return tables;
  }

  private Collection table(CollectionDraft draft) {
    List<String> key = names(columns.key(draft));
    if (columns.columns(draft.id).isEmpty()) {
      mistakes.add(draft.place, draft.path(), "the collection stores nothing", "give it a field");
    }
    List<Unique> uniques = draft.view() ? List.of() : uniques(draft);
    List<Index> indexes = draft.view() ? List.of() : indexes(draft, key, uniques);
    List<Search> searches = new SearchReader(columns, foldsCase, mistakes).read(draft);
    if (!draft.view() && managed(draft)) {
      searches.forEach(it -> take(draft, it.index(), "the index of a search"));
      if (!key.isEmpty()) {
        take(draft, StoredNames.key(draft.table), "the key");
      }
      uniques.forEach(it -> take(draft, it.name(), "the unique constraint"));
      indexes.forEach(it -> take(draft, it.name(), "the index"));
    }
    if (!draft.view()) {
      foreignKeys(draft);
    }
    return new Collection(
        draft.id,
        draft.schema,
        draft.name,
        draft.table,
        Nodes.text(draft.node, "was"),
        draft.kind,
        managed(draft),
        List.copyOf(columns.columns(draft.id).values()),
        new Key(StoredNames.key(draft.table), key),
        uniques,
        indexes,
        List.of(),
        Map.of(),
        new Collection.Derived(searches, Map.of()),
        Access.CLOSED,
        Nodes.text(draft.node, "title"));
  }

  /** What no migration makes has the names that it has. */
  private static boolean managed(CollectionDraft draft) {
    return Nodes.flag(draft.node, "managed", true);
  }

  private void take(CollectionDraft draft, String name, String what) {
    String folded = foldsCase ? name.toLowerCase(Locale.ROOT) : name;
    if (taken.putIfAbsent(draft.schema + "\0" + folded, draft.place) != null) {
      mistakes.add(
          draft.place,
          draft.path(),
          what + " would be called " + name + ", and something else is",
          "give it another name");
    }
  }

  private void foreignKeys(CollectionDraft draft) {
    Map<String, String> names = new HashMap<>();
    for (FieldDraft field : draft.fields.values()) {
      List<String> own = names(columns.slots(field));
      if (field instanceof FieldDraft.Reference reference
          && !own.isEmpty()
          && names.putIfAbsent(reference.foreignKey(draft.table, own), field.id()) != null) {
        mistakes.add(
            field.place(),
            field.path(),
            "two foreign keys would be called " + reference.foreignKey(draft.table, own),
            "give one of them another name:");
      }
    }
  }

  private static List<String> names(List<ColumnResolver.Slot> slots) {
    return slots.stream().map(ColumnResolver.Slot::name).toList();
  }

  private List<Unique> uniques(CollectionDraft draft) {
    List<Unique> uniques = new ArrayList<>();
    for (FieldDraft field : draft.fields.values()) {
      boolean unique =
          switch (field) {
            case FieldDraft.Stored it -> it.unique();
            case FieldDraft.Reference it -> it.unique();
            case FieldDraft.Many it -> false;
            case FieldDraft.OtherSide it -> false;
            case FieldDraft.Declared it -> false;
            case FieldDraft.Computed it -> false;
          };
      List<String> own = names(columns.slots(field));
      if (unique && !own.isEmpty()) {
        uniques.add(new Unique(StoredNames.unique(draft.table, own), own));
      }
    }
    for (Named named : named(draft, "unique")) {
      String name =
          named.name().isEmpty() ? StoredNames.unique(draft.table, named.columns()) : named.name();
      uniques.add(new Unique(name, named.columns()));
    }
    return uniques;
  }

  private List<Index> indexes(CollectionDraft draft, List<String> key, List<Unique> uniques) {
    List<Index> indexes = new ArrayList<>();
    List<List<String>> leads = new ArrayList<>();
    leads.add(key);
    uniques.forEach(it -> leads.add(it.columns()));
    for (Named named : named(draft, "index")) {
      String name =
          named.name().isEmpty() ? StoredNames.index(draft.table, named.columns()) : named.name();
      indexes.add(new Index(name, named.columns()));
      leads.add(named.columns());
    }
    for (FieldDraft field : draft.fields.values()) {
      List<String> own = names(columns.slots(field));
      if (field instanceof FieldDraft.Reference
          && managed(draft)
          && !own.isEmpty()
          && leads.stream().noneMatch(it -> leads(it, own))) {
        indexes.add(new Index(StoredNames.index(draft.table, own), own));
        leads.add(own);
      }
    }
    return indexes;
  }

  /** Whether the first columns are these, in any order. */
  private static boolean leads(List<String> columns, List<String> own) {
    return columns.size() >= own.size()
        && Set.copyOf(columns.subList(0, own.size())).equals(Set.copyOf(own));
  }

  private record Named(String name, List<String> columns) {}

  /** The entries of {@code unique:} or {@code index:}. */
  private List<Named> named(CollectionDraft draft, String keyword) {
    Optional<Node> node = draft.node.get(keyword);
    List<Named> all = new ArrayList<>();
    if (node.isEmpty() || !(node.get() instanceof Node.Sequence sequence)) {
      return all;
    }
    for (Node item : sequence.items()) {
      Node.Mapping more = Nodes.mapping(item);
      List<String> names =
          item instanceof Node.Mapping ? Nodes.texts(more, "columns") : Nodes.texts(item);
      String path = draft.path(keyword);
      if (names.isEmpty()) {
        mistakes.add(item.place(), path, "no columns", "name fields of this collection");
      }
      List<String> stored = names(columns.named(draft, names, item.place(), path));
      if (Set.copyOf(stored).size() < stored.size()) {
        mistakes.add(item.place(), path, "a column is there twice", "");
      } else if (!stored.isEmpty()) {
        all.add(new Named(Nodes.text(more, "name"), stored));
      }
    }
    return all;
  }
}
