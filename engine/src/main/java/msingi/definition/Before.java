package msingi.definition;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the last reading without a mistake leaves for the next one: each stage takes over what is
 * made of the same parts. Everything in it is immutable or no longer changed.
 *
 * @param texts by file
 * @param entries what the files of collections hold, by file
 * @param setting what fields were read against
 * @param drafts by collection
 * @param roles the application's roles
 * @param related collections without rules, by id
 * @param asked for each collection, whose columns and relations its expressions asked for
 * @param ruled collections with their own rules, by id
 * @param collections collections as they came out, by id
 * @param prints digests of collections
 */
record Before(
    Map<String, String> texts,
    Map<String, Node.Entry> entries,
    CollectionReader.Setting setting,
    Map<String, CollectionDraft> drafts,
    List<String> roles,
    Map<String, Collection> related,
    Map<String, Set<String>> asked,
    Map<String, Collection> ruled,
    Map<String, Collection> collections,
    IdentityHashMap<Collection, byte[]> prints) {

  static final Before NOTHING =
      new Before(
          Map.of(),
          Map.of(),
          new CollectionReader.Setting(Node.NONE, List.of(), false, Set.of()),
          Map.of(),
          List.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          new IdentityHashMap<>());

  /** The one from before where it says the same, so that later stages see that nothing changed. */
  static Collection same(Map<String, Collection> before, Collection now) {
    Collection known = before.get(now.id());
    return known != null && known.equals(now) ? known : now;
  }
}
