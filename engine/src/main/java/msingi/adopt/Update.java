package msingi.adopt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.adopt.Differences.Change;
import msingi.adopt.Differences.Difference;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.DefinitionReader;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * What changed in a database since it was last looked at, brought into the edited definition: only
 * what changed there is edited, so that comments, rules, names and order stay. What somebody has
 * taken out of the definition stays out; what cannot be edited is told.
 *
 * @param sources the files with the edits, by name
 * @param done what was edited, a line each
 * @param open what is left to do by hand, a line each
 */
public record Update(Map<String, String> sources, List<String> done, List<String> open) {
  /** A type with its limits, and what follows it. */
  private static final Pattern SHORT =
      Pattern.compile(
          "^\\s*[A-Za-z_][A-Za-z0-9_]*(\\((?:[^()]|\\([^()]*\\))*\\))?(\\[\\])?(\\?)?(.*)$");

  public Update {
    sources = Map.copyOf(sources);
    done = List.copyOf(done);
    open = List.copyOf(open);
  }

  /**
   * Brings changes into a definition.
   *
   * @param sources its files by name
   * @param edited what they say
   * @param base what the database was when it was last looked at
   * @param now what it is, written with the identifiers of {@code edited}
   */
  public static Update of(Map<String, String> sources, App edited, App base, Adoption now) {
    Work work = new Work(sources, edited, now);
    for (Difference it : Differences.between(base, now.app())) {
      work.take(it);
    }
    return work.result();
  }

  /** An update while it is made. */
  private static final class Work {
    private final Map<String, Edits> files = new LinkedHashMap<>();
    private final App edited;
    private final Adoption now;
    private final List<String> done = new ArrayList<>();
    private final List<String> open = new ArrayList<>();

    Work(Map<String, String> sources, App edited, Adoption now) {
      sources.forEach((name, text) -> files.put(name, new Edits(text)));
      this.edited = edited;
      this.now = now;
    }

    Update result() {
      Map<String, String> texts = new LinkedHashMap<>();
      files.forEach((name, it) -> texts.put(name, it.text()));
      return new Update(texts, done, open);
    }

    /**
     * A collection in the edited files.
     *
     * @param holder the mapping that holds it under its id; itself where the file is its own
     */
    private record Found(Edits file, MappingNode holder, MappingNode node, String id) {}

    private Optional<Found> find(String id) {
      for (Map.Entry<String, Edits> file : files.entrySet()) {
        Optional<MappingNode> root = file.getValue().root();
        if (file.getKey().equals("collections/" + id + ".yaml")) {
          return root.map(it -> new Found(file.getValue(), it, it, id));
        }
        Optional<MappingNode> all = root.flatMap(it -> Edits.mapping(it, "collections"));
        Optional<NodeTuple> entry = all.flatMap(it -> Edits.entry(it, id));
        if (entry.isPresent() && entry.get().getValueNode() instanceof MappingNode node) {
          return Optional.of(new Found(file.getValue(), all.orElseThrow(), node, id));
        }
      }
      return Optional.empty();
    }

    void take(Difference it) {
      Optional<Collection> mine =
          edited.collections().values().stream()
              .filter(each -> Differences.Table.of(each).equals(it.table()))
              .findFirst();
      boolean whole = it.part().isEmpty();
      boolean edits;
      if (whole && it.change() == Change.ADDED) {
        edits = mine.isEmpty() && added(it);
      } else if (mine.isEmpty()) {
        return;
      } else {
        Optional<Found> found = find(mine.get().id());
        edits =
            found.isPresent() && (whole ? gone(found.get()) : part(it, mine.get(), found.get()));
        if (!edits && already(it, mine.get())) {
          return;
        }
      }
      if (edits) {
        done.add(it.message());
      } else if (!(whole && it.change() == Change.ADDED)) {
        open.add(it.message());
      }
    }

    /** Whether the definition says it so already. */
    private static boolean already(Difference it, Collection mine) {
      if (!it.part().startsWith("column ")) {
        return false;
      }
      boolean there = mine.column(it.part().substring("column ".length())).isPresent();
      return it.change() == Change.ADDED ? there : it.change() == Change.GONE && !there;
    }

    private boolean added(Difference it) {
      Optional<Adoption.BlockText> block =
          Optional.ofNullable(Differences.ids(now.app()).get(it.table())).flatMap(this::block);
      Optional<Edits> main = Optional.ofNullable(files.get(DefinitionReader.MAIN));
      if (block.isEmpty() || main.isEmpty()) {
        return false;
      }
      List<String> lines = block.get().text().lines().toList();
      Optional<MappingNode> root = main.get().root();
      Optional<MappingNode> all = root.flatMap(each -> Edits.mapping(each, "collections"));
      if (all.isPresent() && all.get().getFlowStyle() == FlowStyle.BLOCK) {
        main.get().below(all.get(), lines);
        return true;
      }
      return false;
    }

    private Optional<Adoption.BlockText> block(String id) {
      return now.blocks().stream().filter(it -> it.id().equals(id)).findFirst();
    }

    private static boolean gone(Found found) {
      if (found.holder().equals(found.node())) {
        return false;
      }
      Edits.entry(found.holder(), found.id())
          .ifPresent(it -> found.file().remove(found.holder(), it));
      return true;
    }

    private boolean part(Difference it, Collection mine, Found found) {
      if (it.part().startsWith("column ")) {
        return column(it, mine, found, it.part().substring("column ".length()));
      } else if (it.part().equals("key")) {
        Optional<NodeTuple> key = Edits.entry(found.node(), "key");
        Optional<String> line = line(mine.id(), "key");
        key.ifPresent(entry ->
            line.ifPresent(text ->
                found.file().replace(entry.getValueNode(), text.substring("key: ".length()))));
        return key.isPresent() && line.isPresent();
      } else if (it.part().startsWith("unique ")) {
        return unique(it, mine, found);
      }
      return reference(it, mine, found);
    }

