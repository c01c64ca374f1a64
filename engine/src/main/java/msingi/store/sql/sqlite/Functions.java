package msingi.store.sql.sqlite;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import msingi.base.SimpleFolding;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Containment;
import msingi.expression.Document;
import msingi.expression.Like;
import msingi.expression.Regex;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.store.sql.SqliteCasts;
import org.jspecify.annotations.Nullable;
import org.sqlite.Collation;
import org.sqlite.Function;

/** The functions {@code msingi_…} that compiled statements use; null in, null out. */
final class Functions {
  /**
   * SQLITE_DETERMINISTIC, and SQLITE_INNOCUOUS so that a schema that is not trusted may use them.
   */
  private static final int FLAGS = 0x800 | 0x20_0000;

  private static final int INNOCUOUS = 0x20_0000;

  private static final Cache<String, Pattern> PATTERNS =
      Caffeine.newBuilder().maximumSize(500).build();

  /** What a statement ends with when its author refuses; code, a blank and the message follow. */
  static final String RAISED = "msingi: raised: ";

  /** How the words of a failure begin. */
  static final String REFUSED = "msingi refuses: ";

  /** What a statement ends with when time is up while a function is called. */
  static final String LATE = "msingi: time is up";

  private final Connection connection;
  private final Link.Watch watch;

  /**
   * @param watch asked at each call, since SQLite itself looks only between its own steps
   */
  Functions(Connection connection, Link.Watch watch) {
    this.connection = connection;
    this.watch = watch;
  }

  /** Registers all of them. */
  void register() throws SQLException {
    mapping("msingi_fold", SimpleFolding::fold);
    mapping("msingi_lower", SimpleFolding::lower);
    mapping("msingi_upper", SimpleFolding::upper);
    Function.create(connection, "msingi_raise", new Raise(), -1, INNOCUOUS);
    test("msingi_like", Like::matches);
    test("msingi_matches", Functions::found);
    Function.create(connection, "msingi_average", new Mean(), 3, FLAGS);
    test("msingi_regex", (text, pattern) -> Regex.found(text, pattern, false));
    test("msingi_iregex", (text, pattern) -> Regex.found(text, pattern, true));
    test("msingi_holds", documents(Containment::holds));
    test("msingi_array_holds", documents(Containment::arrayHolds));
    test("msingi_array_overlaps", documents(Containment::arraysOverlap));
    mapping("msingi_plain", text -> Document.plain(new BigDecimal(text)));
    mapping("msingi_array_text", Functions::arrayText);
    mapping("msingi_real_text", Functions::realText);
    Function.create(connection, "msingi_cast", new Cast(watch), 2, FLAGS);
    Function.create(connection, "msingi_stored", new StoredValue(), 2, FLAGS);
    Collation.create(
        connection,
        "msingi_json",
        new Collation() {
          @Override
          protected int xCompare(String left, String right) {
            try {
              return Containment.order(Document.parse(left), Document.parse(right));
            } catch (Failure beyond) {
              return left.compareTo(right);
            }
          }
        });
  }

  private static BiPredicate<String, String> documents(BiPredicate<Document, Document> test) {
    return (left, right) -> test.test(Document.parse(left), Document.parse(right));
  }

  private static String realText(String number) {
    return Values.text(new Value.Real(Double.parseDouble(number)), Type.Scalar.FLOAT);
  }

  /** A JSON array as PostgreSQL writes arrays. */
  private static String arrayText(String array) {
    List<Value> elements = new ArrayList<>();
    if (Document.parse(array) instanceof Document.Items(var items)) {
      for (Document item : items) {
        elements.add(item.unquoted().<Value>map(Value.Text::new).orElse(Value.Null.NULL));
      }
    }
    return Values.text(new Value.Many(elements), new Type.Array(Type.Scalar.TEXT));
  }

  private static boolean found(String text, String pattern) {
    Pattern compiled = PATTERNS.get(pattern, Pattern::compile);
    return compiled.matcher(text).find();
  }

  private void mapping(String name, UnaryOperator<String> mapping) throws SQLException {
    Function.create(connection, name, new Mapping(mapping, watch), 1, FLAGS);
  }

  private void test(String name, BiPredicate<String, String> test) throws SQLException {
    Function.create(connection, name, new Test(test, watch), 2, FLAGS);
  }

  /** What SQLite hands back of a failure: {@link Errors} reads it. */
  static String words(Failure failure) {
    Problem problem = failure.problem();
    return REFUSED + problem.code().name() + ":" + problem.message();
  }

  /** Of a sum, a count and the sum's scale; null without a sum. */
  private static final class Mean extends Function {
    @Override
    protected void xFunc() throws SQLException {
      if (value_text(0) == null) {
        result();
      } else {
        BigDecimal sum = BigDecimal.valueOf(value_long(0), value_int(2));
        result(Average.of(sum, value_long(1)).toPlainString());
      }
    }
  }

  /** {@code msingi_raise(message)} and {@code msingi_raise(code, message)}: never answers. */
  private static final class Raise extends Function {
    @Override
    protected void xFunc() throws SQLException {
      int count = args();
      String message = count == 0 ? "" : value_text(count - 1);
      String code = count > 1 ? value_text(0) : "P0001";
      error(RAISED + code + " " + (message == null ? "" : message));
    }
  }

  private static final class Mapping extends Function {
    private final UnaryOperator<String> mapping;
    private final Link.Watch watch;

    Mapping(UnaryOperator<String> mapping, Link.Watch watch) {
      this.mapping = mapping;
      this.watch = watch;
    }

    @Override
    protected void xFunc() throws SQLException {
      String text = value_text(0);
      if (text == null) {
        result();
      } else if (watch.over()) {
        error(LATE);
      } else {
        try {
          result(mapping.apply(text));
        } catch (Failure failure) {
          error(words(failure));
        }
      }
    }
  }

  /** Reads a text as a type, to what SQLite holds of it. */
  private static final class Cast extends Function {
    private final Link.Watch watch;

    Cast(Link.Watch watch) {
      this.watch = watch;
    }

    @Override
    protected void xFunc() throws SQLException {
      String text = value_text(0);
      if (text == null) {
        result();
      } else if (watch.over()) {
        error(LATE);
      } else {
        try {
          Type type = SqliteCasts.type(value_text(1));
          give(Binder.cell(Values.parse(text, type), type));
        } catch (Failure failure) {
          error(words(failure));
        }
      }
    }

    private void give(@Nullable Object value) throws SQLException {
      if (value instanceof Long number) {
        result(number);
      } else if (value instanceof Double number) {
        result(number);
      } else if (value instanceof byte[] bytes) {
        result(bytes);
      } else if (value != null) {
        result(value.toString());
      } else {
        result();
      }
    }
  }

  private static final class Test extends Function {
    private final BiPredicate<String, String> test;
    private final Link.Watch watch;

    Test(BiPredicate<String, String> test, Link.Watch watch) {
      this.test = test;
      this.watch = watch;
    }

    @Override
    protected void xFunc() throws SQLException {
      String text = value_text(0);
      String pattern = value_text(1);
      if (text == null || pattern == null) {
        result();
      } else if (watch.over()) {
        error(LATE);
      } else {
        try {
          result(test.test(text, pattern) ? 1 : 0);
        } catch (Failure failure) {
          error(words(failure));
        }
      }
    }
  }
}
