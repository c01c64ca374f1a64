package msingi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import msingi.auth.Doorkeeper;
import msingi.auth.Keys;
import msingi.auth.TokenRules;
import msingi.auth.Tokens;
import msingi.base.Deadline;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.integration.Guard;
import msingi.integration.Outbound;
import msingi.observe.Observer;
import msingi.plan.CallPlan;
import msingi.plan.ReadPlan;
import msingi.plan.WritePlan;
import msingi.request.Caller;
import msingi.request.Credentials;
import msingi.request.Explanation;
import msingi.result.Demand;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.store.Capability;
import msingi.store.Store;
import msingi.store.Transaction;
import msingi.store.Values;
import msingi.store.sql.SqlCompiler;
import msingi.store.sql.postgres.PostgresOptions;
import msingi.store.sql.postgres.PostgresStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys in a real database: made, used, revoked; looked up once however many ask. */
class KeysOnPostgresTest {
  private static final String TABLE =
      """
      CREATE SCHEMA msingi;
      CREATE TABLE msingi.keys (
        id uuid CONSTRAINT keys_pkey PRIMARY KEY,
        kind text NOT NULL, name text NOT NULL, prefix text NOT NULL,
        hash text NOT NULL CONSTRAINT keys_hash_key UNIQUE,
        created_at timestamptz NOT NULL, revoked_at timestamptz, used_at timestamptz)
      """;

  private final Vertx vertx = Vertx.vertx();
  private EmbeddedPostgres.Database database;
  private Counting store;
  private Keys keys;
  private Doorkeeper doorkeeper;

  @BeforeEach
  void open() throws SQLException {
    database = EmbeddedPostgres.shared(18).createDatabase();
    try (Connection connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(TABLE);
    }
    store = new Counting(opened());
    keys = keys(store);
    doorkeeper = doorkeeper(keys);
  }

  @AfterEach
  void close() throws Exception {
    await(store.close());
    vertx.close();
  }

  private Store opened() {
    return PostgresStore.open(
        vertx,
        PostgresOptions.parse(database.uri()),
        SqlCompiler.postgres(),
        Time.SYSTEM,
        Observer.NONE);
  }

  private static Keys keys(Store store) {
    return new Keys(store, Time.SYSTEM, Randomness.secure(), Observer.NONE);
  }

  private Doorkeeper doorkeeper(Keys of) {
    Tokens none =
        new Tokens(
            TokenRules.NONE,
            Set.of(),
            vertx,
            new Outbound(vertx, Guard.strict()),
            Time.SYSTEM,
            Observer.NONE);
    return new Doorkeeper(of, none, false);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static ErrorCode refusal(Future<Caller> future) {
    try {
      throw new AssertionError(
          "admitted " + future.toCompletionStage().toCompletableFuture().join());
    } catch (CompletionException cause) {
      return ((Failure) cause.getCause()).problem().code();
    }
  }

  private Future<Caller> ask(String key, String bearer, boolean browser) {
    return doorkeeper.authenticate(new Credentials(key, bearer, browser));
  }

  @Test
  void keysAdmitInBothPlacesAndSecretOnesNotFromBrowsers() throws Exception {
    String open = await(keys.create(Keys.Kind.PUBLISHABLE, "web")).text();
    String secret = await(keys.create(Keys.Kind.SECRET, "batch")).text();
    assertThat(await(ask(open, "", true)).role()).isEqualTo(Caller.Role.ANON);
    assertThat(await(ask("", open, true)).role()).isEqualTo(Caller.Role.ANON);
    assertThat(await(ask(secret, secret, false)).service()).isTrue();
    assertThat(await(ask(open, secret, false)).service()).isTrue();
    assertThat(refusal(ask(secret, "", true))).isEqualTo(ErrorCode.KEY_IN_BROWSER);
    assertThat(refusal(ask(open, secret, true))).isEqualTo(ErrorCode.KEY_IN_BROWSER);
    assertThat(refusal(ask(open, "a.b.c", false))).isEqualTo(ErrorCode.TOKEN_SECRET);
    assertThat(await(doorkeeper.authenticate(Credentials.NONE))).isEqualTo(Caller.STRANGER);
    assertThat(refusal(ask("sb_secret_wrong", "", false))).isEqualTo(ErrorCode.KEY_INVALID);
    assertThat(refusal(ask("sb_secret_wrong", open, false))).isEqualTo(ErrorCode.KEY_INVALID);
  }

  @Test
  void theKeyItselfIsNotKept() throws Exception {
    Keys.Created made = await(keys.create(Keys.Kind.SECRET, "batch"));
    await(ask(made.text(), "", false));
    List<Keys.Key> listed = await(keys.list());
    assertThat(listed).hasSize(1);
    assertThat(listed.getFirst().prefix()).hasSize(16);
    assertThat(made.text()).startsWith(listed.getFirst().prefix());
    try (Connection connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT k::text FROM msingi.keys k")) {
      rows.next();
      assertThat(rows.getString(1)).contains("batch").doesNotContain(made.text());
    }
  }

  @Test
  void fiftyWhoAskAtOnceCostOneRead() throws Exception {
    String text = await(keys.create(Keys.Kind.PUBLISHABLE, "web")).text();
    String unknown = text.substring(0, text.length() - 6) + "000000";
    for (String key : List.of(text, unknown)) {
      store.reads.set(0);
      CountDownLatch start = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      AtomicInteger answered = new AtomicInteger();
      for (int index = 0; index < 50; index++) {
        threads.add(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    start.await();
                    Future<Caller> answer = ask(key, "", false);
                    answer.toCompletionStage().toCompletableFuture().handle((a, b) -> a).get();
                    answered.incrementAndGet();
                  } catch (Exception cause) {
                    throw new AssertionError(cause);
                  }
                }));
      }
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(answered).hasValue(50);
      assertThat(store.reads.get()).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void revokingIsFeltAtOnceHereAndWithinASecondElsewhere() throws Exception {
    Store other = opened();
    Doorkeeper elsewhere = doorkeeper(keys(other));
    Keys.Created made = await(keys.create(Keys.Kind.SECRET, "batch"));
    Credentials credentials = new Credentials(made.text(), "", false);
    assertThat(await(doorkeeper.authenticate(credentials)).service()).isTrue();
    assertThat(await(elsewhere.authenticate(credentials)).service()).isTrue();
    UUID id = made.key().id();
    assertThat(await(keys.revoke(id))).isTrue();
    assertThat(refusal(doorkeeper.authenticate(credentials))).isEqualTo(ErrorCode.KEY_INVALID);
    Thread.sleep(1_050);
    assertThat(refusal(elsewhere.authenticate(credentials))).isEqualTo(ErrorCode.KEY_INVALID);
    assertThat(await(keys.revoke(id))).isFalse();
    assertThat(await(keys.list()).getFirst().revoked()).isTrue();
    await(other.close());
  }

