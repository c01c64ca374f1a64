package msingi.adopt;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Changes of one field of the edited definition: each in the place of what it replaces, so that the
 * field's other words stay. What is in short form becomes a mapping where that alone can say it.
 */
final class FieldEdit {
  /** A type with its limits, and what follows it. */
  private static final Pattern SHORT =
      Pattern.compile(
          "^\\s*([A-Za-z_][A-Za-z0-9_]*)(\\((?:[^()]|\\([^()]*\\))*\\))?(\\[\\])?(\\?)?(.*)$");

  private final Edits file;
  private final MappingNode fields;
  private final Node value;
  private final Map<String, String> entries = new LinkedHashMap<>();
  private String start;
  private String tail;
  private boolean retyped;

  FieldEdit(Edits file, MappingNode fields, NodeTuple entry) {
    this.file = file;
    this.fields = fields;
    this.value = entry.getValueNode();
    String whole = is() instanceof ScalarNode scalar ? scalar.getValue() : "";
    int sign = whole.indexOf('=');
    this.start = (sign < 0 ? whole : whole.substring(0, sign)).strip();
    this.tail = sign < 0 ? "" : whole.substring(sign + 1).strip();
  }

  private Node is() {
    return value instanceof MappingNode more
        ? Edits.entry(more, "is").map(NodeTuple::getValueNode).orElse(value)
        : value;
  }

  /**
   * Another type, or whether it may be null.
   *
   * @param limits whether the limits are those of {@code type} though the type is the same
   */
  boolean type(String type, boolean limits) {
    Matcher mine = SHORT.matcher(start);
    Matcher its = SHORT.matcher(type);
    if (!mine.matches() || !its.matches()) {
      return false;
    }
    boolean same = mine.group(1).equals(its.group(1)) && part(mine, 3).equals(part(its, 3));
    boolean sized = !mine.group(1).equals("decimal") && !mine.group(1).equals("native");
    String size = same && sized && !limits ? part(mine, 2) : part(its, 2);
    String optional = limits ? part(mine, 4) : part(its, 4);
    start = its.group(1) + size + part(its, 3) + optional + part(mine, 5);
    retyped = true;
    return true;
  }

  private static String part(Matcher matcher, int group) {
    return matcher.group(group) == null ? "" : matcher.group(group);
  }

  /** Another default, or none where it is empty. */
  boolean fallback(String yaml) {
    if (!tail.isEmpty() || value instanceof ScalarNode) {
      tail = "";
      retyped = true;
    }
    entries.put("default", yaml);
    return true;
  }

  /** Another title, or none where it is empty. */
  boolean title(String yaml) {
    entries.put("title", yaml);
    return true;
  }

  /** Hands the changes to the file. */
  void done() {
    if (value instanceof MappingNode more) {
      if (retyped && is() instanceof ScalarNode is) {
        file.replace(is, Yaml.text(whole()));
      }
      Found place = new Found(file, fields, more, "");
      entries.forEach(place::say);
    } else {
      file.replace(value, spelled());
    }
  }

  private String whole() {
    return tail.isEmpty() ? start : start + " = " + tail;
  }

  private String spelled() {
    Map<String, String> all = new LinkedHashMap<>();
    entries.forEach((key, yaml) -> {
      if (!yaml.isEmpty()) {
        all.put(key, yaml);
      }
    });
    String simple = all.getOrDefault("default", "");
    if (all.size() == 1 && simple.matches("-?[A-Za-z0-9_.]+")) {
      return text(start + " = " + simple);
    }
    String plain = whole();
    if (all.isEmpty()) {
      return text(plain);
    }
    Map<String, String> mapping = new LinkedHashMap<>();
    mapping.put("is", Yaml.text(plain));
    mapping.putAll(all);
    return Yaml.mapping(mapping);
  }

  private String text(String words) {
    boolean plain = words.matches("[A-Za-z_][A-Za-z0-9_.()? =-]*");
    if (plain) {
      return words;
    }
    return fields.getFlowStyle() == FlowStyle.FLOW ? Yaml.text(words) : Yaml.wide(words);
  }
}
