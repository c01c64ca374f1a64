package msingi.testkit.oracle;

import java.util.List;

/** A rule or a filter, in the oracle's own words; written as CEL and as SQL independently. */
public sealed interface Rule {

  /** A field compared with a literal. */
  record Compare(World.Field field, String operator, Object literal) implements Rule {}

  /** A field compared with another of the same row and kind. */
  record Fields(World.Field left, String operator, World.Field right) implements Rule {}

  /** Whether a field is null. */
  record IsNull(World.Field field, boolean negated) implements Rule {}

  /** The text at {@code doc->a->>b} compared with another. Of clients only. */
  record Within(String operator, String text) implements Rule {}

  /**
   * Whether the words of {@code story} match. Of clients only.
   *
   * @param mode as clients write it: {@code fts plfts phfts wfts}
   */
  record Found(String mode, String words) implements Rule {}

  /** A uuid field that holds the caller's id. */
  record Mine(World.Field field) implements Rule {}

  /** Whether the caller has a role. */
  record HasRole(String role) implements Rule {}

  /** Whether the caller is signed in. */
  record SignedIn() implements Rule {}

  /** A field among literals. */
  record Among(World.Field field, List<Object> literals) implements Rule {}

  /** All of them. */
  record All(List<Rule> rules) implements Rule {}

  /** Any of them. */
  record Any(List<Rule> rules) implements Rule {}

  /** The contrary; unknown stays unknown. */
  record Not(Rule rule) implements Rule {}

  /** A comparison in the row that a to-one field leads to. */
  record Beyond(World.Link link, Rule rule) implements Rule {}

  /** Whether some row of the other side satisfies a rule. */
  record Some(World.Link link, Rule rule) implements Rule {}

  /** Whether every row of the other side satisfies a rule. */
  record Every(World.Link link, Rule rule) implements Rule {}
}
