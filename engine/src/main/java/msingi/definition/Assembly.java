package msingi.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Puts an application together from its files. */
final class Assembly {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
  private static final Pattern ROLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,62}");
  private static final Set<String> OWN_ROLES = Set.of("anon", "authenticated", "service_role");
  private static final List<String> LATER_STORES =
      List.of("mysql:", "mariadb:", "sqlserver:", "mongodb:", "cassandra:", "jdbc:");

  private final String main;
  private final Map<String, String> sources;
  private final Map<String, String> environment;
  private final Before before;
  private final Mistakes mistakes;
  private final Map<String, Node.Entry> files = new HashMap<>();
  private final IdentityHashMap<Collection, byte[]> prints = new IdentityHashMap<>();
  private CollectionReader.Setting setting = Before.NOTHING.setting();
  private Map<String, CollectionDraft> drafts = Map.of();
  private Map<String, Collection> related = Map.of();
  private Map<String, Set<String>> asked = Map.of();
  private Map<String, Collection> ruled = Map.of();

  Assembly(
      String main,
      Map<String, String> sources,
      Map<String, String> environment,
      Before before,
      Mistakes mistakes) {
    this.main = main;
    this.sources = sources;
    this.environment = environment;
    this.before = before;
    this.mistakes = mistakes;
  }

  DefinitionReader.Result result() {
    Optional<Node.Mapping> root = root();
    List<Node.Entry> entries = new ArrayList<>();
    root.flatMap(it -> it.get("collections"))
        .ifPresent(it -> entries.addAll(Nodes.mapping(it).entries()));
    entries.addAll(split(entries));
    if (root.isEmpty()) {
      return new DefinitionReader.Result.Refused(mistakes.sorted());
    }
    App app = app(root.get(), entries);
    return mistakes.none()
        ? new DefinitionReader.Result.Read(app)
        : new DefinitionReader.Result.Refused(mistakes.sorted());
  }

  /** What this reading leaves for the next one. */
  Before after(App app) {
    return new Before(
        sources,
        files,
        setting,
        drafts,
        app.roles(),
        related,
        asked,
        ruled,
        app.collections(),
        prints);
  }

  private Optional<Node.Mapping> root() {
    Optional<Node> node = YamlReader.read(main, sources.getOrDefault(main, ""), mistakes);
    if (node.isEmpty()) {
      if (mistakes.none()) {
        mistakes.add(
            new Node.Place(main, 1, 1), "", "the definition is empty", "begin with msingi: 1");
      }
      return Optional.empty();
    }
    Node filled =
        node.get() instanceof Node.Mapping mapping
            ? new Node.Mapping(
                mapping.place(), mapping.entries().stream().map(this::filled).toList())
            : node.get();
    return new ShapeCheck(mistakes)
        .clean(filled, new Shape.Keywords(Vocabulary.Section.APPLICATION), "")
        .map(it -> Nodes.mapping(it));
  }

  private Node.Entry filled(Node.Entry entry) {
    boolean fillable = entry.key().equals("store") || entry.key().equals("auth");
    return fillable
        ? new Node.Entry(
            entry.place(),
            entry.key(),
            Substitution.fill(entry.value(), environment, entry.key(), mistakes))
        : entry;
  }

  /** The collections that have files of their own. */
  private List<Node.Entry> split(List<Node.Entry> before) {
    Set<String> known = new HashSet<>();
    before.forEach(it -> known.add(it.key()));
    List<Node.Entry> entries = new ArrayList<>();
    for (String file : sources.keySet()) {
      if (!file.equals(main)) {
        entry(file, known).ifPresent(entries::add);
      }
    }
    return entries;
  }

  private Optional<Node.Entry> entry(String file, Set<String> known) {
    String id = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.ya?ml$", "");
    Node.Place top = new Node.Place(file, 1, 1);
    if (!known.add(id)) {
      mistakes.add(top, "collections." + id, "the collection is there twice", "remove one of them");
      return Optional.empty();
    }
    String text = sources.getOrDefault(file, "");
    Node.Entry same = before.entries().get(file);
    if (same != null && text.equals(before.texts().get(file))) {
      files.put(file, same);
      return Optional.of(same);
    }
    Shape shape = new Shape.Keywords(Vocabulary.Section.COLLECTION);
    Optional<Node.Entry> entry =
        YamlReader.read(file, text, mistakes)
            .flatMap(it -> new ShapeCheck(mistakes).clean(it, shape, "collections." + id))
            .map(it -> new Node.Entry(top, id, it));
    entry.ifPresent(it -> files.put(file, it));
    return entry;
  }

  private App app(Node.Mapping root, List<Node.Entry> entries) {
    version(root);
    String name = name(root);
    String store = store(root, name);
    List<String> schemas = names(root, "schemas", List.of("public"));
    List<String> roles = roles(root);
    Node.Mapping own = Nodes.mapping(root, "types");
    TypeTable types = new TypeTable(own, store.startsWith("sqlite:"), mistakes);
    types.check();
    Set<String> ids = new LinkedHashSet<>();
    entries.forEach(it -> ids.add(it.key()));
    setting = new CollectionReader.Setting(own, schemas, types.foldsCase(), ids);
    Map<String, Collection> collections = collections(types, roles, entries);
    Map<String, Function> functions =
        new FunctionReader(
                types, collections, schemas, new Names(collections, roles, _ -> {}), mistakes)
            .read(Nodes.mapping(root, "functions"));
    Settings settings = new SettingsReader(root, mistakes).read();
    App app = new App(name, "", store, roles, schemas, collections, functions, settings);
    return new App(
        name,
        Fingerprint.of(app, before.prints(), prints),
        store,
        roles,
        schemas,
        collections,
        functions,
        settings);
  }

  private Map<String, Collection> collections(
      TypeTable types, List<String> roles, List<Node.Entry> entries) {
    drafts = new CollectionReader(types, setting, before, mistakes).read(entries);
    ColumnResolver columns = new ColumnResolver(drafts, mistakes);
    Map<String, Collection> tables =
        new TableBuilder(columns, types.foldsCase(), mistakes).build(drafts);
    Map<String, Map<String, Relation>> relations =
        new RelationBuilder(drafts, tables, columns, mistakes).build();
    related = new LinkedHashMap<>();
    tables.forEach((id, table) ->
        related.put(
            id,
            Before.same(
                before.related(),
                Collections.related(table, relations.getOrDefault(id, Map.of())))));
    RuledCollections rules = new RuledCollections(drafts, related, roles, before, mistakes);
    ruled = rules.read();
    asked = rules.asked();
    Map<String, Collection> whole =
        new ViewWrites(drafts, rules.linked(ruled), types.foldsCase(), mistakes).completed();
    whole.replaceAll((_, it) -> Before.same(before.collections(), it));
    return whole;
  }

  private void version(Node.Mapping root) {
    Optional<Node> version = root.get("msingi");
    if (version.isEmpty()) {
      mistakes.add(root.place(), "msingi", "the version of the format is missing", "msingi: 1");
    } else if (!Nodes.text(version.get()).equals("1")) {
      mistakes.add(
          version.get().place(),
          "msingi",
          "this Msingi reads version 1 of the format",
          "msingi: 1");
    }
  }

  private String name(Node.Mapping root) {
    String name = Nodes.text(root, "name");
    if (!NAME.matcher(name).matches()) {
      mistakes.add(
          root.get("name").map(Node::place).orElse(root.place()),
          "name",
          name.isEmpty() ? "the name is missing" : Wording.quoted(name) + " is not a name",
          "a-z first, then a-z, 0-9, - and _, at most 63");
    }
    return name;
  }

  private String store(Node.Mapping root, String name) {
    Optional<Node> node = root.get("store");
    String store = node.map(Nodes::text).orElse("sqlite:data/" + name + ".db");
    Node.Place place = node.map(Node::place).orElse(root.place());
    boolean path = store.startsWith("sqlite:") && store.length() > "sqlite:".length();
    if (!path && !store.startsWith("postgresql://") && !store.startsWith("postgres://")) {
      boolean later = LATER_STORES.stream().anyMatch(store::startsWith);
      mistakes.add(
          place,
          "store",
          later ? "this store: not yet, it is planned and not built" : "no store has this address",
          "sqlite:PATH or postgresql://USER:PASSWORD@HOST/DATABASE");
    }
    return store;
  }

  private List<String> names(Node.Mapping root, String key, List<String> otherwise) {
    Optional<Node> node = root.get(key);
    List<String> names = node.map(Nodes::texts).orElse(otherwise);
    boolean good =
        !names.isEmpty()
            && new HashSet<>(names).size() == names.size()
            && names.stream().allMatch(Identifiers::stored);
    if (!good) {
      mistakes.add(
          node.map(Node::place).orElse(root.place()), key, "one or more different names", "");
      return otherwise;
    }
    if (names.contains("msingi")) {
      mistakes.add(
          node.map(Node::place).orElse(root.place()), key, "msingi is the engine's own", "rename");
    }
    return names;
  }

  private List<String> roles(Node.Mapping root) {
    List<String> roles = Nodes.texts(root, "roles");
    Set<String> seen = new HashSet<>();
    for (String role : roles) {
      boolean own = OWN_ROLES.contains(role);
      if (own || !ROLE.matcher(role).matches() || !seen.add(role)) {
        mistakes.add(
            root.get("roles").map(Node::place).orElse(root.place()),
            "roles",
            Wording.quoted(role)
                + (own ? " is a role of the engine" : " is no name, or is there twice"),
            own ? "auth.role says it" : "letters, digits, - and _");
      }
    }
    return roles;
  }
}
