package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Limits of tries over HTTP: row 25 of the advisories, and that nobody locks anybody else out. */
final class RateLimitsTest {
  static final List<String> STORES = Place.STORES;

  private static final String PASSWORD = "a battery of correct horses";
  private static final String GUESS = "not the password at all";
  private static final String OWNER = "amina.otieno@clinic.example";
  private static final int BURST = 10;
  private static final long MOST_WAIT = 30;
  private static final String DEFINITION =
      """
      msingi: 1
      name: limits
      auth: { autoconfirm: true, phone: true }
      collections:
        notes: { fields: { text: text } }
      """;

  @TempDir Path folder;

  private Running running(String store, String... more) throws IOException {
    Map<String, String> flags = new HashMap<>();
    flags.put("keys", folder.resolve("test.keys").toString());
    flags.put("password-cost", "19,2");
    for (int index = 0; index < more.length; index += 2) {
      flags.put(more[index], more[index + 1]);
    }
    return Running.at(Place.address(store), DEFINITION, flags);
  }

  /**
   * A try that differs from the one before in what its client chooses.
   *
   * @param headers names and values by turns
   */
  private record Try(String path, String body, String... headers) {}

  /**
   * A way to vary a request.
   *
   * @param plain the request as it is without
   */
  private record Variation(String name, int burst, IntFunction<Try> tries, Try plain) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Try guess(String email, String... headers) {
    return new Try("/token?grant_type=password", body(email).encode(), headers);
  }

  private static JsonObject body(String email) {
    return new JsonObject().put("email", email).put("password", GUESS);
  }

  /** Guesses at an account of this variation's own. */
  private static Variation guesses(String name, BiFunction<String, Integer, Try> tries) {
    String owner = "amina." + name.replaceAll("[^a-z]", "") + "@clinic.example";
    return new Variation(name, BURST, it -> tries.apply(owner, it), guess(owner));
  }

  /** Letters of a text in capitals, another choice for each number. */
  private static String capitals(String text, int number) {
    StringBuilder out = new StringBuilder(text);
    for (int index = 0; index < text.length(); index++) {
      if ((number >> index % 5 & 1) == 1) {
        out.setCharAt(index, Character.toUpperCase(text.charAt(index)));
      }
    }
    return out.toString();
  }

  private static List<Variation> variations() {
    List<Variation> all = new ArrayList<>(spellings());
    all.add(
        guesses(
            "other members of the body",
            (who, it) ->
                new Try(
                    "/token?grant_type=password",
                    body(who)
                        .put("password", GUESS + it)
                        .put("phone", "")
                        .put("id", it)
                        .put("x" + it, it)
                        .put("address", "192.0.2." + it)
                        .put("data", new JsonObject().put("n", it))
                        .put("code_challenge", "")
                        .put(
                            "gotrue_meta_security", new JsonObject().put("captcha_token", "t" + it))
                        .encode())));
    all.add(
        guesses(
            "the query",
            (who, it) ->
                new Try(
                    "/token?x="
                        + it
                        + "&grant_type=password&redirect_to=https%3A%2F%2F"
                        + it
                        + ".x",
                    body(who).encode())));
    all.add(guesses("headers", (who, it) -> guess(who, headers(it))));
    all.add(
        new Variation(
            "sign-ups",
            5,
            it ->
                new Try(
                    "/signup",
                    new JsonObject()
                        .put("email", "new+" + it + "@clinic.example")
                        .put("password", "short")
                        .put("data", new JsonObject().put("n", it))
                        .encode(),
                    headers(it)),
            new Try("/signup", body("new@clinic.example").encode())));
    all.add(messages("/otp"));
    all.add(messages("/recover"));
    all.add(
        new Variation(
            "codes",
            BURST,
            it ->
                new Try(
                    "/verify",
                    new JsonObject()
                        .put("type", it % 2 == 0 ? "email" : "recovery")
                        .put("email", capitals("code@clinic.example", it))
                        .put("token", "00000" + it % 10)
                        .encode(),
                    headers(it)),
            new Try(
                "/verify",
                "{\"type\":\"email\",\"email\":\"code@clinic.example\",\"token\":\"000000\"}")));
    return all;
  }

