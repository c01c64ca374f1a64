package msingi.door.documents;

import msingi.expression.Value;

/**
 * A column of a collection, an argument of a function, or a column of its answer.
 *
 * @param title a line about it, or empty
 * @param readable whether it is answered, and may be filtered and ordered by
 * @param writable whether a body may hold it
 * @param required whether a new row must have it
 * @param fallback the constant that stands there when it is left out, else null
 */
record Field(
    String name,
    Form.Plain form,
    String title,
    boolean readable,
    boolean writable,
    boolean required,
    Value fallback,
    Mark mark) {

  /**
   * What a column is among the keys.
   *
   * @param key whether it is of the primary key
   * @param table what it refers to, by the name on the doors, or empty
   * @param column the column there
   */
  record Mark(boolean key, String table, String column) {
    static final Mark NONE = new Mark(false, "", "");
  }
}
