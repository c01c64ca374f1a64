package msingi.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.definition.Column.Fill;
import msingi.expression.Type;

/** From fields to stored columns: a reference has a column for each column that it points at. */
final class ColumnResolver {
  /** A column's name and type. */
  record Slot(String name, Type type) {}

  private final Map<String, CollectionDraft> drafts;
  private final Mistakes mistakes;
  private final Map<FieldDraft, List<Slot>> known = new IdentityHashMap<>();
  private final Set<FieldDraft> open = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, Map<String, Column>> columns = new HashMap<>();

  ColumnResolver(Map<String, CollectionDraft> drafts, Mistakes mistakes) {
    this.drafts = drafts;
    this.mistakes = mistakes;
    drafts.values().forEach(it -> columns.put(it.id, build(it)));
  }

  /** The columns of a collection by stored name, in the order of its fields. */
  Map<String, Column> columns(String collection) {
    return columns.getOrDefault(collection, Map.of());
  }

  /** The columns of a field; none for what stores nothing, and after a mistake. */
  List<Slot> slots(FieldDraft field) {
    List<Slot> before = known.get(field);
    if (before != null) {
      return before;
    }
    if (!open.add(field)) {
      mistakes.add(field.place(), field.path(), "the key depends on itself", "choose another key");
      return List.of();
    }
    List<Slot> slots =
        switch (field) {
          case FieldDraft.Stored it -> List.of(new Slot(it.column().name(), it.column().type()));
          case FieldDraft.Reference it -> reference(it);
          case FieldDraft.Many it -> List.of();
          case FieldDraft.OtherSide it -> List.of();
          case FieldDraft.Declared it -> List.of();
          case FieldDraft.Computed it -> List.of();
        };
    open.remove(field);
    known.put(field, slots);
    return slots;
  }

  private List<Slot> reference(FieldDraft.Reference field) {
    List<Slot> target = target(field);
    List<Slot> slots = new ArrayList<>();
    if (!field.columns().isEmpty()
        && field.columns().size() != target.size()
        && !target.isEmpty()) {
      mistakes.add(
          field.place(),
          field.path() + ".columns",
          "the reference has " + target.size() + " columns, not " + field.columns().size(),
          "");
      return List.of();
    }
    for (int at = 0; at < target.size(); at++) {
      String name =
          field.columns().isEmpty()
              ? field.id() + "_" + target.get(at).name()
              : field.columns().get(at);
      if (!Identifiers.stored(name)) {
        mistakes.add(
            field.place(),
            field.path(),
            "the column name " + Wording.quoted(name) + " has more than 63 bytes",
            "give a shorter one with columns:");
      }
      slots.add(new Slot(name, target.get(at).type()));
    }
    return slots;
  }

  /** The columns that a reference points at: those it names, or the target's key. */
  List<Slot> target(FieldDraft.Reference field) {
    CollectionDraft target = drafts.get(field.target());
    if (target == null) {
      return List.of();
    }
    if (!field.references().isEmpty()) {
      return named(target, field.references(), field.place(), field.path() + ".references");
    }
    List<Slot> key = key(target);
    if (key.isEmpty() && target.broken.isEmpty()) {
      mistakes.add(
          field.place(),
          field.path(),
          target.id + " has no key to refer to",
          "give it a key, or say references:");
    }
    return key;
  }

  /** The columns of a collection's key. */
  List<Slot> key(CollectionDraft draft) {
    List<Slot> slots = new ArrayList<>();
    for (String name : draft.keyFields) {
      FieldDraft field = draft.fields.get(name);
      slots.addAll(field == null ? List.of() : slots(field));
    }
    return slots;
  }

  /** The columns that names mean, each a field or a stored column; empty after a mistake. */
  List<Slot> named(CollectionDraft draft, List<String> names, Node.Place place, String path) {
    List<Slot> slots = new ArrayList<>();
    for (String name : names) {
      List<Slot> found = named(draft, name);
      if (found.isEmpty()) {
        if (!draft.broken.contains(name)) {
          mistakes.add(
              place,
              path,
              draft.id + " has no stored field " + Wording.quoted(name),
              Wording.near(name, storedNames(draft), ""));
        }
        return List.of();
      }
      slots.addAll(found);
    }
    return slots;
  }