  private static Variation messages(String path) {
    String local = path.substring(1);
    return new Variation(
        path,
        5,
        it ->
            new Try(
                path,
                new JsonObject()
                    .put("email", local + "+" + it + "@clinic.example")
                    .put("create_user", it % 2 == 0)
                    .put("data", new JsonObject().put("n", it))
                    .encode(),
                headers(it)),
        new Try(path, new JsonObject().put("email", local + "@clinic.example").encode()));
  }

  private static List<Variation> spellings() {
    return List.of(
        guesses("capitals", (who, it) -> guess(capitals(who, it))),
        guesses("plus", (who, it) -> guess(who.replace("@", "+" + it + "@"))),
        guesses("dots", (who, it) -> guess(dotted(who.replaceFirst("\\.", ""), it % 8))),
        guesses("a dot at the end", (who, it) -> guess(who + ".".repeat(it % 4))),
        guesses("spaces", (who, it) -> guess(" ".repeat(it % 5) + who + "\t".repeat(it / 5))),
        guesses("unseen", (who, it) -> guess(with(who, 1 + it % 8, "\u200b\u00ad"))),
        guesses("wide letters", (who, it) -> guess(replaced(who, it % 5, 0xFEE0))),
        guesses("escapes of JSON", RateLimitsTest::escaped));
  }

  private static String dotted(String text, int at) {
    return with(text, 1 + at, ".");
  }

  private static String with(String text, int at, String more) {
    return text.substring(0, at) + more + text.substring(at);
  }

  private static String replaced(String text, int at, int further) {
    return text.substring(0, at) + (char) (text.charAt(at) + further) + text.substring(at + 1);
  }

  private static Try escaped(String who, int number) {
    int at = number % 5;
    String letter = "\\u%04x".formatted((int) who.charAt(at));
    String text = body(who).encode();
    return new Try(
        "/token?grant_type=password",
        text.replace(who, who.substring(0, at) + letter + who.substring(at + 1)));
  }

  private static String[] headers(int number) {
    List<String> headers = new ArrayList<>();
    String address = "203.0.113." + number;
    for (String name :
        List.of(
            "X-Forwarded-For",
            "X-Real-IP",
            "X-Client-IP",
            "X-Originating-IP",
            "X-Remote-Addr",
            "True-Client-IP",
            "CF-Connecting-IP",
            "Fastly-Client-IP",
            "X-Cluster-Client-IP")) {
      headers.addAll(List.of(name, address));
    }
    headers.addAll(List.of("Forwarded", "for=" + address + ";host=h" + number + ".example"));
    headers.addAll(List.of("X-Forwarded-Host", "h" + number + ".example"));
    headers.addAll(List.of("User-Agent", "agent/" + number));
    headers.addAll(List.of("X-Client-Info", "client/" + number));
    headers.addAll(List.of("X-Request-Id", "request-" + number));
    headers.addAll(List.of("Accept-Language", List.of("sw", "en", "fr").get(number % 3)));
    headers.addAll(List.of("Cookie", "session=" + number));
    headers.addAll(List.of("Origin", "https://o" + number + ".example"));
    headers.addAll(List.of("Referer", "https://r" + number + ".example/"));
    headers.addAll(List.of("Authorization", "Bearer token" + number));
    headers.addAll(List.of("X-Supabase-Api-Version", "2024-01-0" + (1 + number % 9)));
    return headers.toArray(String[]::new);
  }

  /** Row 25: whatever a client may choose, the count rises. */
  @ParameterizedTest
  @FieldSource("STORES")
  void nothingThatAClientChoosesBeginsACountAnew(String store) throws Exception {
    try (Running running = running(store)) {
      int number = 1;
      for (Variation variation : variations()) {
        try (Caller caller = new Caller(running, "127.0.1." + number++)) {
          counts(variation, caller);
        }
      }
    }
  }

  private static void counts(Variation variation, Caller caller) throws Exception {
    for (int index = 0; index < variation.burst() + 3; index++) {
      Try each = variation.tries().apply(index);
      Caller.Answer answer = caller.post(each.path(), each.body(), each.headers());
      assertThat(answer.status() == 429)
          .as("%s, try %d: %s", variation, index, answer)
          .isEqualTo(index >= variation.burst());
    }
    Caller.Answer plain = caller.post(variation.plain().path(), variation.plain().body());
    assertThat(plain.status()).as(variation.name()).isEqualTo(429);
    assertThat(plain.json().getString("error_code")).isEqualTo("over_request_rate_limit");
    assertThat(plain.pause()).isBetween(1L, 60L);
  }

