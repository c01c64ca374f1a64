package msingi.store.sql.sqlite;

import java.util.LinkedHashMap;
import java.util.Map;

/** The compiled statements of one connection, the least used ones forgotten; one thread only. */
final class Statements {
  private static final int MOST = 256;

  private final Link link;
  private final Map<String, Link.Prepared> kept = new LinkedHashMap<>(64, 0.75f, true);

  Statements(Link link) {
    this.link = link;
  }

  /** The statement of this text, compiled if need be. */
  Link.Prepared get(String sql) {
    Link.Prepared found = kept.get(sql);
    if (found != null && found.usable()) {
      return found;
    }
    Link.Prepared made = link.prepare(sql);
    kept.put(sql, made);
    if (kept.size() > MOST) {
      var oldest = kept.entrySet().iterator();
      oldest.next().getValue().close();
      oldest.remove();
    }
    return made;
  }

  /** Forgets all of them, as work beside this cache may demand. */
  void clear() {
    kept.values().forEach(Link.Prepared::close);
    kept.clear();
  }
}
