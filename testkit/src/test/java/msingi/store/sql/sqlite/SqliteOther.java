package msingi.store.sql.sqlite;

import static msingi.testkit.contract.Asking.await;
import static msingi.testkit.contract.Asking.id;
import static msingi.testkit.contract.Asking.row;
import static msingi.testkit.contract.Asking.text;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import msingi.error.Failure;
import msingi.expression.Expression;
import msingi.plan.WritePlan;
import msingi.result.RowSink;
import msingi.testkit.ThingPlans;

/** Another process: opens a file, or writes to it for ever and says what was answered. */
final class SqliteOther {
  private SqliteOther() {}

  public static void main(String[] arguments) throws InterruptedException {
    try {
      SqliteStore store = SqliteStore.open(SqliteOptions.of(Path.of(arguments[0])));
      if (arguments[1].equals("write")) {
        write(SqliteFixture.tables(store));
      }
      await(store.close());
    } catch (Failure failure) {
      System.out.println(failure.problem().code().name());
    }
  }

  private static void write(SqliteStore store) throws InterruptedException {
    WritePlan insert =
        ThingPlans.read()
            .insert(
                "owners", List.of("id", "name"), Expression.TRUE, new WritePlan.Conflict.Fail());
    Semaphore places = new Semaphore(64);
    for (int number = 0; ; number++) {
      String name = "n" + number;
      places.acquire();
      store
          .write(insert, row(id(number), text(name)), RowSink.NONE)
          .onComplete(answer -> {
            places.release();
            if (answer.succeeded()) {
              System.out.println(name);
            }
          });
    }
  }
}
