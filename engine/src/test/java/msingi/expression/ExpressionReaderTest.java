package msingi.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionReaderTest {
  private static final Scope SCOPE = new ClinicScope();

  private static ExpressionReader.Context context(String where) {
    return switch (where) {
      case "rule" -> ExpressionReader.Context.rule(SCOPE, "patients");
      case "update" -> ExpressionReader.Context.updateRule(SCOPE, "patients");
      case "check" -> ExpressionReader.Context.check(SCOPE, "patients");
      case "field" -> ExpressionReader.Context.fieldRule(SCOPE);
      default -> throw new IllegalArgumentException(where);
    };
  }

  static Expression read(String text, ExpressionReader.Context context) {
    return switch (ExpressionReader.read(text, context)) {
      case ExpressionReader.Result.Read(var expression) -> expression;
      case ExpressionReader.Result.Wrong(var mistakes) ->
          throw new AssertionError(text + ": " + mistakes);
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '`',
      textBlock =
          """
          rule | true | true:bool
          rule | active | 0.active
          rule | !active | (NOT 0.active)
          rule | active && age > 3 && name == 'a' && !active | (AND 0.active (GREATER 0.age 3:int) (EQUAL 0.name a:text) (NOT 0.active))
          rule | active || age > 3 || name == 'a' | (OR 0.active (GREATER 0.age 3:int) (EQUAL 0.name a:text))
          rule | id == auth.uid | (EQUAL 0.id auth.uid)
          rule | clinic.staff.exists(u, u.id == auth.uid) | (EXISTS 0>patients/clinic>2 (EXISTS 2>clinics/staff>3 (EQUAL 3.id auth.uid)))
          rule | clinic.staff.all(u, u.name != null) | (NOT (EXISTS 0>patients/clinic>2 (EXISTS 2>clinics/staff>3 (NOT (IS_TRUE (NOT (IS_NULL 3.name)))))))
          rule | clinic.staff.exists(u, u.name == name) | (EXISTS 0>patients/clinic>2 (EXISTS 2>clinics/staff>3 (EQUAL 3.name 0.name)))
          rule | clinic.name == 'x' | (EQUAL (RELATED 0>patients/clinic>2 2.name) x:text)
          rule | clinic.head.name == 'x' | (EQUAL (RELATED 0>patients/clinic>2 (RELATED 2>clinics/head>3 3.name)) x:text)
          rule | clinic.head == auth.uid | (EQUAL (RELATED 0>patients/clinic>2 2.head_id) auth.uid)
          rule | clinic == null | (IS_NULL 0.clinic_id)
          rule | clinic == auth.uid | (EQUAL 0.clinic_id auth.uid)
          rule | room != null | (NOT (OR (IS_NULL 0.room_floor) (IS_NULL 0.room_door)))
          rule | card == null | (NOT (EXISTS 0>patients/card>2 true:bool))
          check | clinic == null | (IS_NULL 0.clinic_id)
          update | old.clinic == clinic | (EQUAL 1.clinic_id 0.clinic_id)
          update | old.room == room | (AND (EQUAL 1.room_floor 0.room_floor) (EQUAL 1.room_door 0.room_door))
          update | old.clinic.name == 'x' | (EQUAL (RELATED 1>patients/clinic>2 2.name) x:text)
          rule | 'doctor' in auth.roles | (IN doctor:text auth.roles)
          rule | status in ['booked', 'seen'] | (IN 0.status {booked,seen}:text[])
          rule | age in [1, 2] | (IN 0.age {1,2}:long[])
          rule | age in [1, visits] | (OR (EQUAL 0.age 1:int) (EQUAL 0.age 0.visits))
          rule | 'a' in clinic.tags | (IN a:text (RELATED 0>patients/clinic>2 2.tags))
          rule | clinic.tags.exists(t, t == 'a') | (ANY (RELATED 0>patients/clinic>2 2.tags) 3 (EQUAL #3 a:text))
          rule | auth.roles.all(r, r != 'a') | (NOT (ANY auth.roles 2 (NOT (IS_TRUE (NOT_EQUAL #2 a:text)))))
          rule | marks == [1, 2] | (EQUAL 0.marks {1,2}:int[])
          rule | auth.claims.level > 3 | (GREATER auth.claims[level]:long 3:int)
          rule | auth.claims.a.b == clinic_id | (EQUAL auth.claims[a, b]:uuid 0.clinic_id)
          rule | id in auth.claims.ids | (IN 0.id auth.claims[ids]:uuid[])
          """)
  void readsTrees(String where, String text, String tree) {
    assertThat(Shown.of(read(text, context(where)))).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '`',
      textBlock =
          """
          rule | auth.claims.admin | auth.claims[admin]:bool
          rule | auth.claims['a b'] == name | (EQUAL auth.claims[a b]:text 0.name)
          rule | has(auth.claims.a) | (NOT (IS_NULL auth.claims[a]:text))
          rule | has(extra.key) | (HAS 0.extra key:text)
          rule | has(extra['a b']) | (HAS 0.extra a b:text)
          rule | extra == null | (IS_NULL 0.extra)
          rule | owes > 9.99 | (GREATER 0.owes 9.99:decimal(3,2))
          rule | owes > 9.999 | (GREATER (CAST 0.owes):decimal(11,3) 9.999:decimal(4,3))
          rule | owes > 9 | (GREATER 0.owes 9.00:decimal(3,2))
          rule | owes * owes > 0 | (GREATER (MULTIPLY 0.owes 0.owes):decimal(20,4) 0.0000:decimal(5,4))
          rule | weight > age | (GREATER 0.weight (CAST 0.age):float)
          rule | weight > 1 | (GREATER 0.weight 1:float)
          rule | age + visits > 1 | (GREATER (ADD 0.age 0.visits):long 1:int)
          rule | age % 2 == 0 | (EQUAL (REMAINDER 0.age 2:int):int 0:int)
          rule | -age == -3 | (EQUAL (NEGATE 0.age) -3:int)
          rule | name + 'x' == 'yx' | (EQUAL (ADD 0.name x:text):text yx:text)
          rule | born_on == null || born_on <= today() | (OR (IS_NULL 0.born_on) (LESS_OR_EQUAL 0.born_on today))
          rule | born_on == '2026-02-28' | (EQUAL 0.born_on 2026-02-28:date)
          rule | seen_at < '2026-02-28 10:00+02' | (LESS 0.seen_at 2026-02-28T08:00:00+00:00:timestamp)
          rule | date(seen_at) == born_on | (EQUAL (CAST 0.seen_at):date 0.born_on)
          rule | date('2026-01-01') == born_on | (EQUAL 2026-01-01:date 0.born_on)
          rule | uuid(auth.claims.x) == id | (EQUAL (CAST auth.claims[x]:text):uuid 0.id)
          rule | string(age) == '3' | (EQUAL (CAST 0.age):text 3:text)
          rule | name.startsWith('a') | (STARTS_WITH 0.name a:text)
          rule | name.matches('^a.b\\\\d$') | (MATCHES 0.name ^a[^\\n]b[0-9]$:text)
          rule | size(name) > 3 | (GREATER (SIZE 0.name) 3:int)
          rule | marks.size() > 1 | (GREATER (SIZE 0.marks) 1:int)
          rule | lower(name) == 'a' | (EQUAL (LOWER 0.name) a:text)
          rule | active ? age > 1 : null | (IF 0.active (GREATER 0.age 1:int) null)
          rule | (active ? age : visits) == 1 | (EQUAL (IF 0.active (CAST 0.age):long 0.visits) 1:int)
          field | 'nurse' in auth.roles && auth.uid != null | (AND (IN nurse:text auth.roles) (NOT (IS_NULL auth.uid)))
          """)
  void readsMoreTrees(String where, String text, String tree) {
    assertThat(Shown.of(read(text, context(where)))).isEqualTo(tree);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '`',
      textBlock =
          """
          rule | nme == 'a' | 1:1 `nme` is not a field of patients -> Did you mean `name`?
          rule | clinic.nme == 'a' | 1:7 `nme` is not a field of clinics -> Did you mean `name`?
          rule | 'docter' in auth.roles | 1:1 there is no role 'docter' -> Declare it under roles:.
          rule | status == 'bookd' | 1:8 'bookd' is never a value here -> Did you mean 'booked'?
          rule | status in ['bookd'] | 1:12 'bookd' is never a value here -> Did you mean 'booked'?
          rule | auth.role == 'anonymous' | 1:11 'anonymous' is never a value here -> It is one of anon, authenticated, service_role.
          rule | clinic == 'x' | 1:8 invalid input syntax for type uuid: "x" -> Write a value of type uuid.
          rule | born_on == '2026-02-30' | 1:9 date/time field value out of range: "2026-02-30" -> Write a value of type date.
          rule | born_on < now() | 1:9 date and timestamp do not go together -> Cast one side: date(…) or timestamp(…).
          rule | auth.claims.user_metadata.x == 'a' | 1:12 user_metadata is written by its owner, so no rule may trust it -> Use auth.claims.app_metadata, which only the server writes.
          rule | auth.claims['user_metadata'].x == 'a' | 1:12 user_metadata is written by its owner, so no rule may trust it -> Use auth.claims.app_metadata, which only the server writes.
          rule | auth.rol == 'x' | 1:5 auth has no part `rol` -> Did you mean `auth.role`?
          rule | extra.key == 1 | 1:6 looking into json is not yet possible in expressions -> Use has(…) for a key, or make a field of it.
          rule | extra == extra | 1:7 json cannot be compared alike on every store -> Compare with null, use has(…), or make a field of what matters.
          rule | owes / 2 == 1 | 1:6 this arithmetic on decimal(10,2) cannot be compiled to every store -> Cast to double(…) first.
          rule | int(name) == 3 | 1:4 text cannot be cast to int on every store -> Compare with a literal of the type text instead.
          rule | name.matches('a(?=b)') | 1:14 in the pattern at 2: groups that begin with (? are read differently -> Use (…) or (?:…); for case use lower().
          rule | name.matches(status) | 1:14 the pattern must be written out -> Write it as a text, for example '^[a-z]+$'.
          rule | name.lowr() == 'a' | 1:10 there is no function lowr -> Did you mean lower?
          rule | age | 1:1 this is of type int, not bool -> Use a value of type bool, or cast it.
          rule | old.age > 1 | 1:1 old is known in update rules only -> Name the field itself.
          rule | clinic.staff == null | 1:7 staff leads to many rows and has no value of its own -> Write staff.exists(x, …).
          rule | auth.uid in clinic.staff | 1:10 staff holds rows, not values -> Write staff.exists(x, x.id == …).
          rule | clinic.exists(c, true) | 1:14 this leads to one row at most -> Write the condition on its fields.
          rule | clinic.staff.exists(id, true) | 1:21 `id` already means something here -> Take another name for the variable.
          rule | clinic.staff.map(u, u.id) | 1:17 map cannot be compiled to every store -> Use exists or all.
          rule | age < null | 1:5 nothing is less or greater than null -> Use == null or != null.
          rule | marks < marks | 1:7 arrays have no order -> Use ==, !=, in, exists or all.
          rule | marks[0] == 1 | 1:6 elements cannot be picked by number or name -> Use in, exists or all on arrays, has on json, and names on auth.claims.
          rule | name == | 1:8 mismatched input 'end' -> Something is missing at the end.
          rule | name == 'a' and active | 1:13 mismatched input 'and' -> Write && for and.
          rule | visits == 99999999999999999999 | 1:11 the number is out of range -> Whole numbers have 64 bits.
          rule | package == 3 | 1:1 reserved identifier: package -> This word is reserved in CEL; rename the field and keep the column by `name:`.
          check | clinic.name == 'a' | 1:7 other rows cannot be reached from here -> Checks see their own row only; put this into an access rule.
          check | clinic.staff.exists(u, true) | 1:7 other rows cannot be reached from here -> Checks see their own row only; put this into an access rule.
          field | id == auth.uid | 1:1 `id` is not known here: only auth is -> A rule over the row belongs to the collection, not to a field or a default.
          field | now() > now() | 1:4 a field rule names nothing but auth -> Move the field to a collection of its own.
          """)
  void saysWhatIsWrongAndWhere(String where, String text, String mistake) {
    assertThat(mistakes(text, context(where))).startsWith(mistake);
  }

  private static List<String> mistakes(String text, ExpressionReader.Context context) {
    return switch (ExpressionReader.read(text, context)) {
      case ExpressionReader.Result.Read(var expression) -> List.of("none: " + Shown.of(expression));
      case ExpressionReader.Result.Wrong(var mistakes) ->
          mistakes.stream()
              .map(it -> it.line() + ":" + it.column() + " " + it.reason() + " -> " + it.remedy())
              .toList();
    };
  }

  @Test
  void reportsEveryMistakeInTheOrderOfTheText() {
    String text = "nme == 'a' &&\n  '😀' == name && agee > 1 &&\n 'cook' in auth.roles";
    assertThat(mistakes(text, context("rule")))
        .extracting(it -> it.split(" ")[0])
        .containsExactly("1:1", "2:18", "3:2");
  }

  @Test
  void refusesWhatIsTooDeepOrTooLong() {
    assertThat(mistakes("(".repeat(100) + "true" + ")".repeat(100), context("rule")).getFirst())
        .contains("32 levels deep");
    assertThat(mistakes("1" + " + 1".repeat(100) + " == 1", context("rule")).getFirst())
        .contains("32 levels deep");
    assertThat(mistakes("x".repeat(10_000), context("rule")).getFirst()).contains("8,192");
    assertThat(read("active" + " && active".repeat(500), context("rule")))
        .isInstanceOf(Expression.And.class);
  }

  @Test
  void givesDefaultsTheTypeOfTheirField() {
    assertThat(defaultOf("now()", Type.Scalar.TIMESTAMP)).isEqualTo("now");
    assertThat(defaultOf("auth.uid", Type.Scalar.UUID)).isEqualTo("auth.uid");
    assertThat(defaultOf("null", Type.Scalar.TEXT)).isEqualTo("null");
    assertThat(defaultOf("3", new Type.Decimal(10, 2))).isEqualTo("3.00:decimal(10,2)");
    assertThat(mistakes("now()", ExpressionReader.Context.fallback(SCOPE, Type.Scalar.UUID)))
        .containsExactly(
            "1:4 this is of type timestamp, not uuid -> Use a value of type uuid, or cast it.");
  }

  private static String defaultOf(String text, Type type) {
    return Shown.of(read(text, ExpressionReader.Context.fallback(SCOPE, type)));
  }
}
