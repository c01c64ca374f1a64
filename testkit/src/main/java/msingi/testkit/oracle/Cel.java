package msingi.testkit.oracle;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes a rule as CEL, as an application's author would. */
final class Cel {
  private int variables;

  String write(Rule rule, String prefix) {
    return switch (rule) {
      case Rule.Compare it ->
          prefix + it.field().name() + " " + operator(it.operator()) + " " + literal(it.literal());
      case Rule.Fields it ->
          prefix
              + it.left().name()
              + " "
              + operator(it.operator())
              + " "
              + prefix
              + it.right().name();
      case Rule.IsNull it -> prefix + it.field().name() + (it.negated() ? " != null" : " == null");
      case Rule.Within _, Rule.Found _ ->
          throw new IllegalArgumentException("no rule of authors: " + rule);
      case Rule.Mine it -> prefix + it.field().name() + " == auth.uid";
      case Rule.HasRole it -> "'" + it.role() + "' in auth.roles";
      case Rule.SignedIn _ -> "auth.uid != null";
      case Rule.Among it ->
          prefix
              + it.field().name()
              + " in "
              + it.literals().stream()
                  .map(Cel::literal)
                  .collect(Collectors.joining(", ", "[", "]"));
      case Rule.All it -> joined(it.rules(), " && ", prefix);
      case Rule.Any it -> joined(it.rules(), " || ", prefix);
      case Rule.Not it -> "!(" + write(it.rule(), prefix) + ")";
      case Rule.Beyond it -> write(it.rule(), prefix + it.link().name() + ".");
      case Rule.Some it -> quantified(it.link(), "exists", it.rule(), prefix);
      case Rule.Every it -> quantified(it.link(), "all", it.rule(), prefix);
    };
  }

  private String quantified(World.Link link, String macro, Rule rule, String prefix) {
    String variable = "v" + variables++;
    return prefix
        + link.back()
        + "."
        + macro
        + "("
        + variable
        + ", "
        + write(rule, variable + ".")
        + ")";
  }

  private String joined(List<Rule> rules, String between, String prefix) {
    return rules.stream()
        .map(it -> write(it, prefix))
        .collect(Collectors.joining(between, "(", ")"));
  }

  private static String operator(String sql) {
    return switch (sql) {
      case "=" -> "==";
      case "<>" -> "!=";
      default -> sql;
    };
  }

  private static String literal(Object literal) {
    return literal instanceof String
            || literal instanceof UUID
            || literal instanceof java.time.LocalDate
        ? "'" + literal + "'"
        : literal.toString();
  }
}
