package msingi.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.definition.Collection.Kind;
import msingi.definition.Collection.Writing;
import msingi.definition.Column.Fill;
import msingi.definition.SqlBody.Part;
import msingi.definition.SqlBody.Quoting;

/**
 * Holds what is written through views against the collections: a view over one ({@code of:}) must
 * show its key, and its fields are filled like those of that collection; statements name fields
 * that are there.
 */
final class ViewWrites {
  private final Map<String, CollectionDraft> drafts;
  private final Map<String, Collection> collections;
  private final boolean sqlite;
  private final Mistakes mistakes;

  ViewWrites(
      Map<String, CollectionDraft> drafts,
      Map<String, Collection> collections,
      boolean sqlite,
      Mistakes mistakes) {
    this.drafts = drafts;
    this.collections = collections;
    this.sqlite = sqlite;
    this.mistakes = mistakes;
  }

  /** All collections, in order. */
  Map<String, Collection> completed() {
    Map<String, Collection> completed = new LinkedHashMap<>();
    collections.forEach((id, it) -> completed.put(id, completed(it)));
    return completed;
  }

  private Collection completed(Collection view) {
    CollectionDraft draft = drafts.get(view.id());
    if (draft == null || !(view.kind() instanceof Kind.View kind)) {
      return view;
    }
    kind.statements().forEach((writing, texts) -> statements(draft, view, writing, texts));
    return kind.of().isEmpty() ? view : over(draft, view, kind);
  }

  private Collection over(CollectionDraft draft, Collection view, Kind.View kind) {
    Collection base = collections.get(kind.of());
    if (base == null || !(base.kind() instanceof Kind.Table)) {
      mistake(
          draft,
          "of",
          "no collection that stores rows is called " + Wording.quoted(kind.of()),
          Wording.near(kind.of(), collections.keySet(), "name a collection that is no view"));
      return view;
    }
    boolean found =
        kind.writes().contains(Writing.UPDATE) || kind.writes().contains(Writing.DELETE);
    List<String> key = base.key().columns();
    boolean shown = key.stream().allMatch(it -> view.column(it).isPresent());
    if (found && sqlite && (key.isEmpty() || !shown)) {
      mistake(
          draft,
          "of",
          "a row of " + base.id() + " cannot be found again: the view does not show its key",
          "select " + String.join(", ", key) + ", or take only create");
    }
    List<Column> columns = new ArrayList<>();
    view.columns().forEach(it -> columns.add(filled(it, base)));
    return Collections.columns(view, columns);
  }

  /** The column with what the collection puts there when a write leaves it out. */
  private static Column filled(Column column, Collection base) {
    Optional<Column> stored = base.column(column.name());
    return column.fill() == Fill.Nothing.NOTHING && stored.isPresent()
        ? Columns.filled(column, stored.get().fill())
        : column;
  }

  private void statements(
      CollectionDraft draft, Collection view, Writing writing, Map<String, String> texts) {
    Optional<String> text = Kind.View.text(texts, "sqlite");
    if (!sqlite || text.isEmpty()) {
      return;
    }
    try {
      for (SqlBody.Statement statement : SqlBody.of(text.get(), Quoting.BRACKETS).statements()) {
        for (Part part : statement.parts()) {
          if (part instanceof Part.Named(String name, int _)) {
            named(draft, view, writing, name);
          }
        }
      }
    } catch (SqlLexer.Unfit _) {
      // Told with its place when the text was read.
      return;
    }
  }

  private void named(CollectionDraft draft, Collection view, Writing writing, String name) {
    List<String> rows =
        switch (writing) {
          case CREATE -> List.of("new.");
          case UPDATE -> List.of("old.", "new.");
          case DELETE -> List.of("old.");
        };
    boolean row = rows.stream().anyMatch(name::startsWith);
    if (!row || view.named(name.substring(name.indexOf('.') + 1)).isEmpty()) {
      List<String> known =
          view.columns().stream()
              .flatMap(it -> rows.stream().map(each -> each + it.field()))
              .toList();
      mistake(
          draft,
          "writes." + writing.name().toLowerCase(java.util.Locale.ROOT),
          "nothing is called :" + name,
          Wording.near(name, known, "write :" + rows.getLast() + "FIELD"));
    }
  }

  private void mistake(CollectionDraft draft, String key, String reason, String remedy) {
    mistakes.add(draft.place("view"), draft.path("view." + key), reason, remedy);
  }
}
