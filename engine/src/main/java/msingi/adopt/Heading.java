package msingi.adopt;

import java.util.List;

/**
 * What stands at the top of a definition.
 *
 * @param name the application's
 * @param store the address as the definition writes it, without secrets
 * @param schemas in order, the default first; empty where the store has none
 */
public record Heading(String name, String store, List<String> schemas) {
  public Heading {
    schemas = List.copyOf(schemas);
  }

  /** A name of an application that is like another name. */
  public static String named(String like) {
    String plain = Naming.plain(like).toLowerCase(java.util.Locale.ROOT).replaceAll("^[^a-z]+", "");
    return plain.isEmpty() ? "adopted" : plain;
  }
}
