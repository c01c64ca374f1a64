package msingi.testkit.accounts;

import io.grpc.Status;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import msingi.testkit.grpc.GrpcClient;

/**
 * What a server opens to a token, asked at every door: reading, writing, calling, and its
 * documents. The application is called {@code rules}; {@code of_doctors} and {@code
 * count_of_doctors} are open to the token's bearer alone.
 */
final class Doors {
  private static final String CALLED = "gRPC call";
  private static final String LISTED = "gRPC list";

  /** A request of HTTP. */
  private record Way(String method, String path, String body) {}

  private static final Map<String, Way> WAYS =
      Map.ofEntries(
          Map.entry("REST read", get("/rest/v1/of_doctors?select=id&limit=1")),
          Map.entry("REST write", post("/rest/v1/of_doctors", "{\"text\":\"written\"}")),
          Map.entry("REST call", get("/rest/v1/rpc/count_of_doctors")),
          Map.entry(
              "REST batch",
              post(
                  "/rest/v1/",
                  "[{\"method\":\"POST\",\"path\":\"/of_doctors\",\"body\":{\"text\":\"t\"}}]")),
          Map.entry(
              "GraphQL query",
              graph("{ of_doctorsCollection(first: 1) { edges { node { id } } } }")),
          Map.entry(
              "GraphQL mutation",
              graph(
                  "mutation { insertIntoof_doctorsCollection(objects: [{text: \"t\"}])"
                      + " { affectedCount } }")),
          Map.entry("OpenAPI", get("/openapi.json")),
          Map.entry("SDL", get("/schema.graphql")),
          Map.entry("proto", get("/schema.proto")),
          Map.entry("own account", get("/auth/v1/user")));

  /** The names of all ways. */
  static final TreeSet<String> ALL = all();

  private final Visitors visitors;
  private final URI server;

  Doors(URI server) {
    this.server = server;
    this.visitors = new Visitors(server);
  }

  private static TreeSet<String> all() {
    TreeSet<String> names = new TreeSet<>(WAYS.keySet());
    names.add(CALLED);
    names.add(LISTED);
    return names;
  }

  private static Way get(String path) {
    return new Way("GET", path, "{}");
  }

  private static Way post(String path, String body) {
    return new Way("POST", path, body);
  }

  private static Way graph(String document) {
    return post("/graphql/v1", new JsonObject().put("query", document).encode());
  }

  /** The ways that let the token's bearer in. */
  TreeSet<String> open(String token) {
    return those(token, true);
  }

  /** The ways that say that the token holds no more. */
  TreeSet<String> refusing(String token) {
    return those(token, false);
  }

  private TreeSet<String> those(String token, boolean open) {
    TreeSet<String> names =
        WAYS.entrySet().stream()
            .filter(it -> fits(it.getValue(), token, open))
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(TreeSet::new));
    try (GrpcClient client = GrpcClient.blind(server, Map.of("authorization", "Bearer " + token))) {
      Status.Code wanted = open ? Status.Code.OK : Status.Code.UNAUTHENTICATED;
      if (client.raw("rules.v1.OfDoctorsService/List", new byte[0]) == wanted) {
        names.add(LISTED);
      }
      if (client.raw("rules.v1.FunctionsService/CountOfDoctors", new byte[0]) == wanted) {
        names.add(CALLED);
      }
    }
    return names;
  }

  private boolean fits(Way way, String token, boolean open) {
    Visitors.Answer answer = visitors.send(way.method(), way.path(), way.body(), token);
    boolean well = answer.status() < 300 && !answer.text().contains("\"errors\"");
    // The door of accounts says 403, which its clients take for the end of the session.
    int refusal = way.path().startsWith("/auth/") ? 403 : 401;
    return open ? well : answer.status() == refusal;
  }
}
