package msingi.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import msingi.definition.Relation.Computed;
import msingi.definition.Relation.FromMany;
import msingi.definition.Relation.Through;
import msingi.definition.Relation.ToOne;

/** Every way between collections: by foreign keys, back along them, and through junctions. */
final class RelationBuilder {
  private final Map<String, CollectionDraft> drafts;
  private final Map<String, Collection> tables;
  private final ColumnResolver columns;
  private final Mistakes mistakes;

  /** To-one ways by collection and field; the fields' order. */
  private final Map<String, Map<String, ToOne>> toOnes = new LinkedHashMap<>();

  /** Names given to ways by fields: (collection, constraint or pair) to name. */
  private final Map<Way, String> given = new HashMap<>();

  private final Map<Field, List<Way>> ways = new HashMap<>();

  private final Set<Pair> pairs = new LinkedHashSet<>();
  private final Map<String, Map<String, Relation>> relations = new LinkedHashMap<>();

  /** A field of a collection. */
  private record Field(String collection, String id) {}

  /** The reverse of a to-one, or a pair of to-ones of a junction. */
  private sealed interface Way {}

  private record Back(ToOne toOne) implements Way {}

  private record Pair(ToOne here, ToOne there) implements Way {
    Pair reverse() {
      return new Pair(there, here);
    }
  }

  RelationBuilder(
      Map<String, CollectionDraft> drafts,
      Map<String, Collection> tables,
      ColumnResolver columns,
      Mistakes mistakes) {
    this.drafts = drafts;
    this.tables = tables;
    this.columns = columns;
    this.mistakes = mistakes;
  }

  /** Relations by collection, then by name: those of fields first. */
  Map<String, Map<String, Relation>> build() {
    for (CollectionDraft draft : drafts.values()) {
      relations.put(draft.id, new LinkedHashMap<>());
      Map<String, ToOne> own = new LinkedHashMap<>();
      draft.fields.values().forEach(it -> toOne(draft, it).ifPresent(to -> own.put(it.id(), to)));
      toOnes.put(draft.id, own);
    }
    drafts.values().forEach(this::junction);
    drafts.values().forEach(draft -> draft.fields.values().forEach(it -> many(draft, it)));
    drafts.values().forEach(draft -> draft.fields.values().forEach(it -> otherSide(draft, it)));
    drafts.values().forEach(draft -> draft.fields.values().forEach(it -> named(draft, it)));
    toOnes.values().forEach(own -> own.values().forEach(it -> unnamed(new Back(it))));
    pairs.forEach(this::unnamed);
    return relations;
  }

  private Optional<ToOne> toOne(CollectionDraft draft, FieldDraft field) {
    return switch (field) {
      case FieldDraft.Reference it -> reference(draft, it);
      case FieldDraft.Computed it -> Optional.empty();
      case FieldDraft.Declared it ->
          it.many() || !it.function().isEmpty() ? Optional.empty() : declared(draft, it);
      case FieldDraft.Stored it -> Optional.empty();
      case FieldDraft.Many it -> Optional.empty();
      case FieldDraft.OtherSide it -> Optional.empty();
    };
  }

  private Optional<ToOne> reference(CollectionDraft draft, FieldDraft.Reference field) {
    CollectionDraft target = drafts.get(field.target());
    List<String> here = names(columns.slots(field));
    if (target == null || here.isEmpty()) {
      return Optional.empty();
    }
    List<String> there = names(columns.target(field));
    boolean enforced = !draft.view() && !target.view();
    if (enforced && !unique(target.id, there)) {
      mistakes.add(
          field.place(),
          field.path() + ".references",
          "what a reference points at must be the key, or unique, of " + target.id,
          "");
    }
    if (field.onDelete() == Relation.OnDelete.CLEAR && !field.optional()) {
      mistakes.add(
          field.place(), field.path() + ".on_delete", "clear needs an optional field", "add ?");
    }
    return Optional.of(
        new ToOne(
            field.id(),
            draft.id,
            target.id,
            here,
            there,
            field.foreignKey(draft.table, here),
            unique(draft.id, here),
            enforced,
            field.onDelete()));
  }

  private Optional<ToOne> declared(CollectionDraft draft, FieldDraft.Declared field) {
    List<String> here = here(draft, field);
    List<String> there = there(field);
    if (!matching(field, here, there)) {
      return Optional.empty();
    }
    return Optional.of(
        new ToOne(
            field.id(),
            draft.id,
            field.target(),
            here,
            there,
            field.constraint(draft.table, here),
            unique(draft.id, here),
            false,
            Relation.OnDelete.RESTRICT));
  }

