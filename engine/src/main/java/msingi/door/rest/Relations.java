package msingi.door.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import msingi.base.NearNames;
import msingi.definition.Collection;
import msingi.definition.Relation;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.request.Surface;
import msingi.wire.Output;

/** Finds the relation that an embedding means, as PostgREST does, among those that are visible. */
final class Relations {
  private final Surface surface;

  Relations(Surface surface) {
    this.surface = surface;
  }

  /**
   * The one relation from the collection that target and hint name. What a function of the database
   * answers goes by its own name only, before all that a foreign key shows.
   */
  Relation find(Surface.Visible from, String target, String hint) {
    for (Relation relation : from.relations()) {
      if (relation instanceof Relation.Computed
          && hint.isEmpty()
          && relation.name().equals(target)) {
        return relation;
      }
    }
    List<Relation> found = new ArrayList<>();
    Map<String, Relation> distinct = new LinkedHashMap<>();
    for (Relation relation : from.relations()) {
      boolean fits =
          !(relation instanceof Relation.Computed)
              && (hint.isEmpty() ? named(relation, target) : hinted(relation, target, hint));
      if (fits) {
        distinct.putIfAbsent(describe(from, relation), relation);
      }
    }
    found.addAll(distinct.values());
    if (found.size() == 1) {
      return found.getFirst();
    }
    for (Relation relation : from.relations()) {
      if (relation.name().equals(target) && hint.isEmpty()) {
        return relation;
      }
    }
    throw found.isEmpty() ? missing(from, target, hint) : ambiguous(from, target, found);
  }

  private boolean named(Relation relation, String target) {
    boolean self = relation.from().equals(relation.to());
    boolean table = name(relation.to()).equals(target);
    if (self) {
      return relation instanceof Relation.ToOne ? one(relation.columns(), target) : table;
    }
    return table
        || (!view(relation)
            && (constraint(relation, target)
                || (!relation.many() && one(relation.columns(), target))));
  }

  /** Whether it leads to a view, which only its own name means: its table is what others mean. */
  private boolean view(Relation relation) {
    return surface.app().collection(relation.to()).kind() instanceof Collection.Kind.View;
  }

  private boolean hinted(Relation relation, String target, String hint) {
    boolean self = relation.from().equals(relation.to());
    boolean table = name(relation.to()).equals(target);
    if (self && relation instanceof Relation.ToOne) {
      return one(relation.columns(), target) && constraint(relation, hint);
    }
    boolean meant =
        constraint(relation, hint)
            || relation.name().equals(hint)
            || junction(relation, hint)
            || (!(relation instanceof Relation.Through)
                && (one(relation.columns(), hint) || one(relation.targetColumns(), hint)));
    boolean reached =
        table
            || (!view(relation)
                && (constraint(relation, target)
                    || (relation instanceof Relation.ToOne && one(relation.columns(), target))));
    if (self && one(relation.columns(), hint) && !one(relation.targetColumns(), hint)) {
      return false;
    }
    return reached && meant;
  }

  private static boolean one(List<String> columns, String name) {
    return columns.size() == 1 && columns.getFirst().equals(name);
  }

  private static boolean constraint(Relation relation, String name) {
    return switch (relation) {
      case Relation.ToOne it -> it.constraint().equals(name);
      case Relation.FromMany it -> it.constraint().equals(name);
      case Relation.Through _, Relation.Computed _ -> false;
    };
  }

  private boolean junction(Relation relation, String name) {
    return relation instanceof Relation.Through it && name(it.junction()).equals(name);
  }

  private String name(String collection) {
    return surface
        .byId(collection)
        .map(it -> it.collection().name())
        .orElseGet(() -> surface.app().collection(collection).name());
  }

  private String describe(Surface.Visible from, Relation relation) {
    String own = from.collection().name();
    return switch (relation) {
      case Relation.ToOne it ->
          it.constraint() + " using " + side(own, it.columns()) + " and " + there(it);
      case Relation.FromMany it ->
          it.constraint() + " using " + side(own, it.columns()) + " and " + there(it);
      case Relation.Through it ->
          name(it.junction())
              + " using "
              + side(it.constraint(), it.junctionColumns())
              + " and "
              + side(it.targetConstraint(), it.junctionTargetColumns());
      case Relation.Computed it -> it.schema() + "." + it.function() + "(" + own + ")";
    };
  }

  private String there(Relation relation) {
    return side(name(relation.to()), relation.targetColumns());
  }

  private static String side(String name, List<String> columns) {
    return name + "(" + String.join(", ", columns) + ")";
  }

  private Failure missing(Surface.Visible from, String target, String hint) {
    String own = from.collection().name();
    String schema = from.collection().schema();
    String using = hint.isEmpty() ? "" : " using the hint '" + hint + "'";
    String details =
        "Searched for a foreign key relationship between '%s' and '%s'%s in the schema '%s', but no matches were found."
            .formatted(own, target, using, schema);
    List<String> known = from.relations().stream().map(it -> name(it.to())).distinct().toList();
    String near =
        NearNames.near(target, known)
            .map(it -> "Perhaps you meant '" + it + "' instead of '" + target + "'.")
            .orElse("");
    return Problem.of(
            ErrorCode.RELATION_MISSING,
            "Could not find a relationship between '"
                + own
                + "' and '"
                + target
                + "' in the schema cache")
        .withDetails(details)
        .withHint(hint.isEmpty() ? near : "")
        .failure();
  }

  private Failure ambiguous(Surface.Visible from, String target, List<Relation> found) {
    String own = from.collection().name();
    Output details = new Output(512).put('[');
    for (Relation relation : found) {
      details.text(details.length() > 1 ? "," : "").text("{\"cardinality\":");
      details.quoted(cardinality(relation)).text(",\"embedding\":");
      details.quoted(own + " with " + name(relation.to())).text(",\"relationship\":");
      details.quoted(describe(from, relation)).put('}');
    }
    String json =
        new String(details.put(']').toByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    String choices =
        found.stream()
            .map(it -> "'" + name(it.to()) + "!" + choice(it) + "'")
            .collect(Collectors.joining(", "));
    return Problem.of(
            ErrorCode.RELATION_AMBIGUOUS,
            "Could not embed because more than one relationship was found for '"
                + own
                + "' and '"
                + name(found.getFirst().to())
                + "'")
        .withDetails(json)
        .withHint(
            "Try changing '"
                + target
                + "' to one of the following: "
                + choices
                + ". Find the desired relationship in the 'details' key.")
        .failure();
  }

  private static String cardinality(Relation relation) {
    return switch (relation) {
      case Relation.ToOne it -> it.unique() ? "one-to-one" : "many-to-one";
      case Relation.FromMany it -> it.many() ? "one-to-many" : "one-to-one";
      case Relation.Through it -> "many-to-many";
      case Relation.Computed it -> it.many() ? "one-to-many" : "many-to-one";
    };
  }

  private String choice(Relation relation) {
    return switch (relation) {
      case Relation.ToOne it -> it.constraint();
      case Relation.FromMany it -> it.constraint();
      case Relation.Through it -> name(it.junction());
      case Relation.Computed it -> it.function();
    };
  }
}
