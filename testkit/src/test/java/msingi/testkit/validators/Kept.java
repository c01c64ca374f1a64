package msingi.testkit.validators;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import msingi.testkit.Http;
import msingi.testkit.scenario.People;
import msingi.testkit.scenario.Running;

/** A served application and one who asks it. */
final class Kept implements AutoCloseable {
  static final String DEFINITION =
      """
      msingi: 1
      name: kept
      aggregates: true
      limits: { rows: 20, deadline: 20s }
      collections:
        clinics:
          fields: { id: int, name: text, patients: "[patients.clinic]" }
          access: { read: true, create: true, update: true, delete: true }
        patients:
          fields:
            id: int
            name: text
            age: int?
            seen: timestamp?
            owner: uuid?
            note: text?
            clinic: clinics?
          access:
            read: owner == null || owner == auth.uid
            create: true
            update: true
            delete: true
            fields: { note: { read: "false" } }
        counters:
          fields: { id: int, n: long }
          access: { read: true, create: true, update: true, delete: true }
        drops:
          fields: { id: int, word: text unique }
          access: { create: true, update: true, delete: true }
      functions:
        named:
          arguments: { wanted: text }
          returns: [patients]
          access: true
          volatility: stable
          sql: select * from patients where name = :wanted order by id
        word:
          returns: text
          access: true
          volatility: stable
          sql: select name from clinics where id = 1
        nothing: { access: true, volatility: stable, sql: select 1 }
      """;

  private final Running running;
  private final HttpClient client = Http.client();

  private Kept(Running running) {
    this.running = running;
  }

  /** Over a fresh database with two clinics and four patients, of whom one is a nurse's. */
  static Kept fresh(String store) throws IOException, InterruptedException {
    Kept kept = new Kept(Running.start(store, DEFINITION, Map.of("tx-override", "true")));
    kept.sent("POST", "/clinics", "[{\"id\":1,\"name\":\"east\"},{\"id\":2,\"name\":\"west\"}]");
    kept.sent(
        "POST",
        "/patients?columns=id,name,age,seen,owner,note,clinic_id",
        "[{\"id\":1,\"name\":\"Amina\",\"age\":7,\"seen\":\"2024-01-02T03:04:05Z\",\"clinic_id\":1},"
            + "{\"id\":2,\"name\":\"Baraka\",\"clinic_id\":1},"
            + ("{\"id\":3,\"name\":\"Chiku\",\"owner\":\"" + People.NURSE + "\",\"clinic_id\":2},")
            + "{\"id\":4,\"name\":\"Dalili\",\"note\":\"kin\"}]");
    return kept;
  }

  private void sent(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = ask(method, path, body, "apikey", running.secretKey());
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(answer.statusCode() + answer.body());
    }
  }

  Running running() {
    return running;
  }

  /**
   * Asks.
   *
   * @param headers names and values by turns
   */
  HttpResponse<String> ask(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(running.uri() + "/rest/v1" + path))
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return ask("GET", path, "", headers);
  }

  /** What a stranger is told to compare with. */
  String tag(String path, String... headers) throws IOException, InterruptedException {
    return header(get(path, headers), "etag");
  }

  static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Override
  public void close() {
    client.close();
    running.close();
  }
}