  private List<Slot> named(CollectionDraft draft, String name) {
    FieldDraft field = draft.fields.get(name);
    if (field != null && !slots(field).isEmpty()) {
      return slots(field);
    }
    for (FieldDraft other : draft.fields.values()) {
      if (other instanceof FieldDraft.Stored || other instanceof FieldDraft.Reference) {
        for (Slot slot : slots(other)) {
          if (slot.name().equals(name)) {
            return List.of(slot);
          }
        }
      }
    }
    return List.of();
  }

  private static List<String> storedNames(CollectionDraft draft) {
    return draft.fields.values().stream()
        .filter(it -> it instanceof FieldDraft.Stored || it instanceof FieldDraft.Reference)
        .map(FieldDraft::id)
        .toList();
  }

  private Map<String, Column> build(CollectionDraft draft) {
    Map<String, Column> stored = new HashMap<>();
    for (FieldDraft field : draft.fields.values()) {
      if (field instanceof FieldDraft.Stored it
          && stored.put(it.column().name(), it.column()) != null) {
        twice(field, it.column().name());
      }
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    for (FieldDraft field : draft.fields.values()) {
      switch (field) {
        case FieldDraft.Stored it -> columns.putIfAbsent(it.column().name(), it.column());
        case FieldDraft.Reference it -> references(it, stored, columns);
        case FieldDraft.Many it -> {}
        case FieldDraft.OtherSide it -> {}
        case FieldDraft.Declared it -> {}
        case FieldDraft.Computed it -> {}
      }
    }
    return columns;
  }

  private void references(
      FieldDraft.Reference field, Map<String, Column> stored, Map<String, Column> columns) {
    List<Slot> slots = slots(field);
    for (int at = 0; at < slots.size(); at++) {
      Slot slot = slots.get(at);
      Column before = stored.get(slot.name());
      if (before == null) {
        Column column = column(field, slot, at, slots.size());
        stored.put(slot.name(), column);
        columns.put(slot.name(), column);
      } else if (field.columns().isEmpty()) {
        twice(field, slot.name());
      } else if (!before.type().equals(slot.type())) {
        mistakes.add(
            field.place(),
            field.path() + ".columns",
            "the column " + slot.name() + " has another type than what it refers to",
            "");
      }
    }
  }

  private void twice(FieldDraft field, String name) {
    mistakes.add(
        field.place(),
        field.path(),
        "the column " + name + " is there twice",
        "choose another name; references may share a column by columns:");
  }

  private Column column(FieldDraft.Reference field, Slot slot, int at, int all) {
    return new Column(
        slot.name(),
        slot.name(),
        was(field, slot, at, all),
        slot.type(),
        field.optional(),
        field.hidden(),
        fill(field, slot, all),
        List.of(),
        "C",
        field.title());
  }

  private String was(FieldDraft.Reference field, Slot slot, int at, int all) {
    if (field.was().isEmpty()) {
      return "";
    }
    if (field.columns().isEmpty() && field.was().size() == 1) {
      return field.was().getFirst() + slot.name().substring(field.id().length());
    }
    if (field.was().size() == all) {
      return field.was().get(at);
    }
    mistakes.add(
        field.place(), field.path() + ".was", "was: needs the old name of each column", "");
    return "";
  }

  private Fill fill(FieldDraft.Reference field, Slot slot, int all) {
    Node fallback = field.fallback();
    if (fallback.missing()) {
      return Fill.Nothing.NOTHING;
    }
    if (all != 1) {
      mistakes.add(
          field.place(), field.path(), "a reference of several columns has no default", "");
      return Fill.Nothing.NOTHING;
    }
    return FieldReader.Defaults.fill(
            fallback, new TypeTable.Refined(slot.type(), List.of()), field.path(), mistakes)
        .orElse(Fill.Nothing.NOTHING);
  }
}
