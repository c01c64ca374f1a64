package msingi.testkit.writes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.pipeline.Answers;
import msingi.request.Answered;
import msingi.request.Caller;
import msingi.request.Engine;
import msingi.request.Isolation;
import msingi.request.Once;
import msingi.request.Request;
import msingi.result.Done;
import msingi.result.RowSink;
import msingi.testkit.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests of one caller in one transaction: the rules of each as alone, all kept or none. */
class TogetherTest {
  private static final String DEFINITION =
      """
      msingi: 1
      name: pairs
      collections:
        notes:
          fields: { owner: uuid, text: text(1..20), secret: text? unique hidden }
          access:
            read: owner == auth.uid
            create: owner == auth.uid
            update: owner == auth.uid
            delete: owner == auth.uid
      """;

  private static final UUID ME = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-000000000002");

  static List<String> stores() {
    return Place.STORES;
  }

  private static Engine.Session session(Place place, UUID who, long millis) {
    Caller caller =
        new Caller(Caller.Role.AUTHENTICATED, new Value.Uuid(who), List.of(), false, Map.of());
    return place.pipeline().session(caller, Deadline.after(millis, Time.SYSTEM));
  }

  private static Future<Done> add(Engine.Session session, UUID owner, String text) {
    Request.Proposed row =
        new Request.Proposed(
            List.of(new Value.Uuid(owner), new Value.Text(text)), java.util.Set.of());
    return session.run(
        new Request.Insert(
            "notes",
            List.of("owner", "text"),
            List.of(row),
            new Request.Conflict.Fail(),
            new Request.Returning.Nothing(),
            Request.Expectation.ANY,
            List.of()),
        RowSink.NONE);
  }

  private static long count(Engine.Session session) {
    Request.Query query =
        new Request.Query(
            "notes",
            1,
            List.of(
                new Request.Item.Field("text", new Expression.Column(1, "text", Type.Scalar.TEXT))),
            Expression.TRUE,
            List.of(),
            new Expression.Parameter(0, Type.Scalar.LONG),
            new Expression.Parameter(1, Type.Scalar.LONG));
    List<Value> window = List.of(new Value.Whole(100), new Value.Whole(0));
    return session
        .run(new Request.Read(query, Request.Count.NONE, window), RowSink.NONE)
        .await()
        .rows();
  }

  private static ErrorCode refused(Future<?> outcome) {
    Failure failure = catchThrowableOfType(Failure.class, outcome::await);
    return failure.problem().code();
  }

  @ParameterizedTest
  @MethodSource("stores")
  void isKeptAsAWholeAndSeesItself(String store) throws IOException {
    try (Place place = Place.fresh(store, DEFINITION)) {
      Engine.Session me = session(place, ME, 10_000);
      Engine.Together together = me.begin().await();
      add(together, ME, "one");
      add(together, ME, "two");
      assertThat(count(together)).isEqualTo(2);
      assertThat(count(me)).isZero();
      together.commit().await();
      assertThat(count(me)).isEqualTo(2);
      assertThat(count(session(place, OTHER, 10_000))).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aRuleThatRefusesOneUndoesAll(String store) throws IOException {
    try (Place place = Place.fresh(store, DEFINITION)) {
      Engine.Session me = session(place, ME, 10_000);
      Engine.Together together = me.begin().await();
      add(together, ME, "one").await();
      assertThat(refused(add(together, OTHER, "two"))).isEqualTo(ErrorCode.FORBIDDEN);
      assertThat(refused(add(together, ME, "three"))).isEqualTo(ErrorCode.FORBIDDEN);
      assertThat(refused(together.commit())).isEqualTo(ErrorCode.FORBIDDEN);
      assertThat(count(me)).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatIsRefusedBeforeTheStoreUndoesAllToo(String store) throws IOException {
    try (Place place = Place.fresh(store, DEFINITION)) {
      Engine.Session me = session(place, ME, 10_000);
      Engine.Together together = me.begin().await();
      add(together, ME, "one").await();
      assertThat(refused(add(together, ME, "far longer than twenty letters")))
          .isEqualTo(ErrorCode.CHECK);
      assertThat(refused(together.commit())).isEqualTo(ErrorCode.CHECK);
      assertThat(count(me)).isZero();
      assertThat(refused(together.begin(Isolation.SNAPSHOT))).isEqualTo(ErrorCode.UNSUPPORTED);
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void theDeadlineUndoesAllAndFreesTheStore(String store) throws Exception {
    try (Place place = Place.fresh(store, DEFINITION)) {
      Engine.Together together = session(place, ME, 300).begin().await();
      add(together, ME, "one").await();
      Thread.sleep(600);
      assertThat(refused(together.commit())).isEqualTo(ErrorCode.CANCELED);
      Engine.Session me = session(place, ME, 10_000);
      assertThat(count(me)).isZero();
      add(me, ME, "again").await();
    }
  }

  @ParameterizedTest
  @MethodSource("stores")
  void anAnswerIsKeptForADay(String store) throws IOException {
    try (Place place = Place.fresh(store, DEFINITION)) {
      Engine.Session me = session(place, ME, 10_000);
      Answered answer = new Answered(201, Map.of("location", List.of("/x")), new byte[] {1, 2});
      for (int number = 0; number < 600; number++) {
        Engine.Together kept = me.begin().await();
        kept.remember(once(number), answer).await();
        kept.commit().await();
      }
      Engine.Together undone = me.begin().await();
      undone.remember(once(700), answer).await();
      undone.rollback().await();
      assertThat(recalled(me, once(700))).isEmpty();
      assertThat(recalled(session(place, OTHER, 10_000), once(5))).isEmpty();
      assertThat(recalled(me, once(5)))
          .hasValueSatisfying(it -> assertThat(it.body()).containsExactly(1, 2));
      Answers.sweep(place.store(), later(23)).await();
      assertThat(recalled(me, once(0))).isPresent();
      assertThat(Answers.sweep(place.store(), later(25)).await()).isTrue();
      assertThat(recalled(me, once(0))).isEmpty();
      assertThat(recalled(me, once(599))).isPresent();
      assertThat(Answers.sweep(place.store(), later(25)).await()).isFalse();
      assertThat(recalled(me, once(599))).isEmpty();
    }
  }

  private static Once once(int number) {
    return new Once("key" + number, "POST /notes", "payload");
  }

  private static Optional<Answered> recalled(Engine.Session session, Once once) {
    Engine.Together together = session.begin().await();
    Optional<Answered> found = together.recall(once).await();
    together.rollback().await();
    return found;
  }

  private static Time later(int hours) {
    return new Time() {
      @Override
      public Instant now() {
        return Time.SYSTEM.now().plus(Duration.ofHours(hours));
      }

      @Override
      public long nanos() {
        return Time.SYSTEM.nanos();
      }
    };
  }
}
