package msingi.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import msingi.auth.SigningAlgorithm;
import msingi.auth.SigningKeys;
import msingi.base.Time;
import msingi.bench.Measure.Figure;

/** What accounts cost: sign-ins, refreshes, reads by tokens, and many tokens that are all new. */
final class Accounts {
  static final String PASSWORD = "a battery of correct horses";

  private static final int PEOPLE = 32;

  /** More than hash at once; fewer than would wait for their deadline. */
  private static final int SIGNERS = 2;

  private static final int TOKENS = 100_000;
  private static final int WANTED_TOKENS = 2_500;

  private final Child msingi;
  private final Place place;

  Accounts(Child msingi, Place place) {
    this.msingi = msingi;
    this.place = place;
  }

  /** What one client does again and again. */
  @FunctionalInterface
  private interface Turn {
    void run(Connection connection) throws IOException;
  }

  /** Makes accounts {@code person0} and so on, each with the same password. */
  void people() throws IOException {
    try (Connection connection = new Connection(msingi.port())) {
      for (int person = 0; person < PEOPLE; person++) {
        String body =
            "{\"email\":\""
                + email(person)
                + "\",\"password\":\""
                + PASSWORD
                + "\",\"email_confirm\":true}";
        Connection.Answer made =
            connection.ask(
                "POST", "/auth/v1/admin/users", "apikey: " + place.secret() + "\r\n", body);
        // Whoever was made by an earlier measurement is good as well.
        if (made.status() != 200 && made.status() != 422) {
          throw new IOException(made.status() + " " + made.body());
        }
      }
    }
  }

  static String email(int person) {
    return "person" + person + "@example.org";
  }

  /** The body of a sign-in. */
  static String signIn(String email, String password) {
    return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
  }

  /** Sign-ins in a second, at the cost that the server found at its start. */
  Figure signIns(int seconds) throws IOException, InterruptedException {
    List<Turn> turns = new ArrayList<>();
    for (int signer = 0; signer < SIGNERS; signer++) {
      String body = signIn(email(signer), PASSWORD);
      turns.add(connection -> token(connection, "password", body));
    }
    double rate = rate(turns, seconds);
    return new Figure("accounts sign-ins", rate, 0, rate, 0, "sign-ins/s");
  }

  /** Refreshes in a second, each of a session of its own. */
  Figure refreshes(int warm, int seconds) throws IOException, InterruptedException {
    List<Turn> turns = new ArrayList<>();
    for (int person = 0; person < PEOPLE; person++) {
      String[] token = new String[1];
      try (Connection connection = new Connection(msingi.port())) {
        token[0] =
            member(token(connection, "password", signIn(email(person), PASSWORD)), "refresh_token");
      }
      turns.add(connection -> {
        String answer =
            token(connection, "refresh_token", "{\"refresh_token\":\"" + token[0] + "\"}");
        token[0] = member(answer, "refresh_token");
      });
    }
    rate(turns, warm);
    double rate = rate(turns, seconds);
    return new Figure("accounts refreshes", rate, 0, rate, 0, "refreshes/s");
  }

  /** An access token of somebody. */
  String access() throws IOException {
    try (Connection connection = new Connection(msingi.port())) {
      return member(token(connection, "password", signIn(email(0), PASSWORD)), "access_token");
    }
  }

  private String token(Connection connection, String grant, String body) throws IOException {
    Connection.Answer answer =
        connection.ask(
            "POST",
            "/auth/v1/token?grant_type=" + grant,
            "apikey: " + place.publishable() + "\r\n",
            body);
    if (answer.status() != 200) {
      throw new IOException(answer.status() + " " + answer.body());
    }
    return answer.body();
  }

  private static String member(String json, String name) {
    int start = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
    return json.substring(start, json.indexOf('"', start));
  }

  /** Every turn on a connection of its own, over and over; how many in a second together. */
  private double rate(List<Turn> turns, int seconds) throws IOException, InterruptedException {
    long start = System.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    List<Future<Long>> counts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Turn turn : turns) {
        counts.add(
            threads.submit(() -> {
              long count = 0;
              try (Connection connection = new Connection(msingi.port())) {
                while (System.nanoTime() < end) {
                  turn.run(connection);
                  count++;
                }
              }
              return count;
            }));
      }
    }
    long sum = 0;
    for (Future<Long> count : counts) {
      try {
        sum += count.get();
      } catch (ExecutionException failed) {
        throw new IOException(failed.getCause());
      }
    }
    return sum / ((System.nanoTime() - start) / 1e9);
  }

  /** Tokens of as many people, signed with the server's own key, one a line. */
  void tokens(Path file, Path keys) throws IOException {
    SigningKeys signing =
        SigningKeys.open(keys, SigningAlgorithm.ES256, Duration.ofDays(1), Time.SYSTEM);
    long now = Instant.now().getEpochSecond();
    StringBuilder lines = new StringBuilder();
    for (int token = 0; token < TOKENS; token++) {
      Map<String, Object> claims = new LinkedHashMap<>();
      claims.put("iss", "http://127.0.0.1:" + msingi.port() + "/auth/v1");
      claims.put("sub", UUID.randomUUID().toString());
      claims.put("aud", "authenticated");
      claims.put("iat", now);
      claims.put("exp", now + 3_600);
      claims.put("role", "authenticated");
      claims.put("email", email(token));
      claims.put("aal", "aal1");
      claims.put("session_id", UUID.randomUUID().toString());
      claims.put("is_anonymous", false);
      claims.put("epoch", 0);
      lines.append(signing.sign(claims)).append('\n');
    }
    Files.writeString(file, lines);
  }

  /**
   * Requests in a second, each with a token that was never seen before.
   *
   * @param script that takes every token once
   */
  List<Figure> distinct(Path script, Path tokens, Map<String, String> environment, int seconds)
      throws IOException, InterruptedException {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.put("MSINGI_BENCH_TOKENS", tokens.toString());
    Load.Round round = Load.run(msingi.port(), script, seconds, msingi.pid(), all);
    if (round.errors() > 0) {
      throw new IOException(round.errors() + " requests failed");
    }
    if (round.perSecond() * seconds > TOKENS) {
      throw new IOException("more requests than tokens: take fewer seconds");
    }
    String name = "accounts distinct ES256 tokens";
    double rate = round.perSecond();
    // Of two cores; the processor time travels between machines better than the rate.
    double most = 2e6 / WANTED_TOKENS;
    return List.of(
        new Figure(name, rate / WANTED_TOKENS, 1, rate, WANTED_TOKENS, "requests/s"),
        Figure.most(name + " (cpu)", most, round.cpuMicros(), "µs/request"));
  }
}
