package msingi.door.graphql;

import graphql.GraphQLContext;
import graphql.Scalars;
import graphql.execution.CoercedVariables;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.InlineFragment;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.SourceLocation;
import graphql.language.Type;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.parser.Parser;
import graphql.schema.Coercing;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import msingi.base.NearNames;
import org.jspecify.annotations.Nullable;

/**
 * As much of a schema as a document names: the types it names, of them the fields it names, and all
 * that arguments may hold. A document is valid against it exactly when it is valid against the
 * whole.
 */
final class Excerpt {
  private static final int MOST_NEAR = 3;

  private final Schema schema;
  private final Map<String, Definition> types = new LinkedHashMap<>();
  private final Map<String, Set<String>> fields = new LinkedHashMap<>();
  private final Set<Object> seen = new HashSet<>();
  private final Map<Pick.Spot, String> near = new HashMap<>();

  /**
   * What a document is validated against.
   *
   * @param near names that fields most likely mean that are not there, by where they stand
   */
  record Made(GraphQLSchema schema, Map<Pick.Spot, String> near) {
    Made {
      near = Map.copyOf(near);
    }
  }

  private Excerpt(Schema schema) {
    this.schema = schema;
  }

  /** What to validate a document against. */
  static Made of(Schema schema, Document document) {
    Excerpt excerpt = new Excerpt(schema);
    excerpt.need(Schema.QUERY, "node");
    excerpt.anchored(Schema.MUTATION);
    for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
      operation.getVariableDefinitions().forEach(it -> excerpt.anchored(name(it.getType())));
      excerpt.visit(operation.getSelectionSet(), root(operation));
    }
    for (FragmentDefinition fragment : document.getDefinitionsOfType(FragmentDefinition.class)) {
      String type = fragment.getTypeCondition().getName();
      excerpt.anchored(type);
      excerpt.visit(fragment.getSelectionSet(), type);
    }
    return new Made(excerpt.built(), excerpt.near);
  }

  /** The name of the type that an operation starts from. */
  static String root(OperationDefinition operation) {
    return switch (operation.getOperation()) {
      case QUERY -> Schema.QUERY;
      case MUTATION -> Schema.MUTATION;
      case SUBSCRIPTION -> "Subscription";
    };
  }

  private static String name(@Nullable Type<?> type) {
    return switch (type) {
      case TypeName it -> it.getName();
      case NonNullType it -> name(it.getType());
      case ListType it -> name(it.getType());
      case null, default -> "";
    };
  }

  private void visit(@Nullable SelectionSet set, String parent) {
    if (set == null) {
      return;
    }
    for (Selection<?> selection : set.getSelections()) {
      switch (selection) {
        case Field field -> {
          Optional<Definition.Field> found = need(parent, field.getName());
          if (found.isEmpty()) {
            missed(parent, field);
          }
          visit(field.getSelectionSet(), found.map(it -> it.type().name()).orElse(""));
        }
        case InlineFragment inline -> {
          TypeName condition = inline.getTypeCondition();
          String type = condition == null ? parent : condition.getName();
          anchored(type);
          visit(inline.getSelectionSet(), type);
        }
        default -> {}
      }
    }
  }

  private void missed(String parent, Field field) {
    SourceLocation at = field.getSourceLocation();
    if (at != null
        && near.size() < MOST_NEAR
        && schema.find(parent).orElse(null) instanceof Definition.Composite type) {
      NearNames.near(field.getName(), type.fields().keySet())
          .ifPresent(it -> near.put(new Pick.Spot(at.getLine(), at.getColumn()), it));
    }
  }

  private Optional<Definition.Field> need(String parent, String name) {
    Optional<Definition.Field> found =
        parent.isEmpty() ? Optional.empty() : schema.field(parent, name);
    found.ifPresent(it -> {
      if (fields.computeIfAbsent(parent, _ -> new HashSet<>()).add(name)) {
        anchored(parent);
        anchored(it.type().name());
        it.arguments().values().forEach(one -> anchored(one.type().name()));
      }
    });
    return found;
  }

  /** A type with a field at least; an input with all of its own. */
  private void anchored(String name) {
    if (name.isEmpty() || !seen.add(name)) {
      return;
    }
    Optional<Definition> found = schema.find(name);
    if (found.isEmpty()) {
      return;
    }
    types.put(name, found.get());
    switch (found.get()) {
      case Definition.Composite it -> {
        if (it.identified()) {
          need(name, "nodeId");
          need("Node", "nodeId");
        } else if (!it.fields().isEmpty()) {
          need(name, anchor(it));
        }
      }
      case Definition.Input it -> it.fields().values().forEach(one -> anchored(one.type().name()));
      case Definition.Choice _, Definition.Scalar _ -> {}
    }
  }

  /** A field that leads to as little as possible. */
  private String anchor(Definition.Composite type) {
    String first = type.fields().keySet().iterator().next();
    return type.fields().values().stream()
        .filter(it -> !(schema.find(it.type().name()).orElse(null) instanceof Definition.Composite))
        .map(Definition.Field::name)
        .findFirst()
        .orElse(first);
  }

  private GraphQLSchema built() {
    GraphQLSchema.Builder builder = GraphQLSchema.newSchema();
    GraphQLCodeRegistry.Builder code = GraphQLCodeRegistry.newCodeRegistry();
    for (Definition type : types.values()) {
      GraphQLType made = made(type);
      if (type.name().equals(Schema.QUERY)) {
        builder.query((GraphQLObjectType) made);
      } else if (type.name().equals(Schema.MUTATION)) {
        builder.mutation((GraphQLObjectType) made);
      } else {
        builder.additionalType(made);
      }
      if (made instanceof GraphQLInterfaceType node) {
        code.typeResolver(node, _ -> null);
      }
    }
    return builder.codeRegistry(code.build()).build();
  }

  private GraphQLType made(Definition type) {
    return switch (type) {
      case Definition.Scalar it -> scalar(it.name());
      case Definition.Choice it -> {
        GraphQLEnumType.Builder builder = GraphQLEnumType.newEnum().name(it.name());
        it.words().forEach(builder::value);
        yield builder.build();
      }
      case Definition.Input it -> input(it);
      case Definition.Composite it when it.node() -> {
        GraphQLInterfaceType.Builder builder = GraphQLInterfaceType.newInterface().name(it.name());
        it.fields().values().forEach(one -> builder.field(field(one)));
        yield builder.build();
      }
      case Definition.Composite it -> {
        GraphQLObjectType.Builder builder = GraphQLObjectType.newObject().name(it.name());
        Set<String> named = fields.getOrDefault(it.name(), Set.of());
        named.forEach(
            name -> schema.field(it.name(), name).ifPresent(f -> builder.field(field(f))));
        if (it.identified()) {
          builder.withInterface(GraphQLTypeReference.typeRef("Node"));
        }
        yield builder.build();
      }
    };
  }

  private static GraphQLInputObjectType input(Definition.Input it) {
    GraphQLInputObjectType.Builder builder =
        GraphQLInputObjectType.newInputObject().name(it.name());
    it.fields()
        .values()
        .forEach(one ->
            builder.field(
                GraphQLInputObjectField.newInputObjectField()
                    .name(one.name())
                    .type((graphql.schema.GraphQLInputType) ref(one.type()))
                    .build()));
    return builder.build();
  }

  private static GraphQLFieldDefinition field(Definition.Field field) {
    GraphQLFieldDefinition.Builder builder =
        GraphQLFieldDefinition.newFieldDefinition()
            .name(field.name())
            .type((graphql.schema.GraphQLOutputType) ref(field.type()));
    for (Definition.Argument argument : field.arguments().values()) {
      GraphQLArgument.Builder made =
          GraphQLArgument.newArgument()
              .name(argument.name())
              .type((graphql.schema.GraphQLInputType) ref(argument.type()));
      if (!argument.otherwise().isEmpty()) {
        made.defaultValueLiteral(Parser.parseValue(argument.otherwise()));
      }
      builder.argument(made.build());
    }
    return builder.build();
  }

  private static GraphQLType ref(Ref ref) {
    return switch (ref) {
      case Ref.Named(String name) -> GraphQLTypeReference.typeRef(name);
      case Ref.Required(Ref of) -> GraphQLNonNull.nonNull(ref(of));
      case Ref.Listed(Ref of) -> GraphQLList.list(ref(of));
    };
  }

  private static GraphQLScalarType scalar(String name) {
    return switch (name) {
      case "Int" -> Scalars.GraphQLInt;
      case "Float" -> Scalars.GraphQLFloat;
      case "String" -> Scalars.GraphQLString;
      case "Boolean" -> Scalars.GraphQLBoolean;
      case "ID" -> Scalars.GraphQLID;
      default -> GraphQLScalarType.newScalar().name(name).coercing(ANYTHING).build();
    };
  }

  /** What a scalar of our own takes is found out where its value is used. */
  private static final Coercing<Object, Object> ANYTHING =
      new Coercing<>() {
        @Override
        public Object serialize(Object value, GraphQLContext context, Locale locale) {
          return value;
        }

        @Override
        public Object parseValue(Object value, GraphQLContext context, Locale locale) {
          return value;
        }

        @Override
        public Object parseLiteral(
            Value<?> value, CoercedVariables variables, GraphQLContext context, Locale locale) {
          return value;
        }
      };
}
