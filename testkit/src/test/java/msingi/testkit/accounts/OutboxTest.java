package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import msingi.auth.Condition;
import msingi.auth.Line;
import msingi.auth.Table;
import msingi.auth.Work;
import msingi.base.Deadline;
import msingi.base.Randomness;
import msingi.base.Time;
import msingi.definition.App;
import msingi.definition.Settings;
import msingi.dispatch.Carrier;
import msingi.dispatch.Dispatcher;
import msingi.dispatch.Routes;
import msingi.dispatch.Templates;
import msingi.integration.Guard;
import msingi.integration.MailAddress;
import msingi.integration.Outbound;
import msingi.integration.SmtpServer;
import msingi.observe.Observation;
import msingi.server.Configuration;
import msingi.server.Startup;
import msingi.server.Wiring;
import msingi.store.Store;
import msingi.testkit.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The outbox on both stores, before a real SMTP server. */
class OutboxTest {
  private static final Table TABLE = Table.of("outbox");
  private static final Table.Change INSERT = TABLE.insert();
  private static final Table.Find ALL = TABLE.list("id", Condition.present("id"));

  private static final App APP =
      new App(
          "clinic", "1", "", List.of(), List.of("public"), Map.of(), Map.of(), Settings.DEFAULT);

  @TempDir private Path folder = Path.of("");

  private final GreenMail greenMail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final Wiring wiring =
      new Wiring(Configuration.of(Map.of(), Map.of()), java.io.OutputStream.nullOutputStream());
  private final List<Store> stores = new ArrayList<>();
  private final List<Dispatcher> dispatchers = new ArrayList<>();
  private final Queue<Observation.Dispatched> told = new ConcurrentLinkedQueue<>();
  private final Clock clock = new Clock();

  /** The machine's clock, which can be put forward. */
  private static final class Clock implements Time {
    private final AtomicLong ahead = new AtomicLong();

    @Override
    public java.time.Instant now() {
      return java.time.Instant.now().plusSeconds(ahead.get());
    }

    @Override
    public long nanos() {
      return System.nanoTime() + TimeUnit.SECONDS.toNanos(ahead.get());
    }

    void forward(long seconds) {
      ahead.addAndGet(seconds);
    }
  }

  @AfterEach
  void close() {
    dispatchers.forEach(it -> it.end(5_000));
    stores.forEach(it -> it.close().await());
    greenMail.stop();
    wiring.close();
  }

  private Store store(String kind) throws Exception {
    String address =
        kind.equals("sqlite")
            ? "sqlite:" + folder.resolve("outbox.db")
            : EmbeddedPostgres.shared(18).createDatabase().uri();
    Store store = wiring.store(address);
    stores.add(store);
    Startup.system(wiring, store);
    return store;
  }

  private Work work(Store store) {
    return new Work(store, Deadline.after(5_000, Time.SYSTEM), clock);
  }

  private UUID write(Store store, String template, String address, String data) {
    UUID id = UUID.randomUUID();
    work(store)
        .add(
            INSERT,
            Line.empty()
                .with("id", id)
                .with("kind", "mail")
                .with("template", template)
                .with("address", address)
                .with("language", "sw")
                .with("data", data)
                .with("attempts", 0)
                .with("created_at", clock.micros())
                .with("due_at", clock.micros()))
        .await();
    return id;
  }

  private Dispatcher dispatcher(Store store, String smtp) {
    Routes routes =
        new Routes(
            new Routes.Mail.Smtp(
                SmtpServer.of(smtp), MailAddress.of("Clinic <no-reply@clinic.example>")),
            new Routes.Texts.None(),
            "https://api.example.org");
    Guard guard = Guard.strict();
    Templates templates = Templates.read(folder);
    Carrier carrier =
        new Carrier(
            routes,
            () -> templates,
            () -> APP,
            () -> "",
            guard,
            new Outbound(wiring.vertx(), guard),
            clock);
    Dispatcher dispatcher =
        new Dispatcher(
            store,
            carrier,
            clock,
            Randomness.secure(),
            it -> {
              if (it instanceof Observation.Dispatched dispatched) {
                told.add(dispatched);
              }
            });
    dispatchers.add(dispatcher);
    return dispatcher;
  }

  private String smtp() {
    return "smtp://127.0.0.1:" + greenMail.getSmtp().getPort() + "?tls=none";
  }

