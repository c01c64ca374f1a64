package msingi.testkit;

import static msingi.testkit.Drawn.app;
import static msingi.testkit.Drawn.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import msingi.definition.App;
import msingi.expression.Type.Scalar;
import msingi.expression.Value;
import msingi.migrate.Migration;
import msingi.migrate.Permission;
import msingi.migrate.Progress;
import msingi.migrate.Target;

/** A migrator in a process of its own, for races and sudden deaths. */
public final class MigratingProcess {
  static final App OLD = app(table("people").column("name", Scalar.TEXT, true));
  static final App NEW =
      app(
          table("people")
              .column("name", Scalar.TEXT, true)
              .constant("age", Scalar.INT, false, new Value.Whole(30))
              .unique("id", "name")
              .index("name"),
          table("towns"));

  private MigratingProcess() {}

  /** Starts one: {@code sqlite FILE MODE} or {@code postgres PORT DATABASE MODE}. */
  static Process start(List<String> place, String mode) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(MigratingProcess.class.getName());
    command.addAll(place);
    command.add(mode);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  static SchemaPlace place(List<String> words) throws Exception {
    return words.get(0).equals("sqlite")
        ? SchemaPlace.sqlite(Path.of(words.get(1)))
        : SchemaPlace.postgres(
            new EmbeddedPostgres.Database(Integer.parseInt(words.get(1)), words.get(2)));
  }

  public static void main(String[] words) throws Exception {
    String mode = words[words.length - 1];
    SchemaPlace place = place(List.of(words));
    Target target = new Target(NEW, "the new one");
    System.out.println("ready");
    if (mode.equals("expand")) {
      Migration migration =
          place.migrator().begin(target, new Permission(Set.of(), false), Progress.NONE);
      migration.expand();
      System.out.println("expanded");
      Thread.sleep(60_000);
      migration.close();
    } else {
      int steps = place.migrator().apply(target, Permission.LOSSLESS, Progress.NONE).steps().size();
      System.out.println("applied " + steps);
    }
    System.exit(0);
  }
}
