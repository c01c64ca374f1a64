package msingi.store.sql.postgres;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

/**
 * Reads the catalogue of a PostgreSQL database: a few questions, however many tables there are. Its
 * names of types carry their schema, since only {@code pg_catalog} is searched.
 */
public final class CatalogPostgres {
  private static final int INSERTS = 1 << 3;
  private static final int UPDATES = 1 << 2;
  private static final int DELETES = 1 << 4;

  private final SchemaPostgresLink link;
  private final Set<String> schemas;
  private final Map<String, Draft> tables = new LinkedHashMap<>();
  private final List<String> remarks = new ArrayList<>();

  private CatalogPostgres(SchemaPostgresLink link, Set<String> schemas) {
    this.link = link;
    this.schemas = schemas;
  }

  /**
   * Reads the catalogue; changes nothing.
   *
   * @param schemas those to look at; every one that is not the system's when empty
   */
  public static Catalog read(PostgresStore store, Set<String> schemas) {
    SchemaPostgresLink link = connected(store);
    try {
      link.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
      Catalog catalog = new CatalogPostgres(link, schemas).catalog();
      link.execute("COMMIT");
      return catalog;
    } catch (Failure failed) {
      throw failed.problem().code() == ErrorCode.MIGRATION_FAILED
          ? Problem.of(ErrorCode.STORE_FAILED, "The catalogue of the database cannot be read")
              .withDetails(failed.problem().message())
              .withHint("See that this role may read the tables; nothing was changed.")
              .failure()
          : failed;
    } finally {
      link.close();
    }
  }

  /** The words of a server that refuses are told; those of a driver are not. */
  private static SchemaPostgresLink connected(PostgresStore store) {
    try {
      return SchemaPostgres.of(store).link();
    } catch (Failure failed) {
      Problem problem = Problem.of(ErrorCode.STORE_UNAVAILABLE);
      if (failed.problem().code() == ErrorCode.STORE_UNAVAILABLE) {
        throw problem
            .withDetails("Nothing answers there.")
            .withHint("See host and port.")
            .failure();
      }
      if (failed.problem().code() == ErrorCode.MIGRATION_FAILED) {
        throw problem
            .withDetails(failed.problem().message())
            .withHint("See user, password and the name of the database.")
            .failure();
      }
      throw failed;
    }
  }

  /** A table while it is being read. */
  private static final class Draft {
    final String schema;
    final String name;
    final boolean view;
    final Set<Writing> writes;
    final String comment;
    final List<Column> columns = new ArrayList<>();
    final List<String> key = new ArrayList<>();
    final List<Named> uniques = new ArrayList<>();
    final List<Named> indexes = new ArrayList<>();
    final List<Reference> references = new ArrayList<>();
    final List<Check> checks = new ArrayList<>();
    final List<String> remarks = new ArrayList<>();

    Draft(String schema, String name, boolean view, Set<Writing> writes, String comment) {
      this.schema = schema;
      this.name = name;
      this.view = view;
      this.writes = writes;
      this.comment = comment;
    }

    Catalog.Table table() {
      return new Catalog.Table(
          schema,
          name,
          view,
          writes,
          columns,
          key,
          uniques,
          indexes,
          references,
          checks,
          comment,
          remarks);
    }
  }

  private Catalog catalog() {
    known();
    tables();
    columns();
    constraints();
    views();
    indexes();
    triggers();
    var routines = new CatalogRoutines(link, spaces("n.nspname"), remarks).read();
    return new Catalog(
        false, tables.values().stream().map(Draft::table).toList(), routines, remarks);
  }

  private void known() {
    Set<String> there =
        link.texts("SELECT nspname::text FROM pg_namespace").stream()
            .map(it -> text(it, 0))
            .collect(Collectors.toSet());
    for (String schema : schemas) {
      if (!there.contains(schema)) {
        throw Problem.of(ErrorCode.CONFIGURATION, "The database has no schema \"" + schema + "\"")
            .failure();
      }
    }
  }

  private String spaces(String column) {
    return schemas.isEmpty()
        ? column + " !~ '^pg_' AND " + column + " NOT IN ('information_schema', 'msingi')"
        : column
            + " IN ("
            + schemas.stream().map(Dialect::text).collect(Collectors.joining(", "))
            + ")";
  }

  private static String text(List<String> line, int at) {
    return line.get(at);
  }

  private static boolean truth(List<String> line, int at) {
    return text(line, at).equals("true");
  }