  private List<Line> rows(Store store) {
    return work(store).all(ALL).await();
  }

  private static void until(java.util.function.BooleanSupplier done) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      Thread.sleep(20);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void severalSendersSendEachOnceAndNothingStays(String kind) throws Exception {
    greenMail.start();
    Store store = store(kind);
    for (int i = 0; i < 30; i++) {
      write(store, "recovery", "p" + i + "@example.org", "{\"token\":\"t" + i + "\"}");
    }
    for (int i = 0; i < 3; i++) {
      dispatcher(store, smtp()).begin();
    }
    until(() -> rows(store).isEmpty());
    MimeMessage[] mails = greenMail.getReceivedMessages();
    Set<String> ids = new HashSet<>();
    for (MimeMessage mail : mails) {
      ids.add(mail.getMessageID());
    }
    assertThat(mails).hasSize(30);
    assertThat(ids).hasSize(30);
    String text = com.icegreen.greenmail.util.GreenMailUtil.getBody(mails[0]);
    assertThat(text).contains("https://api.example.org/auth/v1/verify?token");
    assertThat(mails[0].getSubject()).isEqualTo("Chagua nenosiri jipya la clinic");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void whatAProcessTookAndDidNotSendIsSentByAnotherWhenTheClaimIsOver(String kind)
      throws Exception {
    greenMail.start();
    Store store = store(kind);
    UUID id = write(store, "invite", "a@example.org", "{\"token\":\"t\"}");
    // A process claims the row as senders do, and dies.
    work(store)
        .change(
            TABLE.update(
                List.of(
                    msingi.auth.Assignment.set("due_at"), msingi.auth.Assignment.raise("attempts")),
                Condition.equal("id")),
            clock.micros() + TimeUnit.SECONDS.toMicros(150),
            id)
        .await();
    dispatcher(store, smtp()).begin();
    Thread.sleep(1_500);
    assertThat(greenMail.getReceivedMessages()).isEmpty();
    clock.forward(151);
    until(() -> rows(store).isEmpty());
    assertThat(greenMail.getReceivedMessages()).hasSize(1);
    assertThat(told).singleElement().extracting(Observation.Dispatched::attempt).isEqualTo(2);
  }

  /** More often than there are places to send from. */
  @Test
  void whereTheStoreRefusedForAWhileItGoesOnAfterwards() throws Exception {
    greenMail.start();
    Store store = store("sqlite");
    String file = "jdbc:sqlite:" + folder.resolve("outbox.db");
    try (Connection behind = DriverManager.getConnection(file);
        Statement statement = behind.createStatement()) {
      statement.execute(
          "CREATE TRIGGER closed BEFORE UPDATE ON \"msingi.outbox\""
              + " BEGIN SELECT RAISE(ABORT, 'closed'); END");
      write(store, "recovery", "a@example.org", "{\"token\":\"t\"}");
      dispatcher(store, smtp()).begin();
      Thread.sleep(6_000);
      assertThat(greenMail.getReceivedMessages()).isEmpty();
      statement.execute("DROP TRIGGER closed");
    }
    until(() -> rows(store).isEmpty());
    assertThat(greenMail.getReceivedMessages()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void whatDoesNotGoIsTriedAgainAndGivenUpWithoutItsSecret(String kind) throws Exception {
    Store store = store(kind);
    write(store, "recovery", "a@example.org", "{\"token\":\"very-secret\"}");
    dispatcher(store, "smtp://127.0.0.1:1?tls=none").begin();
    for (int attempt = 1; attempt <= 8; attempt++) {
      int expected = attempt;
      until(() -> told.size() == expected);
      clock.forward(3_601);
    }
    assertThat(told.stream().map(Observation.Dispatched::result).toList())
        .containsExactly("later", "later", "later", "later", "later", "later", "later", "given up");
    until(() -> rows(store).getFirst().text("failure").length() > 0);
    Line row = rows(store).getFirst();
    assertThat(row.json("data").replace(" ", "")).isEqualTo("{}");
    assertThat(told.toString()).doesNotContain("very-secret").doesNotContain("a@example.org");
    Optional<Line> due =
        rows(store).stream().filter(it -> it.moment("due_at") < clock.micros()).findFirst();
    assertThat(due).isEmpty();
  }
}
