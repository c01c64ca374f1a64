package msingi.adopt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import msingi.definition.Collection.Writing;
import msingi.definition.Relation.OnDelete;
import msingi.store.Catalog;
import msingi.store.Catalog.Answer;
import msingi.store.Catalog.Column;
import msingi.store.Catalog.Default;
import msingi.store.Catalog.Named;
import msingi.store.Catalog.Reference;
import msingi.store.Catalog.Routine;
import msingi.store.Catalog.Table;
import msingi.store.SchemaText;

/** Every table and function of a catalogue as lines of a definition. */
final class Drafting {
  private final Catalog catalog;
  private final Heading heading;
  private final KnownNames known;
  private final List<String> remarks = new ArrayList<>();

  /** Tables by schema and name. */
  private final Map<List<String>, Place> places = new LinkedHashMap<>();

  /** A table, its identifier, and those of its columns. */
  private record Place(Table table, String id, Map<String, String> fields, Naming naming) {
    String field(String column) {
      return fields.getOrDefault(column, column);
    }

    List<String> fields(List<String> columns) {
      return columns.stream().map(this::field).toList();
    }

    Optional<Column> column(String name) {
      return table.columns().stream().filter(it -> it.name().equals(name)).findFirst();
    }
  }

  Drafting(Catalog catalog, Heading heading, KnownNames known) {
    this.catalog = catalog;
    this.heading = heading;
    this.known = known;
    name();
  }

  /** What could not become lines. */
  List<String> remarks() {
    return remarks;
  }

  private List<String> key(String schema, String table) {
    return !catalog.foldsCase()
        ? List.of(schema, table)
        : List.of("", table.toLowerCase(Locale.ROOT));
  }

  /** The schema as a definition knows it. */
  private String schema(Table table) {
    return table.schema().isEmpty() ? "public" : table.schema();
  }

  private void name() {
    Naming naming = Naming.ofCollections();
    known.collections().forEach(naming::take);
    Map<Table, String> ids = new HashMap<>();
    for (Table table : catalog.tables()) {
      known.collection(schema(table), table.name()).ifPresent(it -> ids.put(table, it));
    }
    // Tables of the first schema take the shorter identifiers.
    List<Table> ordered = new ArrayList<>(catalog.tables());
    ordered.sort(
        java.util.Comparator.comparing(it -> Math.max(0, heading.schemas().indexOf(it.schema()))));
    for (Table table : ordered) {
      if (table.columns().isEmpty()) {
        remarks.add("table " + table.name() + " has no columns");
        continue;
      }
      String given = ids.get(table);
      String plain = Naming.plain(table.name());
      String id =
          given != null
              ? given
              : naming.free(plain) || heading.schemas().indexOf(table.schema()) < 1
                  ? naming.like(table.name())
                  : naming.like(table.schema() + "_" + table.name());
      places.put(key(table.schema(), table.name()), place(table, id));
    }
  }

  private Place place(Table table, String id) {
    Naming naming = Naming.ofFields();
    known.fields(schema(table), table.name()).forEach(naming::take);
    Map<String, String> fields = new HashMap<>();
    for (Column column : table.columns()) {
      known
          .column(schema(table), table.name(), column.name())
          .ifPresent(it -> fields.put(column.name(), it));
    }
    for (Column column : table.columns()) {
      if (!fields.containsKey(column.name())) {
        fields.put(column.name(), naming.like(column.name()));
      }
    }
    return new Place(table, id, fields, naming);
  }

  /** A block for each table. */
  List<Block> collections() {
    List<Block> blocks = new ArrayList<>();
    for (Place place : places.values()) {
      blocks.add(collection(place));
    }
    return blocks;
  }

  private Block collection(Place place) {
    Table table = place.table();
    String stored = table.schema().isEmpty() ? table.name() : table.schema() + "." + table.name();
    Block block = new Block(place.id(), stored);
    block.remarks.addAll(table.remarks());
    head(place, block);
    for (Column column : table.columns()) {
      block.fields.add(field(place, column));
      if (!column.remark().isEmpty()) {
        block.notes.add(column.name() + ": " + column.remark());
      }
    }
    table.references().forEach(it -> reference(place, it, block));
    derived(place, block);
    Set<String> names = new java.util.HashSet<>();
    for (Named unique : table.uniques()) {
      block.uniques.add(new Line("unique " + label(unique), constraint(place, unique, names)));
    }
    for (Named index : table.indexes()) {
      block.indexes.add(new Line("index " + label(index), constraint(place, index, names)));
    }
    table.checks().forEach(it -> check(place, it, block));
    return block;
  }

