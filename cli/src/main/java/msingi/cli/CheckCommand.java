package msingi.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import msingi.definition.App;
import msingi.definition.ClosedReport;
import msingi.definition.ClosedReport.Strangers;
import msingi.definition.DefinitionReader;
import msingi.definition.Mistake;
import msingi.dispatch.Templates;
import msingi.error.Problem;
import msingi.server.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows every mistake of a definition at once, or what it closes and opens. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Read the definition: every mistake at once, or what is closed and what is open.",
    footer = {
      "",
      "Examples:",
      "  msingi check",
      "  msingi check --dir examples/clinic",
      "  msingi check --json | jq '.mistakes[].line'"
    })
final class CheckCommand extends FolderCommand {
  @Option(names = "--json", description = "answer as one JSON object")
  private boolean json;

  CheckCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() {
    return switch (definition()) {
      case DefinitionReader.Result.Read(App app) -> {
        List<Mistake> more = new ArrayList<>(Templates.mistakes(folder().toAbsolutePath()));
        Configuration.mistakes(app.settings().auth().accounts())
            .forEach((issuer, problem) -> more.add(keys(issuer, problem)));
        yield more.isEmpty() ? good(app) : bad(more);
      }
      case DefinitionReader.Result.Refused(List<Mistake> mistakes) -> bad(mistakes);
    };
  }

  private Mistake keys(String issuer, Problem problem) {
    return DefinitionReader.mistake(
        folder().toAbsolutePath(),
        List.of("auth", "issuers", issuer, "jwks"),
        problem.message(),
        problem.hint());
  }

  private int bad(List<Mistake> mistakes) {
    if (json) {
      JsonArray list = new JsonArray();
      for (Mistake it : mistakes) {
        list.add(
            new JsonObject()
                .put("file", it.file())
                .put("line", it.line())
                .put("column", it.column())
                .put("path", it.path())
                .put("reason", it.reason())
                .put("remedy", it.remedy()));
      }
      screen().say(new JsonObject().put("mistakes", list).encodePrettily());
    } else {
      mistakes.forEach(it -> screen().say(it.text()));
      int count = mistakes.size();
      screen().note(count == 1 ? "1 mistake" : count + " mistakes");
    }
    return Main.FAILED;
  }

  private int good(App app) {
    List<ClosedReport.Line> lines = ClosedReport.of(app);
    if (json) {
      JsonArray access = new JsonArray();
      for (ClosedReport.Line line : lines) {
        access.add(
            new JsonObject()
                .put("collection", line.collection())
                .put("operation", word(line.operation()))
                .put("closed", line.closed())
                .put("strangers", word(line.strangers())));
      }
      JsonArray functions = new JsonArray();
      for (ClosedReport.Call call : ClosedReport.functions(app)) {
        functions.add(
            new JsonObject()
                .put("function", call.function())
                .put("closed", call.closed())
                .put("strangers", call.strangers()));
      }
      screen()
          .say(
              new JsonObject()
                  .put("name", app.name())
                  .put("fingerprint", app.fingerprint())
                  .put("mistakes", new JsonArray())
                  .put("access", access)
                  .put("functions", functions)
                  .encodePrettily());
      return Main.OK;
    }
    int count = app.collections().size();
    screen().say(app.name() + ": no mistakes, " + count + " collections");
    report(lines, ClosedReport.functions(app));
    return Main.OK;
  }

  private void report(List<ClosedReport.Line> lines, List<ClosedReport.Call> functions) {
    screen().say("");
    screen().say("Closed to everyone but secret keys:");
    nothing(
        lines.stream().noneMatch(ClosedReport.Line::closed)
            && functions.stream().noneMatch(ClosedReport.Call::closed));
    list(lines.stream().filter(ClosedReport.Line::closed).toList(), "");
    calls(functions.stream().filter(ClosedReport.Call::closed).toList());
    screen().say("Open to strangers:");
    nothing(
        lines.stream().allMatch(it -> it.strangers() == Strangers.NOTHING)
            && functions.stream().noneMatch(ClosedReport.Call::strangers));
    list(lines.stream().filter(it -> it.strangers() == Strangers.EVERYTHING).toList(), "");
    calls(functions.stream().filter(ClosedReport.Call::strangers).toList());
    list(
        lines.stream().filter(it -> it.strangers() == Strangers.SOME_ROWS).toList(),
        " (where the rule holds of the row)");
  }

  private void nothing(boolean none) {
    if (none) {
      screen().say("  nothing");
    }
  }

  private void calls(List<ClosedReport.Call> functions) {
    if (!functions.isEmpty()) {
      List<String> names = functions.stream().map(ClosedReport.Call::function).toList();
      screen().say("  functions: " + String.join(", ", names));
    }
  }

  private void list(List<ClosedReport.Line> lines, String remark) {
    lines.stream()
        .map(ClosedReport.Line::collection)
        .distinct()
        .forEach(collection ->
            screen()
                .say(
                    "  "
                        + collection
                        + ": "
                        + String.join(
                            ", ",
                            lines.stream()
                                .filter(it -> it.collection().equals(collection))
                                .map(it -> word(it.operation()))
                                .toList())
                        + remark));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
