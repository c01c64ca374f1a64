package msingi.door.grpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.base.NearNames;
import msingi.definition.Column;
import msingi.definition.Relation;
import msingi.door.grpc.Contract.RowMessage;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.request.Surface;

/** What of a row is answered: fields by their numbers, and related rows with views of their own. */
final class View {
  final Surface.Visible visible;
  final RowMessage message;
  final List<Part> parts = new ArrayList<>();

  /** One part of an answered row. */
  sealed interface Part {
    /** Its name, in queries too. */
    String name();

    /** A value. */
    record Field(Slot.Value slot) implements Part {
      @Override
      public String name() {
        return slot.name();
      }
    }

    /** Related rows. */
    record Inside(Slot.Related slot, View view) implements Part {
      @Override
      public String name() {
        return slot.name();
      }
    }
  }

  private View(Surface.Visible visible, RowMessage message) {
    this.visible = visible;
    this.message = message;
  }

  /** What it takes to know which names a mask may hold. */
  record Names(Contract contract, Surface surface) {
    /** The field that a caller may read. */
    boolean readable(Surface.Visible visible, Slot.Value slot) {
      return visible.readable().containsKey(slot.key())
          || visible.computed().containsKey(slot.key());
    }

    /** The way that a caller may follow. */
    Optional<Relation> relation(Surface.Visible visible, String name) {
      return visible.relations().stream()
          .filter(it -> it.name().equals(name) && surface.byId(it.to()).isPresent())
          .findFirst();
    }
  }

  /**
   * The view that a mask describes: names of fields and of related rows, with what is wanted of
   * them after a dot.
   *
   * @param paths no paths, or a star, mean every field and no related rows
   */
  static View of(Names names, Surface.Visible visible, List<String> paths) {
    RowMessage message = names.contract().row(visible.collection());
    int depth = names.surface().app().settings().depth();
    return of(names, visible, message, paths, depth);
  }

  /** The view of what a function answers in columns of its own. */
  static View answer(Surface.Visible result, Contract.CallMessages messages) {
    RowMessage message =
        RowMessage.of(result.collection().id(), messages.name(), List.copyOf(messages.answer()));
    View view = new View(result, message);
    messages.answer().forEach(view::put);
    return view;
  }

  private static View of(
      Names names, Surface.Visible visible, RowMessage message, List<String> paths, int depth) {
    if (depth < 0) {
      throw Problem.of(ErrorCode.TOO_DEEP).failure();
    }
    View view = new View(visible, message);
    Map<String, List<String>> below = new LinkedHashMap<>();
    for (String path : paths.isEmpty() ? List.of("*") : paths) {
      int dot = path.indexOf('.');
      String name = dot < 0 ? path : path.substring(0, dot);
      List<String> rest = below.computeIfAbsent(name, _ -> new ArrayList<>());
      rest.add(dot < 0 ? "*" : path.substring(dot + 1));
    }
    below.forEach((name, rest) -> view.add(names, name, rest, depth));
    return view;
  }

  private void add(Names names, String name, List<String> rest, int depth) {
    if (name.equals("*")) {
      all(names);
      return;
    }
    switch (message.byName().get(name)) {
      case Slot.Value slot when names.readable(visible, slot) -> {
        boolean whole = rest.stream().allMatch(it -> it.equals("*"));
        if (!whole) {
          throw Problem.of(ErrorCode.BAD_REQUEST, "Nothing can be asked of inside " + name)
              .failure();
        }
        put(slot);
      }
      case Slot.Related slot when names.relation(visible, slot.relation()).isPresent() -> {
        Surface.Visible target = names.surface().byId(slot.target()).orElseThrow();
        RowMessage inside = names.contract().row(target.collection());
        parts.add(new Part.Inside(slot, of(names, target, inside, rest, depth - 1)));
      }
      case null -> throw unknown(names, name);
      case Slot.Value _, Slot.Related _, Slot.Words _ -> throw unknown(names, name);
    }
  }

  private void all(Names names) {
    for (Slot slot : message.slots()) {
      if (slot instanceof Slot.Value value
          && visible.readable().containsKey(value.key())
          && names.readable(visible, value)) {
        put(value);
      }
    }
  }

  private void put(Slot.Value slot) {
    boolean there =
        parts.stream().anyMatch(it -> it instanceof Part.Field(Slot.Value has) && has.equals(slot));
    if (!there) {
      parts.add(new Part.Field(slot));
    }
  }

  private Failure unknown(Names names, String name) {
    String table = visible.collection().name();
    List<String> known =
        message.slots().stream()
            .filter(it -> it instanceof Slot.Value slot && names.readable(visible, slot))
            .map(Slot::name)
            .toList();
    String near =
        NearNames.near(name, known).map(it -> "Perhaps you meant \"" + it + "\".").orElse("");
    return Problem.of(ErrorCode.COLUMN_UNKNOWN, "field " + table + "." + name + " does not exist")
        .withHint(near)
        .failure();
  }

  /** The column behind a value, or the computed field as if it were one. */
  static Column column(Surface.Visible visible, Slot.Value slot) {
    Column column = visible.readable().get(slot.key());
    if (column != null) {
      return column;
    }
    msingi.definition.Collection.Computed computed = visible.computed().get(slot.key());
    if (computed == null) {
      throw new IllegalArgumentException("no field " + slot.key());
    }
    return computed.column();
  }
}
