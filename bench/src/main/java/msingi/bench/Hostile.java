package msingi.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.bench.Measure.Figure;
import msingi.testkit.HostileDocuments;
import msingi.testkit.Http;

/** How long it takes to refuse documents of 64 KiB that are made to cost much, one at a time. */
final class Hostile {
  private static final double MOST_MILLIS = 20;
  private static final int WARM = 60;
  private static final int COUNTED = 41;

  private final Child msingi;
  private final Place place;
  private long asked;

  Hostile(Child msingi, Place place) {
    this.msingi = msingi;
    this.place = place;
  }

  /** The median time of each kind from sending to the end of the answer, and the server's CPU. */
  List<Figure> measure() throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    try (HttpClient client = Http.client()) {
      for (Map.Entry<String, String> kind : HostileDocuments.all().entrySet()) {
        // The bench has cities in place of books.
        String document = kind.getValue().replace("books", "cities").replace("title", "name");
        for (int round = 0; round < WARM; round++) {
          ask(client, document);
        }
        List<Double> millis = new ArrayList<>();
        double before = Load.cpuSeconds(msingi.pid());
        for (int round = 0; round < COUNTED; round++) {
          millis.add(ask(client, document));
        }
        double cpu = (Load.cpuSeconds(msingi.pid()) - before) * 1_000 / COUNTED;
        String name = "hostile document, " + kind.getKey();
        figures.add(Figure.most(name, MOST_MILLIS, Measure.median(millis), "ms"));
        figures.add(Figure.most(name + " (cpu)", MOST_MILLIS, Math.max(cpu, 0.01), "ms"));
      }
    }
    return figures;
  }

  /** Asks with a text that was not seen before; milliseconds. */
  private double ask(HttpClient client, String document) throws IOException, InterruptedException {
    StringBuilder body = new StringBuilder("{");
    Json.text(body, "query", document + "#" + asked++);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + msingi.port() + "/graphql/v1"))
            .header("apikey", place.publishable())
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.append('}').toString()))
            .build();
    long began = System.nanoTime();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    double millis = (System.nanoTime() - began) / 1e6;
    if (!answer.body().contains("\"errors\"") || answer.body().contains("\"data\"")) {
      throw new IOException("not refused: " + answer.body());
    }
    return millis;
  }
}
