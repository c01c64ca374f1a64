package msingi.result;

import java.util.List;
import msingi.expression.Type;

/** The columns of an answer, in order. */
public record Shape(List<Field> fields) {
  public Shape {
    fields = List.copyOf(fields);
  }

  /** One column of an answer. */
  public sealed interface Field {
    /** Its name on the door. */
    String name();

    /** A single value. */
    record Scalar(String name, Type type) implements Field {}

    /**
     * Related rows, which the store hands over as JSON text ({@link Row#text}): an array of
     * objects, or an object or null.
     *
     * @param bare whether the elements of the array are the values of the only field, not objects
     */
    record Nested(String name, boolean many, boolean bare, Shape shape) implements Field {}
  }
}
