package msingi.store.sql.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import msingi.store.Catalog;
import msingi.store.Catalog.Answer;
import msingi.store.Catalog.Argument;
import msingi.store.Catalog.Routine;

/** Reads the stored functions that a request could call. */
final class CatalogRoutines {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

  private final SchemaPostgresLink link;
  private final String spaces;
  private final List<String> remarks;

  CatalogRoutines(SchemaPostgresLink link, String spaces, List<String> remarks) {
    this.link = link;
    this.spaces = spaces;
    this.remarks = remarks;
  }

  List<Routine> read() {
    Map<String, List<List<String>>> byRoutine = new LinkedHashMap<>();
    for (var line :
        link.texts(
            "SELECT p.oid::text, n.nspname::text, p.proname::text, p.prokind::text,"
                + " p.provolatile::text, p.proretset, format_type(p.prorettype, NULL),"
                + " rt.typtype::text, rn.nspname::text, rc.relname::text, p.pronargdefaults::text,"
                + " p.pronargs::text, p.provariadic <> 0, obj_description(p.oid, 'pg_proc'),"
                + " format_type(u.type, NULL), coalesce(u.mode::text, 'i'), coalesce(u.name, ''),"
                + " has_function_privilege(p.oid, 'EXECUTE'), rc.relkind::text,"
                + " pg_get_function_identity_arguments(p.oid), an.nspname::text, ac.relname::text,"
                + " p.prorows = 1"
                + " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                + " JOIN pg_type rt ON rt.oid = p.prorettype"
                + " LEFT JOIN pg_class rc ON rc.oid = rt.typrelid"
                + " LEFT JOIN pg_namespace rn ON rn.oid = rc.relnamespace"
                + " LEFT JOIN LATERAL unnest(coalesce(p.proallargtypes, p.proargtypes::oid[]),"
                + " p.proargmodes, p.proargnames) WITH ORDINALITY AS u(type, mode, name, place)"
                + " ON u.type IS NOT NULL LEFT JOIN pg_type ut ON ut.oid = u.type"
                + " LEFT JOIN pg_class ac ON ac.oid = ut.typrelid AND ac.relkind IN ('r', 'p', 'v')"
                + " LEFT JOIN pg_namespace an ON an.oid = ac.relnamespace WHERE "
                + spaces
                + " AND NOT EXISTS (SELECT 1 FROM pg_depend x WHERE x.classid = 'pg_proc'::regclass"
                + " AND x.objid = p.oid AND x.deptype = 'e')"
                + " ORDER BY n.nspname, p.proname, p.oid, u.place")) {
      byRoutine.computeIfAbsent(text(line, 0), _ -> new ArrayList<>()).add(line);
    }
    List<Routine> routines = new ArrayList<>();
    byRoutine.values().forEach(it -> routine(it).ifPresent(routines::add));
    return routines;
  }

  private static String text(List<String> line, int at) {
    return line.get(at);
  }

  private Optional<Routine> routine(List<List<String>> lines) {
    var first = lines.getFirst();
    String full = text(first, 1) + "." + text(first, 2) + "(" + text(first, 19) + ")";
    Optional<String> reason = unfit(lines);
    if (reason.isPresent()) {
      remarks.add("function " + full + ": " + reason.get());
      return Optional.empty();
    }
    if (row(lines)) {
      boolean one = text(first, 22).equals("true");
      Answer answer = answer(first, List.of());
      return Optional.of(
          new Routine(
              text(first, 1),
              text(first, 2),
              new Catalog.Row(text(first, 20), text(first, 21)),
              List.of(),
              one && answer instanceof Answer.Rows(String schema, String table, boolean _)
                  ? new Answer.Rows(schema, table, false)
                  : answer,
              "stable",
              text(first, 13)));
    }
    int count = Integer.parseInt(text(first, 11));
    int fallbacks = Integer.parseInt(text(first, 10));
    List<Argument> arguments = new ArrayList<>();
    List<Argument> columns = new ArrayList<>();
    for (var line : lines) {
      String mode = text(line, 15);
      if (text(line, 14).isEmpty()) {
        continue;
      }
      String type = CatalogTypes.of(text(line, 14), false);
      if (mode.equals("i") || mode.equals("b")) {
        boolean optional = arguments.size() >= count - fallbacks;
        arguments.add(new Argument(text(line, 16), type, optional));
      }
      if (!mode.equals("i")) {
        columns.add(new Argument(text(line, 16), type, false));
      }
    }
    return Optional.of(
        new Routine(
            text(first, 1),
            text(first, 2),
            Catalog.Row.NONE,
            arguments,
            answer(first, columns),
            switch (text(first, 4)) {
              case "i" -> "immutable";
              case "s" -> "stable";
              default -> "volatile";
            },
            text(first, 13)));
  }

  /** Whether all that it takes is a row of a table. */
  private static boolean row(List<List<String>> lines) {
    return lines.size() == 1
        && text(lines.getFirst(), 15).equals("i")
        && !text(lines.getFirst(), 21).isEmpty();
  }

  private static Answer answer(List<String> line, List<Argument> columns) {
    boolean many = text(line, 5).equals("true");
    String type = text(line, 6);
    if (columns.size() > 1 || (columns.size() == 1 && many)) {
      return new Answer.Columns(columns, many);
    }
    if (type.equals("void")) {
      return Answer.Nothing.NOTHING;
    }
    String kind = text(line, 18);
    boolean rows = kind.equals("r") || kind.equals("p") || kind.equals("v") || kind.equals("m");
    return rows
        ? new Catalog.Answer.Rows(text(line, 8), text(line, 9), many)
        : new Answer.Values(CatalogTypes.of(type, false), many);
  }

  /** Why a function cannot be declared. */
  private static Optional<String> unfit(List<List<String>> lines) {
    var first = lines.getFirst();
    String type = text(first, 6);
    if (!text(first, 3).equals("f")) {
      return Optional.of("no function but a procedure, an aggregate or a window function");
    }
    if (type.equals("trigger") || type.equals("event_trigger")) {
      return Optional.of("only triggers call it");
    }
    if (text(first, 12).equals("true")) {
      return Optional.of("variadic arguments");
    }
    if (!text(first, 17).equals("true")) {
      return Optional.of("this role may not call it");
    }
    for (var line : row(lines) ? List.<List<String>>of() : lines) {
      boolean taken = !text(line, 14).isEmpty();
      if (taken && !NAME.matcher(text(line, 16)).matches()) {
        return Optional.of("an argument without a plain name");
      }
    }
    boolean pseudo = text(first, 7).equals("p") && !type.equals("void");
    boolean columns = lines.stream().anyMatch(it -> List.of("o", "b", "t").contains(text(it, 15)));
    return pseudo && !columns ? Optional.of("it answers " + type) : Optional.empty();
  }
}