  private static String label(Named named) {
    return named.name().isEmpty() ? String.join(" ", named.columns()) : named.name();
  }

  private void head(Place place, Block block) {
    Table table = place.table();
    if (!table.comment().isEmpty()) {
      block.head.add(new Line("title", "title: " + Yaml.wide(table.comment())));
    }
    if (!place.id().equals(table.name())) {
      block.head.add(new Line("", "name: " + Yaml.wide(table.name())));
    }
    if (!heading.schemas().isEmpty() && !heading.schemas().getFirst().equals(table.schema())) {
      block.head.add(new Line("", "schema: " + Yaml.wide(table.schema())));
    }
    block.head.add(new Line("", "managed: false"));
    if (table.view()) {
      List<String> writes =
          java.util.Arrays.stream(Writing.values())
              .filter(table.writes()::contains)
              .map(it -> it.name().toLowerCase(Locale.ROOT))
              .toList();
      String view = writes.isEmpty() ? "{}" : "{ writes: [" + String.join(", ", writes) + "] }";
      block.head.add(new Line("view", "view: " + view));
    }
    List<String> key = place.fields(table.key());
    String keys =
        key.isEmpty() ? "none" : key.size() == 1 ? Yaml.wide(key.getFirst()) : Yaml.list(key);
    block.head.add(new Line("key", "key: " + keys, "key: none", ""));
  }

  private Line field(Place place, Column column) {
    String id = place.field(column.name());
    Map<String, String> entries = new LinkedHashMap<>();
    if (!id.equals(column.name())) {
      entries.put("name", Yaml.text(column.name()));
    }
    if (!column.comment().isEmpty()) {
      entries.put("title", Yaml.text(column.comment()));
    }
    boolean inserted = place.table().view() && place.table().writes().contains(Writing.CREATE);
    String start = column.type() + (column.nullable() ? "?" : "");
    String stored = "{ stored: true }";
    String otherwise = "";
    switch (column.fill()) {
      case Default.None _ -> {
        if (inserted) {
          entries.put("default", stored);
        }
      }
      case Default.Identity _ -> start += " identity";
      case Default.Constant(String yaml) -> {
        Map<String, String> other = new LinkedHashMap<>(entries);
        other.put("default", stored);
        otherwise = id + ": " + spelled(start, other);
        entries.put("default", yaml);
      }
      case Default.Now _ -> entries.put("default", "{ expr: now() }");
      case Default.Stored(String sql, boolean always) ->
          entries.put("default", always ? "{ stored: true, always: true }" : stored);
    }
    String remark = column.remark();
    if (column.fill() instanceof Default.Stored(String sql, boolean _)) {
      remark = (remark.isEmpty() ? "" : remark + "; ") + "default " + sql;
    }
    return new Line(
        "column " + column.name(), id + ": " + spelled(start, entries), otherwise, remark);
  }

  /** The short form where that says all, else the same as a mapping. */
  private static String spelled(String start, Map<String, String> entries) {
    if (entries.isEmpty()) {
      return Yaml.wide(start);
    }
    String simple = entries.getOrDefault("default", "");
    if (entries.size() == 1 && simple.matches("-?[A-Za-z0-9_.]+")) {
      return wide(start + " = " + simple);
    }
    Map<String, String> all = new LinkedHashMap<>();
    all.put("is", Yaml.text(start));
    all.putAll(entries);
    return Yaml.mapping(all);
  }

  private static String wide(String text) {
    return text.matches("[A-Za-z_][A-Za-z0-9_.,()\\[\\]? =-]*") ? text : SchemaText.quoted(text);
  }

  private static String bare(String type) {
    return type.startsWith("text(") ? "text" : type;
  }

  private void reference(Place place, Reference reference, Block block) {
    Place target = places.get(key(reference.schema(), reference.table()));
    String label =
        "reference " + (reference.name().isEmpty() ? reference.columns() : reference.name());
    boolean there =
        target != null
            && !reference.targetColumns().isEmpty()
            && reference.columns().size() == reference.targetColumns().size()
            && reference.columns().stream().allMatch(it -> place.column(it).isPresent())
            && reference.targetColumns().stream().allMatch(it -> target.column(it).isPresent());
    if (!there || target == null) {
      block.remarks.add(label + " leads to " + reference.table() + ", which is not served");
      return;
    }
    String id = referenceId(place, reference, target);
    boolean same = true;
    for (int at = 0; at < reference.columns().size(); at++) {
      String here = place.column(reference.columns().get(at)).orElseThrow().type();
      String far = target.column(reference.targetColumns().get(at)).orElseThrow().type();
      same &= bare(here).equals(bare(far));
    }
    Set<String> wanted = Set.copyOf(reference.targetColumns());
    boolean unique =
        wanted.equals(Set.copyOf(target.table().key()))
            || target.table().uniques().stream()
                .anyMatch(it -> wanted.equals(Set.copyOf(it.columns())));
    String related = id + ": " + related(place, reference, target);
    block.fields.add(
        same && unique && !place.table().view()
            ? new Line(label, id + ": " + referring(place, reference, target), related, "")
            : new Line(label, related));
  }

