package msingi.store.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.store.SchemaLedger;
import org.jspecify.annotations.Nullable;

/** The ledger's tables in SQL that both databases read. */
public final class SchemaLedgerSql {
  /** How many steps one statement writes down. */
  private static final int STEPS = 200;

  private final SchemaLink link;
  private final String prefix;
  private final SchemaPieces pieces;

  /**
   * @param prefix what stands before the tables' names: a schema with its point, or a prefix
   */
  public SchemaLedgerSql(SchemaLink link, String prefix) {
    this.link = link;
    this.prefix = prefix;
    this.pieces = new SchemaPieces(link, prefix);
  }

  /** Makes the tables that are not there. */
  public void make() {
    pieces.make();
    link.execute(
        "CREATE TABLE IF NOT EXISTS "
            + prefix
            + "schema_state (application text NOT NULL PRIMARY KEY, version bigint NOT NULL,"
            + " fingerprint text NOT NULL, image text NOT NULL, found text NOT NULL,"
            + " changed_at bigint NOT NULL)");
    link.execute(
        "CREATE TABLE IF NOT EXISTS "
            + prefix
            + "schema_migrations (id bigint NOT NULL PRIMARY KEY, application text NOT NULL,"
            + " fingerprint text NOT NULL, sources text NOT NULL, state text NOT NULL,"
            + " problem text NOT NULL, started_at bigint NOT NULL, finished_at bigint NOT NULL)");
    link.execute(
        "CREATE TABLE IF NOT EXISTS "
            + prefix
            + "schema_steps (migration bigint NOT NULL, ordinal bigint NOT NULL,"
            + " phase text NOT NULL, name text NOT NULL, grade text NOT NULL,"
            + " state text NOT NULL, statements text NOT NULL, PRIMARY KEY (migration, ordinal))");
  }

  /** The state of an application; the tables are there. */
  public SchemaLedger.State state(String application) {
    return link
        .query(
            "SELECT version, fingerprint, image, found FROM "
                + prefix
                + "schema_state WHERE application = "
                + Dialect.text(application))
        .stream()
        .map(it ->
            new SchemaLedger.State(
                application,
                number(it, 0),
                cell(it, 1),
                pieces.text(cell(it, 2)),
                pieces.text(cell(it, 3))))
        .findFirst()
        .orElse(SchemaLedger.State.none(application));
  }

  /** The newest migrations, newest first; the tables are there. */
  public List<SchemaLedger.Migration> history(String application, int most) {
    List<SchemaLedger.Migration> found = new ArrayList<>();
    for (List<@Nullable String> it :
        link.query(
            "SELECT id, fingerprint, sources, state, problem, started_at, finished_at FROM "
                + prefix
                + "schema_migrations WHERE application = "
                + Dialect.text(application)
                + " ORDER BY id DESC LIMIT "
                + most)) {
      found.add(
          new SchemaLedger.Migration(
              number(it, 0),
              application,
              cell(it, 1),
              pieces.text(cell(it, 2)),
              cell(it, 3),
              cell(it, 4),
              number(it, 5),
              number(it, 6),
              steps(number(it, 0))));
    }
    return found;
  }

  private List<SchemaLedger.Step> steps(long migration) {
    List<SchemaLedger.Step> steps = new ArrayList<>();
    for (List<@Nullable String> it :
        link.query(
            "SELECT ordinal, phase, name, grade, state, statements FROM "
                + prefix
                + "schema_steps WHERE migration = "
                + migration
                + " ORDER BY ordinal")) {
      steps.add(
          new SchemaLedger.Step(
              (int) number(it, 0),
              cell(it, 1),
              cell(it, 2),
              cell(it, 3),
              cell(it, 4),
              cell(it, 5)));
    }
    return steps;
  }

  /** Writes a migration down, in the caller's transaction; what was running is interrupted. */
  public long begin(SchemaLedger.Migration migration) {
    String application = Dialect.text(migration.application());
    link.execute(
        "UPDATE "
            + prefix
            + "schema_migrations SET state = 'interrupted', finished_at = "
            + migration.startedMicros()
            + " WHERE state = 'running' AND application = "
            + application);
    long id = link.number("SELECT coalesce(max(id), 0) + 1 FROM " + prefix + "schema_migrations");
    link.execute(
        "INSERT INTO "
            + prefix
            + "schema_migrations VALUES ("
            + id
            + ", $1, $2, $3, 'running', '', "
            + migration.startedMicros()
            + ", 0)",
        List.of(
            migration.application(),
            migration.fingerprint(),
            pieces.keep("sources:" + migration.application(), migration.sources())));
    for (int start = 0; start < migration.steps().size(); start += STEPS) {
      int end = Math.min(start + STEPS, migration.steps().size());
      steps(id, migration.steps().subList(start, end));
    }
    return id;
  }

