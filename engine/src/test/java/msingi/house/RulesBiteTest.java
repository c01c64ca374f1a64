package msingi.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the house refuse samples that break them. */
class RulesBiteTest {
  private static final RoomTable TABLE =
      RoomTable.parse(
          """
          | room | level | what |
          |---|---|---|
          | `base` | 0 | low |
          | `plan` | 7 | middle |
          | `cache` | 8 | middle |
          | `store` | 8 | middle |
          | `door.rest` | 12 | high |
          | `server` | 13 | high |
          """);

  @TempDir Path folder;

  private RoomRules rules(String... sources) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-d", folder.resolve("classes").toString()));
    arguments.addAll(List.of("-proc:none", "-cp", System.getProperty("java.class.path")));
    for (String source : sources) {
      String type =
          source.replaceAll("(?s)^package ([\\w.]+);.*?(?:class|record) (\\w+).*", "$1.$2");
      Path file = folder.resolve(type.replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      Files.writeString(file, source);
      arguments.add(file.toString());
    }
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(code).isZero();
    return new RoomRules(TABLE, CompiledClass.below(folder.resolve("classes")));
  }

  @Test
  void tableTwice() {
    assertThatThrownBy(() -> RoomTable.parse("| `a` | 1 | x |\n| `a` | 2 | x |"))
        .hasMessageContaining("twice");
  }

  @Test
  void importUpwards() throws IOException {
    RoomRules rules =
        rules(
            "package msingi.base; public class Low { msingi.server.High high; }",
            "package msingi.server; public class High { msingi.base.Low low; }");
    assertThat(rules.direction()).singleElement().asString().startsWith("base may not see server");
    assertThat(rules.cycles()).hasSize(2);
  }

  @Test
  void importOfTheSameLevelThroughAGenericType() throws IOException {
    RoomRules rules =
        rules(
            "package msingi.store; public class One {}",
            "package msingi.cache; class Two { java.util.List<msingi.store.One> ones; }");
    assertThat(rules.direction()).singleElement().asString().startsWith("cache may not see store");
    assertThat(rules.cycles()).isEmpty();
  }

  @Test
  void doorThatSeesThePlan() throws IOException {
    RoomRules rules =
        rules(
            "package msingi.plan; public class Plan {}",
            "package msingi.door.rest; class Door { Object o = new msingi.plan.Plan(); }");
    assertThat(rules.direction()).singleElement().asString().contains("door.rest may not see plan");
  }

  @Test
  void importDownwardsIsFine() throws IOException {
    RoomRules rules =
        rules(
            "package msingi.base; public class Low {}",
            "package msingi.plan; class High extends msingi.base.Low {}");
    assertThat(rules.direction()).isEmpty();
    assertThat(rules.publicForNobody()).isEmpty();
  }

  @Test
  void placeNames() throws IOException {
    RoomRules rules = rules("package msingi.base.util; class Thing {}");
    assertThat(rules.placement())
        .containsExactly(
            "a package may not be called 'util': base.util",
            "not a room of the table: 'base.util'");
  }

  @Test
  void driversLoggersAndStoreNames() throws IOException {
    RoomRules rules =
        rules(
            "package msingi.plan; class A { java.sql.Connection c; }",
            "package msingi.plan; class B { System.Logger l = System.getLogger(\"x\"); }",
            "package msingi.plan; class C { String s = \"ask Sqlite\"; }",
            "package msingi.plan; class D { String s = \"as PostgREST\"; }",
            "package msingi.server; class E { String s = \"postgres\"; }");
    assertThat(rules.drivers())
        .anyMatch(found -> found.contains("java.sql.Connection"))
        .anyMatch(found -> found.contains("System$Logger"))
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(rules.storeNames(Map.of()))
        .containsExactly("msingi.plan.C names a store: [ask Sqlite]");
    assertThat(rules.storeNames(Map.of("msingi.plan.C", "r", "msingi.plan.A", "r")))
        .containsExactly("no exception needed any more: msingi.plan.A");
  }

  @Test
  void optionalTaken() throws IOException {
    RoomRules rules =
        rules(
            "package msingi.plan; class A { void a(java.util.Optional<String> o) {} }",
            "package msingi.plan; record B(java.util.Optional<String> o) {}",
            "package msingi.plan; class C { java.util.Optional<String> c() { return null; } }");
    assertThat(rules.optionals())
        .containsExactly(
            "msingi.plan.A: parameter of a",
            "msingi.plan.B: component o",
            "msingi.plan.B: parameter of <init>");
  }

  @Test
  void nullnessAndPublicTypes() throws IOException {
    RoomRules rules =
        rules("package msingi.plan; public class A {}", "package msingi.base; class B {}");
    assertThat(rules.nullness()).hasSize(2);
    assertThat(rules.publicForNobody()).containsExactly("msingi.plan.A");
  }

  @Test
  void sizes() {
    String method = "void m() {\n" + "int x;\n".repeat(69) + "}\n";
    SizeRules rules =
        new SizeRules(
            List.of(
                SourceFile.parse("engine/src/main/java/a/A.java", "class A {\n" + method + "}\n"),
                SourceFile.parse("engine/src/main/java/a/B.java", "\n".repeat(601)),
                SourceFile.parse(
                    "engine/src/main/java/a/C.java", "class C {} // FIX" + "ME later")));
    assertThat(rules.methods()).containsExactly("engine/src/main/java/a/A.java m has 71 lines");
    assertThat(rules.files()).containsExactly("engine/src/main/java/a/B.java has 601 lines");
    assertThat(rules.leftOvers()).singleElement().asString().contains("C.java");
    assertThat(rules.packages()).containsExactly("no package-info in engine/src/main/java/a");
    assertThat(rules.percentile(50)).isEqualTo(73);
  }

  @Test
  void openSwitches() {
    SizeRules rules =
        new SizeRules(
            List.of(
                file("Pattern", "switch (o) { case String s -> 1; default -> 2; }"),
                file("Constant", "switch (o) { case RED -> 1; default -> 2; }"),
                file("Text", "switch (o) { case \"red\" -> 1; default -> 2; }"),
                file("Closed", "switch (o) { case RED -> 1; case BLUE -> 2; }")));
    assertThat(rules.defaults(Map.of()))
        .containsExactly(
            "Pattern.java has a default at line [1]", "Constant.java has a default at line [1]");
    assertThat(rules.defaults(Map.of("Pattern.java", "r", "Constant.java", "r", "Text.java", "r")))
        .containsExactly("no exception needed any more: Text.java");
  }

  @Test
  void testsThatNobodyRuns() {
    String text = "class %s {\n  @Test\n  void works() {}\n}\n";
    SizeRules rules =
        new SizeRules(
            List.of(
                SourceFile.parse("a/src/test/java/a/ATest.java", text.formatted("ATest")),
                SourceFile.parse("a/src/test/java/a/BProperty.java", text.formatted("BProperty"))));
    assertThat(rules.unrun())
        .containsExactly(
            "a/src/test/java/a/BProperty.java has tests, and its name does not end in Test");
  }

  private static SourceFile file(String name, String expression) {
    return SourceFile.parse(
        name + ".java", "class " + name + " { int m(Object o) { return " + expression + "; } }");
  }
}
