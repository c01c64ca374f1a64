package msingi.store.sql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Long texts of the ledger, of which a change touches a few lines: kept in pieces that are called
 * by their digest, so that only new ones are written. A short text stands for itself; of a long one
 * the ledger's own cell holds the names of its pieces, a line each after {@link #MARK}.
 */
final class SchemaPieces {
  /** What a cell begins with that names pieces. */
  static final String MARK = "pieces\n";

  /** Up to this many characters a text stands in its cell. */
  static final int SHORT = 32_768;

  private static final int LEAST_LINES = 16;
  private static final int MOST_LINES = 512;

  /** A piece ends with a line whose digest ends in six zeros: after 64 more on average. */
  private static final int ENDS = 0b111111;

  private static final int AT_ONCE = 200;

  private final SchemaLink link;
  private final String table;

  SchemaPieces(SchemaLink link, String prefix) {
    this.link = link;
    this.table = prefix + "schema_pieces";
  }

  void make() {
    link.execute(
        "CREATE TABLE IF NOT EXISTS "
            + table
            + " (name text NOT NULL PRIMARY KEY, piece text NOT NULL)");
  }

  /**
   * Keeps a text, in the caller's transaction.
   *
   * @param owner whose it is: pieces are shared only by texts of one owner
   * @return what the cell is to hold
   */
  String keep(String owner, String text) {
    if (text.length() <= SHORT) {
      return text;
    }
    Map<String, String> pieces = new LinkedHashMap<>();
    StringBuilder cell = new StringBuilder(MARK);
    for (String piece : split(text)) {
      String name = owner + ":" + digest(piece);
      pieces.put(name, piece);
      cell.append(name).append('\n');
    }
    pieces.keySet().removeAll(present(pieces.keySet()));
    for (List<String> names : parts(pieces.keySet())) {
      List<String> values = new ArrayList<>();
      names.forEach(it -> values.addAll(List.of(it, pieces.getOrDefault(it, ""))));
      link.execute(
          "INSERT INTO "
              + table
              + " VALUES "
              + IntStream.range(0, names.size())
                  .mapToObj(it -> "($" + (2 * it + 1) + ", $" + (2 * it + 2) + ")")
                  .collect(Collectors.joining(", ")),
          values);
    }
    return cell.toString();
  }

  /** The text behind a cell. */
  String text(String cell) {
    if (!cell.startsWith(MARK)) {
      return cell;
    }
    List<String> names = names(cell);
    Map<String, String> pieces = found(new LinkedHashSet<>(names));
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      String piece = pieces.get(name);
      if (piece == null) {
        throw Problem.of(ErrorCode.MIGRATION_FAILED, "The ledger lacks a piece of a text")
            .withDetails(name)
            .failure();
      }
      text.append(piece);
    }
    return text.toString();
  }

  /** Forgets the pieces of a cell that another one of the same owner does not name. */
  void forget(String before, String after) {
    Set<String> gone = new LinkedHashSet<>(names(before));
    names(after).forEach(gone::remove);
    for (List<String> names : parts(gone)) {
      link.execute("DELETE FROM " + table + " WHERE name IN (" + literals(names) + ")");
    }
  }

  private static List<String> names(String cell) {
    return cell.startsWith(MARK) ? cell.substring(MARK.length()).lines().toList() : List.of();
  }

  private Set<String> present(Set<String> wanted) {
    Set<String> present = new HashSet<>();
    for (List<String> names : parts(wanted)) {
      link.query("SELECT name FROM " + table + " WHERE name IN (" + literals(names) + ")")
          .forEach(it -> present.add(String.valueOf(it.getFirst())));
    }
    return present;
  }

  private Map<String, String> found(Set<String> wanted) {
    Map<String, String> found = new HashMap<>();
    for (List<String> names : parts(wanted)) {
      for (List<@Nullable String> line :
          link.query(
              "SELECT name, piece FROM " + table + " WHERE name IN (" + literals(names) + ")")) {
        found.put(String.valueOf(line.get(0)), String.valueOf(line.get(1)));
      }
    }
    return found;
  }

  private static String literals(List<String> names) {
    return names.stream().map(Dialect::text).collect(Collectors.joining(", "));
  }

  private static List<List<String>> parts(Collection<String> names) {
    List<String> all = List.copyOf(names);
    return IntStream.iterate(0, it -> it < all.size(), it -> it + AT_ONCE)
        .mapToObj(it -> all.subList(it, Math.min(it + AT_ONCE, all.size())))
        .toList();
  }

  /** Ends hang on what lines say and not on where they stand: a line more moves few others. */
  static List<String> split(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    int lines = 0;
    int digest = 0;
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      digest = 31 * digest + unit;
      if (unit == '\n') {
        lines++;
        // The lowest bits know the last characters best: the others are mixed in.
        boolean end = ((digest ^ (digest >>> 15)) & ENDS) == 0;
        if ((end && lines >= LEAST_LINES) || lines == MOST_LINES) {
          pieces.add(text.substring(start, at + 1));
          start = at + 1;
          lines = 0;
        }
        digest = 0;
      }
    }
    if (start < text.length()) {
      pieces.add(text.substring(start));
    }
    return pieces;
  }

  private static String digest(String piece) {
    try {
      byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
