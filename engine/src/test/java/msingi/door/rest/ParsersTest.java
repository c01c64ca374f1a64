package msingi.door.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.expression.Expression.Step;
import msingi.request.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammars of the query string, and the words of their errors. */
class ParsersTest {
  @Test
  void selectKnowsAliasesHintsJoinsAndNesting() {
    assertThat(SelectParser.parse("id, n:name,*,who:person!sender!inner(name,b(*)),c()", 8))
        .containsExactly(
            new Selected.Field("", "id"),
            new Selected.Field("n", "name"),
            new Selected.Star(),
            new Selected.Embed(
                "who",
                "person",
                "sender",
                true,
                false,
                List.of(
                    new Selected.Field("", "name"),
                    new Selected.Embed("", "b", "", false, false, List.of(new Selected.Star())))),
            new Selected.Embed("", "c", "", false, false, List.of()));
    assertThat(SelectParser.parse("\"a \\\"b\\\",c\",Just A Model", 8))
        .containsExactly(
            new Selected.Field("", "a \"b\",c"), new Selected.Field("", "Just A Model"));
  }

  @Test
  void selectKnowsSpreadsAndAggregates() {
    Selected.Field price = new Selected.Field("total", "price");
    assertThat(SelectParser.parse("...a!b!inner(count(),n:count()),total:price.sum(),count", 8))
        .containsExactly(
            new Selected.Embed(
                "",
                "a",
                "b",
                true,
                true,
                List.of(new Selected.Count("", ""), new Selected.Count("n", ""))),
            new Selected.Aggregate("total", Request.Aggregation.SUM, price, ""),
            new Selected.Field("", "count"));
  }

