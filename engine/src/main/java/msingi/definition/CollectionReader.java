package msingi.definition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import msingi.definition.Collection.Kind;
import msingi.definition.Column.Fill;
import msingi.expression.Type;

/** Reads collections to drafts, and adds those that join many to many. */
final class CollectionReader {
  private static final String USERS = "users";

  private final TypeTable types;
  private final Setting setting;
  private final Before before;
  private final Mistakes mistakes;
  private final Map<String, CollectionDraft> drafts = new LinkedHashMap<>();

  /**
   * What a collection is read against, beside its own text.
   *
   * @param types the application's own types
   * @param foldsCase as {@link TypeTable#foldsCase}
   * @param ids of all collections that are declared
   */
  record Setting(Node types, List<String> schemas, boolean foldsCase, Set<String> ids) {}

  CollectionReader(TypeTable types, Setting setting, Before before, Mistakes mistakes) {
    this.types = types;
    this.setting = setting;
    this.before = before;
    this.mistakes = mistakes;
  }

  /** Every collection, in order; those that join many to many stand at the end. */
  Map<String, CollectionDraft> read(List<Node.Entry> entries) {
    FieldReader fields = new FieldReader(types, setting.ids(), mistakes);
    boolean same = setting.equals(before.setting());
    for (Node.Entry entry : entries) {
      CollectionDraft known = before.drafts().get(entry.key());
      if (same && known != null && known.node.equals(entry.value())) {
        drafts.put(known.id, known);
      } else if (good(entry)) {
        CollectionDraft draft = draft(entry);
        drafts.put(draft.id, draft);
        fields(draft, fields);
        key(draft);
      }
    }
    join();
    return drafts;
  }

  private boolean good(Node.Entry entry) {
    String path = "collections." + entry.key();
    if (!Identifiers.is(entry.key())) {
      Identifiers.refuse(entry.place(), path, entry.key(), mistakes);
      return false;
    }
    if (types.has(entry.key())) {
      mistakes.add(
          entry.place(),
          path,
          entry.key() + " is the name of a type",
          "choose another identifier, and keep the stored name with name:");
      return false;
    }
    return true;
  }

  private CollectionDraft draft(Node.Entry entry) {
    Node.Mapping node = Nodes.mapping(entry.value());
    String name = node.get("name").map(Nodes::text).orElse(entry.key());
    String path = "collections." + entry.key();
    if (!Identifiers.stored(name)) {
      mistakes.add(entry.place(), path + ".name", "a stored name has 1 to 63 bytes", "");
    }
    if (node.get("table").map(Nodes::text).filter(it -> !Identifiers.stored(it)).isPresent()) {
      mistakes.add(entry.place(), path + ".table", "a stored name has 1 to 63 bytes", "");
    }
    String schema = node.get("schema").map(Nodes::text).orElse(setting.schemas().getFirst());
    if (!setting.schemas().contains(schema)) {
      mistakes.add(
          node.get("schema").map(Node::place).orElse(entry.place()),
          path + ".schema",
          "unknown schema " + Wording.quoted(schema),
          Wording.near(schema, setting.schemas(), "list it under schemas:"));
    }
    return new CollectionDraft(entry.key(), entry.place(), node, schema, name, kind(node, path));
  }

  private Kind kind(Node.Mapping node, String path) {
    Optional<Node> view = node.get("view");
    boolean responds = Nodes.flag(node, "responds", false);
    if (responds && types.foldsCase()) {
      mistakes.add(
          node.get("responds").map(Node::place).orElse(node.place()),
          path + ".responds",
          "only triggers of PostgreSQL can say something of the answer",
          "remove it");
    }
    if (view.isEmpty()) {
      return new Kind.Table(responds);
    }
    for (String key : List.of("unique", "index", "check", "search")) {
      node.entry(key)
          .ifPresent(it ->
              mistakes.add(it.place(), path + "." + key, "a view has no " + key, "remove it"));
    }
    return new ViewReader(types.foldsCase(), Nodes.flag(node, "managed", true), mistakes)
        .read(view.get(), responds, path + ".view");
  }

