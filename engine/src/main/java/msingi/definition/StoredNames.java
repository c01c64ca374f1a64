package msingi.definition;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Names of constraints and indexes as PostgreSQL chooses them ({@code makeObjectName} and {@code
 * ChooseIndexNameAddition} in src/backend/commands/indexcmds.c), 63 bytes at most.
 */
final class StoredNames {
  /** The longest name in bytes of UTF-8. */
  static final int MOST_BYTES = 63;

  private StoredNames() {}

  static String key(String table) {
    return object(table, "", "pkey");
  }

  static String unique(String table, List<String> columns) {
    return object(table, joined(columns), "key");
  }

  static String foreignKey(String table, List<String> columns) {
    return object(table, joined(columns), "fkey");
  }

  static String index(String table, List<String> columns) {
    return object(table, joined(columns), "idx");
  }

  /** The index of a search. */
  static String search(String table, String name) {
    return object(table, name, "fts");
  }

  /** The name of the check number {@code number}, from 0. */
  static String check(String table, int number) {
    return object(table, "", number == 0 ? "check" : "check" + number);
  }

  static String sequence(String table, String column) {
    return object(table, column, "seq");
  }

  static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Shortens the longer of the two names until all fits, never within a character. */
  static String object(String first, String second, String label) {
    int available = MOST_BYTES - (second.isEmpty() ? 0 : 1) - 1 - bytes(label);
    int firstBytes = bytes(first);
    int secondBytes = bytes(second);
    while (firstBytes + secondBytes > available) {
      if (firstBytes > secondBytes) {
        firstBytes--;
      } else {
        secondBytes--;
      }
    }
    String start = clip(first, firstBytes);
    return (second.isEmpty() ? start : start + "_" + clip(second, secondBytes)) + "_" + label;
  }

  /** PostgreSQL stops adding columns once the names fill a name's length. */
  private static String joined(List<String> columns) {
    StringBuilder joined = new StringBuilder();
    for (String column : columns) {
      joined.append(joined.isEmpty() ? "" : "_").append(column);
      if (bytes(joined.toString()) > MOST_BYTES) {
        break;
      }
    }
    return joined.toString();
  }

  private static String clip(String name, int most) {
    int used = 0;
    int end = 0;
    while (end < name.length()) {
      int point = name.codePointAt(end);
      int more = bytes(Character.toString(point));
      if (used + more > most) {
        break;
      }
      used += more;
      end += Character.charCount(point);
    }
    return name.substring(0, end);
  }
}
