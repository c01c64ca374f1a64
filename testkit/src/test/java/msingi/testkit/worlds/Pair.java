package msingi.testkit.worlds;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.Place;
import msingi.testkit.Temporary;
import msingi.testkit.scenario.Canaries;
import msingi.testkit.scenario.People;
import msingi.testkit.scenario.Running;
import msingi.testkit.scenario.Scenario;
import msingi.testkit.scenario.ScenarioRunner;

/** The same definition over two databases, and how their answers compare. */
final class Pair implements AutoCloseable {
  private static final Pattern MOMENT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(\\+00(:00)?|Z)");
  private static final List<String> HEADERS =
      List.of(
          "content-type",
          "content-range",
          "transfer-encoding",
          "content-location",
          "preference-applied",
          "proxy-status",
          "www-authenticate",
          "allow",
          "location",
          "warning",
          "vary",
          "cache-control");

  /** What a row that the caller sees can be refused for while a statement is at it. */
  private static final Pattern FAULT =
      Pattern.compile("^4\\d\\d .* error=(22003|22007|22008|22P02|23502|23514|42501) ");

  /** Both seal under one key, or what they seal would differ. */
  static final Map<String, String> FLAGS = Map.of("tx-override", "true", "keys", keys());

  private final List<Running> worlds;
  private final List<ScenarioRunner> runners = new ArrayList<>();
  private int answered;
  private int rows;

  private static String keys() {
    try {
      return Temporary.folder("pair").resolve("pair.keys").toString();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private Pair(List<Running> worlds) {
    this.worlds = worlds;
    worlds.forEach(it -> runners.add(new ScenarioRunner(it.uri())));
  }

  /**
   * Two databases.
   *
   * @param rows bodies by collection, for each world, posted in order by a secret key
   * @param seeding the definition under which rows are laid down
   */
  static Pair of(String store, String definition, String seeding, List<Map<String, String>> rows)
      throws java.io.IOException {
    return of(store, rows.stream().map(it -> new World(definition, seeding, it)).toList());
  }

  /**
   * One database with its definition.
   *
   * @param definition that the server runs with
   * @param seeding the definition under which rows are laid down
   * @param rows bodies by collection, posted in order by a secret key
   */
  record World(String definition, String seeding, Map<String, String> rows) {}

  /** Two databases whose definitions may differ too. */
  static Pair of(String store, List<World> two) throws java.io.IOException {
    List<Running> worlds = new ArrayList<>();
    for (World world : two) {
      String address = Place.address(store);
      try (Running before = Running.at(address, world.seeding(), FLAGS);
          ScenarioRunner runner = new ScenarioRunner(before.uri())) {
        world
            .rows()
            .forEach((collection, body) -> {
              Scenario insert =
                  Scenario.of(collection, "POST", "/rest/v1/" + collection, 201)
                      .sending(body)
                      .with("apikey", before.secretKey());
              List<String> wrong = runner.run(insert);
              if (!wrong.isEmpty()) {
                throw new IllegalStateException(wrong.toString());
              }
            });
      }
      worlds.add(Running.at(address, world.definition(), FLAGS));
    }
    return new Pair(worlds);
  }

  /** Lets PostgreSQL gather statistics of all rows, for whatever its planner guesses. */
  void analyze() throws SQLException {
    for (Running world : worlds) {
      try (Connection connection = EmbeddedPostgres.Database.at(world.store()).connect();
          Statement statement = connection.createStatement()) {
        statement.execute("ANALYZE");
      }
    }
  }

  /** Where the worlds answer a caller differently; empty when they do not. */
  String difference(String caller, Scenario request) {
    List<String> answers = new ArrayList<>();
    for (int index = 0; index < worlds.size(); index++) {
      Scenario asked = request;
      for (Map.Entry<String, String> header :
          People.headers(caller, worlds.get(index)).entrySet()) {
        asked = asked.with(header.getKey(), header.getValue());
      }
      HttpResponse<String> answer = runners.get(index).send(asked);
      answers.add(shown(answer));
      count(answer);
    }
    return answers.getFirst().equals(answers.getLast()) || faulty(request, answers)
        ? ""
        : caller + " " + request + "\n  " + String.join("\n  ", answers);
  }

  /**
   * Whether both refuse a change, or a cast of what is shown, for a fault of some row. Where
   * several visible rows have one, the first that the database comes to is told, and it comes to
   * them in the order of the table, whatever order the answer is to have.
   */
  private static boolean faulty(Scenario request, List<String> answers) {
    boolean batch = request.path().equals("/rest/v1/") && request.body().contains("\"PATCH\"");
    boolean cast = request.method().equals("GET") && request.path().contains("::");
    return (request.method().equals("PATCH") || batch || cast)
        && answers.stream().allMatch(it -> FAULT.matcher(it).find());
  }

  private void count(HttpResponse<String> answer) {
    if (answer.statusCode() < 300) {
      answered++;
      rows += answer.body().length() > 2 ? 1 : 0;
    } else if (!Canaries.in(answer.body()).isEmpty() || answer.statusCode() >= 500) {
      throw new AssertionError("a refusal that shows too much: " + answer.body());
    }
  }

  private static String shown(HttpResponse<String> answer) {
    StringBuilder text = new StringBuilder().append(answer.statusCode());
    for (String header : HEADERS) {
      text.append(' ').append(answer.headers().firstValue(header).orElse("-"));
    }
    text.append(' ').append(validator(answer));
    String body = MOMENT.matcher(inside(answer.body())).replaceAll("now");
    return text.append(' ').append(body).toString();
  }

  /**
   * The answers of a batch: the ETag of bytes that hold moments of the test is only there or not.
   */
  private static String inside(String body) {
    if (!body.startsWith("[{\"status\":") || !MOMENT.matcher(body).find()) {
      return body;
    }
    JsonArray parts = new JsonArray(body);
    for (Object each : parts) {
      JsonObject part = (JsonObject) each;
      JsonObject headers = part.getJsonObject("headers", new JsonObject());
      if (headers.containsKey("etag")
          && MOMENT.matcher(String.valueOf(part.getValue("body"))).find()) {
        headers.put("etag", "some");
      }
    }
    return parts.encode();
  }

  /** The ETag; where bytes are not shown, or are moments of the test, only whether there is one. */
  private static String validator(HttpResponse<String> answer) {
    boolean comparable = !answer.body().isEmpty() && !MOMENT.matcher(answer.body()).find();
    String tag = answer.headers().firstValue("etag").orElse("-");
    return comparable || tag.equals("-") ? tag : "some";
  }

  /** Both servers. */
  List<Running> worlds() {
    return worlds;
  }

  /** How many answers were no refusals. */
  int answered() {
    return answered;
  }

  /** How many of them had rows. */
  int rows() {
    return rows;
  }

  @Override
  public void close() {
    runners.forEach(ScenarioRunner::close);
    worlds.forEach(Running::close);
  }
}
