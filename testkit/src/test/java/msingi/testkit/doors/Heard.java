package msingi.testkit.doors;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.scenario.ScenarioRunner;

/** Sends scenarios as a caller, and keeps what came back. */
final class Heard {
  /** What is of one request only, or is made of its length. */
  private static final Set<String> OWN =
      Set.of("x-request-id", "date", "content-length", "server-timing", "sb-request-id");

  private final ScenarioRunner runner;
  private final Map<String, String> headers;
  private final StringBuilder text = new StringBuilder();

  Heard(ScenarioRunner runner, Map<String, String> headers) {
    this.runner = runner;
    this.headers = Map.copyOf(headers);
  }

  HttpResponse<String> send(Scenario scenario) {
    Scenario asked = scenario;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      asked = asked.with(header.getKey(), header.getValue());
    }
    HttpResponse<String> answer = runner.send(asked);
    text.append(answer.statusCode());
    new TreeMap<>(answer.headers().map())
        .forEach((name, values) -> {
          if (!OWN.contains(name)) {
            text.append(' ').append(name).append('=').append(values);
          }
        });
    text.append('\n').append(answer.body()).append('\n');
    return answer;
  }

  /** What came back since this was last asked for. */
  String taken() {
    String all = text.toString();
    text.setLength(0);
    return all;
  }
}
