package msingi.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import msingi.definition.Column.Refinement;
import msingi.expression.Type;

/** The scalars and the application's own types, by name. */
final class TypeTable {
  /** A type and the limits that came with its name. */
  record Refined(Type type, List<Refinement> refinements) {
    Refined {
      refinements = List.copyOf(refinements);
    }
  }

  private static final String NATIVE = "native";

  /** A name as PostgreSQL takes it: in small letters, or in quotation marks. */
  private static final String NAME = "([a-z_][a-z0-9_]*|\"([^\"\\p{Cntrl}]|\"\"){1,63}\")";

  /** Words, a schema before them, modifiers and dimensions after them. */
  private static final Pattern NATIVE_NAME =
      Pattern.compile(
          "("
              + NAME
              + "\\.)?"
              + NAME
              + "( [a-z]+){0,4}(\\([0-9]{1,5}(, ?[0-9]{1,5})?\\))?( [a-z]+){0,3}(\\[\\])?");

  private static final int MOST_DIGITS = 1_000;
  private static final int MOST_DIGITS_SQLITE = 18;

  private final Map<String, Node.Entry> declared = new HashMap<>();
  private final Map<String, Optional<Refined>> known = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private final boolean sqlite;
  private final Mistakes mistakes;

  TypeTable(Node.Mapping types, boolean sqlite, Mistakes mistakes) {
    this.sqlite = sqlite;
    this.mistakes = mistakes;
    for (Node.Entry entry : types.entries()) {
      if (built(entry.key())) {
        mistakes.add(
            entry.place(), path(entry.key()), entry.key() + " is a type of the language", "rename");
      } else if (!Identifiers.is(entry.key())) {
        Identifiers.refuse(entry.place(), path(entry.key()), entry.key(), mistakes);
      } else {
        declared.put(entry.key(), entry);
      }
    }
  }

  /** Whether names of the store do not differ by their case alone. */
  boolean foldsCase() {
    return sqlite;
  }

  /** Checks every declared type, used or not. */
  void check() {
    declared.keySet().stream().sorted().forEach(this::declared);
  }

  private static String path(String name) {
    return "types." + name;
  }

  static Set<String> scalars() {
    Set<String> names = new LinkedHashSet<>();
    for (Type.Scalar scalar : Type.Scalar.values()) {
      names.add(scalar.name().toLowerCase(Locale.ROOT));
    }
    return names;
  }

  private static boolean built(String name) {
    return scalars().contains(name) || name.equals("decimal") || name.equals(NATIVE);
  }

  /** Every name that a field may use as a type. */
  Set<String> names() {
    Set<String> names = scalars();
    names.add("decimal");
    names.add(NATIVE);
    names.addAll(declared.keySet());
    return names;
  }

  boolean has(String name) {
    return names().contains(name);
  }

  /** The type that a short form names; a mistake where its limits are wrong. */
  Optional<Refined> resolve(
      TypeText.Base.Named base, String limits, Node.Place place, String path) {
    Optional<Refined> plain =
        base.name().equals("decimal")
            ? decimal(limits, place, path)
            : base.name().equals(NATIVE) ? ofDatabase(limits, place, path) : named(base.name());
    if (plain.isEmpty()) {
      return plain;
    }
    Refined refined = plain.get();
    if (base.array()) {
      if (!refined.refinements().isEmpty() || refined.type() instanceof Type.Array) {
        mistakes.add(
            place, path, "elements of an array cannot have limits", "write them as a check");
        return Optional.empty();
      }
      if (refined.type() instanceof Type.Represented) {
        mistakes.add(
            place, path, "arrays of a type with show, read or parse: not yet", "use another type");
        return Optional.empty();
      }
      refined = new Refined(new Type.Array(refined.type()), List.of());
    }
    return limits.isEmpty() || base.name().equals("decimal") || base.name().equals(NATIVE)
        ? Optional.of(refined)
        : limited(refined, limits, place, path);
  }

  /**
   * A type that only the database knows, by the name in its catalogue. The name goes into
   * statements as it is, and so is a plain one.
   */
  private Optional<Refined> ofDatabase(String name, Node.Place place, String path) {
    if (sqlite) {
      mistakes.add(
          place,
          path,
          "a native type needs PostgreSQL, and the store is SQLite",
          "use text or json, or a PostgreSQL store");
      return Optional.empty();
    }
    if (!NATIVE_NAME.matcher(name).matches()) {
      mistakes.add(
          place,
          path,
          "this is no name of a type: " + Wording.quoted(name),
          "write it in small letters, such as native(int4range) or native(bit varying(8)[])");
      return Optional.empty();
    }
    return Optional.of(new Refined(new Type.Native(name), List.of()));
  }

  private Optional<Refined> limited(Refined refined, String limits, Node.Place place, String path) {
    try {
      List<Refinement> all = new ArrayList<>(refined.refinements());
      all.add(Refinements.limits(refined.type(), limits));
      return Optional.of(new Refined(refined.type(), all));
    } catch (Literals.Unfit unfit) {
      mistakes.add(place, path, String.valueOf(unfit.getMessage()), "write (least..most)");
      return Optional.empty();
    }
  }

  private Optional<Refined> named(String name) {
    return scalars().contains(name)
        ? Optional.of(new Refined(Type.Scalar.valueOf(name.toUpperCase(Locale.ROOT)), List.of()))
        : declared(name);
  }

