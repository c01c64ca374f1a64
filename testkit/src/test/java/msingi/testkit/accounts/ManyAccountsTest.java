package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import msingi.testkit.EmbeddedPostgres;
import msingi.testkit.Place;
import msingi.testkit.scenario.Running;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A million accounts, and an administrator who turns their pages. */
@Tag("full")
final class ManyAccountsTest {
  static final List<String> STORES = Place.STORES;

  private static final int MANY = 1_000_000;
  private static final int PAGE = 50;
  private static final long MOST_MILLIS = 1_500;
  private static final long MOST_TURNED_MILLIS = 300;
  private static final String DEFINITION =
      """
      msingi: 1
      name: many
      collections:
        notes: { fields: { text: text } }
      """;

  private static final String COLUMNS =
      "(id, epoch, role, email, app_metadata, user_metadata, anonymous, created_at, updated_at)";
  private static final String SQLITE =
      "INSERT INTO \"msingi.accounts\" "
          + COLUMNS
          + " WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c WHERE i < %d)"
          + " SELECT printf('018f%%04x-%%04x-7000-8000-000000000000', i / 65536, i %% 65536), 0,"
          + " 'authenticated', 'person' || i || '@example.org', '{}', '{}', 0,"
          + " 1700000000000000 + i, 1700000000000000 + i FROM c";
  private static final String POSTGRES =
      "INSERT INTO msingi.accounts "
          + COLUMNS
          + " SELECT ('018f' || lpad(to_hex(i / 65536), 4, '0') || '-' ||"
          + " lpad(to_hex(i %% 65536), 4, '0') || '-7000-8000-000000000000')::uuid, 0,"
          + " 'authenticated', 'person' || i || '@example.org', '{}', '{}', false, now(), now()"
          + " FROM generate_series(0, %d) AS i";

  @ParameterizedTest
  @FieldSource("STORES")
  void everyPageOfAMillionComesSoon(String store) throws IOException, SQLException {
    String address = Place.address(store);
    try (Running running = Running.at(address, DEFINITION, Map.of())) {
      Visitors visitors = new Visitors(running);
      fill(address);
      for (int warm = 0; warm < 5; warm++) {
        page(visitors, running, "page=" + (warm + 1));
      }
      int last = MANY / PAGE;
      for (int number : new int[] {1, 2, last / 2, last}) {
        long start = System.nanoTime();
        Visitors.Answer answer = page(visitors, running, "page=" + number);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        System.out.printf("%s page %d of %d: %d ms%n", store, number, last, millis);
        assertThat(answer.body().getJsonArray("users")).hasSize(PAGE);
        assertThat(millis).isLessThan(MOST_MILLIS);
      }
      turned(visitors, running, store);
    }
  }

  /** Pages by the last of the one before: none comes twice, and none costs more than another. */
  private static void turned(Visitors visitors, Running running, String store) {
    JsonArray users =
        page(visitors, running, "page=" + MANY / PAGE / 2).body().getJsonArray("users");
    String last = users.getJsonObject(PAGE - 1).getString("id");
    long start = System.nanoTime();
    for (int turn = 0; turn < 10; turn++) {
      JsonArray next = page(visitors, running, "after=" + last).body().getJsonArray("users");
      assertThat(next).hasSize(PAGE);
      assertThat(next.getJsonObject(0).getString("id")).isLessThan(last);
      last = next.getJsonObject(PAGE - 1).getString("id");
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 10;
    System.out.printf("%s a page by its last: %d ms%n", store, millis);
    assertThat(millis).isLessThan(MOST_TURNED_MILLIS);
  }

  private static Visitors.Answer page(Visitors visitors, Running running, String query) {
    Visitors.Answer answer =
        visitors.ask(
            "GET",
            "/auth/v1/admin/users?per_page=" + PAGE + "&" + query,
            new JsonObject(),
            running.secretKey());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  private static void fill(String address) throws SQLException {
    boolean sqlite = address.startsWith("sqlite:");
    try (Connection connection =
            sqlite
                ? DriverManager.getConnection("jdbc:" + address)
                : EmbeddedPostgres.Database.at(address).connect();
        Statement statement = connection.createStatement()) {
      statement.execute((sqlite ? SQLITE : POSTGRES).formatted(MANY - 1));
      statement.execute("ANALYZE");
    }
  }
}
