package msingi.testkit.accounts;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import msingi.testkit.Http;
import msingi.testkit.scenario.Running;

/** People who speak with the door of accounts of a server of the tests. */
final class Visitors {
  private static final HttpClient HTTP = Http.client();

  private final URI server;

  Visitors(Running running) {
    this(running.uri());
  }

  Visitors(URI server) {
    this.server = server;
  }

  /** An answer, with its body as JSON; empty where it has none. */
  record Answer(int status, JsonObject body, String text, String location) {
    String access() {
      return body.getString("access_token");
    }

    String refresh() {
      return body.getString("refresh_token");
    }

    String code() {
      return body.getString("error_code", "");
    }
  }

  /** Asks; the token may be empty. */
  Answer ask(String method, String path, JsonObject body, String token) {
    return send(method, path, body.encode(), token);
  }

  /** The same with a body of any JSON. */
  Answer send(String method, String path, String body, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      String text = answer.body();
      return new Answer(
          answer.statusCode(),
          text.startsWith("{") ? new JsonObject(text) : new JsonObject(),
          text,
          answer.headers().firstValue("location").orElse(""));
    } catch (IOException broken) {
      throw new IllegalStateException(method + " " + path, broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  Answer signUp(String email, String password) {
    JsonObject body = new JsonObject().put("email", email).put("password", password);
    return ask("POST", "/auth/v1/signup", body, "");
  }

  Answer signIn(String email, String password) {
    JsonObject body = new JsonObject().put("email", email).put("password", password);
    return ask("POST", "/auth/v1/token?grant_type=password", body, "");
  }

  Answer refresh(String token) {
    JsonObject body = new JsonObject().put("refresh_token", token);
    return ask("POST", "/auth/v1/token?grant_type=refresh_token", body, "");
  }

  /** Rows that the bearer of a token sees. */
  Answer rows(String token) {
    return ask("GET", "/rest/v1/users?select=id", new JsonObject(), token);
  }

  /** The same by many at once. */
  static <T> List<T> together(int many, Callable<T> each) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> asked = new ArrayList<>();
      for (int index = 0; index < many; index++) {
        asked.add(threads.submit(each));
      }
      List<T> answers = new ArrayList<>();
      for (Future<T> one : asked) {
        answers.add(one.get());
      }
      return answers;
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
