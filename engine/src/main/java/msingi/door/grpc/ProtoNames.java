package msingi.door.grpc;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of the definition as names of proto3, each of them once. */
final class ProtoNames {
  private final Set<String> taken = new HashSet<>();

  /** Takes names that stand already. */
  ProtoNames(Set<String> taken) {
    taken.forEach(it -> this.taken.add(folded(it)));
  }

  /** Takes a name as it is, whoever has it. */
  void take(String name, List<String> suffixes) {
    suffixes.forEach(it -> taken.add(folded(name + it)));
  }

  /** A name of which none of its forms with a suffix is taken; takes them. */
  String claim(String wanted, List<String> suffixes) {
    String name = wanted;
    for (int next = 2; !free(name, suffixes); next++) {
      name = wanted + (Character.isDigit(wanted.charAt(wanted.length() - 1)) ? "_" : "") + next;
    }
    take(name, suffixes);
    return name;
  }

  private boolean free(String name, List<String> suffixes) {
    return suffixes.stream().noneMatch(it -> taken.contains(folded(name + it)));
  }

  /** Names that differ only in case or underscores have one name in JSON. */
  private static String folded(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** {@code visit_rooms} as {@code VisitRooms}. */
  static String message(String text) {
    StringBuilder name = new StringBuilder();
    boolean upper = true;
    for (char character : text.toCharArray()) {
      if (letter(character) || digit(character)) {
        name.append(upper ? Character.toUpperCase(character) : character);
        upper = false;
      } else {
        upper = true;
      }
    }
    return name.isEmpty() || digit(name.charAt(0)) ? "C" + name : name.toString();
  }

  /** A text as the name of a field. */
  static String field(String text) {
    String name = plain(text);
    return letter(name.charAt(0)) ? name : "f" + name;
  }

  /** A text as the end of the name of an enumeration's value. */
  static String label(String text) {
    return plain(text).toUpperCase(Locale.ROOT);
  }

  private static String plain(String text) {
    StringBuilder name = new StringBuilder();
    for (char character : text.toCharArray()) {
      name.append(letter(character) || digit(character) ? character : '_');
    }
    return name.isEmpty() ? "_" : name.toString();
  }

  /** The package of an application. */
  static String packageOf(String application) {
    return field(application) + ".v1";
  }

  private static boolean letter(char character) {
    return (character | 0x20) >= 'a' && (character | 0x20) <= 'z';
  }

  private static boolean digit(char character) {
    return character >= '0' && character <= '9';
  }
}
