package msingi.door.documents;

import java.util.List;
import msingi.definition.Column;
import msingi.expression.Type;
import msingi.expression.Value;

/** What a value of a body, an answer or a parameter looks like. */
sealed interface Form {
  /** Any text. */
  Form TEXT = plain(Type.Scalar.TEXT);

  /** A whole number that is not negative. */
  Form COUNT =
      new Plain(
          Type.Scalar.LONG,
          false,
          List.of(new Column.Refinement.Bounds(new Value.Whole(0), Value.Null.NULL)));

  /** A filter's operator and value. */
  enum Filter implements Form {
    FILTER
  }

  /** Entity tags (RFC 9110, section 8.8.3). */
  enum Tag implements Form {
    TAG
  }

  /** What an Idempotency-Key may be. */
  enum Key implements Form {
    KEY
  }

  /** A value of a type. */
  record Plain(Type type, boolean nullable, List<Column.Refinement> refinements) implements Form {
    public Plain {
      refinements = List.copyOf(refinements);
    }
  }

  /** One of these texts. */
  record Words(List<String> words) implements Form {
    public Words {
      words = List.copyOf(words);
    }
  }

  /**
   * A row of a collection.
   *
   * @param component the collection's name among components
   */
  record Rowed(String component, Use use) implements Form {}

  /** A list. */
  record Listed(Form each) implements Form {}

  /** An object of these members and no others. */
  record Members(List<Field> fields) implements Form {
    public Members {
      fields = List.copyOf(fields);
    }
  }

  /** One of several. */
  record Either(List<Form> forms) implements Form {
    public Either {
      forms = List.copyOf(forms);
    }
  }

  /** The same, or null. */
  record Maybe(Form form) implements Form {}

  /** The error of this face. */
  enum Mistake implements Form {
    MISTAKE
  }

  /** What a batch is made of. */
  enum Part implements Form {
    /** What is asked. */
    OPERATIONS,
    /** What is answered. */
    ANSWERS
  }

  /** What a row is for. */
  enum Use {
    /** It is answered. */
    ROW,
    /** It is to be made: what must be there is there. */
    CREATE,
    /** It is to be changed. */
    UPDATE
  }

  /** A value of a type without limits. */
  static Form plain(Type type) {
    return new Plain(type, false, List.of());
  }
}