  /** Everything in which rows are, but for what an extension made. */
  private String relations() {
    return " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
        + spaces("n.nspname")
        + " AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT EXISTS (SELECT 1 FROM pg_depend x"
        + " WHERE x.classid = 'pg_class'::regclass AND x.objid = c.oid AND x.deptype = 'e')";
  }

  private void tables() {
    for (var line :
        link.texts(
            "SELECT c.oid::text, n.nspname::text, c.relname::text, c.relkind::text,"
                + " c.relispartition, obj_description(c.oid, 'pg_class'),"
                + " pg_relation_is_updatable(c.oid, true)::text, c.relrowsecurity,"
                + " has_schema_privilege(n.oid, 'USAGE') AND (has_table_privilege(c.oid, 'SELECT')"
                + " OR has_any_column_privilege(c.oid, 'SELECT')), c.relnatts::text"
                + relations()
                + " ORDER BY n.nspname, c.relname")) {
      String full = text(line, 1) + "." + text(line, 2);
      String kind = text(line, 3);
      if (truth(line, 4)) {
        remarks.add("table " + full + " is a part of another one, and served by that");
      } else if (!truth(line, 8)) {
        remarks.add("table " + full + " may not be read by this role");
      } else {
        Draft draft = draft(line, kind);
        tables.put(text(line, 0), draft);
        if (truth(line, 7)) {
          draft.remarks.add("row security of the database goes on, for the role of the connection");
        }
      }
    }
  }

  private static Draft draft(List<String> line, String kind) {
    boolean view = kind.equals("v") || kind.equals("m") || kind.equals("f");
    int mask = text(line, 6).isEmpty() ? 0 : Integer.parseInt(text(line, 6));
    Set<Writing> writes = EnumSet.noneOf(Writing.class);
    if (kind.equals("v")) {
      add(writes, Writing.CREATE, mask & INSERTS);
      add(writes, Writing.UPDATE, mask & UPDATES);
      add(writes, Writing.DELETE, mask & DELETES);
    } else if (!view) {
      writes.addAll(EnumSet.allOf(Writing.class));
    }
    Draft draft = new Draft(text(line, 1), text(line, 2), view, writes, text(line, 5));
    if (kind.equals("m")) {
      draft.remarks.add("a materialized view: it shows what REFRESH last found");
    } else if (kind.equals("f")) {
      draft.remarks.add("a foreign table, served for reading only");
    }
    return draft;
  }

  private static void add(Set<Writing> writes, Writing writing, int bit) {
    if (bit != 0) {
      writes.add(writing);
    }
  }

  private void columns() {
    List<List<String>> lines =
        link.texts(
            "SELECT c.oid::text, a.attname::text, format_type(a.atttypid, a.atttypmod),"
                + " a.attnotnull OR t.typnotnull, a.attidentity::text, a.attgenerated::text,"
                + " coalesce(pg_get_expr(d.adbin, d.adrelid), t.typdefault),"
                + " col_description(c.oid, a.attnum), t.typtype::text,"
                + " CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) END,"
                + " CASE WHEN pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%' THEN"
                + " pg_get_serial_sequence(quote_ident(n.nspname) || '.' || quote_ident(c.relname),"
                + " a.attname) END, (SELECT string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder)"
                + " FROM pg_enum e WHERE e.enumtypid = t.oid), b.typtype::text,"
                + " (SELECT string_agg(pg_get_constraintdef(k.oid), ' AND ' ORDER BY k.conname)"
                + " FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'),"
                + " has_column_privilege(c.oid, a.attnum, 'SELECT')"
                + relations()
                    .replace(
                        " WHERE ",
                        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
                            + " AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid"
                            + " LEFT JOIN pg_type b ON b.oid = t.typbasetype"
                            + " LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
                            + " WHERE ")
                + " ORDER BY c.oid, a.attnum");
    Set<List<String>> nested = nested(lines);
    for (var line : lines) {
      Draft draft = tables.get(text(line, 0));
      if (draft != null && truth(line, 14)) {
        draft.columns.add(column(line, nested));
      } else if (draft != null) {
        draft.remarks.add("column " + text(line, 1) + " may not be read by this role");
      }
    }
  }

  private Column column(List<String> line, Set<List<String>> nested) {
    String name = text(line, 1);
    String own = text(line, 2);
    boolean domain = text(line, 8).equals("d") && text(line, 12).equals("b");
    String type =
        CatalogTypes.of(
            domain ? text(line, 9) : own, nested.contains(List.of(text(line, 0), name)));
    if (domain && type.startsWith("native(")) {
      type = CatalogTypes.of(own, false);
    }
    String remark = "";
    if (domain) {
      String check = text(line, 13);
      remark = "domain " + own + (check.isEmpty() ? "" : ": " + check);
    } else if (text(line, 8).equals("e")) {
      remark = "one of: " + text(line, 11);
    }
    return new Column(name, type, !truth(line, 3), fill(line, type), text(line, 7), remark.strip());
  }

