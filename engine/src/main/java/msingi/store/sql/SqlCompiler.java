package msingi.store.sql;

import java.util.Optional;
import java.util.Set;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.expression.Expression;
import msingi.expression.Expressions;
import msingi.plan.CallPlan;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;

/** The compiler for one dialect. */
public final class SqlCompiler implements Compiler {
  private final Dialect dialect;

  private SqlCompiler(Dialect dialect) {
    this.dialect = dialect;
  }

  /** For SQLite. */
  public static SqlCompiler sqlite() {
    return new SqlCompiler(Dialect.SQLITE);
  }

  /** For PostgreSQL. */
  public static SqlCompiler postgres() {
    return new SqlCompiler(Dialect.POSTGRES);
  }

  @Override
  public ReadScript read(ReadPlan plan) {
    SqlText text = new SqlText(dialect);
    return script(plan, text, SelectSql.of(plan.app(), text));
  }

  @Override
  public ReadScript first(ReadPlan plan) {
    SqlText text = new SqlText(dialect);
    SelectSql select = SelectSql.of(plan.app(), text);
    select.zeros = Set.of(plan.select().offset());
    return script(plan, text, select);
  }

  private ReadScript script(ReadPlan plan, SqlText text, SelectSql select) {
    String sql = select.read(plan);
    return new ReadScript(text.statement(sql), total(plan), plan.bounded(), plan.shape());
  }

  private ReadScript.Total total(ReadPlan plan) {
    return switch (dialect.count(plan)) {
      case NONE -> new ReadScript.Total.Unasked();
      case EXACT -> new ReadScript.Total.Counted();
      case PLANNED -> new ReadScript.Total.Planned(guess(plan));
      case ESTIMATED -> new ReadScript.Total.Estimated(guess(plan), plan.app().settings().rows());
    };
  }

  private Statement guess(ReadPlan plan) {
    SqlText text = new SqlText(dialect);
    String sql = SelectSql.of(plan.app(), text).guessed(plan);
    return text.statement(sql);
  }

  @Override
  public WriteScript write(WritePlan plan) {
    return switch (dialect) {
      case SqliteDialect _ -> new SqliteWrites(plan).script();
      case PostgresDialect _ -> new PostgresWrites(plan).script();
    };
  }

  @Override
  public CallScript call(CallPlan plan) {
    return new CallSql(plan, dialect).script();
  }

  /**
   * A check as the text of a constraint of the database.
   *
   * @return the condition, or empty where the database cannot hold it: it names the moment or the
   *     caller, or a function that only our own connections have
   */
  public Optional<String> constraint(App app, Collection collection, Collection.Check check) {
    boolean own = Expressions.any(check.expression(), dialect::own);
    if (own || !check.deterministic()) {
      return Optional.empty();
    }
    SqlText text = new SqlText(dialect);
    RowSource row = new RowSource(collection, Dialect::quote);
    String sql = new ExpressionSql(app, text).with(Expression.ROW, row).write(check.expression());
    return Optional.of(sql);
  }
}
