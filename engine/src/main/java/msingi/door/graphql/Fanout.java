package msingi.door.graphql;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a document comes to when every fragment stands in its places, without putting it
 * there: each fragment is counted once. Fragments in a circle count nothing; validation refuses
 * them.
 */
final class Fanout {
  private static final long MUCH = 1_000_000_000;

  private final GraphSettings.Limits limits;
  private final Map<String, FragmentDefinition> fragments = new HashMap<>();
  private final Map<String, Size> sizes = new HashMap<>();

  private record Size(long fields, int depth) {
    static final Size NOTHING = new Size(0, 0);

    Size and(Size other) {
      return new Size(Math.min(MUCH, fields + other.fields), Math.max(depth, other.depth));
    }
  }

  private Fanout(Document document, GraphSettings.Limits limits) {
    this.limits = limits;
    document
        .getDefinitionsOfType(FragmentDefinition.class)
        .forEach(it -> fragments.putIfAbsent(it.getName(), it));
  }

  /**
   * Refuses a document whose operations have too many fields or too many levels.
   *
   * @throws msingi.error.Failure GRAPH_LIMIT
   */
  static void check(Document document, GraphSettings.Limits limits) {
    Fanout fanout = new Fanout(document, limits);
    Size all = Size.NOTHING;
    for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
      all = all.and(fanout.size(operation.getSelectionSet()));
    }
    for (String fragment : fanout.fragments.keySet()) {
      all = new Size(Math.max(all.fields(), fanout.fragment(fragment).fields()), all.depth());
    }
    if (all.fields() > limits.fields()) {
      throw Gauge.beyond("fields", limits.fields());
    }
    if (all.depth() > limits.depth()) {
      throw Gauge.beyond("levels", limits.depth());
    }
  }

  private Size size(@Nullable SelectionSet set) {
    Size size = Size.NOTHING;
    if (set == null) {
      return size;
    }
    for (Selection<?> selection : set.getSelections()) {
      size =
          size.and(
              switch (selection) {
                case Field field -> {
                  Size below = size(field.getSelectionSet());
                  yield new Size(below.fields() + 1, below.depth() + 1);
                }
                case InlineFragment inline -> size(inline.getSelectionSet());
                case FragmentSpread spread -> fragment(spread.getName());
                default -> Size.NOTHING;
              });
      if (size.fields() > limits.fields()) {
        return size;
      }
    }
    return size;
  }

  private Size fragment(String name) {
    Size known = sizes.get(name);
    if (known != null) {
      return known;
    }
    FragmentDefinition fragment = fragments.get(name);
    if (fragment == null) {
      return Size.NOTHING;
    }
    sizes.put(name, Size.NOTHING);
    Size size = size(fragment.getSelectionSet());
    sizes.put(name, size);
    return size;
  }
}
