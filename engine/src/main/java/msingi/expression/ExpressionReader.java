package msingi.expression;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads CEL text (the Common Expression Language's syntax, with SQL's truth) into typed
 * expressions: names are resolved and types checked here, so that what comes out compiles on every
 * store.
 */
public final class ExpressionReader {
  /** Levels of nesting. */
  static final int DEEPEST = 32;

  private static final int LONGEST = 8_192;
  private static final int MOST_PARSED = 1_000;
  private static final CelParser PARSER =
      CelParserFactory.standardCelParserBuilder()
          .setOptions(
              CelOptions.current()
                  .maxExpressionCodePointSize(LONGEST)
                  .maxParseRecursionDepth(DEEPEST)
                  .maxParseErrorRecoveryLimit(5)
                  .build())
          .build();

  /** Rules repeat, over collections and from one reading of a definition to the next. */
  private static final Cache<String, CelAbstractSyntaxTree> PARSED =
      Caffeine.newBuilder().maximumSize(MOST_PARSED).build();

  private ExpressionReader() {}

  /**
   * Where an expression stands.
   *
   * @param scope the names
   * @param place what it may see
   * @param expected the type that must come out
   */
  public record Context(Scope scope, Place place, Type expected) {

    /** A rule over the row of a collection. */
    public static Context rule(Scope scope, String collection) {
      return new Context(scope, new Place.OnRow(collection, false, true), Type.Scalar.BOOL);
    }

    /** An update rule, which may also name {@code old}. */
    public static Context updateRule(Scope scope, String collection) {
      return new Context(scope, new Place.OnRow(collection, true, true), Type.Scalar.BOOL);
    }

    /** A check: the row alone, without relations. */
    public static Context check(Scope scope, String collection) {
      return new Context(scope, new Place.OnRow(collection, false, false), Type.Scalar.BOOL);
    }

    /** A field rule: nothing but {@code auth}. */
    public static Context fieldRule(Scope scope) {
      return new Context(scope, new Place.NoRow(false), Type.Scalar.BOOL);
    }

    /** A field of the type that is computed from the row of a collection. */
    public static Context computed(Scope scope, String collection, Type type) {
      return new Context(scope, new Place.OnRow(collection, false, true), type);
    }

    /** The computed default of a field of the type. */
    public static Context fallback(Scope scope, Type type) {
      return new Context(scope, new Place.NoRow(true), type);
    }
  }

  /** What an expression may see beside {@code auth}. */
  public sealed interface Place {
    /**
     * A row.
     *
     * @param collection its collection
     * @param old whether {@code old} is there too
     * @param relations whether other rows may be reached
     */
    record OnRow(String collection, boolean old, boolean relations) implements Place {}

    /**
     * No row.
     *
     * @param moments whether {@code now()} and {@code today()} may be used
     */
    record NoRow(boolean moments) implements Place {}
  }

  /** What came of a text. */
  public sealed interface Result {
    /** A typed expression. */
    record Read(Expression expression) implements Result {}

    /** Everything that is wrong, in the order of the text. */
    record Wrong(List<Mistake> mistakes) implements Result {
      public Wrong {
        mistakes = List.copyOf(mistakes);
      }
    }
  }

  /**
   * One mistake.
   *
   * @param offset its place in the text, in chars from 0
   * @param line from 1
   * @param column from 1, in code points
   * @param reason what is wrong
   * @param remedy what to do about it
   */
  public record Mistake(int offset, int line, int column, String reason, String remedy) {}

  /** Reads a text; never throws for what the text says. */
  public static Result read(String text, Context context) {
    Mistakes mistakes = new Mistakes(text);
    if (text.length() > LONGEST) {
      mistakes.at(0, "the expression is longer than 8,192 characters", "Split it.");
      return new Result.Wrong(mistakes.sorted());
    }
    CelAbstractSyntaxTree known = PARSED.getIfPresent(text);
    return known == null ? parsed(text, context, mistakes) : meant(known, context, mistakes);
  }

  private static Result parsed(String text, Context context, Mistakes mistakes) {
    CelValidationResult parsed = PARSER.parse(text);
    if (parsed.hasError()) {
      parsed.getErrors().forEach(issue -> syntax(issue, text, mistakes));
      return new Result.Wrong(mistakes.sorted());
    }
    try {
      CelAbstractSyntaxTree tree = parsed.getAst();
      PARSED.put(text, tree);
      return meant(tree, context, mistakes);
    } catch (CelValidationException unreachable) {
      throw new IllegalStateException("an expression without errors has a tree", unreachable);
    }
  }

  private static Result meant(CelAbstractSyntaxTree tree, Context context, Mistakes mistakes) {
    mistakes.positions(tree.getSource().getPositionsMap());
    Optional<Expression> read = new TermReader(context, mistakes).whole(tree.getExpr());
    return read.isPresent() && mistakes.none()
        ? new Result.Read(read.get())
        : new Result.Wrong(mistakes.sorted());
  }

  /** Says what the parser found in words for people. */
  private static void syntax(CelIssue issue, String text, Mistakes mistakes) {
    int offset =
        mistakes.offset(issue.getSourceLocation().getLine(), issue.getSourceLocation().getColumn());
    String message = issue.getMessage();
    int expecting = message.indexOf(" expecting");
    String brief = (expecting > 0 ? message.substring(0, expecting) : message).strip();
    if (brief.contains("recursion")) {
      brief = "the expression is nested more than " + DEEPEST + " levels deep";
    }
    if (brief.startsWith("For input string")) {
      brief = "the number is out of range";
    }
    mistakes.at(offset, brief.replace("<EOF>", "end"), remedy(text, offset, brief));
  }

  private static String remedy(String text, int offset, String message) {
    String rest = text.substring(Math.min(offset, text.length()));
    String word = rest.split("\\W", 2)[0].toLowerCase(Locale.ROOT);
    if (rest.startsWith("=")) {
      return "Write == to compare.";
    }
    if (rest.startsWith("<>")) {
      return "Write != for what is not equal.";
    }
    if (rest.startsWith("&") || word.equals("and")) {
      return "Write && for and.";
    }
    if (rest.startsWith("|") || word.equals("or")) {
      return "Write || for or.";
    }
    if (message.contains("out of range")) {
      return "Whole numbers have 64 bits.";
    }
    if (message.contains("reserved")) {
      return "This word is reserved in CEL; rename the field and keep the column by `name:`.";
    }
    if (message.contains("end'") || message.contains("<EOF>")) {
      return "Something is missing at the end.";
    }
    return "Expressions are CEL: names, ==, !=, <, <=, >, >=, in, &&, ||, !, +, -, *, /, %, ?: and functions.";
  }
}
