package msingi.door.graphql;

import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.language.Directive;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.SourceLocation;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.VariableDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.validation.Validator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import msingi.door.graphql.Meaning.Part;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import org.jspecify.annotations.Nullable;

/** Reads a document: measures, parses, validates it, and puts its fragments in their places. */
final class Reader {
  private static final Set<String> METAS = Set.of("__schema", "__type");

  /** What is wrong in so many places is told of these. */
  private static final int MOST_ERRORS = 10;

  static {
    Validator.setMaxValidationErrors(MOST_ERRORS);
  }

  private final Schema schema;
  private final Map<String, FragmentDefinition> fragments = new HashMap<>();
  private final Set<String> metas = new HashSet<>();

  private Reader(Schema schema) {
    this.schema = schema;
  }

  /** What a text comes to; what is wrong with it is part of the answer. */
  static Prepared read(String text, Schema schema, GraphSettings.Limits limits) {
    try {
      Gauge.check(text, limits);
      Document document = parsed(text, limits);
      Fanout.check(document, limits);
      List<GraphError> errors = validated(document, schema);
      return errors.isEmpty()
          ? new Reader(schema).prepared(document)
          : new Prepared(errors, List.of(), Set.of());
    } catch (Failure failure) {
      return new Prepared(List.of(GraphError.of(failure.problem())), List.of(), Set.of());
    } catch (InvalidSyntaxException syntax) {
      SourceLocation at = syntax.getLocation();
      List<Pick.Spot> spots = at == null ? List.of() : List.of(spot(at));
      Problem problem = Problem.of(ErrorCode.GRAPH_SYNTAX, said(syntax.getMessage()));
      GraphError error = new GraphError(problem, spots, List.of());
      return new Prepared(List.of(error), List.of(), Set.of());
    }
  }

  private static String said(@Nullable String message) {
    return message == null ? "The document is not GraphQL" : message;
  }

  private static Document parsed(String text, GraphSettings.Limits limits) {
    ParserOptions options =
        ParserOptions.newParserOptions()
            .captureIgnoredChars(false)
            .captureLineComments(false)
            .readerTrackData(false)
            .maxCharacters(text.length() + 1)
            .maxTokens(limits.tokens() + 1)
            .maxWhitespaceTokens(Integer.MAX_VALUE)
            .build();
    return Parser.parse(
        ParserEnvironment.newParserEnvironment()
            .document(text)
            .parserOptions(options)
            .locale(Locale.ENGLISH)
            .build());
  }

  private static List<GraphError> validated(Document document, Schema schema) {
    List<GraphError> errors = new ArrayList<>();
    Excerpt.Made excerpt = Excerpt.of(schema, document);
    for (GraphQLError error :
        ParseAndValidate.validate(excerpt.schema(), document, Locale.ENGLISH)) {
      List<SourceLocation> at = error.getLocations();
      List<Pick.Spot> spots = at == null ? List.of() : at.stream().map(Reader::spot).toList();
      String hint =
          spots.stream()
              .filter(excerpt.near()::containsKey)
              .findFirst()
              .map(it -> "Did you mean \"" + excerpt.near().get(it) + "\"?")
              .orElse("");
      errors.add(GraphError.invalid(said(error.getMessage()), spots).withHint(hint));
    }
    return errors;
  }

  private static Pick.Spot spot(@Nullable SourceLocation at) {
    return at == null ? new Pick.Spot(1, 1) : new Pick.Spot(at.getLine(), at.getColumn());
  }

  private Prepared prepared(Document document) {
    document
        .getDefinitionsOfType(FragmentDefinition.class)
        .forEach(it -> fragments.put(it.getName(), it));
    List<Prepared.Operation> operations = new ArrayList<>();
    for (OperationDefinition it : document.getDefinitionsOfType(OperationDefinition.class)) {
      List<Pick> picks = new ArrayList<>();
      pick(it.getSelectionSet(), new Place(Excerpt.root(it), "", List.of()), picks);
      Prepared.Kind kind =
          switch (it.getOperation()) {
            case QUERY -> Prepared.Kind.QUERY;
            case MUTATION -> Prepared.Kind.MUTATION;
            case SUBSCRIPTION -> Prepared.Kind.SUBSCRIPTION;
          };
      List<Prepared.Variable> variables =
          it.getVariableDefinitions().stream().map(Reader::variable).toList();
      operations.add(
          new Prepared.Operation(
              kind,
              it.getName() == null ? "" : it.getName(),
              variables,
              picks,
              Loose.of(kind, variables, picks)));
    }
    return new Prepared(List.of(), operations, metas);
  }

