package msingi.door.grpc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Gives numbers and names: those of a lock to what it knows, new ones to what is new. */
final class Numbering {
  /** Numbers from here on are the door's own, in messages that hold both. */
  static final int OWN = 15_001;

  /** Numbers that protocol buffers keep for themselves, and all beyond. */
  private static final int MOST = 15_000;

  private final Map<String, Lock.Block> before;
  private final Map<String, Lock.Block> after = new LinkedHashMap<>();

  Numbering(Lock before) {
    this.before = new LinkedHashMap<>(before.blocks());
  }

  /** What was renamed goes on with the numbers it had. */
  void inherit(String id, String was) {
    Lock.Block old = before.get(was);
    if (old != null
        && before.putIfAbsent(id, new Lock.Block(id, old.name(), old.entries())) == null) {
      before.remove(was);
    }
  }

  /**
   * What wants a number.
   *
   * @param key its name in the definition
   * @param was its name before a rename, or empty
   * @param type a word for what it holds
   * @param name the name it would have in proto3
   */
  record Wanted(String key, String was, String type, String name) {}

  /** The name that a block has had, or none. */
  Optional<String> name(String id) {
    return Optional.ofNullable(before.get(id)).map(Lock.Block::name);
  }

  /** The numbers of a block, by key. */
  Map<String, Given> give(String id, String name, List<Wanted> wanted) {
    Map<Integer, Lock.Entry> entries = new TreeMap<>();
    Lock.Block known = before.getOrDefault(id, new Lock.Block(id, name, Map.of()));
    known.entries().forEach((number, _) -> entries.put(number, Lock.Entry.GONE));
    Map<String, Integer> old = new HashMap<>();
    known
        .entries()
        .forEach((number, entry) -> {
          if (!entry.gone()) {
            old.put(entry.type() + " " + entry.key(), number);
          }
        });
    ProtoNames names = new ProtoNames(Set.of());
    Map<String, Given> given = new LinkedHashMap<>();
    List<Wanted> unknown = new ArrayList<>();
    Set<Integer> used = new HashSet<>();
    for (Wanted each : wanted) {
      Integer number = number(each, old);
      if (number != null && used.add(number)) {
        Lock.Entry was = known.entries().getOrDefault(number, Lock.Entry.GONE);
        boolean same = was.key().equals(each.key());
        String kept = names.claim(same ? was.name() : each.name(), List.of(""));
        put(entries, given, number, each, kept);
      } else {
        unknown.add(each);
      }
    }
    int next = entries.keySet().stream().mapToInt(it -> it).max().orElse(0);
    for (Wanted each : unknown) {
      next++;
      if (next <= MOST) {
        put(entries, given, next, each, names.claim(each.name(), List.of("")));
      }
    }
    after.put(id, new Lock.Block(id, name, entries));
    return given;
  }

  private static void put(
      Map<Integer, Lock.Entry> entries,
      Map<String, Given> given,
      int number,
      Wanted wanted,
      String name) {
    entries.put(number, new Lock.Entry(wanted.key(), wanted.type(), name));
    given.put(wanted.key(), new Given(number, name));
  }

  private static @org.jspecify.annotations.Nullable Integer number(
      Wanted wanted, Map<String, Integer> old) {
    Integer same = old.get(wanted.type() + " " + wanted.key());
    return same != null || wanted.was().isEmpty()
        ? same
        : old.get(wanted.type() + " " + wanted.was());
  }

  /** A number and the name that goes with it. */
  record Given(int number, String name) {}

  /** The lock as it is now; blocks of what is gone stay. */
  Lock lock() {
    Map<String, Lock.Block> blocks = new TreeMap<>();
    before.forEach((id, block) -> {
      Map<Integer, Lock.Entry> gone = new TreeMap<>();
      block.entries().keySet().forEach(number -> gone.put(number, Lock.Entry.GONE));
      blocks.put(id, new Lock.Block(id, block.name(), gone));
    });
    blocks.putAll(after);
    return new Lock(blocks);
  }
}
