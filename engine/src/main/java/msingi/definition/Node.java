package msingi.definition;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A piece of YAML with its place. */
sealed interface Node {
  /** Stands where nothing was written. */
  Scalar NONE = new Scalar(new Place("", 1, 1), "", false, -1);

  Place place();

  /** Whether nothing was written here. */
  default boolean missing() {
    return place().file().isEmpty();
  }

  /** What it is, in words for mistakes. */
  String kind();

  /** Where something stands; lines and columns from 1. */
  record Place(String file, int line, int column) {
    Place right(int columns) {
      return new Place(file, line, column + columns);
    }
  }

  /** What a scalar is by the core schema of YAML 1.2. */
  enum Sense {
    NOTHING,
    FLAG,
    WHOLE,
    NUMBER,
    TEXT
  }

  /**
   * A scalar.
   *
   * @param quoted whether quotes or a block indicator make it a text whatever it says
   * @param inset how far the first character is from the place, or -1 when it is not on one line
   */
  record Scalar(Place place, String text, boolean quoted, int inset) implements Node {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,40}");
    private static final Pattern NUMBER =
        Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");

    Sense sense() {
      if (quoted) {
        return Sense.TEXT;
      }
      return switch (text) {
        case "", "~", "null", "Null", "NULL" -> Sense.NOTHING;
        case "true", "True", "TRUE", "false", "False", "FALSE" -> Sense.FLAG;
        default -> {
          if (text.length() > 400) {
            yield Sense.TEXT;
          }
          yield WHOLE.matcher(text).matches()
              ? Sense.WHOLE
              : NUMBER.matcher(text).matches() ? Sense.NUMBER : Sense.TEXT;
        }
      };
    }

    boolean flag() {
      return text.startsWith("t") || text.startsWith("T");
    }

    /** The number that it is; empty when it is none. */
    Optional<BigDecimal> number() {
      return switch (sense()) {
        case WHOLE, NUMBER -> Optional.of(new BigDecimal(text));
        case NOTHING, FLAG, TEXT -> Optional.empty();
      };
    }

    /** The place of the character at an offset, as far as it can be told. */
    Place at(int offset) {
      return inset < 0 || offset < 0 ? place : place.right(inset + offset);
    }

    @Override
    public String kind() {
      return switch (sense()) {
        case NOTHING -> "nothing";
        case FLAG -> "true or false";
        case WHOLE, NUMBER -> "a number";
        case TEXT -> "a text";
      };
    }
  }

  /** A list. */
  record Sequence(Place place, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A mapping; keys are unique. */
  record Mapping(Place place, List<Entry> entries) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }

    Optional<Node> get(String key) {
      return entry(key).map(Entry::value);
    }

    Optional<Entry> entry(String key) {
      return entries.stream().filter(it -> it.key().equals(key)).findFirst();
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** A key and its value. */
  record Entry(Place place, String key, Node value) {}
}
