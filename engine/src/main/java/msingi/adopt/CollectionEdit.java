package msingi.adopt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import msingi.adopt.Difference.Change;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Collection.Check;
import msingi.definition.Collection.Index;
import msingi.definition.Collection.Unique;
import msingi.definition.Column;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Changes of one collection of the edited definition. */
final class CollectionEdit {
  private final Found place;
  private final Collection mine;
  private final App edited;
  private final Adoption now;
  private final Map<String, FieldEdit> fields = new LinkedHashMap<>();
  private final Map<String, ListEdit> lists = new LinkedHashMap<>();

  /**
   * @param mine what the edited definition says of it
   */
  CollectionEdit(Found place, Collection mine, App edited, Adoption now) {
    this.place = place;
    this.mine = mine;
    this.edited = edited;
    this.now = now;
  }

  /** Whether the change is edited in. */
  boolean take(Difference it) {
    String name = it.part().name();
    return switch (it.part().sort()) {
      case TITLE -> said("title");
      case WRITES -> said("view");
      case KEY -> line("key").isPresent() && said("key");
      case COLUMN -> column(it, name);
      case COLUMN_TITLE -> changed(name, (edit, line) -> edit.title(line.title().orElse("")));
      case DEFAULT -> fallback(it, name);
      case LIMITS -> changed(name, (edit, line) -> edit.type(line.type(), true));
      case UNIQUE -> constraint(it, "unique", uniques());
      case INDEX -> constraint(it, "index", indexes());
      case REFERENCE, RELATION -> reference(it, name);
      case CHECK -> check(it, name);
      case COMPUTED -> computed(it, name);
      case WHOLE, FUNCTION, FUNCTION_TITLE, ARGUMENTS, RETURNS, VOLATILITY -> false;
    };
  }

  /** Hands the changes to the file. */
  void done() {
    fields.values().forEach(FieldEdit::done);
    lists.values().forEach(ListEdit::done);
  }

  private Optional<String> line(String about) {
    return now.block(mine.id()).flatMap(it -> Optional.ofNullable(it.lines().get(about)));
  }

  /** The line of a keyword as it is written now, or nothing where it is not. */
  private boolean said(String keyword) {
    place.say(keyword, line(keyword).map(it -> it.substring(keyword.length() + 2)).orElse(""));
    return true;
  }

  private Optional<MappingNode> fields() {
    return Edits.mapping(place.node(), "fields");
  }

  private boolean column(Difference it, String name) {
    if (it.change() == Change.CHANGED) {
      return changed(name, (edit, line) -> edit.type(line.type(), false));
    }
    return it.change() == Change.ADDED
        ? grown(line("column " + name).orElse(""))
        : shrunk(mine.column(name).map(Column::field).orElse(""));
  }

  /** Adds a line, if there is one and its name is free. */
  private boolean grown(String line) {
    Optional<MappingNode> all = fields();
    int colon = line.indexOf(": ");
    if (all.isEmpty()
        || colon < 0
        || Edits.entry(all.get(), line.substring(0, colon)).isPresent()) {
      return false;
    }
    place.file().add(all.get(), line);
    return true;
  }

  private boolean shrunk(String field) {
    Optional<NodeTuple> entry = fields().flatMap(all -> Edits.entry(all, field));
    entry.ifPresent(it -> place.file().remove(fields().orElseThrow(), it));
    return entry.isPresent();
  }

  /** A change of a field, from its line as it is now. */
  private interface Changing {
    boolean change(FieldEdit edit, Written line);
  }

  private boolean changed(String name, Changing changing) {
    Optional<String> field = mine.column(name).map(Column::field);
    Optional<NodeTuple> entry = field.flatMap(it -> fields().flatMap(all -> Edits.entry(all, it)));
    Optional<String> line = line("column " + name);
    if (entry.isEmpty() || line.isEmpty()) {
      return false;
    }
    FieldEdit edit =
        fields.computeIfAbsent(
            field.get(), _ -> new FieldEdit(place.file(), fields().orElseThrow(), entry.get()));
    return changing.change(edit, Written.of(line.get()));
  }

