package msingi.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import msingi.door.graphql.GraphSettings;

/** Makes the settings of GraphQL, the documents of its folder among them. */
final class GraphReader {
  private static final int MOST = 100_000;
  private static final int MOST_DEPTH = 64;
  private static final int MOST_COST = 1_000_000_000;

  private final Function<Setting, String> text;
  private final Whole whole;
  private final Predicate<Setting> truth;
  private final List<String> mistakes;

  /** Reads a number within bounds. */
  interface Whole {
    int read(Setting setting, int least, int most);
  }

  GraphReader(
      Function<Setting, String> text,
      Whole whole,
      Predicate<Setting> truth,
      List<String> mistakes) {
    this.text = text;
    this.whole = whole;
    this.truth = truth;
    this.mistakes = mistakes;
  }

  GraphSettings read(GraphSettings.Introspection introspection) {
    GraphSettings.Limits limits =
        new GraphSettings.Limits(
            whole.read(Setting.GRAPHQL_TOKENS, 1, MOST),
            whole.read(Setting.GRAPHQL_DEPTH, 1, MOST_DEPTH),
            whole.read(Setting.GRAPHQL_ALIASES, 0, MOST),
            whole.read(Setting.GRAPHQL_FRAGMENTS, 0, MOST),
            whole.read(Setting.GRAPHQL_DIRECTIVES, 0, MOST),
            whole.read(Setting.GRAPHQL_FIELDS, 1, MOST),
            whole.read(Setting.GRAPHQL_COST, 1, MOST_COST));
    return new GraphSettings(
        truth.test(Setting.GRAPHQL),
        introspection,
        limits,
        documents(),
        truth.test(Setting.GRAPHQL_PERSISTED_ONLY));
  }

  private Map<String, String> documents() {
    String folder = text.apply(Setting.GRAPHQL_DOCUMENTS);
    Map<String, String> documents = new HashMap<>();
    if (folder.isEmpty()) {
      return documents;
    }
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      List<Path> named = new ArrayList<>();
      files.filter(it -> it.toString().endsWith(".graphql")).forEach(named::add);
      for (Path file : named) {
        String document = Files.readString(file);
        documents.put(GraphSettings.hash(document), document);
        documents.put(GraphSettings.hash(document.strip()), document.strip());
      }
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      mistakes.add(
          Setting.GRAPHQL_DOCUMENTS.variable() + " must be a folder whose files can be read");
    }
    return documents;
  }
}
