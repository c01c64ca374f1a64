package msingi.door.rest;

import io.vertx.core.http.HttpHeaders;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.http.Exchange;

/**
 * What must hold before a request is served (RFC 9110, section 13). Nothing here has a date of its
 * last change, so preconditions with dates are ignored, as section 13.1.3 says.
 *
 * @param match the validators of {@code If-Match}
 * @param noneMatch the validators of {@code If-None-Match}
 */
record Preconditions(Tags match, Tags noneMatch) {
  private static final CharSequence IF_MATCH = HttpHeaders.createOptimized("if-match");
  private static final CharSequence IF_NONE_MATCH = HttpHeaders.createOptimized("if-none-match");
  private static final Preconditions NONE = new Preconditions(Tags.ABSENT, Tags.ABSENT);

  /** Those of a request; malformed ones are refused. */
  static Preconditions of(Exchange exchange) {
    List<String> match = exchange.headers(IF_MATCH);
    List<String> noneMatch = exchange.headers(IF_NONE_MATCH);
    if (match.isEmpty() && noneMatch.isEmpty()) {
      return NONE;
    }
    return new Preconditions(
        match.isEmpty() ? Tags.ABSENT : Tags.parse("If-Match", match),
        noneMatch.isEmpty() ? Tags.ABSENT : Tags.parse("If-None-Match", noneMatch));
  }

  /** Whether the request has any. */
  boolean present() {
    return !equals(NONE);
  }

  /**
   * Whether a read need not be answered, as the client has it already.
   *
   * @param tag the answer's, or {@link Tag#NONE}
   * @throws Failure PRECONDITION where the client wants nothing but what it has
   */
  boolean unchanged(String tag) {
    if (!(match instanceof Tags.Absent) && !match.strongly(tag)) {
      throw failed();
    }
    return noneMatch.weakly(tag);
  }

  /**
   * Asks those of a write.
   *
   * @param exists whether there is a row that the caller may read
   * @param tags the validators of what a read would answer, in the forms of {@link #media}
   * @throws Failure PRECONDITION where they do not hold
   */
  void require(boolean exists, List<String> tags) {
    boolean held =
        switch (match) {
          case Tags.Absent _ -> true;
          case Tags.Any _ -> exists;
          case Tags.Listed it -> tags.stream().anyMatch(it::strongly);
        };
    boolean excluded =
        switch (noneMatch) {
          case Tags.Absent _ -> false;
          case Tags.Any _ -> exists;
          case Tags.Listed it -> tags.stream().anyMatch(it::weakly);
        };
    if (!held || excluded) {
      throw failed();
    }
  }

  /** The forms of answers that its validators are of, with a total or without. */
  Set<Media> media() {
    Set<Media> media = EnumSet.noneOf(Media.class);
    for (Media one : Media.values()) {
      if (named().anyMatch(it -> Tag.marks(it, one))) {
        media.add(one);
      }
    }
    return media;
  }

  /** Whether one of its validators is of an answer with a total. */
  boolean counted() {
    return named().anyMatch(Tag::counted);
  }

  private Stream<String> named() {
    return Stream.of(match, noneMatch)
        .flatMap(it -> it instanceof Tags.Listed listed ? listed.named().stream() : Stream.empty())
        .map(Tags.Named::quoted);
  }

  /** The failure where one does not hold. */
  static Failure failed() {
    return Problem.of(ErrorCode.PRECONDITION).failure();
  }
}
