package msingi.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import msingi.definition.Collection;
import msingi.definition.Column;
import msingi.expression.Type;

/** Rows of a file of the atlas, sent to a server as its users would send them. */
final class Rows {
  private static final int BATCH = 500;

  private Rows() {}

  /** Sends all rows of a file (CSV, {@code .gz} compressed) to a collection. */
  static void send(Path file, Collection collection, int port, String secret)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient();
        BufferedReader reader = open(file)) {
      Csv csv = new Csv(reader);
      List<Column> columns = columns(collection, csv.line());
      StringBuilder batch = new StringBuilder();
      int rows = 0;
      for (List<String> line = csv.line(); !line.isEmpty(); line = csv.line()) {
        batch.append(rows++ == 0 ? '[' : ',').append(json(columns, line));
        if (rows == BATCH) {
          post(client, collection.name(), batch.append(']').toString(), port, secret);
          batch.setLength(0);
          rows = 0;
        }
      }
      if (rows > 0) {
        post(client, collection.name(), batch.append(']').toString(), port, secret);
      }
    }
  }

  /** Sends rows, each an object of JSON, to a collection. */
  static void send(List<String> rows, String collection, int port, String secret)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int start = 0; start < rows.size(); start += BATCH) {
        List<String> batch = rows.subList(start, Math.min(start + BATCH, rows.size()));
        post(client, collection, "[" + String.join(",", batch) + "]", port, secret);
      }
    }
  }

  /** The first field of every line but the header's. */
  static List<String> firsts(Path file) throws IOException {
    List<String> firsts = new ArrayList<>();
    try (BufferedReader reader = open(file)) {
      Csv csv = new Csv(reader);
      csv.line();
      for (List<String> line = csv.line(); !line.isEmpty(); line = csv.line()) {
        firsts.add(line.getFirst());
      }
    }
    return firsts;
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
  }

  private static List<Column> columns(Collection collection, List<String> names) {
    return names.stream().map(name -> collection.column(name).orElseThrow()).toList();
  }

  /** One row as a JSON object: an empty field is null where the column may be null. */
  static String json(List<Column> columns, List<String> fields) {
    StringBuilder out = new StringBuilder("{");
    for (int index = 0; index < fields.size(); index++) {
      Column column = columns.get(index);
      String field = fields.get(index);
      out.append(index == 0 ? "" : ",");
      if (field.isEmpty() && column.nullable()) {
        Json.text(out, column.name(), null);
      } else if (column.type() == Type.Scalar.TEXT) {
        Json.text(out, column.name(), field);
      } else {
        Json.number(out, column.name(), field);
      }
    }
    return out.append('}').toString();
  }

  private static void post(
      HttpClient client, String collection, String body, int port, String secret)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/rest/v1/" + collection))
            .header("apikey", secret)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IOException(collection + ": " + answer.statusCode() + " " + answer.body());
    }
  }
}