  /**
   * The owner is at home; strangers everywhere try, all the while and in vain. The owner's answer
   * comes within a request's deadline; {@code ./dev bench} says how soon.
   */
  @ParameterizedTest
  @FieldSource("STORES")
  void aFloodFromElsewhereDoesNotLockTheOwnerOut(String store) throws Exception {
    try (Running running = running(store);
        Caller home = new Caller(running, "127.0.2.1");
        ExecutorService strangers = Executors.newVirtualThreadPerTaskExecutor()) {
      Caller.Answer first = home.signUp(OWNER, PASSWORD);
      AtomicBoolean over = new AtomicBoolean();
      AtomicInteger refused = new AtomicInteger();
      List<Future<?>> flood = new ArrayList<>();
      for (int each = 0; each < 60; each++) {
        String address = "127.0.3." + (each + 1);
        flood.add(strangers.submit(() -> tryOn(running, address, over, refused)));
      }
      long end = System.nanoTime() + 60_000_000_000L;
      while (refused.get() < 100) {
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.sleep(20);
      }
      for (int each = 0; each < 3; each++) {
        assertThat(home.signIn(OWNER, GUESS).status()).isEqualTo(400);
        Caller.Answer in = home.signIn(OWNER, PASSWORD);
        assertThat(in.status()).as(in.body()).isEqualTo(200);
      }
      atANewPlace(running, first);
      over.set(true);
      for (Future<?> each : flood) {
        each.get();
      }
    }
  }

  private static Void tryOn(
      Running running, String address, AtomicBoolean over, AtomicInteger refused)
      throws IOException, InterruptedException {
    try (Caller caller = new Caller(running, address)) {
      while (!over.get()) {
        Caller.Answer answer = caller.signIn(OWNER, GUESS);
        // Where passwords wait in a queue too long, the deadline answers.
        assertThat(answer.status()).isIn(400, 429, 503, 504);
        if (answer.status() == 429) {
          refused.incrementAndGet();
          Thread.sleep(50);
        }
      }
    }
    return null;
  }

  /** Where the owner never was, a session that goes on there shows that it is them. */
  private static void atANewPlace(Running running, Caller.Answer session) throws Exception {
    try (Caller away = new Caller(running, "127.0.4.1")) {
      Caller.Answer stranger = away.signIn(OWNER, PASSWORD);
      assertThat(stranger.status()).as("a stranger waits while others try").isEqualTo(429);
      assertThat(stranger.pause()).isBetween(1L, 36L);
      assertThat(away.refresh(session.json().getString("refresh_token")).status()).isEqualTo(200);
      assertThat(away.signIn(OWNER, PASSWORD).status()).isEqualTo(200);
    }
    try (Caller other = new Caller(running, "127.0.4.2")) {
      assertThat(other.signUp("other@clinic.example", PASSWORD).status()).isEqualTo(200);
      assertThat(other.signIn("other@clinic.example", PASSWORD).status()).isEqualTo(200);
    }
  }

  /** An account of one's own that shares the count of another's buys no tries at it. */
  @ParameterizedTest
  @FieldSource("STORES")
  void successesAtOnesOwnAccountBuyNoGuesses(String store) throws Exception {
    try (Running running = running(store);
        Caller owner = new Caller(running, "127.0.5.1");
        Caller thief = new Caller(running, "127.0.5.2")) {
      owner.signUp(OWNER, PASSWORD);
      String own = OWNER.replace("@", "+own@");
      assertThat(thief.signUp(own, PASSWORD).status()).isEqualTo(200);
      int guesses = 0;
      for (int each = 0; each < 2 * BURST; each++) {
        guesses += thief.signIn(OWNER, GUESS).status() == 400 ? 1 : 0;
        thief.signIn(own, PASSWORD);
      }
      assertThat(guesses).isBetween(BURST - 1, BURST);
      assertThat(owner.signIn(OWNER, PASSWORD).status()).isEqualTo(200);
    }
  }

