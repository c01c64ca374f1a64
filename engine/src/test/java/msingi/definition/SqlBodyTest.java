package msingi.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import msingi.definition.SqlBody.Part;
import msingi.definition.SqlBody.Quoting;
import msingi.definition.SqlBody.Statement;
import org.junit.jupiter.api.Test;

/** Bodies are split where a database would split them. */
class SqlBodyTest {

  private static List<String> named(String text, Quoting quoting) {
    return SqlBody.of(text, quoting).statements().stream()
        .flatMap(it -> it.parts().stream())
        .filter(Part.Named.class::isInstance)
        .map(it -> ((Part.Named) it).name())
        .toList();
  }

  private static Statement only(String text) {
    List<Statement> statements = SqlBody.of(text, Quoting.DOLLARS).statements();
    assertThat(statements).hasSize(1);
    return statements.getFirst();
  }

  @Test
  void namesStandOutsideOfTextsNamesAndComments() {
    String text =
        "select :a, ':b', ''':c', \":d\", \"\"\":e\", /* :f */ :g -- :h\n , :i::text, x::int, :auth.uid";
    assertThat(named(text, Quoting.DOLLARS)).containsExactly("a", "g", "i", "auth.uid");
    assertThat(named(text, Quoting.BRACKETS)).containsExactly("a", "g", "i", "auth.uid");
  }

  @Test
  void eachDatabaseHasQuotesOfItsOwn() {
    assertThat(
            named("select $$ :a ' $$, $x$ $$ :b $x$, E'\\':c', :d /* /* */ :e */", Quoting.DOLLARS))
        .containsExactly("d");
    assertThat(named("select [:a '], `:b `` ' `, :c /* /* :d */", Quoting.BRACKETS))
        .containsExactly("c");
  }

  @Test
  void statementsEndAtSemicolonsThatAreNotText() {
    assertThat(
            SqlBody.of("; insert into a values (';'); select 1; -- ;\n", Quoting.DOLLARS)
                .statements()
                .stream()
                .map(Statement::verb))
        .containsExactly("INSERT", "SELECT");
  }

  @Test
  void whatWritesIsSeen() {
    assertThat(only("select replace(a, 'x', 'y') from t for update").writes()).isFalse();
    assertThat(only("select (replace(a, 'x', 'y')), \"delete\" from t").writes()).isFalse();
    assertThat(only("with a as (select 1) delete from t").writes()).isTrue();
    assertThat(only("with a as (delete from t returning *) select * from a").writes()).isTrue();
    assertThat(only("with a as materialized ( insert into t values (1)) select 1").writes())
        .isTrue();
    assertThat(only("delete from t").answers()).isFalse();
    assertThat(only("delete from t returning id").answers()).isTrue();
    assertThat(only("delete from t where 'returning' = x").answers()).isFalse();
  }

  @Test
  void theStatementProperFollowsItsList() {
    Statement statement = only("with a(x) as (select :p), b as (values (1)) select * from a, b");
    assertThat(statement.verb()).isEqualTo("SELECT");
    assertThat(statement.parts().subList(statement.main(), statement.parts().size()))
        .containsExactly(new Part.Text("select * from a, b"));
    assertThat(only("select 1").main()).isZero();
  }
}
