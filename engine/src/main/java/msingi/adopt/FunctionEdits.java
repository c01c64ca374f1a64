package msingi.adopt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.adopt.Difference.Change;
import msingi.adopt.FunctionDifferences.Signature;
import msingi.definition.App;
import msingi.definition.DefinitionReader;
import msingi.definition.Function;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Changes of the functions of the edited definition. */
final class FunctionEdits {
  private final Map<String, Edits> files;
  private final App edited;
  private final Adoption now;
  private final List<String> added = new ArrayList<>();
  private final List<Found> gone = new ArrayList<>();

  FunctionEdits(Map<String, Edits> files, App edited, Adoption now) {
    this.files = files;
    this.edited = edited;
    this.now = now;
  }

  /** Whether the change is edited in. */
  boolean take(Difference it) {
    Signature signature = new Signature(it.table(), it.part().name());
    return switch (it.part().sort()) {
      case FUNCTION -> it.change() == Change.ADDED ? added(signature) : gone(signature);
      case FUNCTION_TITLE -> said(signature, "title");
      case ARGUMENTS -> said(signature, "arguments");
      case RETURNS -> said(signature, "returns");
      case VOLATILITY -> said(signature, "volatility");
      case WHOLE, TITLE, KEY, WRITES, COLUMN, COLUMN_TITLE, DEFAULT, LIMITS -> false;
      case UNIQUE, REFERENCE, RELATION, INDEX, CHECK, COMPUTED -> false;
    };
  }

  private Optional<Adoption.BlockText> block(Signature signature) {
    return Optional.ofNullable(FunctionDifferences.stored(now.app()).get(signature))
        .map(Function::id)
        .flatMap(now::function);
  }

  private Optional<Found> place(Signature signature) {
    return Optional.ofNullable(FunctionDifferences.stored(edited).get(signature))
        .map(Function::id)
        .flatMap(it -> Found.function(files, it));
  }

  private boolean added(Signature signature) {
    Optional<Adoption.BlockText> block = block(signature);
    boolean flow = all().filter(it -> it.getFlowStyle() == FlowStyle.FLOW).isPresent();
    if (block.isEmpty() || flow || edited.functions().containsKey(block.get().id())) {
      return false;
    }
    added.add(block.get().text());
    return true;
  }

  private boolean gone(Signature signature) {
    Optional<Found> place = place(signature);
    place.ifPresent(gone::add);
    return place.isPresent();
  }

  private boolean said(Signature signature, String keyword) {
    Optional<Found> place = place(signature);
    Optional<Adoption.BlockText> block = block(signature);
    if (place.isEmpty() || block.isEmpty()) {
      return false;
    }
    Optional<String> line = Optional.ofNullable(block.get().lines().get(keyword));
    place.get().say(keyword, line.map(it -> it.substring(keyword.length() + 2)).orElse(""));
    return true;
  }

  private Optional<MappingNode> all() {
    return Optional.ofNullable(files.get(DefinitionReader.MAIN))
        .flatMap(Edits::root)
        .flatMap(it -> Edits.mapping(it, "functions"));
  }

  /** Hands over what came and went; where nothing is left, the keyword goes as well. */
  void done() {
    Edits main = files.get(DefinitionReader.MAIN);
    if (main == null) {
      return;
    }
    Optional<MappingNode> all = all();
    boolean nothing =
        added.isEmpty() && all.filter(it -> it.getValue().size() == gone.size()).isPresent();
    if (nothing) {
      main.root()
          .ifPresent(root -> Edits.entry(root, "functions").ifPresent(it -> main.remove(root, it)));
    } else {
      gone.forEach(it ->
          Edits.entry(it.holder(), it.id()).ifPresent(each -> it.file().remove(it.holder(), each)));
    }
    List<String> lines = added.stream().flatMap(String::lines).toList();
    if (!lines.isEmpty() && all.isPresent()) {
      main.below(all.get(), lines);
    } else if (!lines.isEmpty()) {
      List<String> section = new ArrayList<>(List.of("functions:"));
      section.addAll(lines);
      main.root().ifPresent(root -> main.below(root, section));
    }
  }
}
