package msingi.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import msingi.definition.Column.Fill;
import msingi.expression.Type;
import msingi.expression.Value;

/** Reads single fields. */
final class FieldReader {
  private static final Set<String> STORED =
      Set.of(
          "is",
          "title",
          "optional",
          "unique",
          "hidden",
          "identity",
          "auto",
          "default",
          "one_of",
          "match",
          "min",
          "max",
          "name",
          "was");
  private static final Set<String> REFERENCE =
      Set.of(
          "is",
          "title",
          "optional",
          "unique",
          "hidden",
          "default",
          "name",
          "was",
          "columns",
          "references",
          "on_delete");
  private static final Set<String> MANY = Set.of("is", "title", "through", "access");
  private static final Set<String> OTHER_SIDE = Set.of("is", "title");
  private static final Set<String> COMPUTED = Set.of("is", "title", "computed");
  private static final Set<String> DECLARED = Set.of("title", "relation");

  private final TypeTable types;
  private final Set<String> collections;
  private final Mistakes mistakes;

  FieldReader(TypeTable types, Set<String> collections, Mistakes mistakes) {
    this.types = types;
    this.collections = collections;
    this.mistakes = mistakes;
  }

  /** The field of an entry; empty after a mistake. */
  Optional<FieldDraft> read(Node.Entry entry, String path) {
    if (!Identifiers.is(entry.key())) {
      Identifiers.refuse(entry.place(), path, entry.key(), mistakes);
      return Optional.empty();
    }
    if (Identifiers.taken(entry.key())) {
      mistakes.add(
          entry.place(),
          path,
          entry.key() + " already means something in expressions",
          "choose another identifier, and keep the stored name with name:");
      return Optional.empty();
    }
    if (entry.value() instanceof Node.Mapping mapping && mapping.get("relation").isPresent()) {
      return declared(entry, mapping, path);
    }
    if (entry.value() instanceof Node.Mapping mapping && mapping.get("computed").isPresent()) {
      return FieldSpec.read(entry, path, mistakes).flatMap(this::computed);
    }
    return FieldSpec.read(entry, path, mistakes).flatMap(this::spelled);
  }

  /** A field that is computed: its type says what must come out. */
  private Optional<FieldDraft> computed(FieldSpec spec) {
    boolean good = only(spec.more(), COMPUTED, "a computed field", spec.path());
    if (!(spec.text().base() instanceof TypeText.Base.Named named) || !types.has(named.name())) {
      mistakes.add(
          spec.is().place(), spec.path(), "a computed field has a type of values", "say is:");
      return Optional.empty();
    }
    Node node = spec.more().get("computed").orElse(Node.NONE);
    String function = Nodes.text(Nodes.mapping(node), "stored");
    Node.Scalar text = node instanceof Node.Scalar scalar ? scalar : Node.NONE;
    if (text.missing() && function.isEmpty()) {
      mistakes.add(node.place(), spec.path(), "nothing computes the field", "say an expression");
      good = false;
    }
    if (!function.isEmpty() && types.foldsCase()) {
      mistakes.add(
          node.place(),
          spec.path() + ".computed.stored",
          "this store has no functions of its own",
          "say an expression");
      good = false;
    }
    Node.Place at = spec.is().at(spec.text().limitsAt());
    Optional<TypeTable.Refined> refined =
        types.resolve(named, spec.text().limits(), at, spec.path());
    return good
        ? refined.map(it ->
            new FieldDraft.Computed(
                spec.id(),
                spec.place(),
                spec.path(),
                it.type(),
                text,
                function,
                Nodes.text(spec.more(), "title")))
        : Optional.empty();
  }

  private Optional<FieldDraft> declared(Node.Entry entry, Node.Mapping more, String path) {
    boolean good = only(more, DECLARED, "a declared relation", path);
    Node.Mapping relation = Nodes.mapping(more, "relation");
    String target = Nodes.text(relation, "to");
    good &= target(target, relation.get("to").map(Node::place).orElse(relation.place()), path);
    List<String> columns = Nodes.texts(relation, "columns");
    String function = Nodes.text(relation, "stored");
    if (columns.isEmpty() && function.isEmpty()) {
      mistakes.add(relation.place(), path, "the relation has no columns", "say columns: [...]");
      good = false;
    }
    good &= function.isEmpty() || answered(relation, path);
    return good
        ? Optional.of(
            new FieldDraft.Declared(
                entry.key(),
                entry.place(),
                path,
                target,
                columns,
                Nodes.texts(relation, "references"),
                function,
                Nodes.flag(relation, "many", false),
                Nodes.text(relation, "name")))
        : Optional.empty();
  }