  private Optional<Refined> decimal(String limits, Node.Place place, String path) {
    String[] parts = limits.split(",", -1);
    if (parts.length != 2
        || !parts[0].strip().matches("[0-9]{1,4}")
        || !parts[1].strip().matches("[0-9]{1,4}")) {
      mistakes.add(
          place, path, "decimal needs its digits and those after the point", "decimal(12,2)");
      return Optional.empty();
    }
    int precision = Integer.parseInt(parts[0].strip());
    int scale = Integer.parseInt(parts[1].strip());
    int most = sqlite ? MOST_DIGITS_SQLITE : MOST_DIGITS;
    if (precision < 1 || precision > most || scale > precision) {
      mistakes.add(
          place,
          path,
          "decimal(p,s) needs p from 1 to "
              + most
              + " and s up to p"
              + (sqlite ? " on SQLite" : ""),
          sqlite && precision > most ? "use fewer digits, or a PostgreSQL store" : "");
      return Optional.empty();
    }
    return Optional.of(new Refined(new Type.Decimal(precision, scale), List.of()));
  }

  private Optional<Refined> declared(String name) {
    Node.Entry entry = declared.get(name);
    if (entry == null) {
      return Optional.empty();
    }
    Optional<Refined> before = known.get(name);
    if (before != null) {
      return before;
    }
    if (!open.add(name)) {
      mistakes.add(entry.place(), path(name), "the type is defined by itself", "");
      return Optional.empty();
    }
    Optional<Refined> read = read(entry);
    open.remove(name);
    known.put(name, read);
    return read;
  }

  private Optional<Refined> read(Node.Entry entry) {
    String path = path(entry.key());
    Node.Mapping more =
        entry.value() instanceof Node.Mapping mapping
            ? mapping
            : new Node.Mapping(entry.place(), List.of());
    Optional<Node.Scalar> is = FieldSpec.is(entry.value());
    if (is.isEmpty()) {
      if (more.get("one_of").isPresent()) {
        return refine(new Refined(Type.Scalar.TEXT, List.of()), more, path);
      }
      mistakes.add(entry.place(), path, "is: is missing", "say which type it refines");
      return Optional.empty();
    }
    return FieldSpec.parse(is.get(), path, mistakes)
        .flatMap(text -> base(text, is.get(), path))
        .flatMap(refined -> refine(refined, more, path))
        .flatMap(refined ->
            new RepresentationReader(sqlite, mistakes)
                .read(refined, more, path)
                .map(it -> new Refined(it, refined.refinements())));
  }

  private Optional<Refined> base(TypeText text, Node.Scalar is, String path) {
    if (text.optional()
        || !text.words().isEmpty()
        || !text.auto().isEmpty()
        || text.literalAt() >= 0) {
      mistakes.add(
          is.place(), path, "a type is only a type and its limits", "say the rest at the field");
      return Optional.empty();
    }
    if (!(text.base() instanceof TypeText.Base.Named named) || !has(named.name())) {
      mistakes.add(
          is.place(),
          path,
          "unknown type " + Wording.quoted(is.text()),
          Wording.near(is.text(), names(), "known: " + String.join(", ", names())));
      return Optional.empty();
    }
    return resolve(named, text.limits(), is.at(text.limitsAt()), path);
  }

  /** Adds one_of, match, min and max of a mapping. */
  Optional<Refined> refine(Refined refined, Node.Mapping more, String path) {
    List<Refinement> all = new ArrayList<>(refined.refinements());
    boolean good = oneOf(refined.type(), more, path, all);
    good &= match(refined.type(), more, path, all);
    good &= bounds(refined.type(), more, path, all);
    return good ? Optional.of(new Refined(refined.type(), all)) : Optional.empty();
  }

  private boolean oneOf(Type type, Node.Mapping more, String path, List<Refinement> all) {
    Optional<Node> node = more.get("one_of");
    if (node.isEmpty()) {
      return true;
    }
    List<String> texts = Nodes.texts(node.get());
    if (type != Type.Scalar.TEXT || texts.isEmpty() || new HashSet<>(texts).size() < texts.size()) {
      mistakes.add(
          node.get().place(), path + ".one_of", "one_of needs a text and different texts", "");
      return false;
    }
    all.add(new Refinement.OneOf(texts));
    return true;
  }

  private boolean match(Type type, Node.Mapping more, String path, List<Refinement> all) {
    Optional<Node> node = more.get("match");
    if (node.isEmpty()) {
      return true;
    }
    try {
      if (type != Type.Scalar.TEXT) {
        throw new Literals.Unfit("only a text has a pattern");
      }
      all.add(Refinements.match(Nodes.text(node.get())));
      return true;
    } catch (Literals.Unfit unfit) {
      mistakes.add(node.get().place(), path + ".match", String.valueOf(unfit.getMessage()), "");
      return false;
    }
  }

  private boolean bounds(Type type, Node.Mapping more, String path, List<Refinement> all) {
    Node least = more.get("min").orElse(Node.NONE);
    Node most = more.get("max").orElse(Node.NONE);
    if (least.missing() && most.missing()) {
      return true;
    }
    Node at = least.missing() ? most : least;
    try {
      all.add(Refinements.bounds(type, least, most));
      return true;
    } catch (Literals.Unfit unfit) {
      mistakes.add(at.place(), path, String.valueOf(unfit.getMessage()), "");
      return false;
    }
  }
}