    private Optional<String> line(String id, String about) {
      return block(id).flatMap(it -> Optional.ofNullable(it.lines().get(about)));
    }

    private boolean column(Difference it, Collection mine, Found found, String name) {
      Optional<MappingNode> fields = Edits.mapping(found.node(), "fields");
      if (fields.isEmpty()) {
        return false;
      }
      if (it.change() == Change.ADDED) {
        Optional<String> line = line(mine.id(), "column " + name);
        if (mine.column(name).isPresent() || line.isEmpty()) {
          return false;
        }
        found.file().add(fields.get(), line.get());
        return true;
      }
      Optional<NodeTuple> entry =
          mine.column(name).flatMap(column -> Edits.entry(fields.get(), column.field()));
      if (entry.isEmpty()) {
        return false;
      }
      if (it.change() == Change.GONE) {
        found.file().remove(fields.get(), entry.get());
        return true;
      }
      return retyped(it, mine, found, name, entry.get());
    }

    /** Another type in the place of the one before; words behind it stay. */
    private boolean retyped(
        Difference it, Collection mine, Found found, String name, NodeTuple entry) {
      Node value = entry.getValueNode();
      Node is =
          value instanceof MappingNode more
              ? Edits.entry(more, "is").map(NodeTuple::getValueNode).orElse(value)
              : value;
      Optional<String> line = line(mine.id(), "column " + name);
      if (!(is instanceof ScalarNode scalar) || line.isEmpty()) {
        return false;
      }
      Matcher before = SHORT.matcher(scalar.getValue());
      Matcher after = SHORT.matcher(type(line.get()));
      if (!before.matches() || !after.matches()) {
        return false;
      }
      String limits = scalar.getValue().substring(0, before.start(4)).replace("?", "").strip();
      String type = type(line.get()).substring(0, after.start(4)).replace("?", "").strip();
      boolean same = bare(it.before()).equals(bare(it.after()));
      String kept = same ? limits : type;
      String wanted = kept + (it.after().endsWith("?") ? "?" : "") + before.group(4);
      found.file().replace(is, value.equals(is) ? Yaml.wide(wanted) : Yaml.text(wanted));
      return true;
    }

    private static String bare(String words) {
      return words.replace("?", "");
    }

    /** The short form of a field's line. */
    private static String type(String line) {
      String value = line.substring(line.indexOf(": ") + 2);
      Matcher is = Pattern.compile("is: (\"((?:[^\"\\\\]|\\\\.)*)\"|[^,}]+)").matcher(value);
      if (value.startsWith("{") && is.find()) {
        String quoted = is.group(2);
        return quoted == null ? is.group(1).strip() : quoted.replace("\\\"", "\"");
      }
      return value.startsWith("\"")
          ? value.substring(1, value.length() - 1).replace("\\\"", "\"")
          : value;
    }

    private boolean unique(Difference it, Collection mine, Found found) {
      String columns = it.part().substring("unique ".length());
      Optional<NodeTuple> list = Edits.entry(found.node(), "unique");
      if (it.change() == Change.ADDED) {
        Optional<String> item =
            now.app().collection(mine.id()).uniques().stream()
                .filter(each -> each.columns().toString().equals(columns))
                .flatMap(each ->
                    java.util.stream.Stream.of(each.name(), String.join(" ", each.columns()))
                        .flatMap(name -> line(mine.id(), "unique " + name).stream()))
                .findFirst();
        if (item.isEmpty()) {
          return false;
        }
        if (list.isPresent() && list.get().getValueNode() instanceof SequenceNode sequence) {
          found.file().add(sequence, item.get());
        } else {
          found.file().add(found.node(), "unique:\n  - " + item.get());
        }
        return true;
      }
      List<String> names =
          mine.uniques().stream()
              .filter(each -> each.columns().toString().equals(columns))
              .map(Collection.Unique::name)
              .toList();
      if (list.isPresent()
          && list.get().getValueNode() instanceof SequenceNode sequence
          && sequence.getValue().size() > 1) {
        for (Node item : sequence.getValue()) {
          boolean named =
              item instanceof MappingNode more
                  && Edits.entry(more, "name")
                      .filter(each ->
                          each.getValueNode() instanceof ScalarNode text
                              && names.contains(text.getValue()))
                      .isPresent();
          if (named) {
            found.file().remove(sequence, item);
            return true;
          }
        }
      } else if (list.isPresent()) {
        found.file().remove(found.node(), list.get());
        return true;
      }
      return false;
    }

    private boolean reference(Difference it, Collection mine, Found found) {
      Optional<MappingNode> fields = Edits.mapping(found.node(), "fields");
      App app = it.change() == Change.ADDED ? now.app() : edited;
      Optional<String> name =
          Differences.reference(
              app, app.collection(mine.id()), it.part().substring("reference ".length()));
      if (fields.isEmpty() || name.isEmpty()) {
        return false;
      }
      if (it.change() == Change.ADDED) {
        Optional<String> line =
            block(mine.id()).stream()
                .flatMap(each -> each.lines().values().stream())
                .filter(each -> each.startsWith(name.get() + ": "))
                .findFirst();
        boolean free = Edits.entry(fields.get(), name.get()).isEmpty();
        line.filter(_ -> free).ifPresent(text -> found.file().add(fields.get(), text));
        return line.isPresent() && free;
      }
      Optional<NodeTuple> entry = Edits.entry(fields.get(), name.get());
      entry.ifPresent(each -> found.file().remove(fields.get(), each));
      return entry.isPresent();
    }
  }
}