  private static Prepared.Variable variable(VariableDefinition it) {
    Written otherwise =
        it.getDefaultValue() == null ? Written.Nothing.NOTHING : Written.of(it.getDefaultValue());
    return new Prepared.Variable(
        it.getName(), ref(it.getType()), otherwise, spot(it.getSourceLocation()));
  }

  private static Ref ref(Type<?> type) {
    return switch (type) {
      case NonNullType it -> new Ref.Required(ref(it.getType()));
      case ListType it -> new Ref.Listed(ref(it.getType()));
      case TypeName it -> Ref.of(it.getName());
      default -> throw new IllegalStateException("no kind of type: " + type);
    };
  }

  /**
   * Where fields are chosen.
   *
   * @param type of which, or empty where it is about the schema itself
   * @param on the type that an object must have, or empty
   */
  private record Place(String type, String on, List<Pick.Guard> guards) {
    Place with(List<Pick.Guard> more) {
      List<Pick.Guard> all = new ArrayList<>(guards);
      all.addAll(more);
      return new Place(type, on, all);
    }

    /** Inside a fragment about a type. */
    Place within(String condition) {
      return type.isEmpty() || condition.equals(type)
          ? this
          : new Place(condition.equals("Node") ? type : condition, narrowed(condition), guards);
    }

    private String narrowed(String condition) {
      return condition.equals("Node") ? on : condition;
    }
  }

  private void pick(@Nullable SelectionSet set, Place place, List<Pick> picks) {
    if (set == null) {
      return;
    }
    for (Selection<?> selection : set.getSelections()) {
      switch (selection) {
        case Field field -> picks.add(picked(field, place.with(guards(field.getDirectives()))));
        case InlineFragment it -> {
          TypeName condition = it.getTypeCondition();
          Place inside = condition == null ? place : place.within(condition.getName());
          pick(it.getSelectionSet(), inside.with(guards(it.getDirectives())), picks);
        }
        case FragmentSpread it -> {
          FragmentDefinition fragment = fragments.get(it.getName());
          if (fragment != null) {
            Place inside = place.within(fragment.getTypeCondition().getName());
            pick(fragment.getSelectionSet(), inside.with(guards(it.getDirectives())), picks);
          }
        }
        default -> {}
      }
    }
  }

  private Pick picked(Field field, Place place) {
    Definition.Field meant = meant(field.getName(), place.type());
    Map<String, Written> arguments = new LinkedHashMap<>();
    field.getArguments().forEach(it -> arguments.put(it.getName(), Written.of(it.getValue())));
    List<Pick> below = new ArrayList<>();
    boolean meta = place.type().isEmpty() || METAS.contains(field.getName());
    String type = meta ? "" : meant.type().name();
    pick(field.getSelectionSet(), new Place(type, "", List.of()), below);
    return new Pick(
        field.getResultKey(),
        meant,
        arguments,
        below,
        place.guards(),
        place.on(),
        spot(field.getSourceLocation()));
  }

  private Definition.Field meant(String name, String type) {
    if (name.equals("__typename")) {
      return meta(name, Part.TYPENAME);
    }
    if (type.isEmpty()) {
      return meta(name, Part.SCHEMA);
    }
    if (METAS.contains(name)) {
      metas.add(name);
      return meta(name, name.equals("__type") ? Part.TYPE : Part.SCHEMA);
    }
    return schema
        .field(type, name)
        .orElseThrow(() -> new IllegalStateException("validated, and not there: " + name));
  }

  private static Definition.Field meta(String name, Part part) {
    return new Definition.Field(name, "", "", Ref.of("String"), Map.of(), part);
  }

  private static List<Pick.Guard> guards(List<Directive> directives) {
    List<Pick.Guard> guards = new ArrayList<>();
    for (Directive directive : directives) {
      boolean skip = directive.getName().equals("skip");
      if (skip || directive.getName().equals("include")) {
        Written condition = Written.of(directive.getArgument("if").getValue());
        guards.add(new Pick.Guard(condition, !skip));
      }
    }
    return guards;
  }
}