  /** Whether a function of the database may answer the rows of a relation. */
  private boolean answered(Node.Mapping relation, String path) {
    boolean good = true;
    if (types.foldsCase()) {
      mistakes.add(
          relation.place(),
          path + ".relation.stored",
          "this store has no functions of its own",
          "say columns: [...]");
      good = false;
    }
    for (String key : List.of("columns", "references", "name")) {
      if (relation.get(key).isPresent()) {
        mistakes.add(
            relation.place(),
            path + ".relation." + key,
            "the function says which rows belong to which",
            "remove " + key);
        good = false;
      }
    }
    return good;
  }

  private boolean target(String target, Node.Place place, String path) {
    if (collections.contains(target)) {
      return true;
    }
    mistakes.add(
        place,
        path,
        "unknown collection " + Wording.quoted(target),
        Wording.near(target, collections, "it must be one of this application's collections"));
    return false;
  }

  private boolean only(Node.Mapping more, Set<String> allowed, String what, String path) {
    boolean good = true;
    for (Node.Entry entry : more.entries()) {
      if (!allowed.contains(entry.key())) {
        mistakes.add(
            entry.place(),
            path + "." + entry.key(),
            what + " does not take " + entry.key(),
            "remove it");
        good = false;
      }
    }
    return good;
  }

  private Optional<FieldDraft> spelled(FieldSpec spec) {
    return switch (spec.text().base()) {
      case TypeText.Base.Many many -> many(spec, many.target());
      case TypeText.Base.OtherSide other -> otherSide(spec, other);
      case TypeText.Base.Named named -> {
        if (types.has(named.name())) {
          yield stored(spec, named);
        }
        if (collections.contains(named.name()) && !named.array()) {
          yield reference(spec, named.name());
        }
        unknown(spec, named);
        yield Optional.empty();
      }
    };
  }

  private void unknown(FieldSpec spec, TypeText.Base.Named named) {
    boolean many = collections.contains(named.name());
    List<String> known = new ArrayList<>(types.names());
    known.addAll(collections);
    mistakes.add(
        spec.is().at(0),
        spec.path(),
        many ? "a list of rows is no array" : "unknown type " + Wording.quoted(named.name()),
        many
            ? "many to many is written \"[" + named.name() + "]\""
            : Wording.near(
                named.name(), known, "it must be a type, one of types, or a collection"));
  }

  /** Whether nothing but the type stands in the short form of a relation to many. */
  private boolean bare(FieldSpec spec) {
    TypeText text = spec.text();
    boolean bare =
        !text.optional()
            && text.words().isEmpty()
            && text.auto().isEmpty()
            && text.literalAt() < 0
            && text.limits().isEmpty();
    if (!bare) {
      mistakes.add(
          spec.is().place(),
          spec.path(),
          "a relation to many has no column of its own",
          "only [name]");
    }
    return bare;
  }

  private Optional<FieldDraft> many(FieldSpec spec, String target) {
    boolean good = bare(spec) & target(target, spec.is().at(1), spec.path());
    good &= only(spec.more(), MANY, "many to many", spec.path());
    if (!good) {
      return Optional.empty();
    }
    Node through = spec.more().get("through").orElse(Node.NONE);
    Node.Mapping mapping = Nodes.mapping(through);
    String name =
        through instanceof Node.Scalar scalar && !through.missing()
            ? scalar.text()
            : Nodes.text(mapping, "name");
    return Optional.of(
        new FieldDraft.Many(
            spec.id(),
            spec.place(),
            spec.path(),
            target,
            name,
            Nodes.texts(mapping, "columns"),
            Nodes.mapping(spec.more(), "access")));
  }

