package msingi.testkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import msingi.testkit.EmbeddedPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** import and export over real databases. */
class ImportExportTest {
  private static final int MANY = 60_000;
  private static final String DEFINITION =
      """
      msingi: 1
      name: things
      store: sqlite:data/things.db
      collections:
        things:
          key: id
          fields:
            id: long
            name: text(1..20)
            note: text?
            tags: text[]
            size: decimal(9,2)?
            made_at: timestamp auto(create)
      """;

  @TempDir Path folder;

  @BeforeEach
  void define() throws Exception {
    Files.writeString(folder.resolve("msingi.yaml"), DEFINITION);
  }

  private String store(String kind) throws Exception {
    return kind.equals("sqlite")
        ? "sqlite:" + folder.resolve("things.db")
        : EmbeddedPostgres.shared(18).createDatabase().uri();
  }

  private int run(Command command, String store, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--dir", folder.toString(), "--store", store));
    return command.run(all.toArray(String[]::new));
  }

  private static final String CSV =
      """
      id,name,note,tags,size,made_at
      1,"with, comma",,"[""a"",""b""]",1.50,2026-01-02T03:04:05Z
      2,"two
      lines","",[],,2026-01-02T03:04:05.000001Z
      x,not a number,,[],,2026-01-02T03:04:05Z
      3,a name that is much longer than twenty characters,,[],,2026-01-02T03:04:05Z
      1,the same key again,,[],,2026-01-02T03:04:05Z
      4,too few
      5,Nyota,"say ""hi\""","[""x y""]",-3,2026-01-02T03:04:05Z
      """;

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void badRowsAreNamedAndTheRestComesBackTheSame(String kind) throws Exception {
    String store = store(kind);
    Path source = Files.writeString(folder.resolve("things.csv"), CSV);
    assertThat(run(new Command(), store, "migrate")).isZero();
    Command imported = new Command();
    assertThat(run(imported, store, "import", "things", source.toString())).isEqualTo(1);
    assertThat(imported.out()).contains("3 rows written, 4 bad");
    List<JsonObject> bad =
        Files.readAllLines(folder.resolve("things.csv.bad.jsonl")).stream()
            .map(JsonObject::new)
            .toList();
    assertThat(bad).extracting(it -> it.getInteger("line")).containsExactly(5, 6, 7, 8);
    assertThat(bad.get(0).getString("reason")).contains("22P02", "id");
    assertThat(bad.get(1).getString("reason")).contains("23514", "things_name_check");
    assertThat(bad.get(2).getString("reason")).contains("23505");
    assertThat(bad.get(3).getString("reason")).contains("the header names 6 columns");

    for (String format : List.of("csv", "json", "jsonl.gz")) {
      Path first = folder.resolve("first." + format);
      assertThat(run(new Command(), store, "export", "things", first.toString())).isZero();
      String other = "sqlite:" + folder.resolve("other-" + format + ".db");
      assertThat(run(new Command(), other, "migrate")).isZero();
      Command again = new Command();
      assertThat(run(again, other, "import", "things", first.toString()))
          .as(format + again.err())
          .isZero();
      Path second = folder.resolve("second.json");
      assertThat(run(new Command(), other, "export", "things", second.toString())).isZero();
      assertThat(run(new Command(), store, "export", "things", folder + "/third.json")).isZero();
      assertThat(Files.readString(second))
          .isEqualTo(Files.readString(folder.resolve("third.json")));
    }
    JsonArray rows = new JsonArray(Files.readString(folder.resolve("second.json")));
    assertThat(rows).hasSize(3);
    assertThat(rows.getJsonObject(0).getValue("note")).isNull();
    assertThat(rows.getJsonObject(1).getString("note")).isEmpty();
    assertThat(rows.getJsonObject(1).getString("name")).isEqualTo("two\nlines");
    assertThat(rows.getJsonObject(2).getJsonArray("tags")).isEqualTo(new JsonArray(List.of("x y")));
  }

  @Test
  void anImportThatWasKilledGoesOnWhereItStopped() throws Exception {
    String store = store("sqlite");
    Path source = folder.resolve("many.jsonl");
    StringBuilder text = new StringBuilder();
    for (int number = 0; number < MANY; number++) {
      text.append("{\"id\":%d,\"name\":\"n%d\",\"tags\":[]}\n".formatted(number, number));
    }
    Files.writeString(source, text);
    assertThat(run(new Command(), store, "migrate")).isZero();
    String java =
        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    Process process =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                "msingi.cli.Main",
                "import",
                "things",
                source.toString(),
                "--dir",
                folder.toString(),
                "--store",
                store)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("killed.log").toFile())
            .start();
    Path position = folder.resolve("many.jsonl.position");
    while (process.isAlive() && !Files.exists(position)) {
      Thread.sleep(1);
    }
    process.destroyForcibly().waitFor();
    assertThat(position).as(Files.readString(folder.resolve("killed.log"))).exists();

    Command refused = new Command();
    assertThat(run(refused, store, "import", "things", source.toString())).isEqualTo(1);
    assertThat(refused.err()).contains("was interrupted after", "--resume");
    Command resumed = new Command();
    assertThat(run(resumed, store, "import", "things", source.toString(), "--resume"))
        .as(resumed.err())
        .isZero();
    assertThat(position).doesNotExist();
    Path all = folder.resolve("all.jsonl");
    assertThat(run(new Command(), store, "export", "things", all.toString())).isZero();
    List<String> lines = Files.readAllLines(all);
    assertThat(lines).hasSize(MANY);
    assertThat(new JsonObject(lines.getLast()).getInteger("id")).isEqualTo(MANY - 1);
  }
}