  private static Default fill(List<String> line, String type) {
    boolean whole = type.equals("int") || type.equals("long");
    String sql = text(line, 6);
    if (!text(line, 5).isEmpty()) {
      return new Default.Stored(sql, true);
    }
    boolean owned = !text(line, 10).isEmpty() && sql.contains(Dialect.text(text(line, 10)));
    if (!text(line, 4).isEmpty() || (owned && truth(line, 3))) {
      return whole ? Default.Identity.IDENTITY : new Default.Stored(sql, false);
    }
    return CatalogDefaults.of(sql, type);
  }

  /** Arrays that hold arrays, among the first rows: the language has none of them. */
  private Set<List<String>> nested(List<List<String>> lines) {
    List<String> questions = new ArrayList<>();
    for (var line : lines) {
      Draft draft = tables.get(text(line, 0));
      if (draft != null && !draft.view && text(line, 2).endsWith("[]") && truth(line, 14)) {
        String column = Dialect.quote(text(line, 1));
        questions.add(
            "SELECT "
                + Dialect.text(text(line, 0))
                + ", "
                + Dialect.text(text(line, 1))
                + " WHERE EXISTS (SELECT 1 FROM (SELECT "
                + column
                + " AS it FROM "
                + Dialect.quote(draft.schema)
                + "."
                + Dialect.quote(draft.name)
                + " LIMIT 10000) AS looked WHERE array_ndims(it) > 1)");
      }
    }
    return questions.isEmpty()
        ? Set.of()
        : link.texts(String.join(" UNION ALL ", questions)).stream()
            .map(it -> List.of(text(it, 0), text(it, 1)))
            .collect(Collectors.toSet());
  }

  private void constraints() {
    Map<String, List<List<String>>> byConstraint = new LinkedHashMap<>();
    for (var line :
        link.texts(
            "SELECT k.oid::text, k.conrelid::text, k.conname::text, k.contype::text,"
                + " a.attname::text, f.attname::text, tn.nspname::text, tc.relname::text,"
                + " k.confdeltype::text, k.condeferrable, pg_get_constraintdef(k.oid),"
                + " pg_get_expr(k.conbin, k.conrelid), k.convalidated"
                + relations()
                    .replace(
                        " WHERE ",
                        " JOIN pg_constraint k ON k.conrelid = c.oid AND (k.conparentid = 0"
                            + " OR k.contype <> 'f') LEFT JOIN LATERAL unnest(k.conkey, k.confkey)"
                            + " WITH ORDINALITY AS u(here, there, place) ON true"
                            + " LEFT JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.here"
                            + " LEFT JOIN pg_attribute f ON f.attrelid = k.confrelid"
                            + " AND f.attnum = u.there LEFT JOIN pg_class tc ON tc.oid = k.confrelid"
                            + " LEFT JOIN pg_namespace tn ON tn.oid = tc.relnamespace WHERE ")
                + " ORDER BY k.conrelid, k.conname, k.oid, u.place")) {
      byConstraint.computeIfAbsent(text(line, 0), _ -> new ArrayList<>()).add(line);
    }
    byConstraint.values().forEach(this::constraint);
  }

  /** Views have the keys and the references of the columns that they show unchanged. */
  private void views() {
    if (tables.values().stream().noneMatch(it -> it.view)) {
      return;
    }
    CatalogViews views = CatalogViews.read(link);
    tables.forEach((id, draft) -> {
      if (!draft.view) {
        return;
      }
      Set<String> visible = draft.columns.stream().map(Column::name).collect(Collectors.toSet());
      List<String> key = views.key(id);
      if (visible.containsAll(key)) {
        key.stream().distinct().forEach(draft.key::add);
      }
      if (draft.key.isEmpty()) {
        draft.remarks.add("no key shows in it: say key: and relation: where you know better");
      }
      for (CatalogViews.Shown it : views.references(id)) {
        Draft target = tables.get(it.target());
        if (target != null && visible.containsAll(it.columns())) {
          draft.references.add(
              new Reference(
                  it.name(),
                  it.columns(),
                  target.schema,
                  target.name,
                  it.targetColumns(),
                  OnDelete.RESTRICT));
        }
      }
    });
  }

