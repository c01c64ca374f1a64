package msingi.testkit.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The views behind some cases, which the fixture does not hold, as collections of a definition:
 * files of the folder {@code views} beside this class. They stand beside the tables of the schema
 * {@code test}, where that is the first one, and read tables of schemas that are not exposed.
 */
final class FixtureViews {
  private static final String HOME = "test";
  private static final Pattern TABLE = Pattern.compile("\\{(\\w+)\\.(\\w+)}");
  private static final Pattern RESPONDS = Pattern.compile("(?m)^  responds: true\n");
  private static final String PARTED = "\n--\n";

  private final boolean there;
  private final boolean sqlite;

  FixtureViews(List<String> schemas, boolean sqlite) {
    this.there = schemas.getFirst().equals(HOME);
    this.sqlite = sqlite;
  }

  /** Whether there are any. */
  boolean there() {
    return there;
  }

  /**
   * The views as entries of {@code collections:}, indented. What triggers say of an answer is left
   * out where the store cannot hear it.
   */
  String yaml() {
    String text = text("test.yaml") + text(sqlite ? "test-sqlite.yaml" : "test-postgres.yaml");
    String named = TABLE.matcher(text).replaceAll(this::table);
    return (sqlite ? RESPONDS.matcher(named).replaceAll("") : named).indent(2);
  }

  /** Fields that lead from a table to views, each on a line of its own, not indented. */
  List<String> ways(Fixture.Table table) {
    String start = table.full() + " ";
    return text("test-ways.txt")
        .lines()
        .filter(it -> it.startsWith(start))
        .map(it -> it.substring(start.length()))
        .toList();
  }

  /** What the administrator of a PostgreSQL database does once the views are there. */
  List<String> statements() {
    String text = sqlite ? "" : text("test-postgres.sql");
    return text.isEmpty() ? List.of() : List.of(text.split(PARTED));
  }

  private String table(MatchResult it) {
    String full = it.group(1) + "." + it.group(2);
    return !sqlite ? full : it.group(1).equals(HOME) ? it.group(2) : "[" + full + "]";
  }

  private String text(String name) {
    try (InputStream in = FixtureViews.class.getResourceAsStream("views/" + name)) {
      return in == null || !there ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
