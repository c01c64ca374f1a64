package msingi.store.sql.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import msingi.definition.Collection.Writing;
import msingi.definition.Relation.OnDelete;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.store.Catalog;
import msingi.store.Catalog.Check;
import msingi.store.Catalog.Column;
import msingi.store.Catalog.Default;
import msingi.store.Catalog.Named;
import msingi.store.Catalog.Reference;
import msingi.store.sql.Dialect;
import org.sqlite.SQLiteConfig;
import org.sqlite.jdbc4.JDBC4Connection;

/**
 * Reads what a file of SQLite holds. SQLite lets every column hold every kind of value: types are
 * those that the first rows bear out. The file is opened for reading only.
 */
public final class CatalogSqlite {
  private static final String HEADER = "SQLite format 3\0";
  private static final Pattern INSTEAD =
      Pattern.compile("(?is)\\bINSTEAD\\s+OF\\s+(INSERT|UPDATE|DELETE)\\b");

  private final SchemaSqliteLink link;
  private final CatalogKinds kinds;
  private final List<String> remarks = new ArrayList<>();
  private final Map<String, List<String>> keys = new HashMap<>();
  private final Map<String, List<String>> names = new HashMap<>();

  private CatalogSqlite(SchemaSqliteLink link) {
    this.link = link;
    this.kinds = new CatalogKinds(link);
  }

  /** A table or view as SQLite lists it. */
  private record Listed(String name, String kind, boolean withoutRowid, String sql) {}

  /** Reads a file; changes nothing, and makes no file. */
  public static Catalog read(Path file) {
    demand(file);
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(10_000);
    try (Connection connection =
        new JDBC4Connection("jdbc:sqlite:" + file, file.toString(), config.toProperties())) {
      return new CatalogSqlite(new SchemaSqliteLink(connection)).catalog();
    } catch (SQLException refused) {
      throw broken(file);
    } catch (Failure failed) {
      if (failed.problem().code() == ErrorCode.MIGRATION_BUSY) {
        throw Problem.of(ErrorCode.BUSY, "Somebody else writes to " + file).failure();
      }
      throw failed.problem().code() == ErrorCode.MIGRATION_FAILED
          ? Problem.of(ErrorCode.STORE_FAILED, file + " cannot be read as a database")
              .withDetails(failed.problem().message())
              .failure()
          : failed;
    }
  }

