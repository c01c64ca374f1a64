package msingi.testkit.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The functions that the cases call, restated: files of the folder {@code functions} beside this
 * class, for the schemas that are exposed and for the store.
 */
final class FixtureFunctions {
  private static final Pattern TABLE = Pattern.compile("\\{(\\w+)\\.(\\w+)}");
  private static final Pattern COLLECTION = Pattern.compile("<(\\w+)\\.(\\w+)>");
  private static final String PARTED = "\n--\n";

  private final List<String> schemas;
  private final boolean sqlite;

  FixtureFunctions(List<String> schemas, boolean sqlite) {
    this.schemas = schemas;
    this.sqlite = sqlite;
  }

  /**
   * What stands under {@code functions:}, indented.
   *
   * @param collections identifiers by "schema.name"
   */
  String yaml(UnaryOperator<String> collections) {
    StringBuilder out = new StringBuilder();
    for (String schema : schemas) {
      out.append(text(file(schema) + ".yaml"));
      out.append(text(file(schema) + (sqlite ? "-sqlite.yaml" : "-postgres.yaml")));
    }
    String named =
        COLLECTION
            .matcher(TABLE.matcher(out).replaceAll(this::table))
            .replaceAll(it -> collections.apply(it.group(1) + "." + it.group(2)));
    return named.indent(2);
  }

  /** Types of the database that functions take and answer, and those shown in their own way. */
  String types() {
    return text(sqlite ? "types-sqlite.yaml" : "types-postgres.yaml");
  }

  private String table(MatchResult it) {
    boolean plain = sqlite && it.group(1).equals(schemas.getFirst());
    String full = it.group(1) + "." + it.group(2);
    return plain ? it.group(2) : sqlite ? "[" + full + "]" : full;
  }

  /** What the administrator of a PostgreSQL database does to it before its tables are made. */
  List<String> domains() {
    return sqlite ? List.of() : List.of(text("types-postgres.sql").split(PARTED));
  }

  /** What the administrator of a PostgreSQL database does to it before it is served. */
  List<String> statements() {
    List<String> statements = new ArrayList<>();
    for (String schema : sqlite ? List.<String>of() : schemas) {
      String text = text(file(schema) + "-postgres.sql");
      if (!text.isEmpty()) {
        statements.addAll(List.of(text.split(PARTED)));
      }
    }
    return statements;
  }

  /** A schema's name as that of files: what stands before its first sign. */
  private static String file(String schema) {
    return schema.replaceAll("\\W.*", "");
  }

  private static String text(String name) {
    try (InputStream in = FixtureFunctions.class.getResourceAsStream("functions/" + name)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