  private void fields(CollectionDraft draft, FieldReader reader) {
    Node.Mapping fields = Nodes.mapping(draft.node, "fields");
    boolean ownKey = draft.node.get("key").isPresent() || fields.get("id").isPresent();
    if (!ownKey && !draft.view()) {
      boolean account = draft.id.equals(USERS);
      draft.fields.put(
          "id", FieldReader.impliedKey(draft.place, draft.path("fields.id"), !account));
    }
    for (Node.Entry entry : fields.entries()) {
      String path = draft.path("fields." + entry.key());
      Optional<FieldDraft> field = reader.read(entry, path);
      if (field.isPresent()) {
        filled(draft, field.get());
        draft.fields.put(entry.key(), draft.view() ? viewed(draft, field.get()) : field.get());
      } else {
        draft.broken.add(entry.key());
      }
    }
    if (draft.id.equals(USERS) && !ownKey && !draft.view()) {
      draft.fields.values().forEach(this::fillable);
    }
  }

  /** Only where no migration makes the table does the database know a default of its own. */
  private void filled(CollectionDraft draft, FieldDraft field) {
    if (field instanceof FieldDraft.Stored it
        && it.column().fill() instanceof Fill.Stored
        && Nodes.flag(draft.node, "managed", true)) {
      mistakes.add(
          field.place(),
          field.path() + ".default",
          "the database fills only what no migration makes",
          "say managed: false at the collection, or another default");
    }
  }

  /** A row of users is made when somebody signs up, so nothing else can be demanded. */
  private void fillable(FieldDraft field) {
    boolean demanded =
        switch (field) {
          case FieldDraft.Stored it ->
              !it.id().equals("id")
                  && !it.column().nullable()
                  && it.column().fill() == Fill.Nothing.NOTHING
                  && it.computed().missing();
          case FieldDraft.Reference it -> !it.optional() && it.fallback().missing();
          case FieldDraft.Many it -> false;
          case FieldDraft.OtherSide it -> false;
          case FieldDraft.Declared it -> false;
          case FieldDraft.Computed it -> false;
        };
    if (demanded) {
      mistakes.add(
          field.place(),
          field.path(),
          "a field of users must be optional or have a default: signing up makes the row",
          "add ?, a default, or give users a key of its own");
    }
  }

  private FieldDraft viewed(CollectionDraft draft, FieldDraft field) {
    boolean created =
        draft.kind instanceof Kind.View view && view.writes().contains(Collection.Writing.CREATE);
    boolean writes =
        switch (field) {
          case FieldDraft.Stored it ->
              it.unique()
                  || it.column().fill() instanceof Fill.Identity
                  || (!created
                      && (it.column().fill() != Fill.Nothing.NOTHING || !it.computed().missing()));
          case FieldDraft.Reference it -> it.unique() || !it.fallback().missing();
          case FieldDraft.Many it -> it.through().isEmpty();
          case FieldDraft.OtherSide it -> false;
          case FieldDraft.Declared it -> false;
          case FieldDraft.Computed it -> false;
        };
    if (writes) {
      mistakes.add(
          field.place(), field.path(), "a view has no constraint, default or link of its own", "");
    }
    return field;
  }

  private void key(CollectionDraft draft) {
    Optional<Node> node = draft.node.get("key");
    List<String> names = node.map(Nodes::texts).orElse(List.of());
    if (node.isEmpty()) {
      if (draft.fields.containsKey("id")) {
        draft.keyFields.add("id");
        fillId(draft);
      }
    } else if (!names.equals(List.of("none"))) {
      if (names.isEmpty()) {
        mistakes.add(node.get().place(), draft.path("key"), "the key is empty", "say key: none");
      }
      names.forEach(it -> keyField(draft, it, node.get().place()));
    }
  }

  private void keyField(CollectionDraft draft, String name, Node.Place place) {
    FieldDraft field = draft.fields.get(name);
    if (draft.keyFields.contains(name)) {
      mistakes.add(place, draft.path("key"), name + " is there twice", "");
    } else if (field instanceof FieldDraft.Stored || field instanceof FieldDraft.Reference) {
      draft.keyFields.add(name);
      present(draft, field);
    } else if (!draft.broken.contains(name)) {
      mistakes.add(
          place,
          draft.path("key"),
          "no stored field " + Wording.quoted(name),
          Wording.near(name, draft.fields.keySet(), "name fields of this collection"));
    }
  }

