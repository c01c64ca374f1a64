package msingi.adopt;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Set;

/** Identifiers for stored names, each of them once. */
final class Naming {
  private static final int MOST = 63;

  /** Words that expressions, or types, already give a meaning. */
  private static final Set<String> FIELDS =
      Set.of("auth", "old", "now", "today", "true", "false", "null", "in");

  private static final Set<String> TYPES =
      Set.of(
          "text",
          "int",
          "long",
          "decimal",
          "float",
          "bool",
          "date",
          "time",
          "timestamp",
          "datetime",
          "uuid",
          "json",
          "bytes",
          "native",
          "nothing");

  private final Set<String> taken = new HashSet<>();

  private Naming(Set<String> reserved) {
    taken.addAll(reserved);
  }

  static Naming ofFields() {
    return new Naming(FIELDS);
  }

  static Naming ofCollections() {
    Set<String> reserved = new HashSet<>(TYPES);
    reserved.addAll(FIELDS);
    return new Naming(reserved);
  }

  boolean free(String identifier) {
    return !taken.contains(identifier);
  }

  /** Takes an identifier that somebody gave. */
  void take(String identifier) {
    taken.add(identifier);
  }

  /** A free identifier that is like the name. */
  String like(String name) {
    String plain = plain(name);
    String free = plain;
    for (int number = 2; !taken.add(free); number++) {
      String end = "_" + number;
      free = plain.substring(0, Math.min(plain.length(), MOST - end.length())) + end;
    }
    return free;
  }

  /** Letters, digits and underscores; letters lose their accents, other signs their meaning. */
  static String plain(String name) {
    String bare = Normalizer.normalize(name, Normalizer.Form.NFKD);
    StringBuilder out = new StringBuilder();
    bare.codePoints()
        .forEach(it -> {
          boolean letter = (it >= 'a' && it <= 'z') || (it >= 'A' && it <= 'Z');
          if (letter || (it >= '0' && it <= '9') || it == '_') {
            out.appendCodePoint(it);
          } else if (it == 'ß') {
            out.append("ss");
          } else if (Character.getType(it) == Character.NON_SPACING_MARK) {
            return;
          } else if (it < 128) {
            out.append('_');
          } else {
            out.append('u').append(Integer.toHexString(it));
          }
        });
    if (out.isEmpty() || Character.isDigit(out.charAt(0))) {
      out.insert(0, '_');
    }
    return out.length() > MOST ? out.substring(0, MOST) : out.toString();
  }
}
