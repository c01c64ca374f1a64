package msingi.store.sql.postgres;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the columns of views come from. PostgreSQL keeps a view as the tree of its query, whose
 * entries name the table and the column that they show unchanged ({@code resorigtbl}, {@code
 * resorigcol}); a view over a view names that one, and is followed.
 */
final class CatalogViews {
  private static final Pattern ENTRY =
      Pattern.compile(":resno (\\d+) .*:resorigtbl (\\d+) :resorigcol (\\d+) :resjunk false");

  /** What each view shows, by its number and that of its column. */
  private final Map<Column, Column> origins = new HashMap<>();

  /** A column, by the numbers of its table and itself. */
  record Column(String table, String number) {}

  /**
   * A primary or foreign key of any table.
   *
   * @param name the constraint's
   * @param target the table to which it leads, or "0"
   */
  private record Key(
      String name, String table, List<String> columns, String target, List<String> targetColumns) {}

  private final Map<String, List<Key>> keys = new LinkedHashMap<>();
  private final Map<String, List<Key>> references = new LinkedHashMap<>();

  /** Column names by number. */
  private final Map<Column, String> names = new HashMap<>();

  private CatalogViews() {}

  /**
   * A foreign key of a table beneath, as a view shows it.
   *
   * @param target the table's number
   */
  record Shown(String name, List<String> columns, String target, List<String> targetColumns) {}

  static CatalogViews read(SchemaPostgresLink link) {
    CatalogViews views = new CatalogViews();
    for (var line :
        link.texts(
            "SELECT r.ev_class::oid::text, r.ev_action::text FROM pg_rewrite r"
                + " JOIN pg_class c ON c.oid = r.ev_class AND c.relkind IN ('v', 'm')"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE r.rulename = '_RETURN' AND n.nspname !~ '^pg_'"
                + " AND n.nspname <> 'information_schema'")) {
      views.entries(line.get(0), line.get(1));
    }
    for (var line :
        link.texts(
            "SELECT contype::text, conname::text, conrelid::text, array_to_string(conkey, ','),"
                + " confrelid::text, coalesce(array_to_string(confkey, ','), '')"
                + " FROM pg_constraint WHERE contype IN ('p', 'f') AND conrelid <> 0"
                + " ORDER BY conrelid, conname")) {
      Key key =
          new Key(line.get(1), line.get(2), split(line.get(3)), line.get(4), split(line.get(5)));
      (line.get(0).equals("p") ? views.keys : views.references)
          .computeIfAbsent(key.table(), _ -> new ArrayList<>())
          .add(key);
    }
    for (var line :
        link.texts(
            "SELECT a.attrelid::oid::text, a.attnum::text, a.attname::text FROM pg_attribute a"
                + " JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'v', 'm')"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE a.attnum > 0 AND NOT a.attisdropped AND n.nspname !~ '^pg_'"
                + " AND n.nspname <> 'information_schema'")) {
      views.names.put(new Column(line.get(0), line.get(1)), line.get(2));
    }
    return views;
  }

  private static List<String> split(String numbers) {
    return numbers.isEmpty() ? List.of() : List.of(numbers.split(","));
  }

  /** The entries of the outermost query: those that stand in one pair of braces. */
  private void entries(String view, String tree) {
    StringBuilder entry = new StringBuilder();
    int depth = 0;
    for (int at = 0; at < tree.length(); at++) {
      char sign = tree.charAt(at);
      if (sign == '\\') {
        at++;
      } else if (sign == '{') {
        depth++;
        if (depth == 2) {
          entry.setLength(0);
        }
      } else if (sign == '}') {
        if (depth == 2 && entry.indexOf("TARGETENTRY") == 0) {
          origin(view, entry);
        }
        depth--;
      } else if (depth == 2) {
        entry.append(sign);
      }
    }
  }

  private void origin(String view, CharSequence entry) {
    Matcher found = ENTRY.matcher(entry);
    if (found.find() && !found.group(3).equals("0")) {
      origins.put(new Column(view, found.group(1)), new Column(found.group(2), found.group(3)));
    }
  }

  /** The column of a table that a view's column shows; itself where views show each other. */
  private Column beneath(Column column) {
    Set<Column> seen = new HashSet<>();
    Column at = column;
    while (origins.containsKey(at)) {
      if (!seen.add(at)) {
        return column;
      }
      at = origins.getOrDefault(at, at);
    }
    return at;
  }

  /** The columns of a view by what they show; of several that show one, the first. */
  private Map<Column, String> shown(String view) {
    Map<Column, String> shown = new LinkedHashMap<>();
    origins.keySet().stream()
        .filter(it -> it.table().equals(view) && names.containsKey(it))
        .sorted(java.util.Comparator.comparing(it -> Integer.parseInt(it.number())))
        .forEach(it -> shown.putIfAbsent(beneath(it), names.getOrDefault(it, "")));
    return shown;
  }

  /** The keys of all tables beneath of which a view shows every column, as one. */
  List<String> key(String view) {
    Map<Column, String> shown = shown(view);
    return tables(shown)
        .flatMap(it -> keys.getOrDefault(it, List.of()).stream())
        .flatMap(it -> columns(it, shown).stream())
        .flatMap(List::stream)
        .toList();
  }

  /** The foreign keys of tables beneath of which a view shows every column. */
  List<Shown> references(String view) {
    Map<Column, String> shown = shown(view);
    return tables(shown)
        .flatMap(it -> references.getOrDefault(it, List.of()).stream())
        .flatMap(it ->
            columns(it, shown).stream()
                .map(columns -> new Shown(it.name(), columns, it.target(), targets(it))))
        .toList();
  }

  private static Stream<String> tables(Map<Column, String> shown) {
    return shown.keySet().stream().map(Column::table).distinct();
  }

  private static Optional<List<String>> columns(Key key, Map<Column, String> shown) {
    List<Column> wanted = key.columns().stream().map(it -> new Column(key.table(), it)).toList();
    return shown.keySet().containsAll(wanted)
        ? Optional.of(wanted.stream().map(it -> shown.getOrDefault(it, "")).toList())
        : Optional.empty();
  }

  private List<String> targets(Key key) {
    return key.targetColumns().stream()
        .map(it -> names.getOrDefault(new Column(key.target(), it), ""))
        .toList();
  }
}