  private void present(CollectionDraft draft, FieldDraft field) {
    boolean optional =
        field instanceof FieldDraft.Reference it
            ? it.optional()
            : field instanceof FieldDraft.Stored stored && stored.column().nullable();
    if (optional && !draft.view()) {
      mistakes.add(
          field.place(), field.path(), "a field of the key cannot be optional", "remove ?");
    }
  }

  /** A declared {@code id: uuid} is filled like the implied one. */
  private void fillId(CollectionDraft draft) {
    FieldDraft id = draft.fields.get("id");
    if (id == null) {
      return;
    }
    present(draft, id);
    if (id instanceof FieldDraft.Stored it
        && !draft.view()
        && draft.node.get("fields").isPresent()
        && declaresId(draft)
        && it.column().type() == Type.Scalar.UUID
        && it.column().fill() == Fill.Nothing.NOTHING
        && it.computed().missing()) {
      draft.fields.put(
          "id",
          new FieldDraft.Stored(
              it.id(),
              it.place(),
              it.path(),
              Columns.filled(it.column(), Fill.NewId.NEW_ID),
              it.unique(),
              it.computed(),
              it.always()));
    }
  }

  private static boolean declaresId(CollectionDraft draft) {
    return Nodes.mapping(draft.node, "fields").get("id").isPresent();
  }

  /** Adds the joining collections that no file declares. */
  private void join() {
    for (CollectionDraft draft : List.copyOf(drafts.values())) {
      for (FieldDraft field : draft.fields.values()) {
        if (field instanceof FieldDraft.Many many && !draft.view()) {
          join(draft, many);
        }
      }
    }
  }

  private void join(CollectionDraft draft, FieldDraft.Many many) {
    String id = many.through().isEmpty() ? draft.id + "_" + many.id() : many.through();
    if (!drafts.containsKey(id)) {
      drafts.put(id, junction(draft, many, id));
    } else if (many.through().isEmpty()) {
      mistakes.add(
          many.place(),
          many.path(),
          "the collection " + id + " is there already",
          "say through: " + id + " if it joins the two, or through: {name: another}");
    } else if (!many.access().entries().isEmpty()) {
      mistakes.add(
          many.access().place(),
          many.path() + ".access",
          "the rules of " + id + " stand there",
          "remove them here");
    }
  }

  private CollectionDraft junction(CollectionDraft draft, FieldDraft.Many many, String id) {
    Node.Mapping nothing = new Node.Mapping(many.place(), List.of());
    CollectionDraft junction =
        new CollectionDraft(id, many.place(), nothing, draft.schema, id, new Kind.Table());
    if (!Identifiers.is(id)) {
      Identifiers.refuse(many.place(), many.path(), id, mistakes);
    }
    CollectionDraft target = drafts.get(many.target());
    String here = draft.id;
    String there = many.target().equals(here) ? many.id() : many.target();
    if (target == null || there.equals(here)) {
      mistakes.add(
          many.place(), many.path(), "the two ends have one name", "call the field otherwise");
      return junction;
    }
    int first = draft.keyFields.size();
    List<String> columns = many.throughColumns();
    boolean split = columns.size() > first && !columns.isEmpty();
    end(junction, here, draft.id, split ? columns.subList(0, first) : columns, many);
    end(
        junction,
        there,
        target.id,
        split ? columns.subList(first, columns.size()) : List.of(),
        many);
    return junction;
  }

  private static void end(
      CollectionDraft junction,
      String name,
      String target,
      List<String> columns,
      FieldDraft.Many many) {
    junction.keyFields.add(name);
    junction.fields.put(
        name,
        new FieldDraft.Reference(
            name,
            many.place(),
            many.path(),
            target,
            false,
            false,
            false,
            columns,
            List.of(),
            Relation.OnDelete.CASCADE,
            List.of(),
            Node.NONE,
            "",
            ""));
  }
}
