package msingi.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import msingi.expression.Expression;
import org.junit.jupiter.api.Test;

/** Definitions and what came of them, in short facts. */
class RelationsTest {
  static App app(String text) {
    DefinitionReader.Result result =
        DefinitionReader.read(Map.of("msingi.yaml", "msingi: 1\nname: t\n" + text), Map.of());
    assertThat(ExamplesTest.mistakes(result)).isEmpty();
    return ((DefinitionReader.Result.Read) result).app();
  }

  private static List<String> columns(App app, String collection) {
    return app.collection(collection).columns().stream().map(Column::name).toList();
  }

  private static String relations(App app, String collection) {
    return String.join(" ", app.collection(collection).relations().keySet());
  }

  private static final String CLINIC =
      """
      collections:
        people: { fields: { name: text } , access: { read: name == 'x' } }
        clinics:
          fields:
            staff: { is: "[people]", access: { link: people.name == 'x', unlink: true } }
            patients: "[patients.clinic]"
          access: { read: true }
        patients:
          fields: { clinic: clinics, mentor: patients? , doctor: people unique }
      """;

  @Test
  void everyForeignKeyLeadsBothWays() {
    App app = app(CLINIC);
    assertThat(columns(app, "patients"))
        .containsExactly("id", "clinic_id", "mentor_id", "doctor_id");
    assertThat(relations(app, "patients")).isEqualTo("clinic mentor doctor patients.mentor");
    assertThat(relations(app, "clinics")).isEqualTo("staff patients clinics_staff.clinics");
    assertThat(app.collection("people").relation("patients.doctor").many()).isFalse();
    assertThat(app.collection("patients").indexes())
        .extracting(Collection.Index::name)
        .containsExactly("patients_clinic_id_idx", "patients_mentor_id_idx");
    assertThat(app.collection("patients").uniques())
        .extracting(Collection.Unique::name)
        .containsExactly("patients_doctor_id_key");
  }

  @Test
  void manyToManyMakesAJunction() {
    App app = app(CLINIC);
    Collection junction = app.collection("clinics_staff");
    assertThat(junction.key().columns()).containsExactly("clinics_id", "people_id");
    assertThat(junction.relations().keySet()).containsExactly("clinics", "people");
    assertThat(relations(app, "people"))
        .isEqualTo("patients.doctor clinics_staff.people clinics_staff.people.clinics");
    assertThat(junction.access().delete()).isEqualTo(Expression.TRUE);
    assertThat(junction.access().update()).isEqualTo(Expression.FALSE);
    assertThat(junction.access().read())
        .isInstanceOfSatisfying(
            Expression.Exists.class,
            it -> assertThat(it.hop()).isEqualTo(new Expression.Hop("clinics_staff", "people")));
  }

  @Test
  void aJunctionOfASelfRelationIsNamedAfterTheField() {
    App app = app("collections: { people: { fields: { friends: '[people]' } } }");
    assertThat(columns(app, "people_friends")).containsExactly("people_id", "friends_id");
    assertThat(relations(app, "people"))
        .isEqualTo(
            "friends people_friends.people people_friends.friends people_friends.friends.people");
    assertThat(app.collection("people_friends").access()).isEqualTo(Access.CLOSED);
  }

  @Test
  void aJunctionWrittenByHandServesAField() {
    App app =
        app(
            """
            collections:
              users: { fields: { teams: "[teams.members]" } }
              teams: { fields: { members: { is: "[users]", through: memberships } } }
              memberships:
                key: [team, user]
                fields: { team: teams, user: users, since: timestamp auto(create) }
            """);
    assertThat(relations(app, "teams")).isEqualTo("members memberships.team");
    assertThat(relations(app, "users")).isEqualTo("teams memberships.user");
    assertThat(app.collections()).containsOnlyKeys("users", "teams", "memberships");
    assertThat(app.collection("users").columns().getFirst().fill())
        .isEqualTo(Column.Fill.Nothing.NOTHING);
  }

  @Test
  void keysOfSeveralColumnsAreReferredToInFull() {
    App app =
        app(
            """
            schemas: [public, archive]
            collections:
              orders: { key: [shop, number], fields: { shop: text, number: int } }
              lines:
                schema: archive
                name: order lines
                fields:
                  id: long identity
                  order: { is: orders, on_delete: cascade }
                  shop: text
                  same: { is: "orders?", columns: [shop, other] }
                check: [ "shop != ''", { name: mine, expr: "now() == now()" } ]
            """);
    assertThat(columns(app, "lines"))
        .containsExactly("id", "order_shop", "order_number", "shop", "other");
    Collection lines = app.collection("lines");
    assertThat(lines.schema()).isEqualTo("archive");
    assertThat(lines.key().name()).isEqualTo("order lines_pkey");
    assertThat(lines.checks())
        .extracting(Collection.Check::deterministic)
        .containsExactly(true, false);
  }

  @Test
  void theFingerprintKnowsMeaningNotLayout() {
    String one = app("collections: { a: { fields: { x: text? } } }").fingerprint();
    String two =
        app("# words\ncollections:\n  a:\n    fields:\n      x: {is: text, optional: true}")
            .fingerprint();
    String three = app("collections: { a: { fields: { x: text } } }").fingerprint();
    assertThat(one).isEqualTo(two).isNotEqualTo(three).hasSize(64);
  }

  @Test
  void whatStrangersMayDoIsTold() {
    App app = app(CLINIC);
    assertThat(ClosedReport.of(app))
        .contains(
            new ClosedReport.Line(
                "clinics", ClosedReport.Operation.READ, false, ClosedReport.Strangers.EVERYTHING),
            new ClosedReport.Line(
                "patients", ClosedReport.Operation.READ, true, ClosedReport.Strangers.NOTHING),
            new ClosedReport.Line(
                "people", ClosedReport.Operation.READ, false, ClosedReport.Strangers.SOME_ROWS));
  }
}