  private void constraint(List<List<String>> lines) {
    var first = lines.getFirst();
    Draft draft = tables.get(text(first, 1));
    if (draft == null) {
      return;
    }
    String name = text(first, 2);
    List<String> columns = lines.stream().map(it -> text(it, 4)).toList();
    switch (text(first, 3)) {
      case "p" -> draft.key.addAll(columns);
      case "u" -> unique(draft, name, columns, truth(first, 9));
      case "c" -> draft.checks.add(new Check(name, text(first, 11)));
      case "f" ->
          draft.references.add(
              new Reference(
                  name,
                  columns,
                  text(first, 6),
                  text(first, 7),
                  lines.stream().map(it -> text(it, 5)).toList(),
                  onDelete(text(first, 8))));
      case "x" -> draft.remarks.add("constraint " + name + ": " + text(first, 10));
      default -> {}
    }
  }

  private static void unique(Draft draft, String name, List<String> columns, boolean deferrable) {
    if (deferrable) {
      draft.remarks.add("constraint " + name + " is deferrable: no upsert goes by it");
    } else {
      draft.uniques.add(new Named(name, columns));
    }
  }

  private static OnDelete onDelete(String code) {
    return switch (code) {
      case "c" -> OnDelete.CASCADE;
      case "n" -> OnDelete.CLEAR;
      default -> OnDelete.RESTRICT;
    };
  }

  private void indexes() {
    Map<String, List<List<String>>> byIndex = new LinkedHashMap<>();
    for (var line :
        link.texts(
            "SELECT i.indexrelid::text, i.indrelid::text, ic.relname::text, i.indisunique,"
                + " i.indpred IS NULL AND i.indexprs IS NULL AND am.amname = 'btree'"
                + " AND i.indisvalid AND i.indnkeyatts = i.indnatts"
                + " AND NOT EXISTS (SELECT 1 FROM unnest(i.indoption) AS o(it) WHERE o.it <> 0)"
                + " AND NOT EXISTS (SELECT 1 FROM unnest(i.indclass) AS o(it)"
                + " JOIN pg_opclass p ON p.oid = o.it WHERE NOT p.opcdefault),"
                + " pg_get_indexdef(i.indexrelid), a.attname::text"
                + relations()
                    .replace(
                        " WHERE ",
                        " JOIN pg_index i ON i.indrelid = c.oid"
                            + " JOIN pg_class ic ON ic.oid = i.indexrelid"
                            + " JOIN pg_am am ON am.oid = ic.relam"
                            + " LEFT JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS u(here, place)"
                            + " ON true LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid"
                            + " AND a.attnum = u.here WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k"
                            + " WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')) AND ")
                + " ORDER BY i.indrelid, ic.relname, i.indexrelid, u.place")) {
      byIndex.computeIfAbsent(text(line, 0), _ -> new ArrayList<>()).add(line);
    }
    for (var lines : byIndex.values()) {
      var first = lines.getFirst();
      Draft draft = tables.get(text(first, 1));
      if (draft == null) {
        continue;
      }
      Named index =
          new Named(
              text(first, 2),
              truth(first, 4) ? lines.stream().map(it -> text(it, 6)).toList() : List.of());
      if (!truth(first, 4)) {
        draft.remarks.add("index " + index.name() + ": " + text(first, 5));
      } else if (truth(first, 3)) {
        draft.uniques.add(index);
      } else {
        draft.indexes.add(index);
      }
    }
  }

  private void triggers() {
    Map<String, List<String>> found = new HashMap<>();
    for (var line :
        link.texts(
            "SELECT c.oid::text, 'trigger ' || g.tgname || ' goes on as before'"
                + relations()
                    .replace(
                        " WHERE ",
                        " JOIN pg_trigger g ON g.tgrelid = c.oid AND NOT g.tgisinternal WHERE ")
                + " UNION ALL SELECT c.oid::text, 'policy ' || p.polname || ' goes on as before'"
                + relations().replace(" WHERE ", " JOIN pg_policy p ON p.polrelid = c.oid WHERE ")
                + " UNION ALL SELECT c.oid::text, 'rule ' || r.rulename || ' goes on as before'"
                + relations()
                    .replace(
                        " WHERE ",
                        " JOIN pg_rewrite r ON r.ev_class = c.oid AND r.rulename <> '_RETURN' WHERE ")
                + " ORDER BY 1, 2")) {
      found.computeIfAbsent(text(line, 0), _ -> new ArrayList<>()).add(text(line, 1));
    }
    tables.forEach((id, it) -> it.remarks.addAll(found.getOrDefault(id, List.of())));
  }
}
