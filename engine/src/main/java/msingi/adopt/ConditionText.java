package msingi.adopt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import msingi.store.SchemaText;

/**
 * A condition in SQL as an expression of the language: comparisons, {@code AND}, {@code OR}, {@code
 * NOT}, {@code IS NULL}, {@code IN}, {@code BETWEEN}, arithmetic, and the length of a text. Casts
 * that databases write around constants fall away; whatever else stands there, there is no such
 * expression.
 */
final class ConditionText {
  private static final Pattern QUOTED = pattern("\"(?:[^\"]|\"\")+\"");
  private static final Pattern BRACKETED = pattern("\"(?:[^\"]|\"\")+\"|`[^`]+`|\\[[^\\]]+\\]");
  private static final Set<String> COMPARISONS =
      Set.of("=", "==", "<>", "!=", "<", "<=", ">", ">=");

  private static Pattern pattern(String quoted) {
    return Pattern.compile(
        "\\s+|(?<text>'(?:[^']|'')*')|(?<quoted>"
            + quoted
            + ")|(?<number>\\d+(?:\\.\\d+)?)|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)"
            + "|(?<sign>::|<>|!=|<=|>=|==|[-+*/%=<>(),\\[\\]])");
  }

  /** The words of a type behind a cast. */
  private static final Set<String> TYPE_WORDS =
      Set.of("varying", "precision", "without", "with", "time", "zone");

  private final List<Token> tokens;
  private final Function<String, Optional<String>> fields;
  private int at;

  private record Token(String kind, String text) {}

  /** Why there is no such expression. */
  private static final class Unfit extends Exception {}

  private ConditionText(List<Token> tokens, Function<String, Optional<String>> fields) {
    this.tokens = tokens;
    this.fields = fields;
  }

  /**
   * The expression, or nothing.
   *
   * @param brackets whether brackets and backticks quote names
   * @param fields the identifier of a stored column
   */
  static Optional<String> of(
      String sql, boolean brackets, Function<String, Optional<String>> fields) {
    try {
      ConditionText reader = new ConditionText(tokens(sql, brackets ? BRACKETED : QUOTED), fields);
      String text = reader.or();
      return reader.at == reader.tokens.size() ? Optional.of(text) : Optional.empty();
    } catch (Unfit _) {
      return Optional.empty();
    }
  }

