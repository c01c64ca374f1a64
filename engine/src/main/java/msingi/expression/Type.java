package msingi.expression;

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
   * A type of the database that the language does not know: a range, a domain, a composite. Only
   * for stores that have it. As a value it is {@link Value.Json}: what the database makes of it.
   *
   * @param name its name, as the database's catalogue spells it
   * @param representation how doors show and read it
   */
  record Native(String name, Representation representation) implements Type {
    /** A type that is shown and read as the database itself makes JSON and reads literals. */
    public Native(String name) {
      this(name, Representation.NONE);
    }
  }

  /**
   * Functions of the database between a native type and what doors write, each as {@code
   * schema.name} or empty for the database's own way.
   *
   * @param show makes json of a value
   * @param read makes a value of json, in bodies and arguments
   * @param parse makes a value of a text, in filters
   */
  record Representation(String show, String read, String parse) {
    static final Representation NONE = new Representation("", "", "");

    /** Whether it is the database's own way throughout. */
    public boolean none() {
      return equals(NONE);
    }
  }
}
