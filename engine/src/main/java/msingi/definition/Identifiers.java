package msingi.definition;

import java.util.Set;

/** The names that authors choose. */
final class Identifiers {
  /** Names that expressions already give a meaning. */
  private static final Set<String> TAKEN =
      Set.of("auth", "old", "now", "today", "true", "false", "null", "in");

  private Identifiers() {}

  /** Whether it is letters, digits and underscores, at most 63, not beginning with a digit. */
  static boolean is(String name) {
    if (name.isEmpty() || name.length() > StoredNames.MOST_BYTES) {
      return false;
    }
    for (int at = 0; at < name.length(); at++) {
      if (!TypeTextParser.letter(name.charAt(at), at == 0)) {
        return false;
      }
    }
    return true;
  }

  static boolean taken(String name) {
    return TAKEN.contains(name);
  }

  static void refuse(Node.Place place, String path, String name, Mistakes mistakes) {
    mistakes.add(
        place,
        path,
        Wording.quoted(name) + " is not an identifier: letters, digits and _, at most 63",
        "choose one, and give the stored name with name:");
  }

  /** Whether a stored name can be one: not empty, no zero character, 63 bytes at most. */
  static boolean stored(String name) {
    return !name.isEmpty()
        && name.indexOf('\0') < 0
        && StoredNames.bytes(name) <= StoredNames.MOST_BYTES;
  }
}
