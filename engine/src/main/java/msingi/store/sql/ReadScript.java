package msingi.store.sql;

import msingi.result.Shape;

/**
 * A read as SQL.
 *
 * @param statement its one statement
 * @param counted whether two columns stand before the shape's: the total, and whether a row is
 *     present (0 or 1, true or false); with no rows there is then still one line, not present
 * @param bounded whether few rows are touched for certain
 * @param shape the columns of the answer
 */
public record ReadScript(Statement statement, boolean counted, boolean bounded, Shape shape) {}
