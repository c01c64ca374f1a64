package msingi.testkit;

import static msingi.testkit.Drawn.app;
import static msingi.testkit.Drawn.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import msingi.definition.App;
import msingi.definition.Column.Fill;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.expression.Type.Scalar;
import msingi.migrate.Drift;
import msingi.migrate.Grade;
import msingi.migrate.Migration;
import msingi.migrate.MigrationPlan;
import msingi.migrate.Migrator;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.store.SchemaLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refusals, drift, the ledger, races and sudden deaths. */
class MigratorTest {
  private static final App OLD = MigratingProcess.OLD;
  private static final App NEW = MigratingProcess.NEW;

  private static void apply(SchemaPlace place, App app) {
    place.migrator().apply(new Target(app, ""), Permission.LOSSLESS, Progress.NONE);
  }

  private static ErrorCode refusal(Runnable work) {
    try {
      work.run();
    } catch (Failure failed) {
      return failed.problem().code();
    }
    throw new AssertionError("not refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void lossyStepsAreRefusedUnlessNamed(String store) throws Exception {
    try (SchemaPlace place = SchemaPlace.fresh(store)) {
      apply(place, OLD);
      App without = app(table("people"));
      assertThat(place.migrator().plan(without).grade()).isEqualTo(Grade.SAFE);
      place.execute("INSERT INTO people (id, name) VALUES (1, 'Asha')");
      assertThat(place.migrator().plan(without).lossy())
          .extracting(it -> it.name())
          .containsExactly("drop:people.name");
      assertThat(refusal(() -> apply(place, without))).isEqualTo(ErrorCode.MIGRATION_LOSSY);
      assertThat(place.lines("SELECT name FROM people")).containsExactly("Asha");
      place
          .migrator()
          .apply(
              new Target(without, ""),
              new Permission(Set.of("drop:people.name"), false),
              Progress.NONE);
      assertThat(place.inspect(without)).doesNotContainKey("column people.name");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void rowsInTheWayAreCounted(String store) throws Exception {
    try (SchemaPlace place = SchemaPlace.fresh(store)) {
      apply(place, OLD);
      place.execute(
          "INSERT INTO people (id, name) VALUES (1, 'x'), (2, 'x'), (3, NULL), (4, NULL)");
      assertObstacle(
          place, table("people").column("name", Scalar.TEXT, false), 2, "required:people.name");
      assertObstacle(
          place,
          table("people").column("name", Scalar.TEXT, true).unique("name"),
          1,
          "add:people.people_name_key");
      assertObstacle(
          place, table("people").column("name", Scalar.INT, true), 2, "type:people.name");
      assertObstacle(
          place, table("people").column("name", Scalar.BYTES, true), 0, "type:people.name");
      assertObstacle(
          place,
          table("people").column("name", Scalar.TEXT, true).column("more", Scalar.TEXT, false),
          4,
          "required:people.more");
    }
  }

  private static void assertObstacle(SchemaPlace place, Drawn after, long rows, String step) {
    MigrationPlan plan = place.migrator().plan(app(after));
    assertThat(plan.obstacles()).hasSize(1);
    assertThat(plan.obstacles().getFirst().step()).isEqualTo(step);
    assertThat(plan.obstacles().getFirst().rows()).isEqualTo(rows);
    assertThat(refusal(() -> apply(place, app(after)))).isEqualTo(ErrorCode.MIGRATION_FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 14", "postgres 18"})
  void driftIsReportedAndNeverOverwritten(String store) throws Exception {
    try (SchemaPlace place = SchemaPlace.fresh(store)) {
      apply(place, OLD);
      place.execute("CREATE INDEX by_hand ON people (name)");
      assertThat(place.migrator().drift()).hasSize(1).allMatch(Drift::harmless);
      apply(place, app(table("people").column("name", Scalar.TEXT, true).unique("id", "name")));
      apply(place, OLD);
      assertThat(place.inspect(OLD)).containsKey("index people.by_hand");
      place.execute("ALTER TABLE people ADD COLUMN note text");
      assertThat(place.migrator().drift()).extracting(Drift::part).contains("column people.note");
      assertThat(refusal(() -> apply(place, NEW))).isEqualTo(ErrorCode.MIGRATION_DRIFT);
      place.execute("ALTER TABLE people DROP COLUMN note", "CREATE TABLE towns (id integer)");
      assertThat(refusal(() -> apply(place, NEW))).isEqualTo(ErrorCode.MIGRATION_DRIFT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 14", "postgres 18"})
  void aMigratorThatIsKeptSeesWhatOthersDid(String store) throws Exception {
    App more =
        app(table("people").column("name", Scalar.TEXT, true).column("age", Scalar.INT, true));
    try (SchemaPlace place = SchemaPlace.fresh(store)) {
      Migrator kept = place.migrator();
      kept.apply(new Target(OLD, ""), Permission.LOSSLESS, Progress.NONE);
      assertThat(kept.plan(OLD).done()).isTrue();
      place.execute("ALTER TABLE people ADD COLUMN note text");
      assertThat(kept.plan(OLD).drift()).extracting(Drift::part).contains("column people.note");
      place.execute("ALTER TABLE people DROP COLUMN note");
      assertThat(kept.plan(OLD).drift()).isEmpty();
      kept.apply(new Target(more, ""), Permission.LOSSLESS, Progress.NONE);
      place.execute("CREATE INDEX by_hand ON people (age)");
      assertThat(kept.plan(more).drift()).hasSize(1).allMatch(Drift::harmless);
      place.execute("DROP INDEX by_hand");
      assertThat(kept.plan(more).done()).isTrue();
      apply(place, app(table("people").column("name", Scalar.TEXT, true)));
      assertThat(kept.plan(more).steps()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void theLedgerTellsWhatWasDone(String store) throws Exception {
    try (SchemaPlace place = SchemaPlace.fresh(store)) {
      assertThat(place.migrator().status().fingerprint()).isEmpty();
      place.migrator().apply(new Target(OLD, "name: drawn"), Permission.SAFE, Progress.NONE);
      apply(place, OLD);
      assertThat(place.migrator().status().fingerprint()).isEqualTo(OLD.fingerprint());
      List<SchemaLedger.Migration> history = place.migrator().status().history();
      assertThat(history).hasSize(1);
      assertThat(history.getFirst().state()).isEqualTo("done");
      assertThat(history.getFirst().sources()).isEqualTo("name: drawn");
      assertThat(history.getFirst().steps()).extracting(it -> it.state()).containsOnly("done");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 14", "postgres 18"})
  void bothDefinitionsWorkAfterExpanding(String store) throws Exception {
    App before = app(table("people").column("name", Scalar.TEXT, false));
    App after = app(table("people").column("token", "", Scalar.UUID, false, Fill.NewId.NEW_ID));
    try (SchemaPlace place = SchemaPlace.fresh(store)) {
      apply(place, before);
      place.execute("INSERT INTO people (id, name) VALUES (1, 'Asha')");
      Permission permission = new Permission(Set.of("drop:people.name"), false);
      try (Migration migration =
          place.migrator().begin(new Target(after, ""), permission, Progress.NONE)) {
        migration.expand();
        place.execute(
            "INSERT INTO people (id, name) VALUES (2, 'old')",
            "INSERT INTO people (id, token) VALUES (3, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11')");
        migration.swap(() -> {});
        place.execute("INSERT INTO people (id, name) VALUES (4, 'late')");
        migration.contract();
      }
      assertThat(place.lines("SELECT count(DISTINCT token) FROM people")).containsExactly("4");
      assertThat(place.inspect(after)).isEqualTo(MigrationChangesTest.fresh(store, after));
    }
  }

  @Test
  void countersSurviveRebuilds() throws Exception {
    Drawn numbered =
        Drawn.bare("people").column("id", "", Scalar.LONG, false, Fill.Identity.IDENTITY);
    Drawn more =
        Drawn.bare("people")
            .column("id", "", Scalar.LONG, false, Fill.Identity.IDENTITY)
            .column("token", "", Scalar.UUID, false, Fill.NewId.NEW_ID);
    try (SchemaPlace place = SchemaPlace.fresh("sqlite")) {
      apply(place, app(numbered));
      place.execute("INSERT INTO people (id) VALUES (41)", "DELETE FROM people");
      apply(place, app(more));
      place.execute("INSERT INTO people (token) VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11')");
      assertThat(place.lines("SELECT id FROM people")).containsExactly("42");
    }
  }

  private static List<String> words(String store) throws Exception {
    if (store.equals("sqlite")) {
      return List.of("sqlite", Temporary.folder("race").resolve("x.db").toString());
    }
    EmbeddedPostgres.Database database = EmbeddedPostgres.shared(18).createDatabase();
    return List.of("postgres", Integer.toString(database.port()), database.name());
  }

  private static void fill(SchemaPlace place, int rows) throws Exception {
    place.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + rows
            + ") INSERT INTO people (id, name) SELECT i, 'name ' || i FROM n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void ofTwoProcessesOneMigrates(String store) throws Exception {
    List<String> words = words(store);
    try (SchemaPlace place = MigratingProcess.place(words)) {
      apply(place, OLD);
      fill(place, 20_000);
      List<Process> racers = new ArrayList<>();
      for (int count = 0; count < 2; count++) {
        racers.add(MigratingProcess.start(words, "apply"));
      }
      for (Process racer : racers) {
        assertThat(racer.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = new String(racer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(racer.exitValue()).as(said).isZero();
      }
      assertThat(place.migrator().status().fingerprint()).isEqualTo(NEW.fingerprint());
      assertThat(place.migrator().drift()).isEmpty();
      assertThat(place.migrator().status().history())
          .filteredOn(it -> it.fingerprint().equals(NEW.fingerprint()) && it.state().equals("done"))
          .hasSize(1);
      assertThat(place.lines("SELECT count(*), sum(age) FROM people"))
          .containsExactly("20000|600000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void deathBetweenPhasesIsContinuedOrUndone(String store) throws Exception {
    for (App next : List.of(NEW, OLD)) {
      List<String> words = words(store);
      try (SchemaPlace place = MigratingProcess.place(words)) {
        apply(place, OLD);
        fill(place, 100);
        Process process = MigratingProcess.start(words, "expand");
        awaitLine(process, "expanded");
        process.destroyForcibly().waitFor();
        assertThat(place.migrator().status().fingerprint()).isEmpty();
        MigrationPlan plan = place.migrator().plan(next);
        Permission all =
            new Permission(
                plan.lossy().stream()
                    .map(it -> it.name())
                    .collect(java.util.stream.Collectors.toSet()),
                false);
        place.migrator().apply(new Target(next, ""), all, Progress.NONE);
        assertThat(place.inspect(next))
            .isEqualTo(
                MigrationChangesTest.fresh(store.equals("sqlite") ? store : "postgres 18", next));
        assertThat(place.lines("SELECT count(*) FROM people")).containsExactly("100");
        assertThat(place.migrator().status().history().get(1).state()).isEqualTo("interrupted");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void deathAtAnyMomentLosesNothing(String store) throws Exception {
    for (int millis : new int[] {0, 60, 200}) {
      List<String> words = words(store);
      try (SchemaPlace place = MigratingProcess.place(words)) {
        apply(place, OLD);
        fill(place, 60_000);
        Process process = MigratingProcess.start(words, "apply");
        awaitLine(process, "ready");
        Thread.sleep(millis);
        process.destroyForcibly().waitFor();
        apply(place, NEW);
        assertThat(place.inspect(NEW))
            .isEqualTo(
                MigrationChangesTest.fresh(store.equals("sqlite") ? store : "postgres 18", NEW));
        assertThat(place.lines("SELECT count(*), sum(age) FROM people"))
            .containsExactly("60000|1800000");
      }
    }
  }

  private static void awaitLine(Process process, String wanted) throws Exception {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    List<String> said = new ArrayList<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      said.add(line);
      if (line.equals(wanted)) {
        return;
      }
    }
    throw new AssertionError(String.join("\n", said));
  }

  @Test
  void anotherMigratorWaitsOrIsTurnedAway() throws Exception {
    try (SchemaPlace place = SchemaPlace.fresh("postgres 18")) {
      try (var held = place.schema().open(java.time.Duration.ofSeconds(1))) {
        assertThat(held.state("test").version()).isZero();
        assertThatThrownBy(() -> place.schema().open(java.time.Duration.ofMillis(200)))
            .isInstanceOf(Failure.class)
            .hasMessage(ErrorCode.MIGRATION_BUSY.title());
      }
      apply(place, OLD);
    }
  }
}
