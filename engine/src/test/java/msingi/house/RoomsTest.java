package msingi.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine keeps to the table of rooms in ARCHITECTURE.md. */
class RoomsTest {
  private static final Path PROJECT = Path.of(System.getProperty("msingi.root"));

  /** So that a scan of an empty folder is not a success. */
  private static final int LEAST_CLASSES = 150;

  /** Percent of the top-level types that are package-private: what is wanted, and what is there. */
  private static final int WANTED_PRIVATE = 50;

  private static final int LEAST_PRIVATE = 20;

  /** With all of these there, every public type must have a user. */
  private static final Set<String> WHOLE =
      Set.of("policy", "migrate", "auth", "pipeline", "http", "door.rest", "server");

  /** Public types without a user in another room, each with the reason. */
  private static final Map<String, String> PUBLIC_ALL_THE_SAME =
      Map.of(
          "msingi.migrate.Phase", "part of MigrationStep, which the command line prints",
          "msingi.migrate.Status", "what the ledger holds; the test kit asks for it");

  /** Classes that name a store outside the stores, each with the reason. */
  private static final Map<String, String> NAME_A_STORE =
      Map.of(
          "msingi.definition.Assembly", "reads and refuses the addresses in `stores`",
          "msingi.definition.BodyReader", "says which store lacks a body",
          "msingi.definition.RepresentationReader", "says which store lacks an expression",
          "msingi.definition.CollectionReader", "says which store's triggers are heard",
          "msingi.definition.ViewReader", "says what each store needs to write through a view",
          "msingi.definition.ViewWrites", "holds the statements of one store against fields",
          "msingi.definition.TypeTable", "limits of a type on the store that the definition names",
          "msingi.definition.Vocabulary",
              "the words of the definition: addresses, a view's SELECT");

  private static RoomTable table;
  private static List<CompiledClass> classes;
  private static RoomRules rules;

  @BeforeAll
  static void read() throws IOException {
    table = RoomTable.read(PROJECT.resolve("ARCHITECTURE.md"));
    classes = CompiledClass.below(PROJECT.resolve("engine/target/classes"));
    rules = new RoomRules(table, classes);
  }

  @Test
  void theTableAndTheClassesAreThere() {
    assertThat(table.levels()).hasSizeGreaterThan(25).containsEntry("base", 0);
    assertThat(classes).hasSizeGreaterThan(LEAST_CLASSES);
  }

  @Test
  void everyClassIsInARoom() {
    assertThat(rules.placement()).isEmpty();
  }

  @Test
  void importsGoToLowerLevels() {
    assertThat(rules.direction()).isEmpty();
    assertThat(rules.cycles()).isEmpty();
  }

  @Test
  void driversLoggersAndNamesOfStoresStayWhereTheyLive() {
    assertThat(rules.drivers()).isEmpty();
    assertThat(rules.storeNames(NAME_A_STORE)).isEmpty();
  }

  @Test
  void optionalsAreOnlyReturned() {
    assertThat(rules.optionals()).isEmpty();
  }

  @Test
  void nothingIsNull() {
    assertThat(rules.nullness()).isEmpty();
  }

  @Test
  void mostTypesArePackagePrivate() {
    Map<String, List<CompiledClass>> rooms =
        classes.stream()
            .filter(CompiledClass::isTopLevel)
            .collect(Collectors.groupingBy(CompiledClass::room, TreeMap::new, Collectors.toList()));
    rooms.forEach((room, types) ->
        System.out.printf("package-private in %s: %d %%%n", room, percentPrivate(types)));
    List<CompiledClass> all = rooms.values().stream().flatMap(List::stream).toList();
    System.out.printf(
        "package-private in all: %d %% of %d types, wanted %d %%%n",
        percentPrivate(all), all.size(), WANTED_PRIVATE);
    assertThat(percentPrivate(all)).isGreaterThanOrEqualTo(LEAST_PRIVATE);
  }

  private static int percentPrivate(List<CompiledClass> types) {
    return (int) (types.stream().filter(type -> !type.isPublic()).count() * 100 / types.size());
  }

  @Test
  void publicTypesHaveAUser() throws IOException {
    Set<String> unused = new TreeSet<>(rules.publicForNobody());
    for (SourceFile file : SourceFile.below(PROJECT)) {
      if (!file.name().startsWith("engine/")) {
        unused.removeIf(
            type -> file.text().matches("(?s).*\\b" + type.replace(".", "\\.") + "\\b.*"));
      }
    }
    Set<String> excused = new TreeSet<>(PUBLIC_ALL_THE_SAME.keySet());
    System.out.println("public without a user in another room: " + unused);
    Set<String> rooms = classes.stream().map(CompiledClass::room).collect(Collectors.toSet());
    if (rooms.containsAll(WHOLE)) {
      assertThat(unused).isEqualTo(excused);
    }
  }

  @Test
  void sourcesImportOnlyWhatTheirClassesMayName() throws IOException {
    // A constant is copied into the class that uses it, so only the source shows the import.
    Path sources = PROJECT.resolve("engine/src/main/java");
    Set<String> wrong = new TreeSet<>();
    try (var files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        String room =
            CompiledClass.roomOf(
                sources.relativize(file).toString().replace('/', '.').replace(".java", ""));
        for (String line : Files.readAllLines(file)) {
          if (line.startsWith("import msingi.") || line.startsWith("import static msingi.")) {
            String other = roomNamed(line.replaceFirst("import (static )?msingi\\.", ""));
            int level = table.level(room).orElse(-1);
            if (!other.equals(room) && table.level(other).orElse(Integer.MAX_VALUE) >= level) {
              wrong.add(room + " imports " + other + ": " + file.getFileName());
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** The parts in lower case before the first type name. */
  private static String roomNamed(String imported) {
    return imported.replaceFirst("\\.[A-Z].*$", "");
  }
}
