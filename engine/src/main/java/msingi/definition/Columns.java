package msingi.definition;

import msingi.definition.Column.Fill;

/** Copies of columns with one thing changed. */
final class Columns {
  private Columns() {}

  static Column filled(Column column, Fill fill) {
    return new Column(
        column.name(),
        column.field(),
        column.was(),
        column.type(),
        column.nullable(),
        column.hidden(),
        fill,
        column.refinements(),
        column.collation(),
        column.title());
  }
}
