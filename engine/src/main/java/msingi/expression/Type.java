package msingi.expression;

import java.util.List;

/** The type of a value, a field or an expression (definition language, sections 2 and 6). */
public sealed interface Type {

  /**
   * The types without parameters. DATETIME is a day and a time of no zone; as a value it is {@link
   * Value.Text} in the form {@code 2026-01-02T03:04:05.1}, whose order is that of its text.
   */
  enum Scalar implements Type {
    TEXT,
    INT,
    LONG,
    FLOAT,
    BOOL,
    DATE,
    TIME,
    TIMESTAMP,
    DATETIME,
    UUID,
    JSON,
    BYTES
  }

  /**
   * A decimal number.
   *
   * @param precision all digits
   * @param scale digits after the point
   */
  record Decimal(int precision, int scale) implements Type {}

  /**
   * An array.
   *
   * @param element the type of each element, never an array itself
   */
  record Array(Type element) implements Type {}

  /**
   * A type whose values only the database understands. As a value it is {@link Value.Json}: what
   * doors show and read of it.
   */
  sealed interface Opaque extends Type {
    /** How doors show and read it. */
    Representation representation();
  }

  /**
   * A type of the database that the language does not know: a range, a domain, a composite. Only
   * for stores that have it.
   *
   * @param name its name, as the database's catalogue spells it
   * @param representation how doors show and read it
   */
  record Native(String name, Representation representation) implements Opaque {
    /** A type that is shown and read as the database itself makes JSON and reads literals. */
    public Native(String name) {
      this(name, Representation.NONE);
    }
  }

  /**
   * A type of the language that is stored as ever, and shown or read in a way of its own. The
   * database orders, compares, groups and refers to what is stored.
   *
   * @param stored a scalar or a decimal
   * @param representation how doors show and read it; not {@link Representation#none}
   */
  record Represented(Type stored, Representation representation) implements Opaque {}

  /**
   * What the database does between a stored value and what doors write.
   *
   * @param show makes json of a value
   * @param read makes a value of json, in bodies and arguments
   * @param parse makes a value of a text, in filters
   */
  record Representation(Form show, Form read, Form parse) {
    static final Representation NONE = new Representation(Form.Own.OWN, Form.Own.OWN, Form.Own.OWN);

    /** Whether it is the type's own way throughout. */
    public boolean none() {
      return equals(NONE);
    }
  }

  /** One direction of a representation. */
  sealed interface Form {
    /** The type's own way. */
    enum Own implements Form {
      OWN
    }

    /** A function of the database over the value. */
    record Function(String schema, String name) implements Form {}

    /**
     * A scalar expression of the database's SQL over the value and nothing else.
     *
     * @param pieces the text between the places of the value, two or more; no comments
     */
    record Sql(List<String> pieces) implements Form {
      public Sql {
        pieces = List.copyOf(pieces);
      }

      /** The expression over an operand, in parentheses. */
      public String over(String operand) {
        return "(" + String.join("(" + operand + ")", pieces) + ")";
      }
    }
  }
}
