package msingi.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One client's hundred inserts, sent one after the other over one connection that stays open, and
 * as one batch, in turn. The client is Java's own, over HTTP/1.1.
 */
final class Batches {
  private static final int OPERATIONS = 100;
  private static final double WANTED = 20;

  private final int port;
  private final String secret;
  private final HttpClient client;
  private long next = System.currentTimeMillis() * 1_000;

  private Batches(int port, String secret, HttpClient client) {
    this.port = port;
    this.secret = secret;
    this.client = client;
  }

  /**
   * Measures.
   *
   * @param warm seconds before anything counts
   * @param seconds how long it counts
   * @return medians of milliseconds for a hundred inserts
   */
  static Measure.Figure compare(String name, int port, String secret, int warm, int seconds)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      Batches batches = new Batches(port, secret, client);
      batches.rounds(warm, new ArrayList<>(), new ArrayList<>());
      List<Double> together = new ArrayList<>();
      List<Double> alone = new ArrayList<>();
      batches.rounds(seconds, together, alone);
      double ours = Measure.median(together);
      double theirs = Measure.median(alone);
      return new Measure.Figure(name, theirs / ours, WANTED, ours, theirs, "ms");
    }
  }

  private void rounds(int seconds, List<Double> together, List<Double> alone)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    do {
      long start = System.nanoTime();
      batch();
      long middle = System.nanoTime();
      requests();
      together.add((middle - start) / 1e6);
      alone.add((System.nanoTime() - middle) / 1e6);
    } while (System.nanoTime() < end);
  }

  private void batch() throws IOException, InterruptedException {
    String body =
        IntStream.range(0, OPERATIONS)
            .mapToObj(_ -> "{\"method\":\"POST\",\"path\":\"/entries\",\"body\":" + row() + "}")
            .collect(Collectors.joining(",", "[", "]"));
    send("", body, 200);
  }

  private void requests() throws IOException, InterruptedException {
    for (int request = 0; request < OPERATIONS; request++) {
      send("entries", row(), 201);
    }
  }

  private String row() {
    return "{\"id\":" + next++ + ",\"name\":\"Bench\",\"count\":7}";
  }

  private void send(String path, String body, int status) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/rest/v1/" + path))
            .header("apikey", secret)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != status) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
  }
}
