package msingi.cli;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import msingi.server.Configuration;
import msingi.server.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows which settings are in force and who said so. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Show the settings in force and where they come from; secrets are masked.",
    footer = {"", "Examples:", "  msingi config", "  MSINGI_PORT=9000 msingi config --json"})
final class ConfigCommand extends FolderCommand {
  @Option(names = "--json", description = "answer as one JSON object")
  private boolean json;

  ConfigCommand(Screen screen) {
    super(screen);
  }

  @Override
  public Integer call() {
    Configuration configuration = configuration(Map.of());
    configuration.warnings().forEach(it -> screen().note("warning: " + it));
    if (json) {
      screen().say(object(configuration).encodePrettily());
    } else {
      screen().out().print(configuration.dump());
    }
    return Main.OK;
  }

  /** From the text for people, in which secrets are masked already. */
  private static JsonObject object(Configuration configuration) {
    JsonObject all = new JsonObject();
    for (String line : configuration.dump().lines().toList()) {
      int equals = line.indexOf(" = ");
      int remark = line.lastIndexOf("   # ");
      String flag = line.substring(0, equals);
      String by = line.substring(remark + 5);
      all.put(
          flag,
          new JsonObject()
              .put("value", line.substring(equals + 3, remark))
              .put("by", by.substring(0, by.indexOf(',')))
              .put("help", setting(flag).help()));
    }
    return all;
  }

  private static Setting setting(String flag) {
    for (Setting setting : Setting.values()) {
      if (setting.flag().equals(flag)) {
        return setting;
      }
    }
    throw new IllegalArgumentException(flag);
  }
}
