package msingi.door.rest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.request.Request;

/**
 * What {@code Prefer} (RFC 7240) asks; the first of each kind counts, empty where nothing is said.
 *
 * @param timezone as written
 * @param maxAffected the most rows a write may touch, or -1; only with {@code handling=strict}
 */
record Preferences(
    String resolution,
    String missing,
    String returning,
    String count,
    String tx,
    String handling,
    String timezone,
    long maxAffected) {

  static final Preferences NONE = new Preferences("", "", "", "", "", "", "", -1);

  private static final String TIMEZONE = "timezone=";

  private static final Set<String> KNOWN =
      Set.of(
          "resolution=merge-duplicates",
          "resolution=ignore-duplicates",
          "missing=default",
          "missing=null",
          "return=minimal",
          "return=headers-only",
          "return=representation",
          "count=exact",
          "count=planned",
          "count=estimated",
          "count=none",
          "tx=commit",
          "tx=rollback",
          "handling=strict",
          "handling=lenient");

  /** Reads the headers; unknown preferences are refused if handling is strict. */
  static Preferences parse(List<String> headers) {
    if (headers.isEmpty()) {
      return NONE;
    }
    List<String> found = new ArrayList<>();
    List<String> invalid = new ArrayList<>();
    Set<String> kinds = new HashSet<>();
    long maxAffected = -1;
    for (String header : headers) {
      for (String part : header.split(",")) {
        String word = part.strip();
        long most = maxAffected(word);
        if (word.isEmpty()) {
          continue;
        } else if (most >= 0) {
          maxAffected = kinds.add("max-affected") ? most : maxAffected;
        } else if (!KNOWN.contains(word) && !word.startsWith(TIMEZONE)) {
          invalid.add(word);
        } else if (kinds.add(word.substring(0, word.indexOf('=')))) {
          found.add(word);
        }
      }
    }
    boolean strict = found.contains("handling=strict");
    if (strict && !invalid.isEmpty()) {
      throw Problem.of(ErrorCode.PREFERENCE)
          .withDetails("Invalid preferences: " + String.join(", ", invalid))
          .failure();
    }
    return new Preferences(
        of(found, "resolution="),
        of(found, "missing="),
        of(found, "return="),
        of(found, "count="),
        of(found, "tx="),
        of(found, "handling="),
        of(found, TIMEZONE),
        strict ? maxAffected : -1);
  }

  private static long maxAffected(String word) {
    if (!word.startsWith("max-affected=") || word.length() > 31) {
      return -1;
    }
    try {
      return Long.parseLong(word.substring("max-affected=".length()));
    } catch (NumberFormatException notNumber) {
      return -1;
    }
  }

  private static String of(List<String> found, String kind) {
    for (String word : found) {
      if (word.startsWith(kind)) {
        return word.substring(kind.length());
      }
    }
    return "";
  }

  /** How the total of a read is wanted. */
  Request.Count total() {
    return switch (count) {
      case "exact" -> Request.Count.EXACT;
      case "planned" -> Request.Count.PLANNED;
      case "estimated" -> Request.Count.ESTIMATED;
      default -> Request.Count.NONE;
    };
  }

  /** Whether a total is wanted at all. */
  boolean counted() {
    return !count.isEmpty() && !count.equals("none");
  }

  boolean merge() {
    return resolution.equals("merge-duplicates");
  }

  boolean ignore() {
    return resolution.equals("ignore-duplicates");
  }

  boolean representation() {
    return returning.equals("representation");
  }

  /**
   * The header {@code Preference-Applied}, or empty.
   *
   * @param resolved whether resolution and missing were used
   * @param write whether rows were written, so that return counts
   * @param transaction whether the choice of commit or rollback was allowed
   * @param limited whether max-affected was used
   */
  String applied(boolean resolved, boolean write, boolean transaction, boolean limited) {
    StringBuilder text = new StringBuilder();
    add(text, "resolution=", resolved ? resolution : "");
    add(text, "missing=", write ? missing : "");
    add(text, "return=", write ? returning : "");
    add(text, "count=", counted() ? count : "");
    add(text, "tx=", transaction ? tx : "");
    add(text, "handling=", handling);
    add(text, TIMEZONE, timezone);
    add(text, "max-affected=", limited && maxAffected >= 0 ? Long.toString(maxAffected) : "");
    return text.toString();
  }

  private static void add(StringBuilder text, String kind, String value) {
    if (!value.isEmpty()) {
      text.append(text.isEmpty() ? "" : ", ").append(kind).append(value);
    }
  }
}