  private static void demand(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Problem.of(ErrorCode.CONFIGURATION, "There is no file " + file)
          .withHint("Say sqlite:FILE with a file that is there.")
          .failure();
    }
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(HEADER.length()), StandardCharsets.ISO_8859_1);
      if (!start.equals(HEADER) && Files.size(file) > 0) {
        throw broken(file);
      }
    } catch (IOException unreadable) {
      throw Problem.of(ErrorCode.CONFIGURATION, "The file " + file + " may not be read")
          .withHint("Let the user that runs Msingi read and write it.")
          .failure();
    }
  }

  private static Failure broken(Path file) {
    return Problem.of(ErrorCode.CONFIGURATION, file + " is no SQLite database")
        .withHint("Encrypted files, and those of other programs, cannot be adopted.")
        .failure();
  }

  private static String text(List<String> line, int at) {
    return line.get(at);
  }

  private Catalog catalog() {
    List<Listed> all = new ArrayList<>();
    for (var line :
        link.texts(
            "SELECT l.name, l.type, l.wr, coalesce(s.sql, '') FROM pragma_table_list AS l"
                + " JOIN sqlite_schema AS s ON s.name = l.name AND s.type IN ('table', 'view')"
                + " WHERE l.schema = 'main' AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                + " AND l.name NOT LIKE 'msingi\\_%' ESCAPE '\\' ORDER BY l.name")) {
      Listed it =
          new Listed(text(line, 0), text(line, 1), text(line, 2).equals("1"), text(line, 3));
      if (it.kind().equals("virtual")) {
        remarks.add("virtual table " + it.name() + " is not served");
      } else if (!it.kind().equals("shadow")) {
        all.add(it);
      }
    }
    Map<String, List<List<String>>> columns =
        grouped("name, type, \"notnull\", dflt_value, pk, hidden", "pragma_table_xinfo", "cid");
    all.stream()
        .filter(it -> it.kind().equals("view"))
        .forEach(it -> columns.put(it.name(), shown(it.name())));
    columns.forEach((table, lines) ->
        names.put(table.toLowerCase(Locale.ROOT), lines.stream().map(it -> text(it, 1)).toList()));
    columns.forEach((table, lines) -> keys.put(table.toLowerCase(Locale.ROOT), key(lines)));
    Map<String, List<List<String>>> references =
        grouped(
            "id, \"table\", \"from\", \"to\", on_delete",
            "pragma_foreign_key_list",
            "id DESC, q.seq");
    Map<String, List<List<String>>> triggers = triggers();
    Map<String, List<List<String>>> indexes = indexes();
    List<Catalog.Table> tables = new ArrayList<>();
    for (Listed it : all) {
      Draft draft = new Draft(it, triggers.getOrDefault(it.name(), List.of()));
      List<List<String>> own = columns.getOrDefault(it.name(), List.of());
      if (!own.isEmpty() && columns(draft, own)) {
        references(draft, references.getOrDefault(it.name(), List.of()));
        indexes(draft, indexes.getOrDefault(it.name(), List.of()));
        if (draft.view) {
          draft.remarks.add(
              "SQLite tells no key of it: say key: and relation: where you know them");
        } else {
          draft.checks.addAll(CatalogChecks.of(it.sql()));
        }
        tables.add(draft.table());
      }
    }
    return new Catalog(true, tables, List.of(), remarks);
  }

  /** Lines of a function over every table, by table. */
  private Map<String, List<List<String>>> grouped(String cells, String function, String order) {
    return byTable(
        "SELECT s.name, "
            + java.util.Arrays.stream(cells.split(", "))
                .map(it -> "q." + it)
                .collect(java.util.stream.Collectors.joining(", "))
            + " FROM sqlite_schema AS s, "
            + function
            + "(s.name) AS q WHERE s.type = 'table' AND s.sql NOT LIKE 'CREATE VIRTUAL%'"
            + " ORDER BY s.name, q."
            + order);
  }

  /** The columns of a view; none where it names what is gone. */
  private List<List<String>> shown(String view) {
    try {
      return link.texts(
          "SELECT q.name, q.name, q.type, 0, '', 0, 0 FROM pragma_table_xinfo("
              + Dialect.text(view)
              + ") AS q ORDER BY q.cid");
    } catch (Failure broken) {
      remarks.add("view " + view + " cannot be read: it names what is not there");
      return List.of();
    }
  }

  private Map<String, List<List<String>>> byTable(String sql) {
    Map<String, List<List<String>>> found = new LinkedHashMap<>();
    for (var line : link.texts(sql)) {
      found.computeIfAbsent(text(line, 0), _ -> new ArrayList<>()).add(line);
    }
    return found;
  }

  private Map<String, List<List<String>>> triggers() {
    return byTable(
        "SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name");
  }

  private Map<String, List<List<String>>> indexes() {
    return byTable(
        "SELECT s.name, l.name, l.\"unique\", l.origin, l.partial, x.name, x.\"desc\", x.cid,"
            + " x.coll, coalesce(i.sql, '') FROM sqlite_schema AS s,"
            + " pragma_index_list(s.name) AS l, pragma_index_xinfo(l.name) AS x"
            + " LEFT JOIN sqlite_schema AS i ON i.type = 'index' AND i.name = l.name"
            + " WHERE s.type = 'table' AND s.sql NOT LIKE 'CREATE VIRTUAL%' AND x.key = 1"
            + " AND l.origin <> 'pk' ORDER BY s.name, l.name, x.seqno");
  }

  private static List<String> key(List<List<String>> lines) {
    return lines.stream()
        .filter(it -> !text(it, 5).equals("0"))
        .sorted(java.util.Comparator.comparing(it -> Integer.parseInt(text(it, 5))))
        .map(it -> text(it, 1))
        .toList();
  }

  /** A table while it is being read. */
  private static final class Draft {
    final Listed listed;
    final boolean view;
    final Set<Writing> writes = EnumSet.noneOf(Writing.class);
    final List<Column> columns = new ArrayList<>();
    final List<String> key = new ArrayList<>();
    final List<Named> uniques = new ArrayList<>();
    final List<Named> indexes = new ArrayList<>();
    final List<Reference> references = new ArrayList<>();
    final List<Check> checks = new ArrayList<>();
    final List<String> remarks = new ArrayList<>();

    Draft(Listed listed, List<List<String>> triggers) {
      this.listed = listed;
      this.view = listed.kind().equals("view");
      if (!view) {
        writes.addAll(EnumSet.allOf(Writing.class));
      }
      for (var trigger : triggers) {
        var instead = INSTEAD.matcher(text(trigger, 2));
        if (view && instead.find()) {
          writes.add(
              switch (instead.group(1).toUpperCase(Locale.ROOT)) {
                case "INSERT" -> Writing.CREATE;
                case "UPDATE" -> Writing.UPDATE;
                default -> Writing.DELETE;
              });
        }
        remarks.add("trigger " + text(trigger, 1) + " goes on as before");
      }
    }

    Catalog.Table table() {
      return new Catalog.Table(
          "",
          listed.name(),
          view,
          writes,
          columns,
          key,
          uniques,
          indexes,
          references,
          checks,
          "",
          remarks);
    }
  }

  /** Whether the columns could be read: a view may name tables that are gone. */
  private boolean columns(Draft draft, List<List<String>> lines) {
    List<String> key = keys.getOrDefault(draft.listed.name().toLowerCase(Locale.ROOT), List.of());
    List<CatalogKinds.Asked> asked =
        lines.stream()
            .filter(it -> !text(it, 6).equals("1"))
            .map(it -> new CatalogKinds.Asked(text(it, 1), text(it, 2)))
            .toList();
    List<CatalogKinds.Kind> found;
    try {
      found = kinds.of(draft.listed.name(), asked);
    } catch (Failure unreadable) {
      remarks.add(draft.listed.kind() + " " + draft.listed.name() + " cannot be read");
      return false;
    }
    boolean nulls = false;
    int at = 0;
    for (var line : lines) {
      if (text(line, 6).equals("1")) {
        continue;
      }
      CatalogKinds.Kind kind = found.get(at++);
      boolean inKey = key.contains(text(line, 1));
      boolean rowid =
          key.size() == 1
              && inKey
              && text(line, 2).equalsIgnoreCase("INTEGER")
              && !draft.listed.withoutRowid()
              && kind.type().equals("long");
      nulls |= inKey && !rowid && kind.nulls();
      boolean required = text(line, 3).equals("1") || inKey;
      draft.columns.add(
          new Column(
              text(line, 1),
              kind.type(),
              !required || (draft.view && !inKey),
              rowid ? Default.Identity.IDENTITY : fill(line, kind.type()),
              "",
              kind.remark()));
    }
    if (nulls) {
      draft.remarks.add("its key " + key + " is null in some rows, so that it is none here");
      draft.uniques.add(new Named(draft.listed.name() + "_pkey", key));
      draft.columns.replaceAll(it ->
          key.contains(it.name())
              ? new Column(it.name(), it.type(), true, it.fill(), it.comment(), it.remark())
              : it);
    } else {
      draft.key.addAll(key);
    }
    return true;
  }

  private static Default fill(List<String> line, String type) {
    String sql = text(line, 4);
    String hidden = text(line, 6);
    if (hidden.equals("2") || hidden.equals("3")) {
      return new Default.Stored("generated", true);
    }
    return CatalogKinds.fill(sql, type);
  }

  /** A column's name as its table spells it: SQLite asks not for its case. */
  private String spelled(String table, String column) {
    return names.getOrDefault(table, List.of()).stream()
        .filter(it -> it.equalsIgnoreCase(column))
        .findFirst()
        .orElse(column);
  }

  private void references(Draft draft, List<List<String>> lines) {
    Map<String, List<List<String>>> byId = new LinkedHashMap<>();
    lines.forEach(it -> byId.computeIfAbsent(text(it, 1), _ -> new ArrayList<>()).add(it));
    for (var one : byId.values()) {
      String target = text(one.getFirst(), 2);
      String folded = target.toLowerCase(Locale.ROOT);
      List<String> there =
          one.stream().allMatch(it -> text(it, 4).isEmpty())
              ? keys.getOrDefault(folded, List.of())
              : one.stream().map(it -> spelled(folded, text(it, 4))).toList();
      draft.references.add(
          new Reference(
              "",
              one.stream().map(it -> text(it, 3)).toList(),
              "",
              target,
              there,
              switch (text(one.getFirst(), 5)) {
                case "CASCADE" -> OnDelete.CASCADE;
                case "SET NULL" -> OnDelete.CLEAR;
                default -> OnDelete.RESTRICT;
              }));
    }
  }

  private static void indexes(Draft draft, List<List<String>> lines) {
    Map<String, List<List<String>>> byName = new LinkedHashMap<>();
    lines.forEach(it -> byName.computeIfAbsent(text(it, 1), _ -> new ArrayList<>()).add(it));
    byName.forEach((name, parts) -> {
      var first = parts.getFirst();
      boolean plain =
          text(first, 4).equals("0")
              && parts.stream()
                  .allMatch(it ->
                      !text(it, 5).isEmpty()
                          && text(it, 6).equals("0")
                          && text(it, 8).equalsIgnoreCase("BINARY"));
      List<String> columns = parts.stream().map(it -> text(it, 5)).toList();
      boolean own = text(first, 3).equals("u");
      if (plain && text(first, 2).equals("1")) {
        draft.uniques.add(new Named(own ? "" : name, columns));
      } else if (plain) {
        draft.indexes.add(new Named(name, columns));
      } else {
        draft.remarks.add(
            own
                ? "unique " + columns + " in an order of its own"
                : "index " + name + ": " + text(first, 9).replaceAll("\\s+", " "));
      }
    });
  }
}
