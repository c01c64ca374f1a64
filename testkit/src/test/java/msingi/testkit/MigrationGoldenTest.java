package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import msingi.migrate.MigrationStep;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The steps and statements of every kind of change, as they stand in {@code cases/migration}. After
 * a wanted change of theirs: {@code -Dmsingi.golden=write}, and read the difference.
 */
class MigrationGoldenTest {
  private static final Path CASES =
      Path.of(System.getProperty("msingi.root", ".")).resolve("cases").resolve("migration");

  @TestFactory
  Stream<DynamicTest> stepsAreAsWritten() {
    return Stream.of("sqlite", "postgres 18")
        .map(store -> DynamicTest.dynamicTest(store, () -> compare(store)));
  }

  private static void compare(String store) throws Exception {
    StringBuilder text = new StringBuilder();
    for (MigrationChangesTest.Change change : MigrationChangesTest.changes()) {
      try (SchemaPlace place = SchemaPlace.fresh(store)) {
        MigrationChangesTest.migrate(place, change.before(), false);
        place.execute(change.rows().toArray(String[]::new));
        text.append("---- ").append(change.name()).append('\n');
        place.migrator().plan(change.after()).steps().forEach(it -> write(text, it));
        MigrationChangesTest.migrate(place, change.after(), false);
        text.append("---- ").append(change.name()).append(", back\n");
        place.migrator().plan(change.before()).steps().forEach(it -> write(text, it));
      }
    }
    Path file = CASES.resolve(store.split(" ")[0] + ".sql");
    if ("write".equals(System.getProperty("msingi.golden"))) {
      Files.createDirectories(CASES);
      Files.writeString(file, text);
    }
    assertThat(text.toString()).isEqualTo(Files.readString(file));
  }

  private static void write(StringBuilder text, MigrationStep step) {
    text.append("-- ")
        .append(step.phase())
        .append(' ')
        .append(step.grade())
        .append(' ')
        .append(step.name())
        .append(": ")
        .append(step.reason())
        .append('\n');
    step.statements().forEach(it -> text.append(it).append(";\n"));
  }
}
