package msingi.door.rest;

import java.util.ArrayList;
import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;

/** What {@code If-Match} or {@code If-None-Match} names (RFC 9110, section 13.1). */
sealed interface Tags {
  /** The header is not there. */
  Tags ABSENT = new Absent();

  /** Whether one of them is this very representation; NONE stands for one without a validator. */
  boolean strongly(String tag);

  /** Whether one of them is this representation or means the same. */
  boolean weakly(String tag);

  /** Nothing is asked. */
  record Absent() implements Tags {
    @Override
    public boolean strongly(String tag) {
      return false;
    }

    @Override
    public boolean weakly(String tag) {
      return false;
    }
  }

  /** A star: any representation there is. */
  record Any() implements Tags {
    @Override
    public boolean strongly(String tag) {
      return true;
    }

    @Override
    public boolean weakly(String tag) {
      return true;
    }
  }

  /**
   * One validator.
   *
   * @param quoted with its quotes
   */
  record Named(boolean weak, String quoted) {}

  /** A list of validators. */
  record Listed(List<Named> named) implements Tags {
    public Listed {
      named = List.copyOf(named);
    }

    @Override
    public boolean strongly(String tag) {
      return named.stream().anyMatch(it -> !it.weak() && it.quoted().equals(tag));
    }

    @Override
    public boolean weakly(String tag) {
      return named.stream().anyMatch(it -> it.quoted().equals(tag));
    }
  }

  /** Reads the lines of a header; what is no list of validators is refused. */
  static Tags parse(String header, List<String> lines) {
    String text = String.join(",", lines).strip();
    if (text.equals("*")) {
      return new Any();
    }
    List<Named> named = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char character = text.charAt(at);
      if (character == ',' || character == ' ' || character == '\t') {
        at++;
        continue;
      }
      boolean weak = text.startsWith("W/", at);
      int opened = weak ? at + 2 : at;
      int closed = closed(text, opened);
      if (closed < 0 || !separated(text, closed + 1)) {
        throw malformed(header);
      }
      named.add(new Named(weak, text.substring(opened, closed + 1)));
      at = closed + 1;
    }
    if (named.isEmpty()) {
      throw malformed(header);
    }
    return new Listed(named);
  }

  /** Where the quotes end that begin here; -1 where none begin, or what is in them is no tag. */
  private static int closed(String text, int opened) {
    if (opened >= text.length() || text.charAt(opened) != '"') {
      return -1;
    }
    for (int at = opened + 1; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character == '"') {
        return at;
      }
      if (character < '!' || character == 0x7f) {
        return -1;
      }
    }
    return -1;
  }

  /** Whether a comma or the end follows. */
  private static boolean separated(String text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at == text.length() || text.charAt(at) == ',';
  }

  private static Failure malformed(String header) {
    return Problem.of(ErrorCode.BAD_REQUEST, header + " is neither * nor a list of ETags")
        .withHint("An ETag stands in quotes, as it was answered.")
        .failure();
  }
}
