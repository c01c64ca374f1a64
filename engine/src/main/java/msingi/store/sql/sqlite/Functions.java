package msingi.store.sql.sqlite;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.re2j.Pattern;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import msingi.base.SimpleFolding;
import msingi.expression.Like;
import org.sqlite.Function;

/** The functions {@code msingi_…} that compiled statements use; null in, null out. */
final class Functions {
  /**
   * SQLITE_DETERMINISTIC, and SQLITE_INNOCUOUS so that a schema that is not trusted may use them.
   */
  private static final int FLAGS = 0x800 | 0x20_0000;

  private static final Cache<String, Pattern> PATTERNS =
      Caffeine.newBuilder().maximumSize(500).build();

  private Functions() {}

  /** Registers all of them on a connection. */
  static void register(Connection connection) throws SQLException {
    register(connection, "msingi_fold", SimpleFolding::fold);
    register(connection, "msingi_lower", SimpleFolding::lower);
    register(connection, "msingi_upper", SimpleFolding::upper);
    register(connection, "msingi_like", Like::matches);
    register(connection, "msingi_matches", Functions::found);
  }

  private static boolean found(String text, String pattern) {
    Pattern compiled = PATTERNS.get(pattern, Pattern::compile);
    return compiled.matcher(text).find();
  }

  private static void register(Connection connection, String name, UnaryOperator<String> mapping)
      throws SQLException {
    Function.create(connection, name, new Mapping(mapping), 1, FLAGS);
  }

  private static void register(Connection connection, String name, BiPredicate<String, String> test)
      throws SQLException {
    Function.create(connection, name, new Test(test), 2, FLAGS);
  }

  private static final class Mapping extends Function {
    private final UnaryOperator<String> mapping;

    Mapping(UnaryOperator<String> mapping) {
      this.mapping = mapping;
    }

    @Override
    protected void xFunc() throws SQLException {
      String text = value_text(0);
      if (text == null) {
        result();
      } else {
        result(mapping.apply(text));
      }
    }
  }

  private static final class Test extends Function {
    private final BiPredicate<String, String> test;

    Test(BiPredicate<String, String> test) {
      this.test = test;
    }

    @Override
    protected void xFunc() throws SQLException {
      String text = value_text(0);
      String pattern = value_text(1);
      if (text == null || pattern == null) {
        result();
      } else {
        result(test.test(text, pattern) ? 1 : 0);
      }
    }
  }
}