  /** Whoever stole a token does not find out the password, and does not keep its owner out. */
  @ParameterizedTest
  @FieldSource("STORES")
  void aStolenTokenBuysFewGuessesOfThePasswordWhereverTheyComeFrom(String store) throws Exception {
    try (Running running = running(store);
        Caller owner = new Caller(running, "127.0.8.1")) {
      owner.signUp(OWNER, PASSWORD);
      String stolen = owner.signIn(OWNER, PASSWORD).json().getString("access_token");
      int heard = 0;
      for (int each = 0; each < 3 * BURST; each++) {
        // Another address for each, as whoever has many of them would.
        try (Caller thief = new Caller(running, "127.0.9." + (each + 1))) {
          Caller.Answer answer = thief.put("/user", change(GUESS + each), stolen);
          assertThat(answer.status()).as(answer.body()).isIn(400, 429);
          heard += answer.status() == 400 ? 1 : 0;
        }
      }
      assertThat(heard).isEqualTo(BURST);
      Caller.Answer in = owner.signIn(OWNER, PASSWORD);
      assertThat(in.status()).as(in.body()).isEqualTo(200);
      Caller.Answer changed =
          owner.put("/user", change(PASSWORD), in.json().getString("access_token"));
      assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    }
  }

  private static String change(String current) {
    return new JsonObject()
        .put("password", "quite another one of hers")
        .put("current_password", current)
        .encode();
  }

  /** Who waits as long as was said is let in, and not much earlier. */
  @ParameterizedTest
  @FieldSource("STORES")
  void retryAfterIsTrue(String store) throws Exception {
    try (Running running = running(store);
        Caller caller = new Caller(running, "127.0.6.1")) {
      Caller.Answer answer = caller.signIn("p0@clinic.example", GUESS);
      for (int each = 1; answer.status() != 429; each++) {
        assertThat(each).isLessThan(80);
        answer = caller.signIn("p" + each + "@clinic.example", GUESS);
      }
      assertThat(answer.pause()).isBetween(1L, 5L);
      if (answer.pause() > 1) {
        assertThat(caller.signIn("early@clinic.example", GUESS).status()).isEqualTo(429);
      }
      Thread.sleep(answer.pause() * 1_000);
      assertThat(caller.signIn("late@clinic.example", GUESS).status()).isEqualTo(400);
      assertThat(caller.signIn("next@clinic.example", GUESS).status()).isEqualTo(429);
    }
  }

  /** Only what a trusted proxy wrote counts, and of it only what it wrote itself. */
  @ParameterizedTest
  @FieldSource("STORES")
  void behindATrustedProxyEachVisitorCountsApart(String store) throws Exception {
    try (Running running = running(store, "trusted-proxies", "127.0.7.1");
        Caller proxy = new Caller(running, "127.0.7.1");
        Caller liar = new Caller(running, "127.0.7.2")) {
      for (int visitor = 0; visitor < 8; visitor++) {
        String address = "198.51.100." + visitor;
        for (int each = 0; each < BURST; each++) {
          Try guess = guess(OWNER, "X-Forwarded-For", "203.0.113." + each + ", " + address);
          assertThat(proxy.post(guess.path(), guess.body(), guess.headers()).status())
              .isEqualTo(400);
        }
        Try more = guess(OWNER, "X-Forwarded-For", "203.0.113.77, " + address);
        Caller.Answer refused = proxy.post(more.path(), more.body(), more.headers());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.pause()).isBetween(1L, MOST_WAIT);
      }
      for (int each = 0; each < BURST + 1; each++) {
        Try guess = guess("x@clinic.example", "X-Forwarded-For", "198.51.100." + each);
        assertThat(liar.post(guess.path(), guess.body(), guess.headers()).status())
            .isEqualTo(each < BURST ? 400 : 429);
      }
    }
  }

  /** Tries that were all alike would be counted by any limit. */
  @Test
  void variationsDiffer() {
    for (Variation variation : variations()) {
      long different =
          IntStream.range(0, 4)
              .mapToObj(it -> variation.tries().apply(it))
              .map(it -> it.path() + it.body() + String.join("|", it.headers()))
              .distinct()
              .count();
      assertThat(different).as(variation.name()).isEqualTo(4);
    }
  }
}
