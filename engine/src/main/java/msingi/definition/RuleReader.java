package msingi.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import msingi.definition.Column.Fill;
import msingi.expression.Expression;
import msingi.expression.ExpressionReader;
import msingi.expression.ExpressionReader.Context;
import msingi.expression.Expressions;

/** Reads what is written in expressions: rules, checks and computed defaults. */
final class RuleReader {
  private final Map<String, CollectionDraft> drafts;
  private final Map<String, Collection> tables;
  private final Names names;
  private final Mistakes mistakes;

  RuleReader(
      Map<String, CollectionDraft> drafts,
      Map<String, Collection> tables,
      Names names,
      Mistakes mistakes) {
    this.drafts = drafts;
    this.tables = tables;
    this.names = names;
    this.mistakes = mistakes;
  }

  /** A collection with rules, checks and computed defaults. */
  Collection read(CollectionDraft draft) {
    Collection table = table(draft.id);
    Collection ruled =
        Collections.ruled(table, columns(draft, table), checks(draft), access(draft, table));
    return Collections.derived(ruled, new ComputedReader(this, names).read(draft, table));
  }

  private Collection table(String id) {
    Collection table = tables.get(id);
    if (table == null) {
      throw new IllegalArgumentException("no collection " + id);
    }
    return table;
  }

  private List<Column> columns(CollectionDraft draft, Collection table) {
    Map<String, Fill> fills = new LinkedHashMap<>();
    for (FieldDraft field : draft.fields.values()) {
      switch (field) {
        case FieldDraft.Stored it ->
            fallback(draft, it.column(), it.computed(), it.always(), it.path())
                .ifPresent(fill -> fills.put(it.column().name(), fill));
        case FieldDraft.Reference it -> {
          Node.Scalar text = FieldReader.Defaults.computed(it.fallback());
          boolean always = FieldReader.Defaults.always(it.fallback());
          for (Column column : own(table, it)) {
            fallback(draft, column, text, always, it.path())
                .ifPresent(fill -> fills.put(column.name(), fill));
          }
        }
        case FieldDraft.Many it -> {}
        case FieldDraft.OtherSide it -> {}
        case FieldDraft.Declared it -> {}
        case FieldDraft.Computed it -> {}
      }
    }
    List<Column> columns = new ArrayList<>();
    for (Column column : table.columns()) {
      Fill fill = fills.get(column.name());
      columns.add(fill == null ? column : Columns.filled(column, fill));
    }
    return columns;
  }

  private static List<Column> own(Collection table, FieldDraft.Reference field) {
    return table.relations().get(field.id()) instanceof Relation.ToOne toOne
        ? toOne.columns().stream().flatMap(it -> table.column(it).stream()).toList()
        : List.of();
  }

  private Optional<Fill> fallback(
      CollectionDraft draft, Column column, Node.Scalar text, boolean always, String path) {
    if (text.missing()) {
      return Optional.empty();
    }
    return expression(draft, text, Context.fallback(names, column.type()), path + ".default")
        .map(it -> new Fill.Computed(it, text.text(), always));
  }

  private List<Collection.Check> checks(CollectionDraft draft) {
    List<Collection.Check> checks = new ArrayList<>();
    Optional<Node> node = draft.node.get("check");
    if (node.isEmpty() || !(node.get() instanceof Node.Sequence sequence) || draft.view()) {
      return checks;
    }
    for (Node item : sequence.items()) {
      Node.Mapping more = Nodes.mapping(item);
      String name = Nodes.text(more, "name");
      String path = draft.path("check[" + sequence.items().indexOf(item) + "]");
      String stored = name.isEmpty() ? StoredNames.check(draft.table, checks.size()) : name;
      if (checks.stream().anyMatch(it -> it.name().equals(stored))) {
        mistakes.add(item.place(), path, "two checks are called " + stored, "rename one");
      }
      Node text = item instanceof Node.Mapping ? more.get("expr").orElse(more) : item;
      if (!(text instanceof Node.Scalar scalar)) {
        mistakes.add(item.place(), path, "the check has no expression", "say expr:");
        continue;
      }
      expression(draft, scalar, Context.check(names, draft.id), path)
          .ifPresent(
              it -> checks.add(new Collection.Check(stored, scalar.text(), it, deterministic(it))));
    }
    return checks;
  }

