package msingi.door.graphql;

import java.util.Map;
import msingi.request.Caller;

/**
 * What is decided about GraphQL besides the definition.
 *
 * @param served whether there is a door at all
 * @param introspection who may ask for the schema
 * @param limits what a document may have
 * @param persisted documents that are known before anybody sends them, by the SHA-256 of their text
 *     in hexadecimal
 * @param persistedOnly whether no other documents are answered
 */
public record GraphSettings(
    boolean served,
    Introspection introspection,
    Limits limits,
    Map<String, String> persisted,
    boolean persistedOnly) {

  /** What holds when nothing is said. */
  public static final GraphSettings DEFAULT =
      new GraphSettings(true, Introspection.KNOWN, Limits.DEFAULT, Map.of(), false);

  public GraphSettings {
    persisted = Map.copyOf(persisted);
  }

  /** Whether a caller may ask for the schema. */
  boolean tells(Caller caller) {
    return switch (introspection) {
      case PUBLIC -> true;
      case KNOWN -> caller.role() != Caller.Role.ANON;
      case OFF -> false;
    };
  }

  /** The SHA-256 of a document's text, in hexadecimal. */
  public static String hash(String text) {
    return Documents.hash(text);
  }

  /** Who may ask for the schema and is told near names; everybody sees only their own. */
  public enum Introspection {
    /** Everybody. */
    PUBLIC,
    /** Everybody but strangers. */
    KNOWN,
    /** Nobody. */
    OFF
  }

  /**
   * What a document may have, each an inclusive maximum.
   *
   * @param tokens words, numbers, texts and signs
   * @param depth braces, brackets and parentheses within each other
   * @param aliases fields with another name
   * @param fragments spreads and fragments
   * @param directives uses of directives
   * @param fields fields when every fragment stands in its places
   * @param cost rows that the pages of an operation may come to, those nested multiplied
   */
  public record Limits(
      int tokens, int depth, int aliases, int fragments, int directives, int fields, long cost) {
    /** What holds when nothing is said. */
    public static final Limits DEFAULT = new Limits(3_000, 32, 50, 100, 100, 2_000, 100_000);
  }
}