  private String referenceId(Place place, Reference reference, Place target) {
    Optional<String> before =
        known.reference(
            schema(place.table()), place.table().name(), reference.columns(), target.id());
    if (before.isPresent()) {
      return before.get();
    }
    String first = reference.columns().getFirst();
    String stem = first.replaceAll("(?i)_?(id|fk|key|code)$", "");
    boolean stemmed =
        reference.columns().size() == 1
            && !stem.isEmpty()
            && !stem.equals(first)
            && fits(place, stem);
    if (stemmed) {
      return place.naming().like(stem);
    }
    boolean only =
        place.table().references().stream()
                .filter(it ->
                    it.table().equals(reference.table()) && it.schema().equals(reference.schema()))
                .count()
            == 1;
    return only && fits(place, target.id())
        ? place.naming().like(target.id())
        : place
            .naming()
            .like(
                reference.columns().size() == 1 || reference.name().isEmpty()
                    ? String.join("_", reference.columns()) + "_ref"
                    : reference.name());
  }

  /** Whether the name is free, and no request could mean another collection by it. */
  private boolean fits(Place place, String name) {
    String plain = Naming.plain(name);
    boolean other =
        places.values().stream()
            .anyMatch(it -> it.table().name().equals(plain) && !it.id().equals(plain));
    return place.naming().free(plain) && !other;
  }

  private static String derived(Table table, List<String> columns) {
    return table.name() + "_" + String.join("_", columns) + "_fkey";
  }

  private static Optional<String> constraint(Place place, Reference reference) {
    List<Reference> alike =
        place.table().references().stream()
            .filter(it -> it.columns().equals(reference.columns()))
            .toList();
    String derived = derived(place.table(), reference.columns());
    if (!reference.name().isEmpty()) {
      return reference.name().equals(derived) ? Optional.empty() : Optional.of(reference.name());
    }
    return alike.size() > 1 && alike.indexOf(reference) > 0
        ? Optional.of(derived + alike.indexOf(reference))
        : Optional.empty();
  }

  private static boolean optional(Place place, Reference reference) {
    return reference.columns().stream().anyMatch(it -> place.column(it).orElseThrow().nullable());
  }

  private static String referring(Place place, Reference reference, Place target) {
    Map<String, String> entries = new LinkedHashMap<>();
    boolean optional = optional(place, reference);
    entries.put("is", Yaml.text(target.id() + (optional ? "?" : "")));
    entries.put("columns", Yaml.list(reference.columns()));
    if (!reference.targetColumns().equals(target.table().key())) {
      entries.put("references", Yaml.list(target.fields(reference.targetColumns())));
    }
    constraint(place, reference).ifPresent(it -> entries.put("name", Yaml.text(it)));
    if (reference.onDelete() == OnDelete.CASCADE
        || (reference.onDelete() == OnDelete.CLEAR && optional)) {
      entries.put("on_delete", reference.onDelete().name().toLowerCase(Locale.ROOT));
    }
    return Yaml.mapping(entries);
  }

