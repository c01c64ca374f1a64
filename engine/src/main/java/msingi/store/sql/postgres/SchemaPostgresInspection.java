package msingi.store.sql.postgres;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import msingi.store.SchemaImage.Name;
import msingi.store.sql.SchemaNames;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL itself tells about tables, columns, constraints, indexes and views. */
final class SchemaPostgresInspection {
  private final SchemaPostgresLink link;
  private final SortedMap<String, String> found = new TreeMap<>();

  SchemaPostgresInspection(SchemaPostgresLink link) {
    this.link = link;
  }

  SortedMap<String, String> inspect(SchemaNames names) {
    tables(wanted(names.tables()));
    put(
        "view ",
        wanted(names.views()) + "SELECT schema, name, '', pg_get_viewdef(oid) FROM wanted");
    return found;
  }

  /**
   * A digest of which transaction wrote each row of the catalogue about relations that are not the
   * database's own: statistics and freezing leave that as it is.
   */
  String mark() {
    return link.query(
            "WITH own AS (SELECT c.oid, c.xmin FROM pg_class c JOIN pg_namespace n"
                + " ON n.oid = c.relnamespace WHERE n.nspname !~ '^pg_'"
                + " AND n.nspname <> 'information_schema') SELECT "
                + digest("own", "own.oid, 0, own.xmin")
                + digest(
                    "own JOIN pg_attribute a ON a.attrelid = own.oid",
                    "own.oid, a.attnum::int4, a.xmin")
                + digest(
                    "own JOIN pg_attrdef d ON d.adrelid = own.oid",
                    "own.oid, d.adnum::int4, d.xmin")
                + digest("own JOIN pg_constraint k ON k.conrelid = own.oid", "k.oid, 0, k.xmin")
                + digest("own JOIN pg_index i ON i.indrelid = own.oid", "i.indexrelid, 0, i.xmin")
                + digest("own JOIN pg_rewrite r ON r.ev_class = own.oid", "r.oid, 0, r.xmin")
                + "1")
        .toString();
  }

  private static String digest(String rows, String row) {
    return "(SELECT count(*) || ' ' || coalesce(sum(hash_record_extended(ROW("
        + row
        + "), 0)), 0) FROM "
        + rows
        + "), ";
  }

  private static String wanted(Set<Name> names) {
    return "WITH wanted AS (SELECT c.oid, c.relkind, n.nspname::text AS schema,"
        + " c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        + " WHERE (n.nspname::text, c.relname::text) IN (VALUES "
        + SchemaNames.rows(names)
        + ")) ";
  }

  private void tables(String wanted) {
    put(
        "table ",
        wanted
            + "SELECT schema, name, '', CASE relkind WHEN 'r' THEN 'table' ELSE relkind::text END"
            + " FROM wanted");
    put(
        "column ",
        wanted
            + "SELECT schema, name, '.' || a.attname, format_type(a.atttypid, a.atttypmod)"
            + " || coalesce(' collate ' || nullif(l.collname, 'default'), '')"
            + " || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END"
            + " || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')"
            + " || CASE a.attidentity WHEN '' THEN '' ELSE ' identity' END"
            + " FROM wanted JOIN pg_attribute a ON a.attrelid = wanted.oid"
            + " LEFT JOIN pg_collation l ON l.oid = a.attcollation"
            + " LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
            + " WHERE a.attnum > 0 AND NOT a.attisdropped");
    put(
        "constraint ",
        wanted
            + "SELECT schema, name, '.' || k.conname, pg_get_constraintdef(k.oid)"
            + " FROM wanted JOIN pg_constraint k ON k.conrelid = wanted.oid"
            + " WHERE k.contype IN ('p', 'u', 'f', 'c', 'x')");
    put(
        "index ",
        wanted
            + "SELECT schema, name, '.' || c.relname, pg_get_indexdef(i.indexrelid)"
            + " || CASE WHEN i.indisvalid THEN '' ELSE ' (invalid)' END"
            + " FROM wanted JOIN pg_index i ON i.indrelid = wanted.oid"
            + " JOIN pg_class c ON c.oid = i.indexrelid"
            + " WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid"
            + " AND k.contype IN ('p', 'u', 'x'))");
  }

  private void put(String sort, String sql) {
    for (List<@Nullable String> line : link.query(sql)) {
      Name name = new Name(String.valueOf(line.get(0)), String.valueOf(line.get(1)));
      found.put(sort + name + line.get(2), String.valueOf(line.get(3)));
    }
  }
}
