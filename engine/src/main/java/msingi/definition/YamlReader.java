package msingi.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML 1.2 to {@link Node}s, with places. Bounded in size, depth and in what aliases may add, so
 * that no file can exhaust the process.
 */
final class YamlReader {
  private static final int MOST_CODE_POINTS = 4_000_000;
  private static final int MOST_DEPTH = 60;
  private static final int MOST_NODES = 200_000;

  private final String file;
  private final Mistakes mistakes;
  private final Iterator<Event> events;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int nodes;

  private record Anchored(Node node, int size) {}

  /** Ends the reading of a file; its mistake is noted already. */
  private static final class Stop extends RuntimeException {}

  private YamlReader(String file, String text, Mistakes mistakes) {
    this.file = file;
    this.mistakes = mistakes;
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(MOST_CODE_POINTS).build();
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /**
   * The file's one document; empty after a mistake that ends the reading, or without any content.
   */
  static Optional<Node> read(String file, String text, Mistakes mistakes) {
    try {
      return new YamlReader(file, text, mistakes).document();
    } catch (Stop stop) {
      return Optional.empty();
    } catch (MarkedYamlEngineException error) {
      Node.Place place = error.getProblemMark().map(it -> place(file, it)).orElse(top(file));
      mistakes.add(place, "", "this is not YAML: " + error.getProblem(), "");
    } catch (YamlEngineException error) {
      mistakes.add(top(file), "", "this is not YAML: " + firstLine(error), "");
    }
    return Optional.empty();
  }

  private static String firstLine(YamlEngineException error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("unreadable");
  }

  private static Node.Place top(String file) {
    return new Node.Place(file, 1, 1);
  }

  private static Node.Place place(String file, Mark mark) {
    return new Node.Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Node.Place place(Event event) {
    return event.getStartMark().map(it -> place(file, it)).orElse(top(file));
  }

  private Optional<Node> document() {
    events.next();
    Event event = events.next();
    if (event.getEventId() == Event.ID.StreamEnd) {
      return Optional.empty();
    }
    Node node = node(events.next(), 0);
    events.next();
    Event after = events.next();
    if (after.getEventId() != Event.ID.StreamEnd) {
      mistakes.add(place(after), "", "a second document", "keep one document in a file");
    }
    return Optional.of(node);
  }

  private Node node(Event event, int depth) {
    Node.Place place = place(event);
    if (depth > MOST_DEPTH) {
      throw stop(place, "nested more than " + MOST_DEPTH + " deep");
    }
    count(place, 1);
    int before = nodes;
    Node node = content(event, place, depth);
    if (event instanceof NodeEvent named && !(event instanceof AliasEvent)) {
      named
          .getAnchor()
          .ifPresent(it -> anchors.put(it.getValue(), new Anchored(node, nodes - before + 1)));
    }
    return node;
  }

  private Node content(Event event, Node.Place place, int depth) {
    if (event instanceof AliasEvent alias) {
      return anchored(alias, place);
    }
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar, place);
    }
    if (event instanceof SequenceStartEvent) {
      return sequence(place, depth);
    }
    if (event instanceof MappingStartEvent) {
      return mapping(place, depth);
    }
    throw stop(place, "this is not YAML: unexpected " + event.getEventId());
  }

  private Node anchored(AliasEvent alias, Node.Place place) {
    String name = alias.getAlias().getValue();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw stop(place, "no anchor &" + name + " before this alias");
    }
    count(place, anchored.size());
    return anchored.node();
  }

  private void count(Node.Place place, int more) {
    nodes += more;
    if (nodes > MOST_NODES) {
      throw stop(place, "more than " + MOST_NODES + " values, aliases counted in full");
    }
  }

  private Stop stop(Node.Place place, String reason) {
    mistakes.add(place, "", reason, "");
    return new Stop();
  }

  private Node scalar(ScalarEvent event, Node.Place place) {
    boolean oneLine =
        event.getStartMark().map(Mark::getLine).equals(event.getEndMark().map(Mark::getLine));
    int inset = event.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
    return new Node.Scalar(place, event.getValue(), !event.isPlain(), oneLine ? inset : -1);
  }

  private Node sequence(Node.Place place, int depth) {
    List<Node> items = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      items.add(node(event, depth + 1));
    }
    return new Node.Sequence(place, items);
  }

  private Node mapping(Node.Place place, int depth) {
    List<Node.Entry> entries = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      Node key = node(event, depth + 1);
      Node value = node(events.next(), depth + 1);
      if (!(key instanceof Node.Scalar scalar)) {
        mistakes.add(key.place(), "", "a key must be a word, not " + key.kind(), "");
      } else if (!keys.add(scalar.text())) {
        mistakes.add(
            place(event), "", "the key " + scalar.text() + " is there twice", "remove one of them");
      } else {
        entries.add(new Node.Entry(place(event), scalar.text(), value));
      }
    }
    return new Node.Mapping(place, entries);
  }
}