  private Optional<FieldDraft> otherSide(FieldSpec spec, TypeText.Base.OtherSide other) {
    boolean good = bare(spec) & target(other.target(), spec.is().at(1), spec.path());
    good &= only(spec.more(), OTHER_SIDE, "the other side of a field", spec.path());
    return good
        ? Optional.of(
            new FieldDraft.OtherSide(
                spec.id(), spec.place(), spec.path(), other.target(), other.field()))
        : Optional.empty();
  }

  private Optional<FieldDraft> reference(FieldSpec spec, String target) {
    boolean good = only(spec.more(), REFERENCE, "a reference", spec.path());
    if (!spec.text().limits().isEmpty() || spec.says("identity") || !spec.auto().isEmpty()) {
      mistakes.add(
          spec.is().place(),
          spec.path(),
          "a reference has no limits, identity or auto",
          "remove it");
      good = false;
    }
    String constraint = Nodes.text(spec.more(), "name");
    if (!constraint.isEmpty() && !Identifiers.stored(constraint)) {
      mistakes.add(
          spec.place(), spec.path(), "a stored name has 1 to 63 bytes", "choose a shorter one");
      good = false;
    }
    if (!good) {
      return Optional.empty();
    }
    String onDelete = Nodes.text(spec.more(), "on_delete");
    return Optional.of(
        new FieldDraft.Reference(
            spec.id(),
            spec.place(),
            spec.path(),
            target,
            spec.optional(),
            spec.says("unique"),
            spec.says("hidden"),
            Nodes.texts(spec.more(), "columns"),
            Nodes.texts(spec.more(), "references"),
            onDelete.isEmpty()
                ? Relation.OnDelete.RESTRICT
                : Relation.OnDelete.valueOf(onDelete.toUpperCase(Locale.ROOT)),
            Nodes.texts(spec.more(), "was"),
            Defaults.node(spec, mistakes),
            constraint,
            Nodes.text(spec.more(), "title")));
  }

  private Optional<FieldDraft> stored(FieldSpec spec, TypeText.Base.Named named) {
    boolean good = only(spec.more(), STORED, "a stored field", spec.path());
    Node.Place at = spec.is().at(spec.text().limitsAt());
    Optional<TypeTable.Refined> refined =
        types
            .resolve(named, spec.text().limits(), at, spec.path())
            .flatMap(it -> types.refine(it, spec.more(), spec.path()));
    String name = spec.more().get("name").map(Nodes::text).orElse(spec.id());
    if (!Identifiers.stored(name)) {
      mistakes.add(
          spec.place(), spec.path(), "a stored name has 1 to 63 bytes", "choose a shorter one");
      good = false;
    }
    if (!good || refined.isEmpty()) {
      return Optional.empty();
    }
    Node fallback = Defaults.node(spec, mistakes);
    return fill(spec, refined.get(), fallback)
        .map(fill -> stored(spec, name, refined.get(), fill, fallback));
  }

  private FieldDraft stored(
      FieldSpec spec, String name, TypeTable.Refined refined, Fill fill, Node fallback) {
    return new FieldDraft.Stored(
        spec.id(),
        spec.place(),
        spec.path(),
        new Column(
            name,
            spec.id(),
            Nodes.text(spec.more(), "was"),
            refined.type(),
            spec.optional(),
            spec.says("hidden"),
            fill,
            refined.refinements(),
            "C",
            Nodes.text(spec.more(), "title")),
        spec.says("unique"),
        Defaults.computed(fallback),
        Defaults.always(fallback));
  }

  private Optional<Fill> fill(FieldSpec spec, TypeTable.Refined refined, Node fallback) {
    boolean identity = spec.says("identity");
    String auto = spec.auto();
    int ways = (fallback.missing() ? 0 : 1) + (identity ? 1 : 0) + (auto.isEmpty() ? 0 : 1);
    if (ways > 1) {
      return refused(spec, "only one of a default, identity and auto can fill a field");
    }
    if (identity) {
      boolean whole = refined.type() == Type.Scalar.INT || refined.type() == Type.Scalar.LONG;
      return whole && !spec.optional()
          ? Optional.of(Fill.Identity.IDENTITY)
          : refused(spec, "identity needs int or long, and not ?");
    }
    if (!auto.isEmpty()) {
      return refined.type() == Type.Scalar.TIMESTAMP
          ? Optional.of(auto.equals("create") ? Fill.OnCreate.ON_CREATE : Fill.OnUpdate.ON_UPDATE)
          : refused(spec, "auto needs a timestamp");
    }
    return fallback.missing()
        ? Optional.of(Fill.Nothing.NOTHING)
        : Defaults.fill(fallback, refined, spec.path(), mistakes);
  }

