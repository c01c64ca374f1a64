package msingi.testkit;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A definition of many collections, as a large organisation would write it: offices that hold
 * staff, and collections that hang on an office and on each other, each with ten fields and a key,
 * two relations, rules by membership and role, checks and an index.
 */
public final class Registry {
  private static final String MAIN =
      """
      msingi: 1
      name: registry
      roles: [clerk, auditor]
      types:
        state: { one_of: [draft, open, settled, void] }
      collections:
        offices:
          fields:
            name: text(1..120) unique
            manager: uuid?
            public: bool = false
          access:
            read: public || manager == auth.uid || 'auditor' in auth.roles
            create: "'clerk' in auth.roles"
      """;
  private static final String COLLECTION =
      """
      fields:
        code: text(1..40) unique
        title: text(1..120)
        state: state = draft
        amount: decimal(12,2)?
        starts_on: date?
        ends_on: date?
        note: text?
        created_at: timestamp auto(create)
        office: offices
        follows: { is: %1$s, optional: true }
        %3$s: text?
      check:
        - ends_on == null || starts_on == null || ends_on >= starts_on
        - amount == null || (amount >= 0 && amount < %2$d)
      index:
        - [state, title]
      access:
        read: office.manager == auth.uid || 'clerk' in auth.roles || (office.public && state == 'open')
        create: office.manager == auth.uid && state == 'draft'
        update: office.manager == auth.uid && old.state != 'settled'
        delete: "'clerk' in auth.roles && state == 'void'"
        fields:
          note: { read: "'clerk' in auth.roles || 'auditor' in auth.roles", write: "'clerk' in auth.roles" }
      """;

  private Registry() {}

  /**
   * The texts of a definition by file name, as {@link msingi.definition.DefinitionReader} takes
   * them.
   *
   * @param collections how many collections beside {@code offices}
   */
  public static Map<String, String> sources(int collections) {
    Map<String, String> sources = new TreeMap<>();
    sources.put("msingi.yaml", MAIN);
    for (int number = 0; number < collections; number++) {
      sources.put(
          "collections/" + name(number) + ".yaml",
          COLLECTION.formatted(name(number / 10), 1_000 + number, "detail_" + number));
    }
    return sources;
  }

  /** The name of a collection, numbered from 0. */
  public static String name(int number) {
    return String.format(Locale.ROOT, "case_%04d", number);
  }
}
