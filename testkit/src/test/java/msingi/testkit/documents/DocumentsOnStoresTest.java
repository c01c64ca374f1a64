package msingi.testkit.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import msingi.base.Deadline;
import msingi.base.Time;
import msingi.expression.Bindings;
import msingi.expression.Document;
import msingi.expression.Evaluation;
import msingi.expression.Expression;
import msingi.expression.Expression.Comparison;
import msingi.expression.Expression.Function;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.request.Caller;
import msingi.request.Credentials;
import msingi.request.Engine;
import msingi.request.Request;
import msingi.testkit.Collected;
import msingi.testkit.Place;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Paths, containment, order and patterns mean the same in memory and on every store. */
class DocumentsOnStoresTest {
  private static final int ROWS = 150;
  private static final Type TEXTS = new Type.Array(Type.Scalar.TEXT);
  private static final Expression DATA = new Expression.Column(0, "data", Type.Scalar.JSON);
  private static final Expression WORDS = new Expression.Column(0, "words", TEXTS);
  private static final String DEFINITION =
      """
      msingi: 1
      name: documents
      collections:
        things:
          fields:
            id: int
            data: json?
            words: text[]?
          access: {read: true, create: true}
      """;

  private record Row(Value data, Value words) {}

  @ParameterizedTest
  @FieldSource("msingi.testkit.Place#STORES")
  void pathsLeadToTheSame(String store) throws IOException {
    RandomDocuments random = new RandomDocuments(7);
    try (Filled filled = new Filled(store, random)) {
      for (int round = 0; round < 60; round++) {
        List<Expression> asked = new ArrayList<>();
        for (int path = 0; path < 4; path++) {
          List<Expression.Step> steps = random.path();
          Expression over = random.below(4) == 0 ? WORDS : DATA;
          asked.add(new Expression.Path(over, steps, Type.Scalar.JSON));
          asked.add(new Expression.Path(over, steps, Type.Scalar.TEXT));
        }
        filled.compare(asked, List.of());
      }
    }
  }

