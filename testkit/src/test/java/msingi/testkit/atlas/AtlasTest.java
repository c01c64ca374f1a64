package msingi.testkit.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import msingi.testkit.Place;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real questions about real rows, answered by the REST door as by hand-written SQL. */
class AtlasTest {
  /** Above every id of GeoNames in the file. */
  private static final long FIRST_NEW = 1_000_000_000L;

  @TestFactory
  Stream<DynamicTest> questionsAreAnsweredAsBySql() throws Exception {
    List<Question> questions = Question.all();
    assertThat(questions).hasSizeGreaterThanOrEqualTo(30);
    return Place.STORES.stream()
        .flatMap(store ->
            questions.stream()
                .map(it -> DynamicTest.dynamicTest(store + ": " + it, () -> ask(store, it))));
  }

  private static void ask(String store, Question question) throws Exception {
    Atlas atlas = Atlas.on(store);
    List<List<String>> answered = new ArrayList<>(Cells.of(atlas.get(question.request())));
    List<List<String>> expected;
    try (Connection connection = atlas.sql();
        ResultSet result = connection.createStatement().executeQuery(question.sql(store))) {
      expected = new ArrayList<>(Cells.of(result));
    }
    if (!question.ordered()) {
      answered.sort(Comparator.comparing(Object::toString));
      expected.sort(Comparator.comparing(Object::toString));
    }
    assertThat(expected).as("the SQL itself finds something").isNotEmpty();
    assertThat(answered).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres 18"})
  void allCitiesAreReadPageByPageWhileRowsAreWritten(String store) throws Exception {
    Atlas atlas = Atlas.on(store);
    List<Long> expected = new ArrayList<>();
    try (Connection connection = atlas.sql();
        ResultSet result =
            connection.createStatement().executeQuery("SELECT id FROM cities ORDER BY id")) {
      while (result.next()) {
        expected.add(result.getLong(1));
      }
    }
    AtomicBoolean over = new AtomicBoolean();
    List<Integer> statuses = new ArrayList<>();
    Thread writing = Thread.ofVirtual().start(() -> write(atlas, over, statuses));
    List<Long> read = new ArrayList<>();
    long last = 0;
    for (JsonArray page = page(atlas, last); !page.isEmpty(); page = page(atlas, last)) {
      for (Object row : page) {
        read.add(((JsonObject) row).getLong("id"));
      }
      last = read.getLast();
    }
    over.set(true);
    writing.join();
    assertThat(statuses).as("rows were written meanwhile").hasSizeGreaterThan(3);
    assertThat(statuses).containsOnly(201, 204);
    assertThat(read).isEqualTo(expected);
  }

  private static JsonArray page(Atlas atlas, long after) throws Exception {
    return atlas.get(
        "/cities?select=id&order=id&limit=1000&id=gt." + after + "&id=lt." + FIRST_NEW);
  }

  /** Makes and removes rows, and changes others, until it is over. */
  private static void write(Atlas atlas, AtomicBoolean over, List<Integer> statuses) {
    try {
      for (long id = FIRST_NEW; !over.get(); id++) {
        JsonObject city =
            new JsonObject()
                .put("id", id)
                .put("name", "New Place")
                .put("country", "KE")
                .put("feature_code", "PPL")
                .put("population", 1)
                .put("longitude", 37.0)
                .put("latitude", -1.0);
        statuses.add(atlas.send("POST", "/cities", city.encode()).statusCode());
        String population = "{\"population\":" + (4_000_000 + id % 1_000) + "}";
        statuses.add(atlas.send("PATCH", "/cities?id=eq.184745", population).statusCode());
        statuses.add(atlas.send("DELETE", "/cities?id=eq." + id, "").statusCode());
      }
    } catch (java.io.IOException | InterruptedException cause) {
      throw new IllegalStateException(cause);
    }
  }
}