  private Optional<Fill> refused(FieldSpec spec, String reason) {
    mistakes.add(spec.is().place(), spec.path(), reason, "");
    return Optional.empty();
  }

  /** The key that a collection has when it declares none. */
  static FieldDraft.Stored impliedKey(Node.Place place, String path, boolean filled) {
    Column column =
        new Column(
            "id",
            "id",
            "",
            Type.Scalar.UUID,
            false,
            false,
            filled ? Fill.NewId.NEW_ID : Fill.Nothing.NOTHING,
            List.of(),
            "C",
            "");
    return new FieldDraft.Stored("id", place, path, column, false, Node.NONE, false);
  }

  /** Literal and computed defaults. */
  static final class Defaults {
    private static final Set<String> WORDS = Set.of("expr", "always");
    private static final Set<String> FILLED = Set.of("stored", "always");

    private Defaults() {}

    /** What stands after {@code =} or {@code default:}, or {@link Node#NONE}. */
    static Node node(FieldSpec spec, Mistakes mistakes) {
      if (spec.text().literalAt() < 0) {
        return spec.more().get("default").orElse(Node.NONE);
      }
      Node.Place place = spec.is().at(spec.text().literalAt());
      Mistakes inside = new Mistakes();
      Optional<Node> node = YamlReader.read(place.file(), spec.text().literal(), inside);
      if (node.isEmpty() || !inside.none()) {
        mistakes.add(place, spec.path(), "the value after = cannot be read", "use default:");
        return Node.NONE;
      }
      return moved(node.get(), place);
    }

    private static Node moved(Node node, Node.Place place) {
      return switch (node) {
        case Node.Scalar it -> new Node.Scalar(place, it.text(), it.quoted(), -1);
        case Node.Sequence it ->
            new Node.Sequence(place, it.items().stream().map(item -> moved(item, place)).toList());
        case Node.Mapping it ->
            new Node.Mapping(
                place,
                it.entries().stream()
                    .map(entry -> new Node.Entry(place, entry.key(), moved(entry.value(), place)))
                    .toList());
      };
    }

    /** Whether a computed default stands whatever the caller gives. */
    static boolean always(Node node) {
      return Nodes.flag(Nodes.mapping(node), "always", false);
    }

    /** Whether it is {@code {stored: true}}, and {@code always} perhaps. */
    private static boolean stored(Node node) {
      return node instanceof Node.Mapping mapping
          && mapping.entries().stream().allMatch(it -> FILLED.contains(it.key()))
          && Nodes.flag(mapping, "stored", false);
    }

    /** The expression of {@code {expr: …}}, or {@link Node#NONE}. */
    static Node.Scalar computed(Node node) {
      return node instanceof Node.Mapping mapping
              && mapping.entries().stream().allMatch(it -> WORDS.contains(it.key()))
              && mapping.get("expr").orElse(node) instanceof Node.Scalar scalar
          ? scalar
          : Node.NONE;
    }

    /** The fill of a default; nothing yet where it is computed. Empty after a mistake. */
    static Optional<Fill> fill(
        Node node, TypeTable.Refined refined, String path, Mistakes mistakes) {
      if (!computed(node).missing()) {
        return Optional.of(Fill.Nothing.NOTHING);
      }
      if (stored(node)) {
        return Optional.of(new Fill.Stored(always(node)));
      }
      try {
        Value value = Literals.value(node, refined.type());
        Refinements.hold(refined.refinements(), value);
        return Optional.of(new Fill.Constant(value));
      } catch (Literals.Unfit unfit) {
        mistakes.add(node.place(), path, "the default does not fit: " + unfit.getMessage(), "");
        return Optional.empty();
      }
    }
  }
}