  private static boolean deterministic(Expression expression) {
    return !Expressions.any(
        expression, it -> it instanceof Expression.Moment || it instanceof Expression.Caller);
  }

  private Access access(CollectionDraft draft, Collection table) {
    Node.Mapping node = Nodes.mapping(draft.node, "access");
    for (Collection.Writing writing : Collection.Writing.values()) {
      String write = writing.name().toLowerCase(Locale.ROOT);
      if (!table.takes(writing)) {
        node.entry(write)
            .ifPresent(it ->
                mistakes.add(
                    it.place(),
                    draft.path("access." + write),
                    "the view does not take this write",
                    "remove it, or say view: {sql, of: COLLECTION, writes: [" + write + "]}"));
      }
    }
    Context row = Context.rule(names, draft.id);
    Expression create = rule(draft, node, "create", row, Expression.FALSE);
    identity(draft, table, create);
    return new Access(
        rule(draft, node, "read", row, Expression.FALSE),
        create,
        rule(draft, node, "update", Context.updateRule(names, draft.id), Expression.FALSE),
        rule(draft, node, "delete", row, Expression.FALSE),
        fields(draft, table, node),
        Nodes.flag(node, "estimates", false));
  }

  /** The database numbers a row after the rule has been asked. */
  private void identity(CollectionDraft draft, Collection table, Expression create) {
    for (Column column : table.columns()) {
      boolean named =
          column.left()
              && Expressions.any(
                  create,
                  it ->
                      it instanceof Expression.Column(int row, String name, var type)
                          && row == Expression.ROW
                          && name.equals(column.name()));
      if (named) {
        Node.Mapping node = Nodes.mapping(draft.node, "access");
        mistakes.add(
            node.get("create").map(Node::place).orElse(draft.place),
            draft.path("access.create"),
            column.field() + " is filled by the database after this rule is asked",
            "let the rule name other fields");
      }
    }
  }

  private Map<String, Access.Field> fields(
      CollectionDraft draft, Collection table, Node.Mapping access) {
    Map<String, Access.Field> rules = new LinkedHashMap<>();
    Node.Mapping fields = Nodes.mapping(access, "fields");
    Context context = Context.fieldRule(names);
    for (Node.Entry entry : fields.entries()) {
      String path = draft.path("access.fields." + entry.key());
      Node.Mapping node = Nodes.mapping(entry.value());
      List<String> columns = columns(draft, table, entry, path);
      Expression read = fieldRule(draft, node, "read", context, path);
      Expression write = fieldRule(draft, node, "write", context, path);
      for (String column : columns) {
        rules.put(column, new Access.Field(read, write));
      }
    }
    return rules;
  }

  private Expression fieldRule(
      CollectionDraft draft, Node.Mapping node, String key, Context context, String path) {
    Mistakes inside = new Mistakes();
    Expression rule =
        new RuleReader(drafts, tables, names, inside)
            .rule(draft, node, key, context, path, Expression.TRUE);
    if (inside.none()) {
      return rule;
    }
    if (node.get(key).orElse(node) instanceof Node.Scalar text
        && ExpressionReader.read(text.text(), Context.rule(names, draft.id))
            instanceof ExpressionReader.Result.Read) {
      mistakes.add(
          text.place(),
          path + "." + key,
          "a field rule can name only auth, and this one names the row",
          "move the field to a collection of its own");
    } else {
      mistakes.addAll(inside);
    }
    return Expression.FALSE;
  }