  /** Numbers that the database gives are more than a default. */
  private boolean fallback(Difference it, String name) {
    return !it.before().equals("identity")
        && !it.after().equals("identity")
        && changed(name, (edit, line) -> edit.fallback(line.fallback().orElse("")));
  }

  private ListEdit list(String keyword) {
    return lists.computeIfAbsent(keyword, it -> new ListEdit(place, it));
  }

  /** Lines of constraints are called after the name, or after the columns where there is none. */
  private boolean constraint(Difference it, String keyword, Map<String, List<String>> there) {
    if (it.change() == Change.GONE) {
      return list(keyword).remove(each -> columns(each).toString().equals(it.part().name()));
    }
    Optional<String> item =
        there.entrySet().stream()
            .filter(each -> each.getValue().toString().equals(it.part().name()))
            .flatMap(each -> Stream.of(each.getKey(), String.join(" ", each.getValue())))
            .flatMap(each -> line(keyword + " " + each).stream())
            .findFirst();
    return item.isPresent() && list(keyword).add(item.get());
  }

  private Map<String, List<String>> uniques() {
    return now.app().collection(mine.id()).uniques().stream()
        .collect(Collectors.toMap(Unique::name, Unique::columns, (one, _) -> one));
  }

  private Map<String, List<String>> indexes() {
    return now.app().collection(mine.id()).indexes().stream()
        .collect(Collectors.toMap(Index::name, Index::columns, (one, _) -> one));
  }

  /** The columns that an item of a list names. */
  private List<String> columns(Node item) {
    Node names =
        item instanceof MappingNode more
            ? Edits.entry(more, "columns").map(NodeTuple::getValueNode).orElse(item)
            : item;
    Stream<Node> each =
        names instanceof SequenceNode all ? all.getValue().stream() : Stream.of(names);
    return each.flatMap(it -> it instanceof ScalarNode name ? stored(name.getValue()) : Stream.of())
        .toList();
  }

  private Stream<String> stored(String field) {
    return mine.named(field)
        .map(it -> Stream.of(it.name()))
        .orElseGet(() ->
            mine.relations().containsKey(field)
                ? mine.relation(field).columns().stream()
                : Stream.of());
  }

  private boolean check(Difference it, String text) {
    if (it.change() == Change.ADDED) {
      Optional<String> line =
          now.app().collection(mine.id()).checks().stream()
              .filter(each -> each.text().equals(text))
              .map(Check::name)
              .flatMap(name ->
                  Stream.of("check " + name, "check " + text)
                      .flatMap(about -> line(about).stream()))
              .findFirst();
      return line.isPresent() && list("check").add(line.get());
    }
    // The author of the file may have spelled the same condition otherwise.
    List<String> spelled =
        mine.checks().stream()
            .filter(each -> each.expression().toString().equals(it.part().key()))
            .map(each -> each.text().strip())
            .toList();
    return list("check").remove(each -> spelled.contains(expression(each).strip()));
  }

  private static String expression(Node item) {
    Node text =
        item instanceof MappingNode more
            ? Edits.entry(more, "expr").map(NodeTuple::getValueNode).orElse(item)
            : item;
    return text instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private boolean computed(Difference it, String function) {
    return it.change() == Change.ADDED
        ? grown(line("function " + function).orElse(""))
        : shrunk(Differences.stored(mine).getOrDefault(function, ""));
  }

  private boolean reference(Difference it, String words) {
    boolean added = it.change() == Change.ADDED;
    App app = added ? now.app() : edited;
    Optional<String> name = Differences.reference(app, app.collection(mine.id()), words);
    if (!added) {
      return shrunk(name.orElse(""));
    }
    return grown(
        now.block(mine.id()).stream()
            .flatMap(each -> each.lines().values().stream())
            .filter(each -> name.isPresent() && each.startsWith(name.get() + ": "))
            .findFirst()
            .orElse(""));
  }
}
