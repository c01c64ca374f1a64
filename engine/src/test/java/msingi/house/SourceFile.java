package msingi.house;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * One source file as the size rules see it.
 *
 * @param name path below the project
 * @param methods every method and constructor with its number of lines
 * @param defaults lines of a {@code default} in a switch over patterns or named constants
 */
record SourceFile(
    String name, String text, int lines, List<Method> methods, List<Integer> defaults) {
  record Method(String name, int lines) {}

  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  SourceFile {
    methods = List.copyOf(methods);
    defaults = List.copyOf(defaults);
  }

  /** All Java sources of the modules below a project. */
  static List<SourceFile> below(Path project) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (String module : List.of("engine", "cli", "testkit", "bench")) {
      Path folder = project.resolve(module).resolve("src");
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
            sources.add(new Source(project.relativize(file).toString(), Files.readString(file)));
          }
        }
      }
    }
    return parse(sources);
  }

  static SourceFile parse(String name, String text) {
    return parse(List.of(new Source(name, text))).getFirst();
  }

  /** All by one compiler, which takes its time to begin. */
  private static List<SourceFile> parse(List<Source> sources) {
    JavacTask task =
        (JavacTask)
            COMPILER.getTask(null, null, null, List.of("-proc:none", "-Xlint:none"), null, sources);
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    Map<URI, Source> byUri =
        sources.stream().collect(Collectors.toMap(Source::toUri, Function.identity()));
    List<SourceFile> files = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        Reader reader = new Reader(unit, positions);
        reader.scan(unit, null);
        Source source = byUri.get(unit.getSourceFile().toUri());
        int lines = (int) source.text.lines().count();
        files.add(new SourceFile(source.name, source.text, lines, reader.methods, reader.defaults));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** A source in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String name;
    private final String text;

    private Source(String name, String text) {
      super(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE);
      this.name = name;
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Reader extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Method> methods = new ArrayList<>();
    private final List<Integer> defaults = new ArrayList<>();

    private Reader(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      BlockTree body = method.getBody();
      if (body != null && positions.getStartPosition(unit, method) >= 0) {
        // Annotations are not counted: the rows of a table test are data.
        int first = line(positions.getStartPosition(unit, body));
        int last = line(positions.getEndPosition(unit, body));
        methods.add(new Method(method.getName().toString(), last - first + 1));
      }
      return super.visitMethod(method, nothing);
    }

    @Override
    public Void visitSwitch(SwitchTree tree, Void nothing) {
      look(tree.getCases());
      return super.visitSwitch(tree, nothing);
    }

    @Override
    public Void visitSwitchExpression(SwitchExpressionTree tree, Void nothing) {
      look(tree.getCases());
      return super.visitSwitchExpression(tree, nothing);
    }

    private void look(List<? extends CaseTree> cases) {
      List<CaseLabelTree> labels = new ArrayList<>();
      cases.forEach(one -> labels.addAll(one.getLabels()));
      if (labels.stream().anyMatch(Reader::isClosed)) {
        labels.stream()
            .filter(DefaultCaseLabelTree.class::isInstance)
            .forEach(label -> defaults.add(line(positions.getStartPosition(unit, label))));
      }
    }

    /** A type pattern or a constant by name, as in a switch over a sealed type or an enum. */
    private static boolean isClosed(Tree label) {
      return label instanceof PatternCaseLabelTree
          || (label instanceof ConstantCaseLabelTree constant
              && constant.getConstantExpression() instanceof IdentifierTree);
    }

    private int line(long position) {
      return (int) unit.getLineMap().getLineNumber(position);
    }
  }
}
