package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import msingi.definition.App;
import msingi.migrate.MigrationPlan;
import msingi.migrate.MigrationStep;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;
import msingi.store.Schema;
import msingi.store.SchemaLedger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the ledger keeps of many collections: in pieces now, in whole texts earlier. */
class LongLedgerTest {
  @SuppressWarnings("unused")
  private static final List<String> STORES = Place.STORES;

  private static final int MANY = 80;

  private final Map<String, String> sources = new TreeMap<>(Registry.sources(MANY));

  @ParameterizedTest
  @FieldSource("STORES")
  void anEditWritesTheFewPiecesThatChanged(String store) throws Exception {
    try (SchemaPlace place = SchemaPlace.fresh(store)) {
      String first = migrate(place);
      Set<String> before = pieces(place, store);
      assertThat(before).hasSizeGreaterThan(20);
      edit();
      String second = migrate(place);
      Set<String> after = pieces(place, store);
      Set<String> written = new HashSet<>(after);
      written.removeAll(before);
      assertThat(written).hasSizeBetween(3, 12);
      assertThat(after.size()).isLessThanOrEqualTo(before.size() + 8);
      assertThat(place.migrator().status().history())
          .extracting(SchemaLedger.Migration::sources)
          .containsExactly(second, first);
      MigrationPlan plan = place.migrator().plan(app());
      assertThat(plan.done()).isTrue();
      assertThat(plan.drift()).isEmpty();
    }
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void aLedgerOfTheEarlierFormAndAnotherFingerprintNeedsNoStep(String store) throws Exception {
    try (SchemaPlace place = SchemaPlace.fresh(store)) {
      migrate(place);
      asEarlier(place, store);
      MigrationPlan plan = place.migrator().plan(app());
      assertThat(plan.steps()).isEmpty();
      assertThat(plan.drift()).isEmpty();
      assertThat(plan.done()).isFalse();
      migrate(place);
      assertThat(place.migrator().plan(app()).done()).isTrue();
      assertThat(pieces(place, store)).allMatch(it -> it.startsWith("sources:"));
      edit();
      migrate(place);
      assertThat(place.migrator().plan(app()).done()).isTrue();
      assertThat(pieces(place, store)).anyMatch(it -> it.startsWith("image:"));
      assertThat(place.migrator().drift()).isEmpty();
    }
  }

  private void edit() {
    sources.computeIfPresent(
        "collections/" + Registry.name(7) + ".yaml",
        (_, text) -> text.replace("  code: text(1..40)", "  remark: text?\n  code: text(1..40)"));
  }

  /** Brings the database to the definition; its texts. */
  private String migrate(SchemaPlace place) {
    String text = String.join("", sources.values());
    MigrationPlan plan =
        place.migrator().apply(new Target(app(), text), Permission.SAFE, Progress.NONE);
    assertThat(plan.steps()).extracting(MigrationStep::name).doesNotHaveDuplicates();
    return text;
  }

  private App app() {
    return Place.app(sources);
  }

  /** As versions before pieces wrote it, under a fingerprint that was made in another way. */
  private static void asEarlier(SchemaPlace place, String store) throws SQLException {
    SchemaLedger.State state;
    try (Schema.Session session = place.schema().look()) {
      state = session.state("test");
    }
    place.execute(
        "UPDATE "
            + ledger(store)
            + "schema_state SET fingerprint = 'earlier', image = "
            + literal(state.image())
            + ", found = "
            + literal(state.found()),
        "DELETE FROM " + ledger(store) + "schema_migrations",
        "DROP TABLE " + ledger(store) + "schema_pieces");
  }

  /** Backslashes stand for themselves in standard SQL. */
  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static Set<String> pieces(SchemaPlace place, String store) throws SQLException {
    return Set.copyOf(place.lines("SELECT name FROM " + ledger(store) + "schema_pieces"));
  }

  private static String ledger(String store) {
    return store.equals("sqlite") ? "msingi_" : "msingi.";
  }
}
