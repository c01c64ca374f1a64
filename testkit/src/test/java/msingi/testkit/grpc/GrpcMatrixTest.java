package msingi.testkit.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import msingi.testkit.Http;
import msingi.testkit.Place;
import msingi.testkit.matrix.Credential;
import msingi.testkit.matrix.Keyring;
import msingi.testkit.matrix.Who;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every method of gRPC with every kind of credential, shown in every way. The methods are those
 * that the whole contract has, so that a new one is asked too.
 */
class GrpcMatrixTest {
  static final List<String> STORES = Place.STORES;

  private static final int AT_ONCE = 8;
  private static final Map<String, String> FLAGS =
      Map.of("rate-limits", "false", "password-cost", "19,1", "password-concurrent", "2");

  /** What a caller whom the rules do not let in may be told. */
  private static final Set<Status.Code> CLOSED =
      Set.of(Status.Code.UNAUTHENTICATED, Status.Code.PERMISSION_DENIED, Status.Code.UNIMPLEMENTED);

  private static final Map<String, Who> RULES =
      new TreeMap<>(
          Map.of(
              "Open", Who.STRANGER,
              "Signed", Who.GUEST,
              "Known", Who.PERSON,
              "Closed", Who.SERVICE));

  /** The methods that do not come from the definition. */
  private static final Map<String, Who> OWN =
      Map.of(
          "grpc.health.v1.Health/Check", Who.EVERYBODY,
          "grpc.health.v1.Health/Watch", Who.EVERYBODY,
          "grpc.reflection.v1.ServerReflection/ServerReflectionInfo", Who.STRANGER,
          "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", Who.STRANGER);

  private static String definition() {
    StringBuilder text =
        new StringBuilder(
            """
            msingi: 1
            name: matrix
            auth: { autoconfirm: true, anonymous: true, site: "https://app.example.org" }
            collections:
              users: { fields: { name: text? } }
            """);
    Map<String, String> rules =
        new TreeMap<>(
            Map.of(
                "open", "true",
                "signed", "auth.role == 'authenticated'",
                "known", "auth.role == 'authenticated' && !auth.is_anonymous",
                "closed", "false"));
    rules.forEach((name, rule) ->
        text.append(
            """
              %1$s:
                fields: { id: long identity, text: text }
                access: { read: %2$s, create: %2$s, update: %2$s, delete: %2$s }
            """
                .formatted(name, rule)));
    text.append("functions:\n");
    rules.forEach((name, rule) ->
        text.append(
            """
              %s_sum:
                returns: long
                volatility: stable
                access: %s
                sql: select count(*) from %s
            """
                .formatted(name, rule, name)));
    return text.toString();
  }

  private static List<String> methods() {
    List<String> methods = new ArrayList<>();
    for (String name : RULES.keySet()) {
      for (String verb :
          List.of("Get", "List", "Stream", "Create", "BatchCreate", "Update", "Upsert", "Delete")) {
        methods.add(name + "Service/" + verb);
      }
      methods.add("FunctionsService/" + name + "Sum");
    }
    return methods;
  }

  private static Who who(String method) {
    return RULES.entrySet().stream()
        .filter(it -> method.contains(it.getKey()))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  @ParameterizedTest
  @FieldSource("STORES")
  void everyMethodIsOpenToWhomItShouldBeAndToNobodyElse(String store) {
    try (Running running = Running.start(store, definition(), FLAGS)) {
      whole(running);
      Keyring keyring =
          new Keyring(
              running, (method, path, body, bearer) -> ask(running, method, path, body, bearer));
      Queue<String> wrong = new ConcurrentLinkedQueue<>();
      AtomicInteger asked = new AtomicInteger();
      try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
        for (Credential credential : Credential.values()) {
          for (Credential.Way way : Credential.Way.values()) {
            threads.execute(() -> {
              try {
                wrong.addAll(cells(running, keyring, credential, way, asked));
              } catch (RuntimeException broken) {
                wrong.add(credential + " " + way + ": " + broken);
              }
            });
          }
        }
      }
      assertThat(wrong).isEmpty();
      assertThat(asked.get()).isGreaterThan(2_000);
    }
  }

  private static List<String> cells(
      Running running,
      Keyring keyring,
      Credential credential,
      Credential.Way way,
      AtomicInteger asked) {
    Map<String, String> headers = new TreeMap<>();
    keyring
        .headers(credential, way)
        .forEach((name, value) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), value));
    List<String> wrong = new ArrayList<>();
    try (GrpcClient client = GrpcClient.blind(running.uri(), headers)) {
      for (Map.Entry<String, Who> method : all().entrySet()) {
        Status.Code code = client.raw(method.getKey(), new byte[0]);
        boolean open = !CLOSED.contains(code);
        asked.incrementAndGet();
        if (open != method.getValue().admits(credential, way) || code == Status.Code.INTERNAL) {
          wrong.add(method + " as " + credential + " " + way + ": " + code);
        }
      }
      wrong.addAll(told(client, it -> it.admits(credential, way)));
    }
    return wrong;
  }

  /** Every method with who may call it. */
  private static Map<String, Who> all() {
    Map<String, Who> all = new TreeMap<>(OWN);
    methods().forEach(it -> all.put("matrix.v1." + it, who(it)));
    return all;
  }

  /** Health and reflection tell a caller of the services that are open to it, and of no other. */
  private static List<String> told(GrpcClient client, Predicate<Who> admits) {
    List<String> wrong = new ArrayList<>();
    List<String> listed = admits.test(Who.STRANGER) ? client.services() : List.of();
    RULES.forEach((name, who) -> {
      String service = "matrix.v1." + name + "Service";
      byte[] named = service.getBytes(StandardCharsets.UTF_8);
      byte[] request = new byte[named.length + 2];
      request[0] = 10;
      request[1] = (byte) named.length;
      System.arraycopy(named, 0, request, 2, named.length);
      Status.Code health = client.raw("grpc.health.v1.Health/Check", request);
      // The first message of a watch: 1 is serving.
      String watched = client.answer("grpc.health.v1.Health/Watch", request);
      if ((health == Status.Code.OK) != admits.test(who)
          || watched.endsWith(":\b\001") != admits.test(who)
          || listed.contains(service) != admits.test(who)) {
        wrong.add(
            service
                + " has health "
                + health
                + ", is watched as "
                + watched
                + " and is one of "
                + listed);
      }
    });
    return wrong;
  }

  /** The methods that are asked are all that there are. */
  private static void whole(Running running) {
    assertThat(running.server().routes().stream().filter(it -> it.startsWith("gRPC ")))
        .containsExactlyInAnyOrderElementsOf(
            OWN.keySet().stream().map(it -> "gRPC /" + it).toList());
    try (GrpcClient client = new GrpcClient(running.uri(), Map.of("apikey", running.secretKey()))) {
      List<String> there = new ArrayList<>();
      client.file().getServices().stream()
          .filter(it -> !it.getName().equals("UsersService"))
          .forEach(it ->
              it.getMethods().forEach(method -> there.add(it.getName() + "/" + method.getName())));
      assertThat(there).containsExactlyInAnyOrderElementsOf(methods());
    }
  }

  private static JsonObject ask(
      Running running, String method, String path, JsonObject body, String bearer) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(running.uri().resolve(path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body.encode()));
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    try (HttpClient http = Http.client()) {
      String text = http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
      return text.isEmpty() ? new JsonObject() : new JsonObject(text);
    } catch (IOException | InterruptedException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