  @ParameterizedTest
  @FieldSource("msingi.testkit.Place#STORES")
  void testsOfDocumentsAreTheSame(String store) throws IOException {
    RandomDocuments random = new RandomDocuments(8);
    try (Filled filled = new Filled(store, random)) {
      for (int round = 0; round < 60; round++) {
        Value document = new Value.Json(random.document(2));
        Value words = new Value.Many(random.texts().stream().map(Filled::text).toList());
        Expression one = new Expression.Parameter(0, Type.Scalar.JSON);
        Expression many = new Expression.Parameter(1, TEXTS);
        List<Expression> asked = new ArrayList<>();
        for (Function function : List.of(Function.HOLDS, Function.HELD)) {
          asked.add(new Expression.Call(function, List.of(DATA, one), Type.Scalar.BOOL));
          asked.add(new Expression.Call(function, List.of(WORDS, many), Type.Scalar.BOOL));
        }
        asked.add(new Expression.Call(Function.OVERLAPS, List.of(WORDS, many), Type.Scalar.BOOL));
        for (Comparison comparison : Comparison.values()) {
          asked.add(new Expression.Compare(comparison, DATA, one));
        }
        filled.compare(asked, List.of(document, words));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("msingi.testkit.Place#STORES")
  void patternsAndCastsAreTheSame(String store) throws IOException {
    RandomDocuments random = new RandomDocuments(9);
    Expression text =
        new Expression.Path(DATA, List.of(new Expression.Step.Key("a")), Type.Scalar.TEXT);
    try (Filled filled = new Filled(store, random)) {
      for (String pattern : List.of("^[0-9]+$", "é", "^x", "X|TRUE", "a.*b", "e.l", "")) {
        Expression wanted = new Expression.Parameter(0, Type.Scalar.TEXT);
        filled.compare(
            List.of(
                new Expression.Call(Function.REGEX, List.of(text, wanted), Type.Scalar.BOOL),
                new Expression.Call(Function.IREGEX, List.of(text, wanted), Type.Scalar.BOOL)),
            List.of(Filled.text(pattern)));
      }
      Expression number =
          new Expression.Conditional(
              new Expression.Call(
                  Function.REGEX,
                  List.of(text, new Expression.Parameter(0, Type.Scalar.TEXT)),
                  Type.Scalar.BOOL),
              text,
              new Expression.Literal(Value.Null.NULL, Type.Scalar.TEXT));
      List<Expression> casts = new ArrayList<>();
      for (Type type : List.of(Type.Scalar.INT, Type.Scalar.LONG, new Type.Decimal(18, 6))) {
        casts.add(new Expression.Cast(number, type));
      }
      filled.compare(casts, List.of(Filled.text("^-?[0-9]{1,9}$")));
    }
  }

  /** Random rows on a store, and the same in memory. */
  private static final class Filled implements AutoCloseable {
    private final Place place;
    private final Engine.Session session;
    private final List<Row> rows = new ArrayList<>();

    Filled(String store, RandomDocuments random) throws IOException {
      place = Place.fresh(store, DEFINITION);
      session =
          place.pipeline().admit(Credentials.NONE, Deadline.after(60_000, Time.SYSTEM)).await();
      List<Request.Proposed> proposed = new ArrayList<>();
      for (int id = 0; id < ROWS; id++) {
        Value data = id == 0 ? Value.Null.NULL : new Value.Json(random.document(3));
        Value words = new Value.Many(random.texts().stream().map(Filled::text).toList());
        rows.add(new Row(data, words));
        List<Value> values = List.of(new Value.Whole(id), data, words);
        proposed.add(new Request.Proposed(values, Set.of()));
      }
      Request.Insert insert =
          new Request.Insert(
              "things",
              List.of("id", "data", "words"),
              proposed,
              new Request.Conflict.Fail(),
              new Request.Returning.Nothing(),
              Request.Expectation.ANY,
              List.of());
      session.run(insert, new Collected()).await();
    }

    static Value text(String text) {
      return new Value.Text(text);
    }

    void compare(List<Expression> asked, List<Value> values) {
      List<Value> parameters = new ArrayList<>(values);
      parameters.add(new Value.Whole(1_000));
      parameters.add(new Value.Whole(0));
      List<Request.Item> items = new ArrayList<>();
      asked.forEach(it -> items.add(new Request.Item.Field("f" + items.size(), it)));
      Expression id = new Expression.Column(0, "id", Type.Scalar.INT);
      Request.Query query =
          new Request.Query(
              "things",
              0,
              items,
              Expression.TRUE,
              List.of(new Request.Order(id, false, false)),
              new Expression.Parameter(values.size(), Type.Scalar.LONG),
              new Expression.Parameter(values.size() + 1, Type.Scalar.LONG));
      Collected collected = new Collected();
      session.run(new Request.Read(query, Request.Count.NONE, parameters), collected).await();
      assertThat(collected.rows()).hasSize(rows.size());
      for (int row = 0; row < rows.size(); row++) {
        for (int at = 0; at < asked.size(); at++) {
          Value wanted =
              Evaluation.evaluate(
                  asked.get(at), memory(rows.get(row)), new Bindings(values, Caller.STRANGER, 0));
          boolean json = asked.get(at).type() == Type.Scalar.JSON;
          assertThat(canonical(collected.rows().get(row).get(at), json))
              .as("%s of %s with %s", asked.get(at), rows.get(row), values)
              .isEqualTo(canonical(shown(wanted), json));
        }
      }
    }

    private static String shown(Value value) {
      return value == Value.Null.NULL
          ? "null"
          : msingi.expression.Values.text(value, Type.Scalar.TEXT);
    }

    /** Objects and arrays as documents, whose spaces and order of names are the store's. */
    private static Object canonical(String text, boolean json) {
      boolean nested = json || text.startsWith("{") || text.startsWith("[");
      return nested ? folded(Document.parse(text)) : number(text).orElse(text);
    }

    private static Optional<Object> number(String text) {
      return text.matches("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?")
          ? Optional.of(new java.math.BigDecimal(text).toPlainString())
          : Optional.empty();
    }

    private static Object folded(Document document) {
      return switch (document) {
        case Document.Items(var items) -> items.stream().map(Filled::folded).toList();
        case Document.Members(var members) -> {
          var sorted = new java.util.TreeMap<String, Object>();
          members.forEach((name, value) -> sorted.put(name, folded(value)));
          yield sorted;
        }
        case Document.Nothing _, Document.Truth _, Document.Number _, Document.Text _ ->
            document.json();
      };
    }

    private static Evaluation.Rows memory(Row row) {
      return new Evaluation.Rows() {
        @Override
        public Value column(int number, String column) {
          return column.equals("data") ? row.data() : row.words();
        }

        @Override
        public boolean exists(
            int from,
            Expression.Hop hop,
            int as,
            java.util.function.Predicate<Evaluation.Rows> condition) {
          throw new IllegalStateException("nothing is related here");
        }

        @Override
        public Value related(
            int from,
            Expression.Hop hop,
            int as,
            java.util.function.Function<Evaluation.Rows, Value> value) {
          throw new IllegalStateException("nothing is related here");
        }
      };
    }

    @Override
    public void close() {
      place.close();
    }
  }
}
