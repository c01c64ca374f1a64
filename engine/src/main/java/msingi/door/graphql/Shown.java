package msingi.door.graphql;

import java.util.List;
import msingi.wire.Output;

/** What stands under one name of an answered object, and where in the row it comes from. */
sealed interface Shown {
  /** The name with its quotes and the colon. */
  byte[] key();

  /** The same for every row. */
  record Constant(byte[] key, byte[] json) implements Shown {}

  /** A value. */
  record Cell(byte[] key, int column, Form form) implements Shown {}

  /** The row's id. */
  record Id(byte[] key, Sealed id) implements Shown {}

  /**
   * A related row.
   *
   * @param columns how many values it has
   */
  record One(byte[] key, int column, int columns, List<Shown> object) implements Shown {
    public One {
      object = List.copyOf(object);
    }
  }

  /** Related rows. */
  record Many(byte[] key, Page page, int columns, Page.Extras extras, int column)
      implements Shown {}

  /** Values of several kinds under names of their own. */
  record Group(byte[] key, List<Shown> object) implements Shown {
    public Group {
      object = List.copyOf(object);
    }
  }

  /** A name as it begins a member. */
  static byte[] key(String name) {
    return new Output(name.length() + 4).quoted(name).put(':').toByteArray();
  }

  /** Writes a row as an object. */
  static void object(List<Shown> object, Cells cells, Output output) {
    char before = '{';
    for (Shown shown : object) {
      output.put(before).put(shown.key());
      before = ',';
      shown.write(cells, output);
    }
    output.text(before == '{' ? "{}" : "}");
  }

  /** Writes what stands under the name. */
  default void write(Cells cells, Output output) {
    switch (this) {
      case Constant it -> output.put(it.json());
      case Cell it -> it.form().write(cells, it.column(), output);
      case Id it -> it.id().write(cells, output);
      case Group it -> object(it.object(), cells, output);
      case One it -> {
        if (cells.isNull(it.column())) {
          output.text("null");
        } else {
          Cells.Nested nested = cells.nested(it.column());
          JsonCells inner = new JsonCells(nested.json(), it.columns()).at(nested.from());
          object(it.object(), inner, output);
          cells.passed(it.column(), inner.close());
        }
      }
      case Many it -> it.page().nested(cells, it, output);
    }
  }
}
