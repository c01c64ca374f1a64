package msingi.testkit.scenario;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import msingi.testkit.Http;

/** Sends scenarios to a server. */
public final class ScenarioRunner implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final HttpClient client = Http.client();
  private final URI address;

  /**
   * @param address where the server is, such as {@code http://127.0.0.1:8080}
   */
  public ScenarioRunner(URI address) {
    this.address = address;
  }

  /** What was not as expected, in words; empty when all was. */
  public List<String> run(Scenario scenario) {
    return run(scenario, _ -> List.of());
  }

  /** The same with what else must hold of the answer. */
  public List<String> run(Scenario scenario, Function<HttpResponse<String>, List<String>> further) {
    HttpResponse<String> answer = send(scenario);
    String body = answer.body();
    List<String> wrong = new ArrayList<>(further.apply(answer));
    if (answer.statusCode() != scenario.status()) {
      wrong.add("status " + answer.statusCode() + " instead of " + scenario.status());
    }
    for (String text : scenario.contains()) {
      if (!body.contains(text)) {
        wrong.add("the answer lacks " + text);
      }
    }
    for (String text : scenario.lacks()) {
      if (body.contains(text)) {
        wrong.add("the answer holds " + text);
      }
    }
    if (!scenario.json().isEmpty() && !compact(body).equals(compact(scenario.json()))) {
      wrong.add("the answer is not " + scenario.json());
    }
    return wrong.isEmpty()
        ? wrong
        : List.of(scenario.name() + ": " + String.join("; ", wrong) + "; it was " + body);
  }

  /** Sends the request of a scenario. */
  public HttpResponse<String> send(Scenario scenario) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(scenario.path()))
            .timeout(PATIENCE)
            .method(
                scenario.method(),
                scenario.body().isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(scenario.body()));
    scenario.headers().forEach(request::header);
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException broken) {
      throw new IllegalStateException(scenario.name() + ": " + broken, broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  /** The JSON without white space outside of strings. */
  private static String compact(String json) {
    StringBuilder text = new StringBuilder(json.length());
    boolean inString = false;
    for (int index = 0; index < json.length(); index++) {
      char character = json.charAt(index);
      if (character == '"') {
        inString = !inString;
      }
      if (inString || !Character.isWhitespace(character)) {
        text.append(character);
      }
      if (character == '\\' && inString && index + 1 < json.length()) {
        text.append(json.charAt(++index));
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    client.close();
  }
}