  private boolean matching(FieldDraft.Declared field, List<String> here, List<String> there) {
    if (here.isEmpty() || there.isEmpty()) {
      return false;
    }
    if (here.size() != there.size()) {
      mistakes.add(
          field.place(),
          field.path(),
          here.size() + " columns here and " + there.size() + " there",
          "say as many references: as columns:");
    }
    return here.size() == there.size();
  }

  private List<String> here(CollectionDraft draft, FieldDraft.Declared field) {
    return names(
        columns.named(draft, field.columns(), field.place(), field.path() + ".relation.columns"));
  }

  private List<String> there(FieldDraft.Declared field) {
    CollectionDraft target = drafts.get(field.target());
    if (target == null) {
      return List.of();
    }
    String path = field.path() + ".relation.references";
    List<ColumnResolver.Slot> slots =
        field.references().isEmpty()
            ? columns.key(target)
            : columns.named(target, field.references(), field.place(), path);
    if (slots.isEmpty() && field.references().isEmpty()) {
      mistakes.add(field.place(), path, target.id + " has no key", "say references:");
    }
    return names(slots);
  }

  private static List<String> names(List<ColumnResolver.Slot> slots) {
    return slots.stream().map(ColumnResolver.Slot::name).toList();
  }

  /** Whether the columns are exactly the key or a unique constraint, in any order. */
  private boolean unique(String collection, List<String> names) {
    Collection table = tables.get(collection);
    Set<String> wanted = Set.copyOf(names);
    return table != null
        && ((!table.key().columns().isEmpty() && wanted.equals(Set.copyOf(table.key().columns())))
            || table.uniques().stream().anyMatch(it -> wanted.equals(Set.copyOf(it.columns()))));
  }

  /** Notes the pairs of a collection whose key is made of references. */
  private void junction(CollectionDraft draft) {
    Collection table = tables.get(draft.id);
    if (table == null) {
      return;
    }
    List<ToOne> ends =
        toOnes.getOrDefault(draft.id, Map.of()).values().stream()
            .filter(it -> table.key().columns().containsAll(it.columns()))
            .toList();
    for (ToOne here : ends) {
      for (ToOne there : ends) {
        if (!here.equals(there)) {
          pairs.add(new Pair(here, there));
        }
      }
    }
  }

  private void many(CollectionDraft draft, FieldDraft field) {
    if (!(field instanceof FieldDraft.Many many)) {
      return;
    }
    String junction = many.through().isEmpty() ? draft.id + "_" + many.id() : many.through();
    List<Pair> found = new ArrayList<>();
    List<ToOne> ends = List.copyOf(toOnes.getOrDefault(junction, Map.of()).values());
    for (ToOne here : ends) {
      for (ToOne there : ends) {
        if (!here.equals(there) && here.to().equals(draft.id) && there.to().equals(many.target())) {
          found.add(new Pair(here, there));
        }
      }
    }
    if (found.size() > 1 && !many.throughColumns().isEmpty()) {
      found.removeIf(it -> !flat(it).equals(many.throughColumns()));
    } else if (found.size() > 1 && junctionIsImplied(junction, many)) {
      found.removeIf(it -> !it.here().name().equals(draft.id));
    }
    if (found.size() != 1) {
      mistakes.add(
          many.place(),
          many.path() + ".through",
          junction
              + (found.isEmpty() ? " does not join these two" : " joins these two in several ways"),
          "say through: {name, columns}");
      return;
    }
    Pair pair = found.getFirst();
    pairs.add(pair);
    pairs.add(pair.reverse());
    give(pair, many);
  }

  private boolean junctionIsImplied(String junction, FieldDraft.Many many) {
    CollectionDraft draft = drafts.get(junction);
    return draft != null && draft.place.equals(many.place());
  }

  private static List<String> flat(Pair pair) {
    List<String> columns = new ArrayList<>(pair.here().columns());
    columns.addAll(pair.there().columns());
    return columns;
  }

  private void give(Way way, FieldDraft field) {
    if (given.putIfAbsent(way, field.id()) != null) {
      mistakes.add(
          field.place(), field.path(), "another field says the same already", "remove one of them");
    } else {
      ways.computeIfAbsent(new Field(from(way), field.id()), _ -> new ArrayList<>()).add(way);
    }
  }

