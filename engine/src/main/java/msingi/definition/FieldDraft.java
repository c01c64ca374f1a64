package msingi.definition;

import java.util.List;
import msingi.expression.Type;

/** A field as read, before names of other collections are resolved. */
sealed interface FieldDraft {
  String id();

  Node.Place place();

  String path();

  /**
   * A stored value.
   *
   * @param column its column; a computed default is not in it yet
   * @param computed the text of a computed default, or {@link Node#NONE}
   * @param always whether the computed default stands whatever the caller gives
   */
  record Stored(
      String id,
      Node.Place place,
      String path,
      Column column,
      boolean unique,
      Node.Scalar computed,
      boolean always)
      implements FieldDraft {}

  /**
   * To one, with a foreign key.
   *
   * @param constraint the foreign key's name, or empty for the derived one
   */
  record Reference(
      String id,
      Node.Place place,
      String path,
      String target,
      boolean optional,
      boolean unique,
      boolean hidden,
      List<String> columns,
      List<String> references,
      Relation.OnDelete onDelete,
      List<String> was,
      Node fallback,
      String constraint,
      String title)
      implements FieldDraft {
    /** The name of the foreign key of a collection over these columns. */
    String foreignKey(String collection, List<String> columns) {
      return constraint.isEmpty() ? StoredNames.foreignKey(collection, columns) : constraint;
    }
  }

  /**
   * Many to many.
   *
   * @param through the joining collection, or empty for {@code {collection}_{field}}
   * @param throughColumns its columns, or none
   * @param access {@code link} and {@code unlink}
   */
  record Many(
      String id,
      Node.Place place,
      String path,
      String target,
      String through,
      List<String> throughColumns,
      Node.Mapping access)
      implements FieldDraft {}

  /**
   * A value that is computed when it is read.
   *
   * @param text its expression; missing where a function of the database computes it
   * @param function that function, with its schema or without, or empty
   */
  record Computed(
      String id,
      Node.Place place,
      String path,
      Type type,
      Node.Scalar text,
      String function,
      String title)
      implements FieldDraft {}

  /** The other side of a field elsewhere. */
  record OtherSide(String id, Node.Place place, String path, String target, String field)
      implements FieldDraft {}

  /**
   * A relation that no foreign key shows.
   *
   * @param function a function of the database that answers the rows, with its schema or without,
   *     in place of columns; or empty
   * @param name what clients call it as they call a foreign key, or empty
   */
  record Declared(
      String id,
      Node.Place place,
      String path,
      String target,
      List<String> columns,
      List<String> references,
      String function,
      boolean many,
      String name)
      implements FieldDraft {

    /** What clients call it: its name, or that of a foreign key over the columns. */
    String constraint(String table, List<String> columns) {
      return name.isEmpty() ? StoredNames.foreignKey(table, columns) : name;
    }
  }
}
