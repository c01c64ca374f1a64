package msingi.cli;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import msingi.base.Deadline;
import msingi.definition.App;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.expression.Bindings;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.plan.Plans;
import msingi.plan.ReadPlan;
import msingi.policy.Policy;
import msingi.request.Caller;
import msingi.request.Request;
import msingi.store.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports a collection into a file. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Export a collection, one moment of it, as CSV, a JSON array or JSON lines, ordered by key.",
      "In CSV null is an empty cell without quotes; what import reads comes back the same."
    },
    footer = {
      "",
      "Examples:",
      "  msingi export cities cities.csv.gz",
      "  msingi export countries --format jsonl | head -3"
    })
final class ExportCommand extends StoreCommand {
  private static final long DEADLINE_MILLIS = 24L * 3_600_000;

  @Parameters(index = "0", paramLabel = "COLLECTION")
  private String collection = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "(standard output)")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--format", description = "csv, json or jsonl (by the file's name, else csv)")
  private Optional<Format> format = Optional.empty();

  ExportCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() throws IOException {
    App app = app();
    Collection source = ImportCommand.collection(app, collection);
    Format kind = format.orElseGet(() -> file.map(Format::of).orElse(Format.CSV));
    try (Database database = database(app)) {
      database.demandMigrated();
      if (file.isEmpty()) {
        stream(database, app, source, new Written(screen().out(), kind));
        screen().out().flush();
        return Main.OK;
      }
      Path target = file.get();
      Path part = target.resolveSibling(target.getFileName() + ".part");
      long rows;
      try (OutputStream bytes = Files.newOutputStream(part);
          OutputStream out = Format.zipped(target) ? new GZIPOutputStream(bytes) : bytes) {
        rows = stream(database, app, source, new Written(out, kind));
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      screen().say(rows + " rows in " + target);
    }
    return Main.OK;
  }

  private static long stream(Database database, App app, Collection source, Written written)
      throws IOException {
    Policy.Granted granted = new Policy(app).of(Caller.SERVICE);
    List<Value> window = List.of(new Value.Whole(Long.MAX_VALUE), new Value.Whole(0));
    ReadPlan plan =
        new Plans().read(granted, new Request.Read(query(source), Request.Count.NONE, window));
    Values values =
        new Values(
            new Bindings(window, Caller.SERVICE, database.wiring().time().micros()),
            List.of(),
            Deadline.after(DEADLINE_MILLIS, database.wiring().time()));
    long rows =
        database.store().stream(plan, values, written, Future::succeededFuture).await().rows();
    written.end();
    return rows;
  }

  /** All columns but hidden ones, in the order of the key. */
  private static Request.Query query(Collection source) {
    List<Request.Item> items = new ArrayList<>();
    for (Column column : source.columns()) {
      if (!column.hidden()) {
        items.add(new Request.Item.Field(column.name(), expression(column)));
      }
    }
    List<Request.Order> order = new ArrayList<>();
    for (String key : source.key().columns()) {
      order.add(new Request.Order(expression(source.column(key).orElseThrow()), false, false));
    }
    return new Request.Query(
        source.id(),
        Expression.ROW,
        items,
        Expression.TRUE,
        order,
        new Expression.Parameter(0, Type.Scalar.LONG),
        new Expression.Parameter(1, Type.Scalar.LONG));
  }

  private static Expression expression(Column column) {
    return new Expression.Column(Expression.ROW, column.name(), column.type());
  }
}
