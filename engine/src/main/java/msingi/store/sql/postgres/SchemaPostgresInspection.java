package msingi.store.sql.postgres;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import msingi.store.SchemaImage;
import msingi.store.SchemaImage.Name;
import msingi.store.sql.Dialect;
import msingi.store.sql.SchemaWords;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL itself tells about tables, columns, constraints, indexes and views. */
final class SchemaPostgresInspection {
  private static final SchemaWords WORDS = new SchemaPostgresWords();
  private final SchemaPostgresLink link;
  private final SortedMap<String, String> found = new TreeMap<>();

  SchemaPostgresInspection(SchemaPostgresLink link) {
    this.link = link;
  }

  SortedMap<String, String> inspect(SchemaImage image) {
    image.tables().keySet().forEach(this::table);
    image.views().keySet().forEach(this::view);
    return found;
  }

  private void table(Name name) {
    String id = "to_regclass(" + Dialect.text(WORDS.table(name)) + ")";
    put(
        "table ",
        name,
        "SELECT '', CASE relkind WHEN 'r' THEN 'table' ELSE relkind::text END"
            + " FROM pg_class WHERE oid = "
            + id);
    put(
        "column ",
        name,
        "SELECT '.' || a.attname, format_type(a.atttypid, a.atttypmod)"
            + " || coalesce(' collate ' || nullif(l.collname, 'default'), '')"
            + " || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END"
            + " || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')"
            + " || CASE a.attidentity WHEN '' THEN '' ELSE ' identity' END"
            + " FROM pg_attribute a LEFT JOIN pg_collation l ON l.oid = a.attcollation"
            + " LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
            + " WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid = "
            + id);
    put(
        "constraint ",
        name,
        "SELECT '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint"
            + " WHERE contype IN ('p', 'u', 'f', 'c', 'x') AND conrelid = "
            + id);
    put(
        "index ",
        name,
        "SELECT '.' || c.relname, pg_get_indexdef(i.indexrelid)"
            + " || CASE WHEN i.indisvalid THEN '' ELSE ' (invalid)' END"
            + " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            + " WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid"
            + " AND k.contype IN ('p', 'u', 'x')) AND i.indrelid = "
            + id);
  }

  private void view(Name name) {
    String id = "to_regclass(" + Dialect.text(WORDS.table(name)) + ")";
    put("view ", name, "SELECT '', pg_get_viewdef(oid) FROM pg_class WHERE oid = " + id);
  }

  private void put(String sort, Name name, String sql) {
    for (List<@Nullable String> line : link.query(sql)) {
      found.put(sort + name + line.get(0), String.valueOf(line.get(1)));
    }
  }
}
