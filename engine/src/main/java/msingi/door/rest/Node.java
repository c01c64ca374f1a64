package msingi.door.rest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final TargetNames names;

  Node(Surface.Visible visible, int row, List<Selected> items, TargetNames names) {
    this.names = names;
    this.visible = visible;
    this.written = Optional.empty();
    this.relation = Optional.empty();
    this.row = row;
    this.items = items;
  }

  Node(
      Surface.Visible visible,
      int row,
      Selected.Embed written,
      Relation relation,
      TargetNames names) {
    this.names = names;
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

  /** The embedded resource of this name: its alias first, then, where that is let, its target. */
  Optional<Node> child(String name) {
    for (Node child : children) {
      if (child.written.orElseThrow().name().equals(name)) {
        return Optional.of(child);
      }
    }
    for (Node child : children) {
      Selected.Embed embed = child.written.orElseThrow();
      if (embed.target().equals(name) && names.let(embed)) {
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

  /**
   * What a star stands for: every column that the caller may read. Where names are no secret and
   * the caller may write a column that it may not read, a star would leave out one that is known,
   * and is refused as in the dialect.
   *
   * @param open whether names are no secret ({@code openapi: public})
   */
  Collection<Column> everything(boolean open) {
    boolean writes = visible.operations().create() || visible.operations().update();
    if (open && writes && !visible.readable().keySet().containsAll(visible.writable().keySet())) {
      throw Problem.of(
              ErrorCode.FORBIDDEN, "permission denied for table " + visible.collection().name())
          .withHint("Name the columns in select.")
          .failure();
    }
    return visible.readable().values();
  }

  /** The column that the caller may read; a computed field counts as one. */
  Column column(String name) {
    Column column = visible.readable().get(name);
    if (column != null) {
      return column;
    }
    msingi.definition.Collection.Computed computed = visible.computed().get(name);
    if (computed == null) {
      throw unknown(name);
    }
    return computed.column();
  }

  private Failure unknown(String name) {
    String table = visible.collection().name();
    Set<String> known = new HashSet<>(visible.readable().keySet());
    known.addAll(visible.computed().keySet());
    String near =
        NearNames.near(name, known)
            .map(it -> "Perhaps you meant to reference the column \"" + table + "." + it + "\".")
            .orElse("");
    return Problem.of(ErrorCode.COLUMN_UNKNOWN, "column " + table + "." + name + " does not exist")
        .withHint(near)
        .failure();
  }
}
