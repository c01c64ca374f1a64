package msingi.testkit.validators;

import static msingi.testkit.validators.Kept.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many clients add to one counter: read it, write one more. */
class LostUpdateTest {
  private static final int CLIENTS = 20;
  private static final int TIMES = 5;
  private static final String COUNTER = "/counters?id=eq.1";

  private static Kept counting(String store) throws Exception {
    Kept kept = Kept.fresh(store);
    assertThat(kept.ask("POST", "/counters", "{\"id\":1,\"n\":0}").statusCode()).isEqualTo(201);
    return kept;
  }

  private static long n(HttpResponse<String> answer) {
    return Long.parseLong(answer.body().replaceAll(".*\"n\":(\\d+).*", "$1"));
  }

  private static String next(HttpResponse<String> seen) {
    return "{\"n\":" + (n(seen) + 1) + "}";
  }

  private static void together(Callable<Void> client) throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> running = new ArrayList<>();
      for (int index = 0; index < CLIENTS; index++) {
        running.add(clients.submit(client));
      }
      for (Future<Void> one : running) {
        one.get();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void withIfMatchEachCounts(String store) throws Exception {
    try (Kept kept = counting(store)) {
      CyclicBarrier allHaveRead = new CyclicBarrier(CLIENTS);
      AtomicInteger refused = new AtomicInteger();
      together(() -> {
        HttpResponse<String> seen = kept.get(COUNTER);
        allHaveRead.await();
        for (int done = 0; done < TIMES; ) {
          HttpResponse<String> written =
              kept.ask("PATCH", COUNTER, next(seen), "If-Match", header(seen, "etag"));
          assertThat(written.statusCode()).as(written.body()).isIn(204, 412);
          done += written.statusCode() == 204 ? 1 : 0;
          refused.addAndGet(written.statusCode() == 412 ? 1 : 0);
          seen = kept.get(COUNTER);
        }
        return null;
      });
      assertThat(n(kept.get(COUNTER))).isEqualTo(CLIENTS * TIMES);
      // Of those who all had read the same, one was let through.
      assertThat(refused.get()).isGreaterThanOrEqualTo(CLIENTS - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void withoutItTheyAreLost(String store) throws Exception {
    try (Kept kept = counting(store)) {
      CyclicBarrier allHaveRead = new CyclicBarrier(CLIENTS);
      together(() -> {
        HttpResponse<String> seen = kept.get(COUNTER);
        allHaveRead.await();
        assertThat(kept.ask("PATCH", COUNTER, next(seen)).statusCode()).isEqualTo(204);
        return null;
      });
      assertThat(n(kept.get(COUNTER))).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void oneOfManyMakesARow(String store) throws Exception {
    try (Kept kept = Kept.fresh(store)) {
      for (String method : List.of("PUT", "POST")) {
        String id = method.equals("PUT") ? "8" : "9";
        String path = method.equals("PUT") ? "/counters?id=eq.8" : "/counters";
        CyclicBarrier start = new CyclicBarrier(CLIENTS);
        AtomicInteger made = new AtomicInteger();
        together(() -> {
          start.await();
          String row = "{\"id\":" + id + ",\"n\":1}";
          int status = kept.ask(method, path, row, "If-None-Match", "*").statusCode();
          assertThat(status).isIn(201, 204, 412);
          made.addAndGet(status == 412 ? 0 : 1);
          return null;
        });
        assertThat(made.get()).as(method).isEqualTo(1);
      }
    }
  }

  /** What somebody else changes where the caller cannot see it is no reason to refuse. */
  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void changesOfWhatIsHiddenDoNotShow(String store) throws Exception {
    try (Kept kept = Kept.fresh(store);
        ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      String row = "/patients?id=eq.1&select=id,name";
      String tag = kept.tag(row);
      String key = kept.running().secretKey();
      AtomicBoolean over = new AtomicBoolean();
      Future<Integer> hidden =
          others.submit(() -> {
            int times = 0;
            while (!over.get()) {
              String note = "{\"note\":\"" + ++times + "\"}";
              kept.ask("PATCH", "/patients?id=eq.1", note, "apikey", key);
            }
            return times;
          });
      try {
        for (int age = 0; age < 100; age++) {
          HttpResponse<String> written =
              kept.ask("PATCH", row, "{\"age\":" + age + "}", "If-Match", tag);
          assertThat(written.statusCode()).as(written.body()).isEqualTo(204);
        }
      } finally {
        over.set(true);
      }
      assertThat(hidden.get()).isGreaterThan(10);
      assertThat(kept.tag(row)).isEqualTo(tag);
    }
  }
}
