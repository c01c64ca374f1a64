package msingi.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.definition.Relation;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.expression.Expression;
import msingi.expression.Shown;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.request.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the rules are woven into what a client asks: whose rows, whose columns, at each hop. */
class RulesTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: woven
      store: postgresql://localhost/x
      roles: [doctor]
      collections:
        people:
          fields:
            id: long
            owner: uuid
            name: text
            secret: text?
            team: teams?
            label: { is: text, computed: "name + '!'" }
            place: { is: text, computed: team.name }
            made: { is: text, computed: { stored: made } }
            visits: "[visits.person]"
          search: { names: [name] }
          access:
            read: owner == auth.uid
            create: team.people.exists(p, p.owner == auth.uid)
            update: owner == auth.uid && name != 'x'
            delete: owner == auth.uid && 'doctor' in auth.roles
            fields: { secret: { read: false, write: false } }
        teams:
          fields:
            id: long
            name: text
            open: bool
            people: "[people.team]"
            staff: { is: "[people]", through: memberships }
            guests:
              is: "[people]"
              through: { name: guesting, columns: [team, person] }
              access: { link: people.owner == auth.uid }
          access: { read: open, update: old.open && open }
        memberships:
          key: [team, person]
          fields: { team: teams, person: people, hidden: bool }
          access: { read: hidden == false, update: old.team.open }
        visits:
          fields: { id: long, person: people?, text: text }
          access: { read: true, estimates: true, update: "old.person.visits.exists(v, v.id == 1)" }
      """;

  private static final App APP = app();
  private static final Type.Scalar TEXT = Type.Scalar.TEXT;

  private final Policy policy = new Policy(APP);
  private final Rules rules = policy.of(person()).rules();
  private final AtomicInteger numbers = new AtomicInteger(100);
  private final IntSupplier fresh = numbers::getAndIncrement;

  private static App app() {
    return switch (DefinitionReader.read(Map.of("msingi.yaml", DEFINITION), Map.of())) {
      case DefinitionReader.Result.Read(App app) -> app;
      case DefinitionReader.Result.Refused(var mistakes) ->
          throw new AssertionError(mistakes.toString());
    };
  }

  private static Caller person(String... roles) {
    return new Caller(
        Caller.Role.AUTHENTICATED, new Value.Uuid(new UUID(1, 2)), List.of(roles), false, Map.of());
  }

  private static Expression column(int row, String name) {
    return new Expression.Column(row, name, TEXT);
  }

  private static Map<Integer, String> rows(String collection) {
    return new HashMap<>(Map.of(7, collection));
  }

  private String client(Expression expression, String collection) {
    return Shown.of(rules.client(expression, rows(collection), fresh));
  }

  private static Expression.Exists exists(String collection, String relation, Expression what) {
    return new Expression.Exists(7, new Expression.Hop(collection, relation), 8, what);
  }

  private static Expression named(int row) {
    return new Expression.Compare(
        Expression.Comparison.EQUAL,
        column(row, "name"),
        new Expression.Literal(new Value.Text("n"), TEXT));
  }

  private static void unknown(Runnable asking, ErrorCode code) {
    assertThatThrownBy(asking::run)
        .isInstanceOfSatisfying(
            Failure.class, it -> assertThat(it.problem().code()).isEqualTo(code));
  }

  @Test
  void rulesAreAboutTheRowAtHand() {
    assertThat(Shown.of(rules.read("people", 7, fresh))).isEqualTo("(EQUAL 7.owner auth.uid)");
    assertThat(Shown.of(rules.create("people", 7, fresh)))
        .isEqualTo(
            "(EXISTS 7>people/team>100 (EXISTS 100>teams/people>101 (EQUAL 101.owner auth.uid)))");
    assertThat(Shown.of(rules.update("teams", 7, 9, fresh))).isEqualTo("(AND 9.open 7.open)");
    assertThat(Shown.of(rules.deletable("people", 7, fresh))).isEqualTo("false:bool");
    assertThat(Shown.of(policy.of(person("doctor")).rules().deletable("people", 7, fresh)))
        .as("a part that both share stands once")
        .isEqualTo("(EQUAL 7.owner auth.uid)");
    assertThat(Shown.of(rules.updatable("people", 7, fresh)))
        .isEqualTo("(AND (EQUAL 7.owner auth.uid) (NOT_EQUAL 7.name x:text))");
    assertThat(Shown.of(rules.updatable("teams", 7, fresh)))
        .as("what names old is asked later")
        .isEqualTo("7.open");
    assertThat(Shown.of(rules.read("nothing", 7, fresh))).isEqualTo("false:bool");
  }

  @Test
  void whoPassesRulesIsToldSo() {
    assertThat(rules.service()).isFalse();
    Rules service = policy.of(Caller.SERVICE).rules();
    assertThat(service.service()).isTrue();
    assertThat(service.read("people", 7, fresh)).isEqualTo(Expression.TRUE);
    assertThat(service.estimates("visits")).isTrue();
    assertThat(service.estimates("people")).isFalse();
    assertThat(rules.estimates("visits")).isTrue();
    assertThat(rules.estimates("people")).isFalse();
  }

  @Test
  void theOldRowIsFoundInRules() {
    assertThat(rules.updateNamesOld("teams")).isTrue();
    assertThat(rules.updateNamesOld("memberships")).as("by a related row").isTrue();
    assertThat(rules.updateNamesOld("visits")).as("by rows that belong to it").isTrue();
    assertThat(rules.updateNamesOld("people")).isFalse();
  }

  @Test
  void columnsMustBeReadable() {
    assertThat(client(named(7), "people")).isEqualTo("(EQUAL 7.name n:text)");
    unknown(() -> client(column(7, "secret"), "people"), ErrorCode.COLUMN_UNKNOWN);
    unknown(() -> client(column(7, "nothing"), "people"), ErrorCode.COLUMN_UNKNOWN);
    unknown(() -> client(column(6, "name"), "people"), ErrorCode.COLUMN_UNKNOWN);
    unknown(
        () -> client(new Expression.Not(new Expression.IsNull(column(7, "secret"))), "people"),
        ErrorCode.COLUMN_UNKNOWN);
    assertThatThrownBy(() -> client(new Expression.Stored(7, "public", "made", TEXT), "people"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void computedFieldsMeanWhatTheClientCouldHaveWritten() {
    assertThat(client(column(7, "label"), "people")).isEqualTo("(ADD 7.name !:text):text");
    assertThat(client(new Expression.Derived(7, "label", TEXT), "people"))
        .isEqualTo("(ADD 7.name !:text):text");
    assertThat(client(column(7, "place"), "people"))
        .isEqualTo("(RELATED 7>people/team>100 (IF 100.open 100.name null))");
    unknown(
        () -> client(new Expression.Derived(7, "made", TEXT), "people"), ErrorCode.COLUMN_UNKNOWN);
    unknown(
        () -> client(new Expression.Derived(7, "nothing", TEXT), "people"),
        ErrorCode.COLUMN_UNKNOWN);
    Rules service = policy.of(Caller.SERVICE).rules();
    assertThat(service.client(column(7, "made"), rows("people"), fresh))
        .isInstanceOf(Expression.Stored.class);
  }

  @Test
  void searchesAreOverReadableTextsAndOfReadableRows() {
    assertThat(client(search("names"), "people"))
        .as("an index holds it")
        .isEqualTo("(SEARCH 7.names)");
    assertThat(client(search("name"), "people"))
        .as("made of the row itself")
        .isEqualTo("(IF (EQUAL 7.owner auth.uid) (SEARCH 7.name) false:bool)");
    assertThat(client(search("text"), "visits"))
        .as("of a row that all may read")
        .isEqualTo("(SEARCH 7.text)");
    unknown(() -> client(search("secret"), "people"), ErrorCode.COLUMN_UNKNOWN);
    unknown(() -> client(search("nothing"), "people"), ErrorCode.COLUMN_UNKNOWN);
  }

  private static Expression search(String name) {
    return new Expression.Search(
        7,
        name,
        Expression.SearchMode.values()[0],
        "simple",
        new Expression.Literal(new Value.Text("cat"), TEXT));
  }

  @Test
  void hopsSeeReadableRowsOnly() {
    assertThat(client(exists("people", "team", named(8)), "people"))
        .isEqualTo("(EXISTS 7>people/team>8 (AND (EQUAL 8.name n:text) 8.open))");
    assertThat(
            client(exists("people", "visits", new Expression.IsNull(column(8, "text"))), "people"))
        .as("to what all may read")
        .isEqualTo("(EXISTS 7>people/visits>8 (IS_NULL 8.text))");
    assertThat(
            client(
                new Expression.Related(
                    7, new Expression.Hop("people", "team"), 8, column(8, "name")),
                "people"))
        .isEqualTo("(RELATED 7>people/team>8 (IF 8.open 8.name null))");
    assertThat(
            client(
                new Expression.Related(
                    7, new Expression.Hop("people", "visits"), 8, column(8, "text")),
                "people"))
        .isEqualTo("(RELATED 7>people/visits>8 8.text)");
    unknown(
        () -> client(exists("people", "nothing", named(8)), "people"), ErrorCode.RELATION_MISSING);
    unknown(
        () -> client(exists("nothing", "team", named(8)), "people"), ErrorCode.RELATION_MISSING);
    unknown(
        () -> client(exists("people", "team", column(8, "secret")), "people"),
        ErrorCode.COLUMN_UNKNOWN);
  }

  @Test
  void whatJoinsIsReadUnderItsOwnRule() {
    assertThat(client(exists("teams", "staff", named(8)), "teams"))
        .isEqualTo(
            "(EXISTS 7>teams/memberships.team>100 (AND (EQUAL 100.hidden false:bool)"
                + " (EXISTS 100>memberships/person>8"
                + " (AND (EQUAL 8.name n:text) (EQUAL 8.owner auth.uid)))))");
    assertThat(client(exists("teams", "guests", named(8)), "teams"))
        .as("who may read both ends may read the link")
        .isEqualTo(
            "(EXISTS 7>teams/guesting.teams>101 (AND (EXISTS 101>guesting/teams>102 102.open)"
                + " (EXISTS 101>guesting/people>103 (EQUAL 103.owner auth.uid))"
                + " (EXISTS 101>guesting/people>8"
                + " (AND (EQUAL 8.name n:text) (EQUAL 8.owner auth.uid)))))");
    Relation staff = rules.visible("teams", "staff");
    assertThat(Shown.of(rules.hop(staff, 7, 8, failing(), fresh)))
        .as("what can fail is asked behind the rule of what joins")
        .isEqualTo(
            "(EXISTS 7>teams/memberships.team>104 (AND (EQUAL 104.hidden false:bool)"
                + " (IF (EQUAL 104.hidden false:bool)"
                + " (EXISTS 104>memberships/person>8 (REGEX 8.name 8.name)) false:bool)))");
    Rules service = policy.of(Caller.SERVICE).rules();
    assertThat(Shown.of(service.hop(staff, 7, 8, named(8), fresh)))
        .isEqualTo("(EXISTS 7>teams/staff>8 (EQUAL 8.name n:text))");
  }

  private static Expression failing() {
    return new Expression.Call(
        Expression.Function.REGEX, List.of(column(8, "name"), column(8, "name")), Type.Scalar.BOOL);
  }

  /** Whatever stands around a column, the column is looked at. */
  @Test
  void noExpressionHidesAColumn() {
    Expression secret = column(7, "secret");
    Expression fine = column(7, "name");
    Expression truth = new Expression.IsNull(fine);
    List<Expression> around =
        List.of(
            new Expression.Compare(Expression.Comparison.LESS, fine, secret),
            new Expression.IsNull(secret),
            new Expression.Is(new Expression.IsNull(secret), Expression.Truth.values()[0]),
            new Expression.And(List.of(truth, new Expression.IsNull(secret))),
            new Expression.Or(List.of(truth, new Expression.IsNull(secret))),
            new Expression.Not(new Expression.IsNull(secret)),
            new Expression.In(secret, fine),
            new Expression.Arithmetic(Expression.Operator.values()[0], fine, secret, TEXT),
            new Expression.Call(Expression.Function.REGEX, List.of(fine, secret), Type.Scalar.BOOL),
            new Expression.Conditional(truth, fine, secret),
            new Expression.Cast(secret, TEXT));
    for (Expression each : around) {
      unknown(() -> client(each, "people"), ErrorCode.COLUMN_UNKNOWN);
    }
    List<Expression> harmless =
        List.of(
            new Expression.Literal(new Value.Text("x"), TEXT),
            new Expression.Parameter(1, TEXT),
            Expression.TRUE);
    for (Expression each : harmless) {
      assertThat(rules.client(each, rows("people"), fresh)).isEqualTo(each);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"team", "visits", "memberships.person"})
  void whatIsVisibleIsFoundByItsName(String relation) {
    assertThat(rules.visible("people", relation).name()).isEqualTo(relation);
  }
}
