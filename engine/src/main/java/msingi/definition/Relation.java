package msingi.definition;

import java.util.List;

/**
 * A way from a row to related rows. {@code columns} of the one side and the other correspond by
 * position.
 *
 * <p>Names: a declared field's own name; for a way that no field declares, {@code {child}.{field}}
 * for the other side of a to-one, and {@code {junction}.{fieldToHere}.{fieldToThere}} through a
 * junction.
 */
public sealed interface Relation {
  /** Unique among the relations of {@link #from()}. */
  String name();

  /** Where it starts: a collection's id. */
  String from();

  /** Where it leads: a collection's id. */
  String to();

  /** Whether it may lead to several rows. */
  boolean many();

  /** Columns on the side it starts from. */
  List<String> columns();

  /** Columns on the side it leads to. */
  List<String> targetColumns();

  /** A column on the side it leads to that is null in no row it leads to. */
  default String witness() {
    return targetColumns().getFirst();
  }

  /**
   * A foreign key seen from the row that holds it.
   *
   * @param constraint the foreign key's name
   * @param unique whether its columns are themselves unique, so that it is one to one
   * @param enforced whether the database has the constraint (not for views and declared relations)
   */
  record ToOne(
      String name,
      String from,
      String to,
      List<String> columns,
      List<String> targetColumns,
      String constraint,
      boolean unique,
      boolean enforced,
      OnDelete onDelete)
      implements Relation {
    public ToOne {
      columns = List.copyOf(columns);
      targetColumns = List.copyOf(targetColumns);
    }

    @Override
    public boolean many() {
      return false;
    }
  }

  /** The same foreign key seen from the row it refers to; {@code many} is false when one to one. */
  record FromMany(
      String name,
      String from,
      String to,
      List<String> columns,
      List<String> targetColumns,
      String constraint,
      boolean many)
      implements Relation {
    public FromMany {
      columns = List.copyOf(columns);
      targetColumns = List.copyOf(targetColumns);
    }
  }

  /**
   * Many to many through a junction.
   *
   * @param junction the junction's id
   * @param junctionColumns the junction's columns that refer to {@code columns}
   * @param junctionTargetColumns the junction's columns that refer to {@code targetColumns}
   * @param constraint the junction's foreign key to here
   * @param targetConstraint the junction's foreign key to there
   */
  record Through(
      String name,
      String from,
      String to,
      String junction,
      List<String> columns,
      List<String> junctionColumns,
      List<String> junctionTargetColumns,
      List<String> targetColumns,
      String constraint,
      String targetConstraint)
      implements Relation {
    public Through {
      columns = List.copyOf(columns);
      junctionColumns = List.copyOf(junctionColumns);
      junctionTargetColumns = List.copyOf(junctionTargetColumns);
      targetColumns = List.copyOf(targetColumns);
    }

    @Override
    public boolean many() {
      return true;
    }
  }

  /**
   * What a function of the database answers for a row. Only requests follow it, never rules and
   * never writes; only where the store has such functions.
   *
   * @param schema the function's schema
   * @param function its name; it takes the row as a whole
   * @param columns every column of the row that is not hidden, since the function may read them
   * @param witness a column of the other side that is null in no row; where it is null the function
   *     answered none
   */
  record Computed(
      String name,
      String from,
      String to,
      String schema,
      String function,
      boolean many,
      List<String> columns,
      String witness)
      implements Relation {
    public Computed {
      columns = List.copyOf(columns);
    }

    /** None: the function says which rows belong to which. */
    @Override
    public List<String> targetColumns() {
      return List.of();
    }
  }

  /** What deleting the referenced row does. */
  enum OnDelete {
    RESTRICT,
    CASCADE,
    CLEAR
  }
}
