package msingi.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import msingi.expression.Type;

/** Reads {@code search:}, the texts of a collection that are found by their words. */
final class SearchReader {
  /** What is said of words when nothing is: they are taken as they stand. */
  private static final String SIMPLE = "simple";

  private static final Pattern LANGUAGE = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /** Languages that every store knows. */
  private static final List<String> COMMON = List.of(SIMPLE, "english");

  private final ColumnResolver columns;
  private final boolean own;
  private final Mistakes mistakes;

  /**
   * @param own whether the store searches by indexes alone and knows the common languages only
   */
  SearchReader(ColumnResolver columns, boolean own, Mistakes mistakes) {
    this.columns = columns;
    this.own = own;
    this.mistakes = mistakes;
  }

  /** The searches of a table, in order; a view has none. */
  List<Collection.Search> read(CollectionDraft draft) {
    Optional<Node.Entry> node = draft.node.entry("search");
    if (node.isEmpty() || draft.view()) {
      return List.of();
    }
    if (own && !Nodes.flag(draft.node, "managed", true)) {
      mistakes.add(
          node.get().place(),
          draft.path("search"),
          "this store searches only what it has indexed, and the collection is never migrated",
          "remove it");
      return List.of();
    }
    List<Collection.Search> searches = new ArrayList<>();
    for (Node.Entry entry : Nodes.mapping(node.get().value()).entries()) {
      searches.add(search(draft, entry, draft.path("search." + entry.key())));
    }
    return searches;
  }

  private Collection.Search search(CollectionDraft draft, Node.Entry entry, String path) {
    Node.Mapping more = Nodes.mapping(entry.value());
    List<String> written =
        entry.value() instanceof Node.Mapping
            ? Nodes.texts(more, "columns")
            : Nodes.texts(entry.value());
    List<String> names = written.isEmpty() ? List.of(entry.key()) : written;
    List<ColumnResolver.Slot> slots = columns.named(draft, names, entry.place(), path);
    for (ColumnResolver.Slot slot : slots) {
      if (slot.type() != Type.Scalar.TEXT) {
        mistakes.add(
            entry.place(), path, slot.name() + " is no text", "only the words of texts are found");
      }
    }
    List<String> stored = slots.stream().map(ColumnResolver.Slot::name).toList();
    if (new HashSet<>(stored).size() < stored.size()) {
      mistakes.add(entry.place(), path, "a column is there twice", "name it once");
    }
    name(draft, entry, stored, path);
    String index = StoredNames.search(draft.table, entry.key());
    return new Collection.Search(entry.key(), index, stored, language(more, path));
  }

  /** A filter says one name, so a search is called like a column only where it is that column's. */
  private void name(CollectionDraft draft, Node.Entry entry, List<String> stored, String path) {
    if (!Identifiers.is(entry.key())) {
      Identifiers.refuse(entry.place(), path, entry.key(), mistakes);
      return;
    }
    boolean own = stored.equals(List.of(entry.key()));
    boolean taken =
        draft.fields.containsKey(entry.key()) || columns.columns(draft.id).containsKey(entry.key());
    if (taken && !own) {
      mistakes.add(
          entry.place(),
          path,
          "a field is called " + entry.key(),
          "call the search otherwise, or let it read that field alone");
    }
  }

  private String language(Node.Mapping more, String path) {
    Optional<Node> node = more.get("language");
    String language = node.map(Nodes::text).orElse(SIMPLE);
    Node.Place place = node.map(Node::place).orElse(more.place());
    if (!LANGUAGE.matcher(language).matches()) {
      mistakes.add(
          place,
          path + ".language",
          Wording.quoted(language) + " is no name of a language",
          "a-z first, then a-z, 0-9 and _");
    } else if (own && !COMMON.contains(language)) {
      mistakes.add(
          place,
          path + ".language",
          "this store knows no words of " + Wording.quoted(language),
          "say simple or english");
    }
    return language;
  }
}