  private void otherSide(CollectionDraft draft, FieldDraft field) {
    if (!(field instanceof FieldDraft.OtherSide other)) {
      return;
    }
    ToOne toOne = toOnes.getOrDefault(other.target(), Map.of()).get(other.field());
    if (toOne != null && toOne.to().equals(draft.id)) {
      give(new Back(toOne), field);
      return;
    }
    CollectionDraft target = drafts.get(other.target());
    if (target == null || target.broken.contains(other.field())) {
      return;
    }
    FieldDraft there = target.fields.get(other.field());
    if (there instanceof FieldDraft.Many many && many.target().equals(draft.id)) {
      pairOf(target.id, many).ifPresent(it -> give(it.reverse(), field));
      return;
    }
    mistakes.add(
        field.place(),
        field.path(),
        there == null
            ? other.target() + " has no field " + Wording.quoted(other.field())
            : other.target() + "." + other.field() + " does not lead to " + draft.id,
        there == null ? Wording.near(other.field(), target.fields.keySet(), "") : "");
  }

  private Optional<Pair> pairOf(String collection, FieldDraft.Many many) {
    return given.entrySet().stream()
        .filter(it -> it.getValue().equals(many.id()))
        .flatMap(it -> it.getKey() instanceof Pair pair ? Stream.of(pair) : Stream.empty())
        .filter(it -> it.here().to().equals(collection) && it.there().to().equals(many.target()))
        .findFirst();
  }

  /** Adds what a field names, in the order of the fields. */
  private void named(CollectionDraft draft, FieldDraft field) {
    ToOne toOne = toOnes.getOrDefault(draft.id, Map.of()).get(field.id());
    if (toOne != null) {
      add(toOne);
    }
    if (field instanceof FieldDraft.Declared it && !it.function().isEmpty()) {
      computed(draft, it).ifPresent(this::add);
    } else if (field instanceof FieldDraft.Declared it && it.many()) {
      List<String> here = here(draft, it);
      List<String> there = there(it);
      if (matching(it, here, there)) {
        String target =
            drafts.get(it.target()) == null ? it.target() : drafts.get(it.target()).name;
        add(
            new FromMany(
                it.id(), draft.id, it.target(), here, there, it.constraint(target, there), true));
      }
    }
    ways.getOrDefault(new Field(draft.id, field.id()), List.of())
        .forEach(it -> add(relation(it, field.id())));
  }

  /** What a function answers: its schema is the collection's own where none is said. */
  private Optional<Computed> computed(CollectionDraft draft, FieldDraft.Declared field) {
    Collection here = tables.get(draft.id);
    Collection there = tables.get(field.target());
    if (here == null || there == null) {
      return Optional.empty();
    }
    Optional<String> witness =
        Stream.concat(
                there.key().columns().stream(),
                there.columns().stream().filter(it -> !it.nullable()).map(Column::name))
            .findFirst();
    if (witness.isEmpty()) {
      mistakes.add(
          field.place(),
          field.path() + ".relation.to",
          "every field of " + there.id() + " may be null: a row cannot be told from none",
          "give it a key");
    }
    int dot = field.function().indexOf('.');
    return witness.map(it ->
        new Computed(
            field.id(),
            draft.id,
            there.id(),
            dot < 0 ? draft.schema : field.function().substring(0, dot),
            field.function().substring(dot + 1),
            field.many(),
            here.columns().stream().filter(one -> !one.hidden()).map(Column::name).toList(),
            it));
  }

  private static String from(Way way) {
    return switch (way) {
      case Back back -> back.toOne().to();
      case Pair pair -> pair.here().to();
    };
  }

  private void unnamed(Way way) {
    if (!given.containsKey(way)) {
      String name =
          switch (way) {
            case Back back -> back.toOne().from() + "." + back.toOne().name();
            case Pair pair ->
                pair.here().from() + "." + pair.here().name() + "." + pair.there().name();
          };
      add(relation(way, name));
    }
  }

  private static Relation relation(Way way, String name) {
    return switch (way) {
      case Back(ToOne it) ->
          new FromMany(
              name,
              it.to(),
              it.from(),
              it.targetColumns(),
              it.columns(),
              it.constraint(),
              !it.unique());
      case Pair(ToOne here, ToOne there) ->
          new Through(
              name,
              here.to(),
              there.to(),
              here.from(),
              here.targetColumns(),
              here.columns(),
              there.columns(),
              there.targetColumns(),
              here.constraint(),
              there.constraint());
    };
  }

  private void add(Relation relation) {
    relations
        .computeIfAbsent(relation.from(), it -> new LinkedHashMap<>())
        .put(relation.name(), relation);
  }
}
