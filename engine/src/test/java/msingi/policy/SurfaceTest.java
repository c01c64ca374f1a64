package msingi.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.definition.Relation;
import msingi.expression.Expression;
import msingi.expression.Value;
import msingi.request.Caller;
import msingi.request.Surface;
import org.junit.jupiter.api.Test;

/** What each kind of caller sees of one application. */
class SurfaceTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: surfaces
      store: postgresql://localhost/x
      roles: [nurse, doctor]
      collections:
        people:
          fields:
            id: long identity
            name: text
            diagnosis: text?
            badge: text?
            inner: text? hidden
            made: timestamp auto(create)
            clinic: clinics?
            label: { is: text, computed: "name + '!'" }
            finding: { is: text, computed: diagnosis }
            place: { is: text, computed: clinic.name }
            county: { is: text, computed: clinic.county }
            visited: { is: bool, computed: "visits.exists(v, v.day != null)" }
            visits: "[visits.person]"
          search:
            names: [name]
            findings: [name, diagnosis]
          access:
            read: auth.uid != null
            create: "'nurse' in auth.roles"
            update: "'doctor' in auth.roles && old.name != 'x'"
            fields:
              diagnosis: { read: "'doctor' in auth.roles", write: "'doctor' in auth.roles" }
              badge: { write: "'doctor' in auth.roles" }
        clinics:
          fields:
            id: long
            name: text
            county: text
            staff:
              is: "[people]"
              through: { name: employment, columns: [clinic, person] }
              access: { link: "'doctor' in auth.roles" }
          access: { read: true, fields: { county: { read: "'doctor' in auth.roles" } } }
        visits:
          key: [person, day]
          fields: { person: people, day: date }
          access: { read: "'doctor' in auth.roles", delete: person.name != 'x' }
        closed: { fields: { id: long, text: text, person: people? } }
        guessed: { fields: { id: long }, access: { read: true, estimates: true } }
        shown:
          schema: archive
          view: { sql: "select id, name from people", writes: [update] }
          key: id
          fields: { id: long, name: text }
          access: { read: true, update: true }
      schemas: [public, archive]
      functions:
        anybody: { arguments: { n: int }, returns: int, access: true, sql: "select :n" }
        staff: { returns: [{ n: int }], access: "'nurse' in auth.roles", sql: select 1 as n }
        welcome: { returns: int, access: auth.is_anonymous, sql: select 1 }
        sick: { returns: [visits], access: true, sql: select * from visits }
      """;

  private static final App APP = app(DEFINITION);
  private static final Caller PERSON = person();
  private static final Caller NURSE = person("nurse");
  private static final Caller DOCTOR = person("doctor");

  /** Of each test its own: nothing that one has asked for is kept for the next. */
  private final Policy policy = new Policy(APP);

  private static App app(String text) {
    return switch (DefinitionReader.read(Map.of("msingi.yaml", text), Map.of())) {
      case DefinitionReader.Result.Read(App app) -> app;
      case DefinitionReader.Result.Refused(var mistakes) ->
          throw new AssertionError(mistakes.toString());
    };
  }

  private static Caller person(String... roles) {
    return new Caller(
        Caller.Role.AUTHENTICATED, new Value.Uuid(new UUID(1, 2)), List.of(roles), false, Map.of());
  }

  /** A collection in a few words: what may be done, read, written, computed, sought and reached. */
  private List<String> seen(Caller caller) {
    List<String> lines = new ArrayList<>();
    policy
        .of(caller)
        .surface()
        .collections()
        .forEach((schema, all) ->
            all.forEach((name, it) -> lines.add(schema + "." + name + " " + line(it))));
    return lines.stream().sorted().toList();
  }

  private static String line(Surface.Visible it) {
    Surface.Operations may = it.operations();
    return (may.read() ? "r" : "")
        + (may.create() ? "c" : "")
        + (may.update() ? "u" : "")
        + (may.delete() ? "d" : "")
        + " "
        + String.join(",", it.readable().keySet())
        + " | "
        + String.join(",", it.writable().keySet())
        + " | "
        + String.join(",", it.computed().keySet().stream().sorted().toList())
        + " | "
        + String.join(",", it.searches().keySet().stream().sorted().toList())
        + " | "
        + String.join(",", it.relations().stream().map(Relation::name).sorted().toList());
  }

  private List<String> functions(Caller caller) {
    return policy.of(caller).surface().functions().values().stream()
        .flatMap(it -> it.keySet().stream())
        .sorted()
        .toList();
  }

  @Test
  void aStranger() {
    assertThat(seen(Caller.STRANGER))
        .containsExactly(
            "archive.shown ru id,name | id,name |  |  | ",
            "public.clinics r id,name | id,name,county |  |  | ",
            "public.guessed r id | id |  |  | ",
            "public.visits d person_id,day | person_id,day |  |  | ");
    assertThat(functions(Caller.STRANGER)).containsExactly("anybody");
  }

  @Test
  void aPerson() {
    assertThat(seen(PERSON))
        .containsExactly(
            "archive.shown ru id,name | id,name |  |  | ",
            "public.clinics r id,name | id,name,county |  |  | employment.clinics,people.clinic,staff",
            "public.employment r clinic,person | clinic,person |  |  | clinics,people",
            "public.guessed r id | id |  |  | ",
            "public.people r id,name,badge,made,clinic_id | id,name,clinic_id | label,place | names | clinic,employment.people,employment.people.clinics",
            "public.visits d person_id,day | person_id,day |  |  | person");
    assertThat(functions(PERSON)).containsExactly("anybody");
  }

  @Test
  void aNurse() {
    assertThat(seen(NURSE))
        .containsExactly(
            "archive.shown ru id,name | id,name |  |  | ",
            "public.clinics r id,name | id,name,county |  |  | employment.clinics,people.clinic,staff",
            "public.employment r clinic,person | clinic,person |  |  | clinics,people",
            "public.guessed r id | id |  |  | ",
            "public.people rc id,name,badge,made,clinic_id | id,name,clinic_id | label,place | names | clinic,employment.people,employment.people.clinics",
            "public.visits d person_id,day | person_id,day |  |  | person");
    assertThat(functions(NURSE)).containsExactly("anybody", "staff");
  }

  @Test
  void aDoctor() {
    assertThat(seen(DOCTOR))
        .containsExactly(
            "archive.shown ru id,name | id,name |  |  | ",
            "public.clinics r id,name,county | id,name,county |  |  | employment.clinics,people.clinic,staff",
            "public.employment rc clinic,person | clinic,person |  |  | clinics,people",
            "public.guessed r id | id |  |  | ",
            "public.people ru id,name,diagnosis,badge,made,clinic_id | id,name,diagnosis,badge,clinic_id | county,finding,label,place,visited | findings,names | clinic,employment.people,employment.people.clinics,visits",
            "public.visits rd person_id,day | person_id,day |  |  | person");
    assertThat(functions(DOCTOR)).containsExactly("anybody", "sick");
  }

  @Test
  void theServiceSeesAllButWhatIsHidden() {
    assertThat(seen(Caller.SERVICE))
        .containsExactly(
            "archive.shown ru id,name | id,name |  |  | ",
            "public.clinics rcud id,name,county | id,name,county |  |  | employment.clinics,people.clinic,staff",
            "public.closed rcud id,text,person_id | id,text,person_id |  |  | person",
            "public.employment rcud clinic,person | clinic,person |  |  | clinics,people",
            "public.guessed rcud id | id |  |  | ",
            "public.people rcud id,name,diagnosis,badge,made,clinic_id | id,name,diagnosis,badge,made,clinic_id | county,finding,label,place,visited | findings,names | clinic,closed.person,employment.people,employment.people.clinics,visits",
            "public.visits rcud person_id,day | person_id,day |  |  | person");
    assertThat(functions(Caller.SERVICE)).containsExactly("anybody", "sick", "staff", "welcome");
  }

  @Test
  void strangersLearnTheNamesOfClosedCollectionsWhereTheDefinitionSaysSo() {
    App open = app(DEFINITION + "openapi: public\n");
    Surface surface = new Policy(open).of(Caller.STRANGER).surface();
    assertThat(surface.find("public", "closed").orElseThrow().operations().none()).isTrue();
    assertThat(policy.of(Caller.STRANGER).surface().find("public", "closed")).isEmpty();
  }

  @Test
  void functionsAnswerWhatTheirCallersSee() {
    Surface surface = policy.of(NURSE).surface();
    Surface.Callable staff = surface.functions("public", "staff").getFirst();
    assertThat(staff.result().readable().keySet()).containsExactly("n");
    assertThat(staff.result().operations())
        .isEqualTo(new Surface.Operations(true, false, false, false));
    assertThat(surface.byId(staff.result().collection().id())).contains(staff.result());
    assertThat(policy.of(NURSE).rules().read(staff.result().collection().id(), 1, () -> 2))
        .isEqualTo(Expression.TRUE);
    assertThat(surface.functions("public", "sick")).as("none of its rows is seen").isEmpty();
    Surface.Callable sick = policy.of(DOCTOR).surface().functions("public", "sick").getFirst();
    assertThat(sick.result().collection().id()).isEqualTo("visits");
  }

  /** What only a function asks of a caller makes callers differ too. */
  @Test
  void functionsTellCallersApart() {
    Caller guest =
        new Caller(
            Caller.Role.AUTHENTICATED, new Value.Uuid(new UUID(5, 6)), List.of(), true, Map.of());
    assertThat(functions(PERSON)).doesNotContain("welcome");
    assertThat(functions(guest)).contains("welcome");
  }

  @Test
  void aSurfaceWeighsAllThatItNames() {
    Surface surface = policy.of(DOCTOR).surface();
    int names = 0;
    for (Surface.Visible it : surface.byId().values()) {
      names += it.readable().size() + it.writable().size() + it.computed().size();
      names += it.searches().size() + it.relations().size();
    }
    assertThat(Policy.weight(List.of(), surface)).isEqualTo(1 + 4 * surface.byId().size() + names);
  }

  @Test
  void whoSeesAlikeSharesASurface() {
    Surface nurse = policy.of(NURSE).surface();
    Caller other =
        new Caller(
            Caller.Role.AUTHENTICATED,
            new Value.Uuid(new UUID(3, 4)),
            List.of("nurse"),
            false,
            Map.of("x", Value.Bool.TRUE));
    assertThat(policy.of(other).surface()).isSameAs(nurse);
    assertThat(policy.of(DOCTOR).surface().id()).isNotEqualTo(nurse.id());
    assertThat(policy.of(Caller.SERVICE).surface().id()).isZero();
  }

  @Test
  void anotherDefinitionIsBuiltForThoseWhoAsked() {
    Policy before = new Policy(APP);
    before.of(DOCTOR);
    Policy next = new Policy(APP);
    next.expect(before);
    int nurse = next.of(NURSE).surface().id();
    Surface built = next.of(DOCTOR).surface();
    assertThat(built.id()).as("built before the nurse's").isLessThan(nurse);
    assertThat(next.of(DOCTOR).surface()).isSameAs(built);
  }
}
