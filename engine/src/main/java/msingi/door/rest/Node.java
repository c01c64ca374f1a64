package msingi.door.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import msingi.base.NearNames;
import msingi.definition.Column;
import msingi.definition.Relation;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.request.Surface;

/** One collection in the tree of a request while it is put together. */
final class Node {
  final Surface.Visible visible;
  final Optional<Selected.Embed> written;
  final Optional<Relation> relation;
  final int row;
  final List<Selected> items;
  final List<Node> children = new ArrayList<>();
  final List<Condition> conditions = new ArrayList<>();
  List<OrderParser.Term> order = List.of();
  Parameters.Window window = Parameters.Window.ALL;

  Node(Surface.Visible visible, int row, List<Selected> items) {
    this.visible = visible;
    this.written = Optional.empty();
    this.relation = Optional.empty();
    this.row = row;
    this.items = items;
  }

  Node(Surface.Visible visible, int row, Selected.Embed written, Relation relation) {
    this.visible = visible;
    this.written = Optional.of(written);
    this.relation = Optional.of(relation);
    this.row = row;
    this.items = written.items();
  }

  /** Whether it is one row whose items become those of the row that it is related to. */
  boolean single() {
    return written.filter(Selected.Embed::spread).isPresent()
        && relation.filter(it -> !it.many()).isPresent();
  }

  /** Whether its window leaves out the first row. */
  boolean passed() {
    return window.limit() == 0 || window.offset() > 0;
  }

  /** The embedded resource of this name: its alias first, then its target. */
  Optional<Node> child(String name) {
    for (Node child : children) {
      if (child.written.orElseThrow().name().equals(name)) {
        return Optional.of(child);
      }
    }
    for (Node child : children) {
      if (child.written.orElseThrow().target().equals(name)) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }

  /** The node to which a path of embedded names leads. */
  Node at(List<String> path) {
    Node node = this;
    for (String name : path) {
      node = node.child(name).orElseThrow(() -> notEmbedded(name));
    }
    return node;
  }

  static Failure notEmbedded(String name) {
    return Problem.of(
            ErrorCode.NOT_EMBEDDED, "'" + name + "' is not an embedded resource in this request")
        .withHint("Verify that '" + name + "' is included in the 'select' query parameter.")
        .failure();
  }

  /** The column that the caller may read. */
  Column column(String name) {
    Column column = visible.readable().get(name);
    if (column == null) {
      throw unknown(name);
    }
    return column;
  }

  private Failure unknown(String name) {
    String table = visible.collection().name();
    String near =
        NearNames.near(name, visible.readable().keySet())
            .map(it -> "Perhaps you meant to reference the column \"" + table + "." + it + "\".")
            .orElse("");
    return Problem.of(ErrorCode.COLUMN_UNKNOWN, "column " + table + "." + name + " does not exist")
        .withHint(near)
        .failure();
  }
}