  private static String related(Place place, Reference reference, Place target) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("to", Yaml.text(target.id()));
    entries.put("columns", Yaml.list(place.fields(reference.columns())));
    entries.put("references", Yaml.list(target.fields(reference.targetColumns())));
    constraint(place, reference).ifPresent(it -> entries.put("name", Yaml.text(it)));
    return "{ relation: " + Yaml.mapping(entries) + " }";
  }

  /** Fields and relations that functions of the database over the row answer. */
  private void derived(Place place, Block block) {
    for (Routine routine : catalog.routines()) {
      boolean own = place.equals(places.get(key(routine.row().schema(), routine.row().table())));
      if (!own) {
        continue;
      }
      String stored = Yaml.text(routine.schema() + "." + routine.name());
      String label = "function " + routine.schema() + "." + routine.name();
      String id =
          known
              .computed(
                  schema(place.table()),
                  place.table().name(),
                  routine.schema() + "." + routine.name())
              .orElseGet(() -> place.naming().like(routine.name()));
      boolean named = id.equals(routine.name());
      if (named && routine.answer() instanceof Answer.Values(String type, boolean many) && !many) {
        String text = "{ is: " + Yaml.text(type) + ", computed: { stored: " + stored + " } }";
        block.fields.add(new Line(label, id + ": " + text));
      } else if (named
          && routine.answer() instanceof Answer.Rows(String schema, String table, boolean many)
          && places.get(key(schema, table)) instanceof Place target) {
        String text =
            "{ relation: { to: " + target.id() + ", stored: " + stored + ", many: " + many + " } }";
        block.fields.add(new Line(label, id + ": " + text));
      } else {
        block.remarks.add(label + " over its rows is not called");
      }
    }
  }

  private static String constraint(Place place, Named named, Set<String> names) {
    String columns = Yaml.list(place.fields(named.columns()));
    return named.name().isEmpty() || !names.add(named.name())
        ? columns
        : "{ columns: " + columns + ", name: " + Yaml.text(named.name()) + " }";
  }

  private void check(Place place, Catalog.Check check, Block block) {
    Optional<String> text =
        ConditionText.of(
            check.sql(),
            catalog.foldsCase(),
            name ->
                place.table().columns().stream()
                    .map(Column::name)
                    .filter(
                        it -> !catalog.foldsCase() ? it.equals(name) : it.equalsIgnoreCase(name))
                    .findFirst()
                    .map(place::field));
    if (text.isEmpty()) {
      String named = check.name().isEmpty() ? "check" : "check " + check.name();
      block.remarks.add(named + " goes on as before: " + check.sql());
      return;
    }
    String expression = SchemaText.quoted(text.get());
    block.checks.add(
        new Line(
            "check " + (check.name().isEmpty() ? text.get() : check.name()),
            check.name().isEmpty()
                ? expression
                : "{ name: " + Yaml.text(check.name()) + ", expr: " + expression + " }"));
  }

  /** A block for each function that requests call. */
  List<Block> functions() {
    List<Block> blocks = new ArrayList<>();
    Naming naming = Naming.ofCollections();
    known.functions().forEach(naming::take);
    for (Routine routine : catalog.routines()) {
      if (routine.row().equals(Catalog.Row.NONE)) {
        function(routine, naming).ifPresent(blocks::add);
      }
    }
    return blocks;
  }

  private Optional<Block> function(Routine routine, Naming naming) {
    String full = routine.schema() + "." + routine.name();
    Optional<String> answer = answer(routine.answer());
    if (answer.isEmpty()) {
      remarks.add("function " + full + " answers rows of a table that is not served");
      return Optional.empty();
    }
    String arguments =
        routine.arguments().stream().map(Catalog.Argument::name).collect(Collectors.joining(", "));
    String id =
        known
            .function(routine.schema(), routine.name(), arguments)
            .orElseGet(() -> naming.like(routine.name()));
    Block block = new Block(id, "function " + full);
    if (!routine.comment().isEmpty()) {
      block.head.add(new Line("title", "title: " + Yaml.wide(routine.comment())));
    }
    if (!id.equals(routine.name())) {
      block.head.add(new Line("", "name: " + Yaml.wide(routine.name())));
    }
    if (!heading.schemas().isEmpty() && !heading.schemas().getFirst().equals(routine.schema())) {
      block.head.add(new Line("", "schema: " + Yaml.wide(routine.schema())));
    }
    if (!routine.arguments().isEmpty()) {
      Map<String, String> types = new LinkedHashMap<>();
      routine
          .arguments()
          .forEach(
              it -> types.put(it.name(), Yaml.text(bare(it.type()) + (it.optional() ? "?" : ""))));
      block.head.add(new Line("arguments", "arguments: " + Yaml.mapping(types)));
    }
    block.head.add(new Line("returns", "returns: " + answer.get()));
    block.head.add(new Line("volatility", "volatility: " + routine.volatility()));
    block.head.add(new Line("", "stored: " + Yaml.wide(full)));
    return Optional.of(block);
  }

  private Optional<String> answer(Answer answer) {
    return switch (answer) {
      case Answer.Nothing _ -> Optional.of("nothing");
      case Answer.Values(String type, boolean many) ->
          Optional.of(many ? "[" + Yaml.text(bare(type)) + "]" : Yaml.text(bare(type)));
      case Answer.Rows(String schema, String table, boolean many) ->
          Optional.ofNullable(places.get(key(schema, table)))
              .map(it -> many ? "[" + it.id() + "]" : it.id());
      case Answer.Columns(var columns, boolean many) -> {
        String rows =
            columns.stream()
                .map(it -> Yaml.text(it.name()) + ": " + Yaml.text(bare(it.type())))
                .collect(Collectors.joining(", ", "{ ", " }"));
        yield Optional.of(many ? "[" + rows + "]" : rows);
      }
    };
  }
}
