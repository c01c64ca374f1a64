package msingi.definition;

import java.util.List;

/**
 * The statements of a function's body, with its arguments told apart from its text.
 *
 * @param statements in order; the last one answers
 */
public record SqlBody(List<Statement> statements) {
  public SqlBody {
    statements = List.copyOf(statements);
  }

  /** Reads a text that was accepted with the definition. */
  public static SqlBody of(String text, Quoting quoting) {
    return new SqlLexer(text, quoting).body();
  }

  /** What a database's SQL quotes with besides {@code '…'} and {@code "…"}. */
  public enum Quoting {
    /** Names in {@code […]} and {@code `…`}. */
    BRACKETS,
    /** Texts as {@code $$…$$} and {@code E'…\'…'}; comments within comments. */
    DOLLARS
  }

  /** Whether any statement changes something by its own words. */
  public boolean writes() {
    return statements.stream().anyMatch(Statement::writes);
  }

  /**
   * One statement.
   *
   * @param verb the word that says what it does, in capitals: of a statement that begins with WITH,
   *     the word after the list
   * @param main where the statement proper begins among {@code parts}, after WITH and its list; 0
   *     where it has no such list
   * @param returning whether it says RETURNING itself
   * @param writes whether it, or a part of its list, changes rows
   */
  public record Statement(
      String verb, List<Part> parts, int main, boolean returning, boolean writes) {
    public Statement {
      parts = List.copyOf(parts);
    }

    /** Whether it answers rows: it asks, or says RETURNING. */
    public boolean answers() {
      return asks() || returning;
    }

    /** Whether its own verb only asks. */
    public boolean asks() {
      return verb.equals("SELECT") || verb.equals("VALUES") || verb.equals("TABLE");
    }
  }

  /** A piece of a statement. */
  public sealed interface Part {
    /** Text as it stands. */
    record Text(String text) implements Part {}

    /**
     * An argument, or something about the caller.
     *
     * @param name without the colon
     * @param at its offset in the whole text, in chars
     */
    record Named(String name, int at) implements Part {}
  }
}
