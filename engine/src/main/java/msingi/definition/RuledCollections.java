package msingi.definition;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Collections with what is written in expressions. One is taken over from the reading before where
 * its own text, its columns and relations, and those of every collection that its expressions asked
 * for are as they were.
 */
final class RuledCollections {
  private final Map<String, CollectionDraft> drafts;
  private final Map<String, Collection> related;
  private final List<String> roles;
  private final Before before;
  private final Mistakes mistakes;
  private final Map<String, Set<String>> asked = new HashMap<>();

  RuledCollections(
      Map<String, CollectionDraft> drafts,
      Map<String, Collection> related,
      List<String> roles,
      Before before,
      Mistakes mistakes) {
    this.drafts = drafts;
    this.related = related;
    this.roles = roles;
    this.before = before;
    this.mistakes = mistakes;
  }

  /** All of them with their own rules, checks and defaults. */
  Map<String, Collection> read() {
    Map<String, Collection> ruled = new LinkedHashMap<>();
    boolean sameRoles = roles.equals(before.roles());
    for (CollectionDraft draft : drafts.values()) {
      Collection known = before.ruled().get(draft.id);
      Set<String> names = before.asked().getOrDefault(draft.id, Set.of());
      if (known != null && sameRoles && same(draft) && names.stream().allMatch(this::same)) {
        asked.put(draft.id, names);
        ruled.put(draft.id, known);
      } else {
        Set<String> noted = new HashSet<>();
        Names own = new Names(related, roles, noted::add);
        ruled.put(
            draft.id,
            Before.same(
                before.ruled(), new RuleReader(drafts, related, own, mistakes).read(draft)));
        asked.put(draft.id, Set.copyOf(noted));
      }
    }
    return ruled;
  }

  private boolean same(CollectionDraft draft) {
    CollectionDraft known = before.drafts().get(draft.id);
    return known != null
        && known.node.equals(draft.node)
        && known.fields.equals(draft.fields)
        && same(draft.id);
  }

  /** Whether a collection is there, or is not, as before. */
  private boolean same(String id) {
    return Objects.equals(related.get(id), before.related().get(id));
  }

  /** For each collection, whose columns and relations its expressions asked for; after reading. */
  Map<String, Set<String>> asked() {
    return asked;
  }

  /** The same with the rules of joining collections that no file declares. */
  Map<String, Collection> linked(Map<String, Collection> ruled) {
    Map<String, Collection> whole = new LinkedHashMap<>(ruled);
    new RuleReader(drafts, related, new Names(related, roles, _ -> {}), mistakes).links(whole);
    return whole;
  }
}
