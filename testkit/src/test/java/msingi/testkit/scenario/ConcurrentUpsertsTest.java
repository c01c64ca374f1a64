package msingi.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import msingi.testkit.Http;
import msingi.testkit.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many clients merge the same rows at once: none fails, none is lost, all agree in the end. */
class ConcurrentUpsertsTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: counters
      collections:
        counters:
          key: [name]
          fields: { name: text, writer: int, round: int, twin: int }
          check: [writer == twin]
          access: { read: true, create: true, update: true }
      """;

  private static final int WRITERS = 16;
  private static final int ROUNDS = 6;
  private static final int KEYS = 300;

  static List<String> stores() {
    return Place.STORES;
  }

  @ParameterizedTest
  @MethodSource("stores")
  void mergesOfTheSameKeys(String store) throws Exception {
    try (Running running = Running.start(store, DEFINITION);
        HttpClient client = Http.client()) {
      Map<Integer, Integer> statuses = new TreeMap<>();
      CyclicBarrier together = new CyclicBarrier(WRITERS);
      List<Callable<List<Integer>>> writers =
          IntStream.range(0, WRITERS)
              .<Callable<List<Integer>>>mapToObj(
                  writer -> () -> rounds(running, client, writer, together))
              .toList();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<List<Integer>> each : threads.invokeAll(writers)) {
          each.get().forEach(status -> statuses.merge(status, 1, Integer::sum));
        }
      }
      assertThat(statuses.keySet()).as("statuses " + statuses).isSubsetOf(200, 201);
      assertThat(statuses.values().stream().mapToInt(it -> it).sum()).isEqualTo(WRITERS * ROUNDS);
      // The table was empty once: only the first of all requests can have been all new.
      assertThat(statuses).containsKey(200);
      assertThat(rows(running, client))
          .hasSize(KEYS)
          .allMatch(it -> it.contains("\"round\":" + (ROUNDS - 1)));
    }
  }

  /** Merges all keys, in an order of its own each time; whole rows, or none. */
  private static List<Integer> rounds(
      Running running, HttpClient client, int writer, CyclicBarrier together) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    Random random = new Random(writer);
    List<Integer> keys = new ArrayList<>(IntStream.range(0, KEYS).boxed().toList());
    for (int round = 0; round < ROUNDS; round++) {
      int now = round;
      Collections.shuffle(keys, random);
      String body =
          keys.stream()
              .map(key ->
                  "{\"name\":\"key%d\",\"writer\":%d,\"round\":%d,\"twin\":%d}"
                      .formatted(key, writer, now, writer))
              .collect(Collectors.joining(",", "[", "]"));
      together.await();
      HttpRequest request =
          HttpRequest.newBuilder(running.uri().resolve("/rest/v1/counters"))
              .timeout(Duration.ofSeconds(60))
              .header("Content-Type", "application/json")
              .header("Prefer", "resolution=merge-duplicates")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      statuses.add(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
    return statuses;
  }

  private static List<String> rows(Running running, HttpClient client) throws Exception {
    URI uri = running.uri().resolve("/rest/v1/counters?select=name,round,one:writer,two:twin");
    String body =
        client
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    return List.of(body.substring(1, body.length() - 1).split("(?<=}),"));
  }
}