  private static List<Token> tokens(String sql, Pattern pattern) throws Unfit {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = pattern.matcher(sql);
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      end = matcher.end();
      for (String kind : List.of("text", "quoted", "number", "word", "sign")) {
        String found = matcher.group(kind);
        if (found != null) {
          tokens.add(new Token(kind, found));
        }
      }
    }
    if (end < sql.length()) {
      throw new Unfit();
    }
    return tokens;
  }

  private boolean peek(String text) {
    return at < tokens.size()
        && !tokens.get(at).kind().equals("text")
        && tokens.get(at).text().equalsIgnoreCase(text);
  }

  private boolean take(String text) {
    if (peek(text)) {
      at++;
      return true;
    }
    return false;
  }

  private void demand(String text) throws Unfit {
    if (!take(text)) {
      throw new Unfit();
    }
  }

  private String or() throws Unfit {
    List<String> parts = new ArrayList<>(List.of(and()));
    while (take("OR")) {
      parts.add(and());
    }
    return parts.size() == 1 ? parts.getFirst() : "(" + String.join(" || ", parts) + ")";
  }

  private String and() throws Unfit {
    List<String> parts = new ArrayList<>(List.of(not()));
    while (take("AND")) {
      parts.add(not());
    }
    return parts.size() == 1 ? parts.getFirst() : "(" + String.join(" && ", parts) + ")";
  }

  private String not() throws Unfit {
    return take("NOT") ? "!(" + not() + ")" : comparison();
  }

  private String comparison() throws Unfit {
    String left = sum();
    if (take("IS")) {
      boolean not = take("NOT");
      demand("NULL");
      return left + (not ? " != null" : " == null");
    }
    boolean not = take("NOT");
    if (take("BETWEEN")) {
      String least = sum();
      demand("AND");
      String most = sum();
      return not
          ? "(" + left + " < " + least + " || " + left + " > " + most + ")"
          : "(" + left + " >= " + least + " && " + left + " <= " + most + ")";
    }
    if (take("IN")) {
      demand("(");
      return (not ? "!(" : "(") + left + " in [" + list(")") + "])";
    }
    if (not || at == tokens.size() || !COMPARISONS.contains(tokens.get(at).text())) {
      if (not) {
        throw new Unfit();
      }
      return left;
    }
    String operator = tokens.get(at++).text();
    boolean all = peek("ALL");
    if (take("ANY") || take("ALL")) {
      if (!operator.equals(all ? "<>" : "=")) {
        throw new Unfit();
      }
      return (all ? "!(" : "(") + left + " in [" + array() + "])";
    }
    String right = sum();
    return left
        + switch (operator) {
          case "=", "==" -> " == ";
          case "<>", "!=" -> " != ";
          default -> " " + operator + " ";
        }
        + right;
  }

  /** {@code (ARRAY[…])}, with the casts and parentheses that stand around it. */
  private String array() throws Unfit {
    int open = 0;
    while (take("(")) {
      open++;
    }
    demand("ARRAY");
    demand("[");
    String list = list("]");
    casts();
    while (open-- > 0) {
      demand(")");
      casts();
    }
    return list;
  }

  private String list(String end) throws Unfit {
    List<String> items = new ArrayList<>();
    do {
      items.add(sum());
    } while (take(","));
    demand(end);
    return String.join(", ", items);
  }

  private String sum() throws Unfit {
    return chain(Set.of("+", "-"), false);
  }

  private String chain(Set<String> operators, boolean inner) throws Unfit {
    String left = inner ? unary() : chain(Set.of("*", "/", "%"), true);
    while (at < tokens.size()
        && tokens.get(at).kind().equals("sign")
        && operators.contains(tokens.get(at).text())) {
      String operator = tokens.get(at++).text();
      left =
          "("
              + left
              + " "
              + operator
              + " "
              + (inner ? unary() : chain(Set.of("*", "/", "%"), true))
              + ")";
    }
    return left;
  }

  private String unary() throws Unfit {
    if (take("-")) {
      return "-" + unary();
    }
    String text = primary();
    casts();
    return text;
  }

  /** A cast to another type changes nothing of what the database itself has made equal. */
  private void casts() throws Unfit {
    while (take("::")) {
      if (at == tokens.size() || !tokens.get(at).kind().equals("word")) {
        throw new Unfit();
      }
      String type = tokens.get(at++).text().toLowerCase(Locale.ROOT);
      if (!Set.of(
              "text", "character", "varchar", "numeric", "integer", "bigint", "double", "smallint")
          .contains(type)) {
        throw new Unfit();
      }
      while (at < tokens.size()
          && tokens.get(at).kind().equals("word")
          && TYPE_WORDS.contains(tokens.get(at).text().toLowerCase(Locale.ROOT))) {
        at++;
      }
      if (take("(")) {
        list(")");
      }
      if (take("[")) {
        demand("]");
      }
    }
  }

  private String primary() throws Unfit {
    if (at == tokens.size()) {
      throw new Unfit();
    }
    Token token = tokens.get(at++);
    return switch (token.kind()) {
      case "number" -> token.text();
      case "text" -> {
        String text = token.text();
        yield SchemaText.quoted(text.substring(1, text.length() - 1).replace("''", "'"));
      }
      case "quoted" -> {
        String text = token.text();
        yield field(text.substring(1, text.length() - 1).replace("\"\"", "\""));
      }
      case "word" -> word(token.text());
      default -> {
        if (!token.text().equals("(")) {
          throw new Unfit();
        }
        String inside = or();
        demand(")");
        yield inside.startsWith("(") || inside.matches("\\w+") ? inside : "(" + inside + ")";
      }
    };
  }

  private String word(String word) throws Unfit {
    String small = word.toLowerCase(Locale.ROOT);
    if (take("(")) {
      String operand = sum();
      demand(")");
      return switch (small) {
        case "char_length", "character_length", "length" -> "size(" + operand + ")";
        case "lower", "upper" -> small + "(" + operand + ")";
        default -> throw new Unfit();
      };
    }
    return small.equals("true") || small.equals("false") ? small : field(word);
  }

  private String field(String name) throws Unfit {
    return fields.apply(name).orElseThrow(Unfit::new);
  }
}
