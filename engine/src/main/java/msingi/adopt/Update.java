package msingi.adopt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import msingi.adopt.Difference.Change;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.DefinitionReader;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * What changed in a database since it was last looked at, brought into the edited definition: only
 * what changed there is edited, so that comments, rules, names and order stay. What somebody has
 * taken out of the definition stays out; what somebody has said otherwise there, and what cannot be
 * edited, is told.
 *
 * @param sources the files that changed, by name
 * @param done what was edited, a line each
 * @param open what is left to do by hand, a line each
 */
public record Update(Map<String, String> sources, List<String> done, List<String> open) {
  public Update {
    sources = Map.copyOf(sources);
    done = List.copyOf(done);
    open = List.copyOf(open);
  }

  /**
   * Brings changes into a definition.
   *
   * @param sources its files by name
   * @param edited what they say
   * @param base what the database was when it was last looked at
   * @param now what it is, written with the identifiers of {@code edited}
   */
  public static Update of(Map<String, String> sources, App edited, App base, Adoption now) {
    Work work = new Work(sources, edited, now);
    List<Difference> own = Differences.between(base, edited);
    List<Difference> left = Differences.between(edited, now.app());
    for (Difference it : Differences.between(base, now.app())) {
      if (left.stream().anyMatch(it::sameAs)) {
        work.take(it, own.stream().anyMatch(it::sameAs));
      }
    }
    return work.result();
  }

  /** An update while it is made. */
  private static final class Work {
    private final Map<String, Edits> files = new LinkedHashMap<>();
    private final Map<String, String> fresh = new LinkedHashMap<>();
    private final Map<String, CollectionEdit> collections = new LinkedHashMap<>();
    private final FunctionEdits functions;
    private final App edited;
    private final Adoption now;
    private final List<String> done = new ArrayList<>();
    private final List<String> open = new ArrayList<>();

    Work(Map<String, String> sources, App edited, Adoption now) {
      sources.forEach((name, text) -> files.put(name, new Edits(text)));
      this.edited = edited;
      this.now = now;
      this.functions = new FunctionEdits(files, edited, now);
    }

    Update result() {
      collections.values().forEach(CollectionEdit::done);
      functions.done();
      Map<String, String> texts = new LinkedHashMap<>(fresh);
      files.forEach((name, it) -> {
        if (it.edited()) {
          texts.put(name, it.text());
        }
      });
      return new Update(texts, done, open);
    }

    /**
     * @param own whether the definition's author has changed the same part
     */
    void take(Difference it, boolean own) {
      boolean edits = !own && (it.part().sort().function() ? functions.take(it) : collection(it));
      (edits ? done : open).add(it.message());
    }

    private boolean collection(Difference it) {
      boolean whole = it.part().sort() == Difference.Sort.WHOLE;
      if (whole && it.change() == Change.ADDED) {
        return added(it);
      }
      Optional<Collection> mine = Optional.ofNullable(Differences.tables(edited).get(it.table()));
      Optional<Found> place = mine.flatMap(each -> Found.collection(files, each.id()));
      if (mine.isEmpty() || place.isEmpty()) {
        return false;
      }
      if (whole) {
        return gone(place.get());
      }
      return collections
          .computeIfAbsent(
              mine.get().id(), _ -> new CollectionEdit(place.get(), mine.get(), edited, now))
          .take(it);
    }

    private boolean added(Difference it) {
      Optional<Adoption.BlockText> block =
          Optional.ofNullable(Differences.ids(now.app()).get(it.table())).flatMap(now::block);
      Optional<Edits> main = Optional.ofNullable(files.get(DefinitionReader.MAIN));
      if (block.isEmpty() || main.isEmpty()) {
        return false;
      }
      Optional<MappingNode> root = main.get().root();
      Optional<MappingNode> all = root.flatMap(each -> Edits.mapping(each, "collections"));
      if (all.isPresent() && all.get().getFlowStyle() == FlowStyle.BLOCK) {
        main.get().below(all.get(), block.get().text().lines().toList());
        return true;
      }
      String file = Adoption.file(block.get().id());
      if (all.isPresent() || files.containsKey(file)) {
        return false;
      }
      fresh.put(file, block.get().alone());
      return true;
    }

    private static boolean gone(Found place) {
      if (place.whole()) {
        return false;
      }
      Stream.of(Edits.entry(place.holder(), place.id()))
          .flatMap(Optional::stream)
          .forEach(it -> place.file().remove(place.holder(), it));
      return true;
    }
  }
}
