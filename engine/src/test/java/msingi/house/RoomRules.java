package msingi.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The rules between rooms; each answers with the violations it found, as sentences. */
final class RoomRules {
  private static final Set<String> DOORS_SEE =
      Set.of(
          "base",
          "error",
          "observe",
          "expression",
          "definition",
          "result",
          "wire",
          "request",
          "http");
  private static final Set<String> FORBIDDEN =
      Set.of("util", "utils", "impl", "manager", "helper", "helpers", "common", "misc", "internal");
  private static final List<String> LOGGERS =
      List.of(
          "java.lang.System$Logger",
          "java.util.logging.",
          "org.slf4j.",
          "io.vertx.core.internal.logging.",
          "io.netty.util.internal.logging.");
  // PostgREST is the name of a dialect of REST, not of a store.
  private static final Pattern STORE_NAME =
      Pattern.compile("(?i)sqlite|postgres(?!t)|mysql|mariadb|mongodb|cassandra");

  private final RoomTable table;
  private final List<CompiledClass> classes;

  RoomRules(RoomTable table, List<CompiledClass> classes) {
    this.table = table;
    this.classes = List.copyOf(classes);
  }

  /** Every class is in a room of the table, and no package has a name that says nothing. */
  List<String> placement() {
    Set<String> found = new TreeSet<>();
    for (CompiledClass one : classes) {
      if (table.level(one.room()).isEmpty()) {
        found.add("not a room of the table: '" + one.room() + "'");
      }
      for (String part : one.room().split("\\.")) {
        if (FORBIDDEN.contains(part)) {
          found.add("a package may not be called '" + part + "': " + one.room());
        }
      }
    }
    return List.copyOf(found);
  }

  /** Imports go to lower levels only, and doors see only what doors may see. */
  List<String> direction() {
    Set<String> found = new TreeSet<>();
    edges()
        .forEach((from, targets) ->
            targets.forEach((to, example) -> {
              if (!mayName(from, to)) {
                found.add(from + " may not see " + to + ": " + example);
              }
            }));
    return List.copyOf(found);
  }

  private boolean mayName(String from, String to) {
    OptionalInt upper = table.level(from);
    OptionalInt lower = table.level(to);
    if (upper.isEmpty() || lower.isEmpty() || lower.getAsInt() >= upper.getAsInt()) {
      return false;
    }
    return !from.startsWith("door.") || DOORS_SEE.contains(to);
  }

  /** Rooms that see each other over any number of steps. */
  List<String> cycles() {
    Map<String, Map<String, String>> edges = edges();
    List<String> found = new ArrayList<>();
    for (String room : edges.keySet()) {
      Set<String> reached = new TreeSet<>();
      List<String> next = new ArrayList<>(edges.get(room).keySet());
      while (!next.isEmpty()) {
        String one = next.removeLast();
        if (reached.add(one)) {
          next.addAll(edges.getOrDefault(one, Map.of()).keySet());
        }
      }
      if (reached.contains(room)) {
        found.add("a cycle through " + room);
      }
    }
    return found;
  }

  /** From room to room, with one pair of classes as the example. */
  private Map<String, Map<String, String>> edges() {
    Map<String, Map<String, String>> edges = new TreeMap<>();
    for (CompiledClass one : classes) {
      for (String reference : one.references()) {
        String to = CompiledClass.roomOf(reference);
        if (CompiledClass.isOurs(reference) && !to.equals(one.room())) {
          edges
              .computeIfAbsent(one.room(), room -> new TreeMap<>())
              .putIfAbsent(to, one.name() + " names " + reference);
        }
      }
    }
    return edges;
  }

  /** JDBC only in the SQL stores, loggers only in observe. */
  List<String> drivers() {
    List<String> found = new ArrayList<>();
    for (CompiledClass one : classes) {
      String room = one.room();
      boolean sql = room.equals("store.sql") || room.startsWith("store.sql.");
      for (String reference : one.references()) {
        if (!sql && (reference.startsWith("java.sql.") || reference.startsWith("javax.sql."))) {
          found.add("only store.sql may see " + reference + ": " + one.name());
        }
        if (!room.equals("observe") && LOGGERS.stream().anyMatch(reference::startsWith)) {
          found.add("only observe may see " + reference + ": " + one.name());
        }
      }
    }
    return found;
  }

  /**
   * A store's name only in the stores and in the server that picks one.
   *
   * @param allowed class name to the reason why it may name a store
   */
  List<String> storeNames(Map<String, String> allowed) {
    List<String> found = new ArrayList<>();
    Set<String> unused = new TreeSet<>(allowed.keySet());
    for (CompiledClass one : classes) {
      if (!one.room().startsWith("store.") && !one.room().equals("server")) {
        List<String> names =
            one.words().stream().filter(word -> STORE_NAME.matcher(word).find()).sorted().toList();
        if (!names.isEmpty() && !unused.remove(one.name())) {
          found.add(one.name() + " names a store: " + names);
        }
      }
    }
    unused.forEach(name -> found.add("no exception needed any more: " + name));
    return found;
  }

  /** An Optional is returned, never taken. */
  List<String> optionals() {
    return classes.stream()
        .flatMap(one -> one.optionals().stream().map(where -> one.name() + ": " + where))
        .toList();
  }

  /** Every room says that nothing in it is null. */
  List<String> nullness() {
    Set<String> rooms = new TreeSet<>();
    Set<String> marked = new TreeSet<>();
    for (CompiledClass one : classes) {
      rooms.add(one.room());
      if (one.annotations().contains("Lorg/jspecify/annotations/NullMarked;")) {
        marked.add(one.isPackageInfo() ? one.room() : "");
      }
    }
    rooms.removeAll(marked);
    return rooms.stream().map(room -> "no @NullMarked package-info in " + room).toList();
  }

  /** Public top-level types that no other room names. */
  Set<String> publicForNobody() {
    Set<String> found = new TreeSet<>();
    for (CompiledClass one : classes) {
      if (one.isTopLevel() && one.isPublic()) {
        found.add(one.name());
      }
    }
    for (CompiledClass one : classes) {
      for (String reference : one.references()) {
        if (!CompiledClass.roomOf(reference).equals(one.room())) {
          found.remove(CompiledClass.topLevel(reference));
        }
      }
    }
    return found;
  }
}
