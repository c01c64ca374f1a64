package msingi.door.graphql;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A type of the schema as one caller sees it. */
sealed interface Definition {
  /** Its name. */
  String name();

  /** For readers of the schema; empty where there is nothing to say. */
  String description();

  /**
   * A type with fields.
   *
   * @param node whether it is the interface of everything that has an id of its own
   * @param identified whether it implements that interface
   */
  record Composite(
      String name, String description, boolean node, boolean identified, Map<String, Field> fields)
      implements Definition {
    public Composite {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** What is given as an object. */
  record Input(String name, String description, Map<String, Argument> fields)
      implements Definition {
    public Input {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** One of several words. */
  record Choice(String name, String description, List<String> words) implements Definition {
    public Choice {
      words = List.copyOf(words);
    }
  }

  /** A single value. */
  record Scalar(String name, String description) implements Definition {}

  /**
   * A field of a type.
   *
   * @param deprecated why it should not be used any more, or empty
   * @param meaning what it is of the request
   */
  record Field(
      String name,
      String description,
      String deprecated,
      Ref type,
      Map<String, Argument> arguments,
      Meaning meaning) {
    public Field {
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
  }

  /**
   * An argument, or a field of an input.
   *
   * @param otherwise a literal that stands where it is left out, or empty
   */
  record Argument(String name, String description, String deprecated, Ref type, String otherwise) {
    public Argument(String name, Ref type) {
      this(name, "", "", type, "");
    }
  }
}