  /** Writes some steps down, all with one statement. */
  private void steps(long migration, List<SchemaLedger.Step> steps) {
    List<String> rows = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (SchemaLedger.Step step : steps) {
      int first = values.size() + 1;
      values.addAll(
          List.of(step.phase(), step.name(), step.grade(), step.state(), step.statements()));
      rows.add(
          IntStream.rangeClosed(first, values.size())
              .mapToObj(place -> "$" + place)
              .collect(
                  Collectors.joining(", ", "(" + migration + ", " + step.ordinal() + ", ", ")")));
    }
    link.execute(
        "INSERT INTO " + prefix + "schema_steps VALUES " + String.join(", ", rows), values);
  }

  /** The version of an application's state; the tables are there. */
  public long version(String application) {
    return link.number(
        "SELECT coalesce(max(version), 0) FROM "
            + prefix
            + "schema_state WHERE application = "
            + Dialect.text(application));
  }

  /** What is another text after each change of an application's state; the tables are there. */
  public String mark(String application) {
    return link.query(
            "SELECT version, fingerprint, changed_at FROM "
                + prefix
                + "schema_state WHERE application = "
                + Dialect.text(application))
        .toString();
  }

  /** Fails with MIGRATION_BUSY where the state is not the one that was planned for. */
  public void expect(SchemaLedger.State planned) {
    if (version(planned.application()) != planned.version()) {
      throw Problem.of(
              ErrorCode.MIGRATION_BUSY, "Another migration changed the database in between")
          .failure();
    }
  }

  /** Writes the state after a change, in its transaction. */
  public SchemaLedger.State stamp(SchemaLedger.Stamp stamp, String found) {
    SchemaLedger.State state =
        new SchemaLedger.State(
            stamp.before().application(),
            stamp.before().version() + 1,
            stamp.fingerprint(),
            stamp.imageText(),
            found);
    write(state, stamp);
    if (!stamp.done().isEmpty()) {
      link.execute(
          "UPDATE "
              + prefix
              + "schema_steps SET state = 'done' WHERE migration = "
              + stamp.migration()
              + " AND ordinal IN ("
              + stamp.done().stream().map(String::valueOf).collect(Collectors.joining(", "))
              + ")");
    }
    if (stamp.last()) {
      finish(stamp.migration(), "done", "", stamp.micros());
    }
    return state;
  }

  /** What the database holds may be long, and is written only where it is not the same. */
  private void write(SchemaLedger.State state, SchemaLedger.Stamp stamp) {
    String application = Dialect.text(state.application());
    SchemaLedger.State before = stamp.before();
    boolean same = before.image().equals(state.image()) && before.found().equals(state.found());
    if (same && before.version() > 0) {
      link.execute(
          "UPDATE "
              + prefix
              + "schema_state SET version = "
              + state.version()
              + ", fingerprint = "
              + Dialect.text(state.fingerprint())
              + ", changed_at = "
              + stamp.micros()
              + " WHERE application = "
              + application);
      return;
    }
    String place = prefix + "schema_state WHERE application = " + application;
    List<List<@Nullable String>> old = link.query("SELECT image, found FROM " + place);
    String image = pieces.keep("image:" + state.application(), state.image());
    String found = pieces.keep("found:" + state.application(), state.found());
    for (List<@Nullable String> it : old) {
      pieces.forget(cell(it, 0), image);
      pieces.forget(cell(it, 1), found);
    }
    link.execute("DELETE FROM " + place);
    link.execute(
        "INSERT INTO "
            + prefix
            + "schema_state VALUES ("
            + application
            + ", "
            + state.version()
            + ", $1, $2, $3, "
            + stamp.micros()
            + ")",
        List.of(state.fingerprint(), image, found));
  }

  /** Writes down how a migration ended. */
  public void finish(long migration, String state, String problem, long micros) {
    link.execute(
        "UPDATE "
            + prefix
            + "schema_migrations SET state = '"
            + state
            + "', problem = "
            + Dialect.text(problem)
            + ", finished_at = "
            + micros
            + " WHERE id = "
            + migration);
  }

  private static String cell(List<@Nullable String> line, int index) {
    String cell = line.get(index);
    return cell == null ? "" : cell;
  }

  private static long number(List<@Nullable String> line, int index) {
    return Long.parseLong(cell(line, index));
  }
}
