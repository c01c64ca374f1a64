package msingi.definition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import msingi.base.Utf8;

/** Reads a definition: an application, or all of its mistakes at once. */
public final class DefinitionReader {
  /** The name of the main file. */
  public static final String MAIN = "msingi.yaml";

  private static final String FOLDER = "collections";

  private DefinitionReader() {}

  /** What came of a definition. */
  public sealed interface Result {
    /** An application without any mistake. */
    record Read(App app) implements Result {}

    /** Every mistake, by file, line and column; at least one. */
    record Refused(List<Mistake> mistakes) implements Result {
      public Refused {
        mistakes = List.copyOf(mistakes);
      }
    }
  }

  /**
   * Reads {@code msingi.yaml} (or another main file), and {@code collections/*.yaml} beside it.
   *
   * @param environment for {@code ${NAME}} in {@code store} and {@code auth}
   */
  public static Result read(Path fileOrFolder, Map<String, String> environment) {
    return read(fileOrFolder, sources -> read(sources, environment));
  }

  /** Hands the texts on, where all can be read. */
  static Result read(Path fileOrFolder, Function<Map<String, String>, Result> reading) {
    Path main = Files.isDirectory(fileOrFolder) ? fileOrFolder.resolve(MAIN) : fileOrFolder;
    Mistakes mistakes = new Mistakes();
    Map<String, String> sources = new LinkedHashMap<>();
    for (Path file : files(main)) {
      String name = file.equals(main) ? MAIN : FOLDER + "/" + file.getFileName();
      load(file, name, sources, mistakes);
    }
    if (!mistakes.none()) {
      return new Result.Refused(mistakes.sorted());
    }
    return reading.apply(sources);
  }

  /**
   * The files of a definition: the main file first, whether it is there or not, then the others.
   */
  public static List<Path> files(Path fileOrFolder) {
    Path main = Files.isDirectory(fileOrFolder) ? fileOrFolder.resolve(MAIN) : fileOrFolder;
    Path folder = main.resolveSibling(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of(main);
    }
    try (Stream<Path> listed = Files.list(folder)) {
      return Stream.concat(
              Stream.of(main),
              listed.filter(it -> it.getFileName().toString().endsWith(".yaml")).sorted())
          .toList();
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  /**
   * A mistake that shows only beyond the definition, such as in a file that it names, at its place.
   *
   * @param path the names on the way to it, in the main file
   */
  public static Mistake mistake(
      Path fileOrFolder, List<String> path, String reason, String remedy) {
    Path main = files(fileOrFolder).getFirst();
    Map<String, String> sources = new LinkedHashMap<>();
    Mistakes mistakes = new Mistakes();
    load(main, MAIN, sources, mistakes);
    Optional<Node> node = YamlReader.read(MAIN, sources.getOrDefault(MAIN, ""), mistakes);
    Node.Place place = node.map(Node::place).orElse(new Node.Place(MAIN, 1, 1));
    for (String name : path) {
      node = node.flatMap(it -> Nodes.mapping(it).get(name));
      place = node.map(Node::place).orElse(place);
    }
    return new Mistake(
        place.file(), place.line(), place.column(), String.join(".", path), reason, remedy);
  }

  private static void load(Path file, String name, Map<String, String> sources, Mistakes mistakes) {
    Node.Place place = new Node.Place(name, 1, 1);
    try {
      Utf8.decode(Files.readAllBytes(file))
          .ifPresentOrElse(
              text -> sources.put(name, text),
              () -> mistakes.add(place, "", "the file is not UTF-8", "save it as UTF-8"));
    } catch (IOException error) {
      mistakes.add(
          place, "", "the file " + file + " cannot be read", "msingi new makes a first definition");
    }
  }

  /**
   * Reads a definition from texts.
   *
   * @param sources by file name: {@code msingi.yaml}, and {@code collections/NAME.yaml} each with
   *     one collection
   * @param environment for {@code ${NAME}} in {@code store} and {@code auth}
   */
  public static Result read(Map<String, String> sources, Map<String, String> environment) {
    return read(sources, environment, Before.NOTHING, _ -> {});
  }

  /**
   * @param before from the last reading without a mistake
   * @param after takes what this one leaves, if it has no mistake
   */
  static Result read(
      Map<String, String> sources,
      Map<String, String> environment,
      Before before,
      Consumer<Before> after) {
    Map<String, String> ordered = new TreeMap<>(sources);
    String main = ordered.containsKey(MAIN) ? MAIN : mainOf(ordered);
    Mistakes mistakes = new Mistakes();
    if (main.isEmpty()) {
      mistakes.add(new Node.Place(MAIN, 1, 1), "", "the file is missing", "");
      return new Result.Refused(mistakes.sorted());
    }
    Assembly assembly = new Assembly(main, ordered, environment, before, mistakes);
    Result result = assembly.result();
    if (result instanceof Result.Read(App app)) {
      after.accept(assembly.after(app));
    }
    return result;
  }

  private static String mainOf(Map<String, String> sources) {
    return sources.keySet().stream()
        .filter(it -> !it.startsWith(FOLDER + "/"))
        .findFirst()
        .orElse("");
  }
}
