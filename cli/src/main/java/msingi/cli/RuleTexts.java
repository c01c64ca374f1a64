package msingi.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import msingi.definition.Access;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.expression.Expression;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Rules in the words of the definition's author.
 *
 * @param access what stands under {@code access}, by collection
 */
record RuleTexts(Map<String, Map<?, ?>> access) {

  /** A rule, such as {@code patients.read}. */
  record Rule(String name, String text) {}

  /** The rules of a definition that was read without mistakes. */
  static RuleTexts of(FolderCommand command) {
    Map<String, Map<?, ?>> access = new LinkedHashMap<>();
    try {
      for (Path file : DefinitionReader.files(command.folder().toAbsolutePath())) {
        Object document =
            new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        String name = file.getFileName().toString();
        if (name.startsWith("msingi.")) {
          mapping(mapping(document).get("collections"))
              .forEach((key, value) -> access.put(String.valueOf(key), accessOf(value)));
        } else {
          access.put(name.substring(0, name.lastIndexOf('.')), accessOf(document));
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return new RuleTexts(access);
  }

  private static Map<?, ?> accessOf(Object collection) {
    return mapping(mapping(collection).get("access"));
  }

  private static Map<?, ?> mapping(@org.jspecify.annotations.Nullable Object node) {
    return node instanceof Map<?, ?> map ? map : Map.of();
  }

  /** The rules of these operations, and the field rules beside them. */
  List<Rule> of(App app, Map<String, Set<String>> touched) {
    List<Rule> rules = new ArrayList<>();
    touched.forEach((collection, operations) -> {
      Map<?, ?> said = access.get(collection);
      if (said == null) {
        // A junction that a field makes has its rules from that field, and no words of its own.
        Access made = app.collection(collection).access();
        operations.forEach(
            it -> rules.add(new Rule(collection + "." + it, ExpressionText.of(rule(made, it)))));
        return;
      }
      for (String operation : operations) {
        Object rule = said.get(operation);
        rules.add(
            new Rule(collection + "." + operation, rule == null ? "closed" : rule.toString()));
      }
      mapping(said.get("fields"))
          .forEach((field, rule) ->
              mapping(rule)
                  .forEach((operation, text) ->
                      rules.add(
                          new Rule(
                              collection + "." + field + "." + operation, String.valueOf(text)))));
    });
    return rules;
  }

  private static Expression rule(Access access, String operation) {
    return switch (operation) {
      case "read" -> access.read();
      case "create" -> access.create();
      case "update" -> access.update();
      case "delete" -> access.delete();
      default -> throw new IllegalArgumentException(operation);
    };
  }
}