  @Test
  void pathsAndCastsStandAfterNames() {
    JsonPath path = new JsonPath(List.of(new Step.Key("a-b"), new Step.Index(-1)), true);
    assertThat(SelectParser.parse("d->a-b->>-1::int,x:d->\"a.b\",t->>0,id::text", 8))
        .containsExactly(
            new Selected.Field("", "d", path, "int"),
            new Selected.Field("x", "d", new JsonPath(List.of(new Step.Key("a.b")), false), ""),
            new Selected.Field("", "t", new JsonPath(List.of(new Step.Index(0)), true), ""),
            new Selected.Field("", "id", JsonPath.NONE, "text"));
    assertThat(path.name("d")).isEqualTo("a-b");
    assertThat(new JsonPath(List.of(new Step.Index(0)), true).name("t")).isEqualTo("t");
    assertThat(Parameters.parse("c.d->a->>1=eq.x&order->a=is.null", 8).filters())
        .extracting(Parameters.Filter::path)
        .containsExactly(List.of("c"), List.of());
    assertThat(OrderParser.parse("d->a->>1.desc,c(d->0)"))
        .extracting(OrderParser.Term::path)
        .containsExactly(
            new JsonPath(List.of(new Step.Key("a"), new Step.Index(1)), true),
            new JsonPath(List.of(new Step.Index(0)), false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a(",
        "d->",
        "d->(",
        "d->a->>",
        "d::",
        "a(b",
        "a)",
        "a,,b",
        ",",
        "!x",
        "a!b!c(d)",
        "\"a",
        "...",
        "...a",
        "...x:a(b)",
        "a.",
        "a.sum",
        "a.sum(b)",
        "a.total()",
        "sum()x",
        "a.count()b"
      })
  void brokenSelectsAreRefused(String text) {
    Failure failure = catchThrowableOfType(Failure.class, () -> SelectParser.parse(text, 8));
    assertThat(failure.problem().code()).isEqualTo(ErrorCode.QUERY_SYNTAX);
    assertThat(failure.problem().message()).startsWith("\"failed to parse select parameter (");
  }

  @ParameterizedTest
  @CsvSource({"a(b(c(d))),TOO_DEEP"})
  void whatIsNotBuiltOrTooDeepIsRefused(String text, ErrorCode code) {
    Failure failure = catchThrowableOfType(Failure.class, () -> SelectParser.parse(text, 2));
    assertThat(failure.problem().code()).isEqualTo(code);
  }

  @Test
  void spacesAndLoneQuotesInListsAreNoMistake() {
    assertThat(FilterParser.filter("a", JsonPath.NONE, "in.(   )"))
        .isEqualTo(inList("a", List.of()))
        .isEqualTo(FilterParser.filter("a", JsonPath.NONE, "in.()"));
    assertThat(FilterParser.filter("a", JsonPath.NONE, "in.(\")"))
        .isEqualTo(inList("a", List.of("\"")));
    assertThat(FilterParser.tree(false, true, "( or ( a.in.(1) ,b.in.(2) ) )", 8))
        .isEqualTo(
            new Condition.Tree(
                false,
                true,
                List.of(
                    new Condition.Tree(
                        false,
                        false,
                        List.of(inList("a", List.of("1")), inList("b", List.of("2")))))));
  }

  private static Condition inList(String name, List<String> values) {
    return new Condition.Test(
        name, JsonPath.NONE, false, Condition.Operator.IN, Condition.Quantifier.NONE, values);
  }

  @Test
  void filtersAreParsedAndTheirErrorsWordedAsPostgrestWordsThem() {
    assertThat(FilterParser.filter("a", JsonPath.NONE, "not.in.(1,\"x,y\",3)"))
        .isEqualTo(
            new Condition.Test(
                "a",
                JsonPath.NONE,
                true,
                Condition.Operator.IN,
                Condition.Quantifier.NONE,
                List.of("1", "x,y", "3")));
    assertThat(FilterParser.filter("a", JsonPath.NONE, "eq.b,c)"))
        .isEqualTo(
            new Condition.Test(
                "a",
                JsonPath.NONE,
                false,
                Condition.Operator.EQ,
                Condition.Quantifier.NONE,
                List.of("b,c)")));
    Failure failure =
        catchThrowableOfType(Failure.class, () -> FilterParser.filter("id", JsonPath.NONE, "0"));
    assertThat(failure.problem().message())
        .isEqualTo("\"failed to parse filter (0)\" (line 1, column 1)");
    assertThat(failure.problem().details())
        .isEqualTo("unexpected \"0\" expecting \"not\" or operator (eq, gt, ...)");
  }

  @Test
  void logicTreesNest() {
    Condition tree =
        FilterParser.tree(false, false, "(and(a.eq.1,b.gt.2), not.or(c.is.null),d.eq.\"x)\")", 8);
    assertThat(tree)
        .isInstanceOfSatisfying(
            Condition.Tree.class,
            it -> {
              assertThat(it.parts()).hasSize(3);
              assertThat(it.parts().get(1))
                  .isInstanceOfSatisfying(
                      Condition.Tree.class, inner -> assertThat(inner.negated()).isTrue());
            });
    assertThat(FilterParser.tree(false, true, "(and_starting_col.eq.smth,b.eq.2)", 8))
        .isInstanceOf(Condition.Tree.class);
  }

  @Test
  void orderHasPostgresPlacesForNulls() {
    assertThat(OrderParser.parse("a,b.desc,c.desc.nullslast,d.nullsfirst,e(f).desc"))
        .containsExactly(
            new OrderParser.Term("", "a", JsonPath.NONE, false, false),
            new OrderParser.Term("", "b", JsonPath.NONE, true, true),
            new OrderParser.Term("", "c", JsonPath.NONE, true, false),
            new OrderParser.Term("", "d", JsonPath.NONE, false, true),
            new OrderParser.Term("e", "f", JsonPath.NONE, true, true));
    Failure failure =
        catchThrowableOfType(Failure.class, () -> OrderParser.parse("id.asc.nullslasttt"));
    assertThat(failure.problem().message())
        .isEqualTo("\"failed to parse order (id.asc.nullslasttt)\" (line 1, column 17)");
    assertThat(failure.problem().details())
        .isEqualTo("unexpected 't' expecting \",\" or end of input");
  }

  @Test
  void theFirstPreferenceOfAKindHolds() {
    Preferences prefer =
        Preferences.parse(List.of("return=minimal, count=exact", "return=representation, x=y"));
    assertThat(prefer.returning()).isEqualTo("minimal");
    assertThat(prefer.applied(false, true, false, false)).isEqualTo("return=minimal, count=exact");
    Failure failure =
        catchThrowableOfType(
            Failure.class, () -> Preferences.parse(List.of("handling=strict", "something, else")));
    assertThat(failure.problem().details()).isEqualTo("Invalid preferences: something, else");
  }

  @ParameterizedTest
  @CsvSource({"0-9,-1,0,10,0", "5-,-1,0,-1,5", "0-1,3,0,2,0", "2-9,5,1,4,2", "x,3,1,3,1"})
  void rangesNarrowWindows(String header, long limit, long offset, long newLimit, long newOffset) {
    assertThat(Ranges.narrow(new Parameters.Window(limit, offset), header))
        .isEqualTo(new Parameters.Window(newLimit, newOffset));
  }

  @Test
  void reservedParametersStandOnceAndFiltersMayRepeat() {
    assertThat(Parameters.parse("a=eq.1&a=gt.0&or=(a.eq.1)&or=(b.eq.2)", 8).filters()).hasSize(4);
    for (String twice : List.of("select=a&select=b", "order=a&order=b", "limit=1&limit=2")) {
      Failure failure = catchThrowableOfType(Failure.class, () -> Parameters.parse(twice, 8));
      assertThat(failure.problem().code()).isEqualTo(ErrorCode.BAD_REQUEST);
    }
  }
}
