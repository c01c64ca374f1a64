package msingi.testkit.conformance;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which cases do not apply to us: by rules, each with its reason. */
final class Applicability {
  /** A rule. */
  record Rule(String reason, Predicate<Case> meets) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule("the specification itself leaves it out as pending", Case::pending),
          new Rule(
              "a configuration that runs SQL of the administrator before or instead of a request",
              it ->
                  it.config().containsKey("db-pre-request")
                      || it.config().containsKey("db-pre-config")
                      || it.config().containsKey("db-root-spec")),
          new Rule(
              "asks for a representation that an SQL aggregate of the fixture makes",
              it ->
                  it.steps().stream()
                      .anyMatch(step ->
                          step.says("Accept", "text/special") || step.says("Accept", "pg/"))));

  private Applicability() {}

  /** Why the case does not apply; empty when it does. */
  static Optional<String> reasonAgainst(Case that) {
    return RULES.stream().filter(it -> it.meets().test(that)).map(Rule::reason).findFirst();
  }
}
