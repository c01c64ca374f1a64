package msingi.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The JSON Schema (draft 2020-12) of the language, for editors that complete and check YAML.
 * Written from the same {@link Vocabulary} that the reader uses.
 */
public final class DefinitionSchema {
  private DefinitionSchema() {}

  /** The schema of {@code msingi.yaml}, as JSON text. */
  public static String application() {
    return document(Vocabulary.Section.APPLICATION, "A Msingi application", "\"msingi\",\"name\"");
  }

  /** The schema of one {@code collections/NAME.yaml}, as JSON text. */
  public static String collection() {
    return document(Vocabulary.Section.COLLECTION, "A collection of a Msingi application", "");
  }

  private static String document(Vocabulary.Section root, String title, String required) {
    List<String> sections = new ArrayList<>();
    for (Vocabulary.Section section : Vocabulary.Section.values()) {
      sections.add(JsonText.string(name(section)) + ":" + section(section));
    }
    return "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":"
        + JsonText.string(title)
        + ",\"$ref\":\"#/$defs/"
        + name(root)
        + "\""
        + (required.isEmpty() ? "" : ",\"required\":[" + required + "]")
        + ",\"$defs\":"
        + sections.stream().collect(Collectors.joining(",", "{", "}"))
        + "}";
  }

  private static String name(Vocabulary.Section section) {
    return section.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String section(Vocabulary.Section section) {
    String properties =
        Vocabulary.keywords(section).stream()
            .map(DefinitionSchema::property)
            .collect(Collectors.joining(",", "{", "}"));
    return "{\"type\":[\"object\",\"null\"],\"additionalProperties\":false,\"properties\":"
        + properties
        + "}";
  }

  private static String property(Vocabulary.Keyword keyword) {
    return JsonText.string(keyword.name())
        + ":{\"description\":"
        + JsonText.string(keyword.about())
        + ",\"allOf\":["
        + shape(keyword.shape())
        + "]}";
  }

  private static String shape(Shape shape) {
    return switch (shape) {
      case Shape.Simple simple ->
          simple.jsonTypes.isEmpty()
              ? "true"
              : simple.jsonTypes.stream()
                  .map(JsonText::string)
                  .collect(Collectors.joining(",", "{\"type\":[", "]}"));
      case Shape.Words words ->
          words.words().stream()
              .map(JsonText::string)
              .collect(Collectors.joining(",", "{\"enum\":[", "]}"));
      case Shape.Items items -> "{\"type\":\"array\",\"items\":" + shape(items.item()) + "}";
      case Shape.Named named ->
          "{\"type\":[\"object\",\"null\"],\"additionalProperties\":" + shape(named.value()) + "}";
      case Shape.Keywords keywords -> "{\"$ref\":\"#/$defs/" + name(keywords.section()) + "\"}";
      case Shape.Either either ->
          either.shapes().stream()
              .map(DefinitionSchema::shape)
              .collect(Collectors.joining(",", "{\"anyOf\":[", "]}"));
    };
  }
}