  @Test
  void theHourOfTheLastUseIsKept() throws Exception {
    Keys.Created made = await(keys.create(Keys.Kind.PUBLISHABLE, "web"));
    assertThat(await(keys.list()).getFirst().usedMicros()).isEqualTo(Keys.NEVER);
    await(ask(made.text(), "", false));
    long until = System.nanoTime() + 5_000_000_000L;
    while (await(keys.list()).getFirst().usedMicros() == Keys.NEVER && System.nanoTime() < until) {
      Thread.sleep(20);
    }
    assertThat(await(keys.list()).getFirst().usedMicros() % 3_600_000_000L).isZero();
  }

  /** A real store that counts the reads. */
  private record Counting(Store store, AtomicInteger reads) implements Store {
    Counting(Store store) {
      this(store, new AtomicInteger());
    }

    @Override
    public Set<Capability> capabilities() {
      return store.capabilities();
    }

    @Override
    public Future<Done> read(ReadPlan plan, Values values, RowSink sink) {
      reads.incrementAndGet();
      return store.read(plan, values, sink);
    }

    @Override
    public Future<Done> write(WritePlan plan, Values values, RowSink sink) {
      return store.write(plan, values, sink);
    }

    @Override
    public Future<Done> call(CallPlan plan, Values values, RowSink sink) {
      return store.call(plan, values, sink);
    }

    @Override
    public Future<Done> stream(ReadPlan plan, Values values, RowSink sink, Demand demand) {
      return store.stream(plan, values, sink, demand);
    }

    @Override
    public Future<Transaction> begin(
        msingi.base.Deadline deadline, msingi.request.Isolation isolation) {
      return store.begin(deadline, isolation);
    }

    @Override
    public Future<String> explain(ReadPlan plan, Values values) {
      return store.explain(plan, values);
    }

    @Override
    public Future<String> explain(WritePlan plan, Values values) {
      return store.explain(plan, values);
    }

    @Override
    public Future<String> queryPlan(ReadPlan plan, Values values, Explanation explanation) {
      return store.queryPlan(plan, values, explanation);
    }

    @Override
    public Future<String> queryPlan(WritePlan plan, Values values, Explanation explanation) {
      return store.queryPlan(plan, values, explanation);
    }

    @Override
    public Future<String> queryPlan(CallPlan plan, Values values, Explanation explanation) {
      return store.queryPlan(plan, values, explanation);
    }

    @Override
    public Future<String> explain(CallPlan plan, Values values) {
      return store.explain(plan, values);
    }

    @Override
    public Future<Void> check(CallPlan plan, Deadline deadline) {
      return store.check(plan, deadline);
    }

    @Override
    public Future<Void> ping() {
      return store.ping();
    }

    @Override
    public Future<Void> close() {
      return store.close();
    }
  }
}
