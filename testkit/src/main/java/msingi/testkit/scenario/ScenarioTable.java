package msingi.testkit.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Scenarios written as text, one after the other, each as this:
 *
 * <pre>
 * == what it shows
 * nurse POST /patients?select=name
 * Prefer: return=representation
 * {"name":"Wanjiku"}
 * -> 201
 * = [{"name":"Wanjiku"}]
 * </pre>
 *
 * <p>The first word is a caller. After the status may stand an error's code; lines after it say
 * what the body equals ({@code =}), holds ({@code +}), and must not hold ({@code -}), or which
 * header comes back ({@code #}). A line that begins with {@code //} says something to people.
 */
public final class ScenarioTable {
  private static final String MARK = "== ";

  private ScenarioTable() {}

  /**
   * A scenario of a caller.
   *
   * @param returned headers that must come back, by name
   */
  public record Line(String caller, Scenario scenario, Map<String, String> returned) {}

  /**
   * Reads a table.
   *
   * @param prefix what stands before every path
   */
  public static List<Line> read(String text, String prefix) {
    List<Line> lines = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith(MARK) && !block.isEmpty()) {
        lines.add(scenario(block, prefix));
        block.clear();
      }
      if (!line.isBlank() && !line.startsWith("//")) {
        block.add(line);
      }
    }
    if (!block.isEmpty()) {
      lines.add(scenario(block, prefix));
    }
    return lines;
  }

  private static Line scenario(List<String> block, String prefix) {
    String[] request = block.get(1).split(" ", 3);
    if (!block.getFirst().startsWith(MARK) || request.length != 3) {
      throw new IllegalArgumentException("not a scenario: " + block);
    }
    String name = block.getFirst().substring(MARK.length());
    Scenario scenario = Scenario.of(name, request[1], prefix + request[2], 0);
    Map<String, String> returned = new java.util.LinkedHashMap<>();
    StringBuilder body = new StringBuilder();
    boolean answered = false;
    for (String line : block.subList(2, block.size())) {
      if (line.startsWith("-> ")) {
        answered = true;
        scenario = status(scenario, body.toString(), line.substring(3));
      } else if (answered) {
        scenario = expected(scenario, returned, line);
      } else if (body.isEmpty() && line.matches("[A-Za-z-]+: .*")) {
        int colon = line.indexOf(':');
        scenario = scenario.with(line.substring(0, colon), line.substring(colon + 2));
      } else {
        body.append(line).append('\n');
      }
    }
    if (!answered) {
      throw new IllegalArgumentException("no answer is expected: " + name);
    }
    return new Line(request[0], scenario, returned);
  }

  private static Scenario status(Scenario from, String body, String text) {
    String[] words = text.split(" ", 2);
    Scenario sent = body.isEmpty() ? from : from.sending(body);
    Scenario with =
        new Scenario(
            sent.name(),
            sent.method(),
            sent.path(),
            sent.headers(),
            sent.body(),
            Integer.parseInt(words[0]),
            List.of(),
            List.of(),
            "");
    return words.length == 1 ? with : with.holding("\"code\":\"" + words[1] + "\"");
  }

  private static Scenario expected(Scenario scenario, Map<String, String> returned, String line) {
    String rest = line.length() > 2 ? line.substring(2) : "";
    return switch (line.charAt(0)) {
      case '=' -> scenario.answering(rest);
      case '+' -> scenario.holding(rest);
      case '-' -> scenario.lacking(rest);
      case '#' -> {
        int colon = rest.indexOf(':');
        returned.put(rest.substring(0, colon), rest.substring(colon + 2));
        yield scenario;
      }
      default -> throw new IllegalArgumentException("what is expected by " + line);
    };
  }
}