  private List<String> columns(
      CollectionDraft draft, Collection table, Node.Entry entry, String path) {
    FieldDraft field = draft.fields.get(entry.key());
    if (field instanceof FieldDraft.Stored stored) {
      return List.of(stored.column().name());
    }
    if (field instanceof FieldDraft.Reference reference) {
      return own(table, reference).stream().map(Column::name).toList();
    }
    if (field instanceof FieldDraft.Computed) {
      mistakes.add(
          entry.place(),
          path,
          "a computed field has no rule of its own",
          "it is seen by who may read what it is made of");
    } else if (field != null) {
      mistakes.add(
          entry.place(),
          path,
          "a relation has no rule of its own",
          "the rules of the collection that it leads to hold");
    } else if (!draft.broken.contains(entry.key())) {
      mistakes.add(
          entry.place(),
          path,
          "no field " + Wording.quoted(entry.key()),
          Wording.near(entry.key(), draft.fields.keySet(), ""));
    }
    return List.of();
  }

  /** The rules of joining collections, from the {@code access} of the fields that imply them. */
  void links(Map<String, Collection> whole) {
    for (CollectionDraft draft : drafts.values()) {
      for (FieldDraft field : draft.fields.values()) {
        if (field instanceof FieldDraft.Many many && !many.access().entries().isEmpty()) {
          String id = many.through().isEmpty() ? draft.id + "_" + many.id() : many.through();
          CollectionDraft junction = drafts.get(id);
          Collection table = whole.get(id);
          if (junction != null && table != null && junction.place.equals(many.place())) {
            whole.put(id, Collections.access(table, link(junction, many, table, whole)));
          }
        }
      }
    }
  }

  private Access link(
      CollectionDraft junction,
      FieldDraft.Many many,
      Collection table,
      Map<String, Collection> whole) {
    Context context = Context.rule(names, junction.id);
    String path = many.path() + ".access";
    return new Access(
        Links.bothReadable(table, whole),
        rule(junction, many.access(), "link", context, path, Expression.FALSE),
        Expression.FALSE,
        rule(junction, many.access(), "unlink", context, path, Expression.FALSE),
        Map.of());
  }

  private Expression rule(
      CollectionDraft draft, Node.Mapping node, String key, Context context, Expression otherwise) {
    return rule(draft, node, key, context, draft.path("access"), otherwise);
  }

  private Expression rule(
      CollectionDraft draft,
      Node.Mapping node,
      String key,
      Context context,
      String path,
      Expression otherwise) {
    Optional<Node> rule = node.get(key);
    if (rule.isEmpty() || !(rule.get() instanceof Node.Scalar scalar)) {
      return otherwise;
    }
    if (scalar.sense() == Node.Sense.FLAG) {
      return scalar.flag() ? Expression.TRUE : Expression.FALSE;
    }
    return expression(draft, scalar, context, path + "." + key).orElse(Expression.FALSE);
  }

  Optional<Expression> expression(
      CollectionDraft draft, Node.Scalar text, Context context, String path) {
    return switch (ExpressionReader.read(text.text(), context)) {
      case ExpressionReader.Result.Read read -> Optional.of(read.expression());
      case ExpressionReader.Result.Wrong wrong -> {
        if (!consequence(draft, text.text())) {
          wrong
              .mistakes()
              .forEach(it -> mistakes.add(place(text, it), path, it.reason(), it.remedy()));
        }
        yield Optional.empty();
      }
    };
  }

  private static Node.Place place(Node.Scalar text, ExpressionReader.Mistake mistake) {
    return mistake.line() > 1 ? text.place() : text.at(mistake.column() - 1);
  }

  /** Whether the text names a field that has a mistake of its own, anywhere in the application. */
  private boolean consequence(CollectionDraft draft, String text) {
    return drafts.values().stream()
        .filter(it -> it == draft || text.contains("."))
        .flatMap(it -> it.broken.stream())
        .anyMatch(it -> Pattern.compile("\\b" + Pattern.quote(it) + "\\b").matcher(text).find());
  }
}
