package msingi.door.graphql;

import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import msingi.wire.Json;

/** A value as a document writes it: fixed, or with variables in it. */
sealed interface Written {
  /** It is left out. */
  enum Nothing implements Written {
    NOTHING
  }

  /** Without variables. */
  record Fixed(Json json) implements Written {}

  /** A variable. */
  record Variable(String name) implements Written {}

  /** A list in which there are variables. */
  record Many(List<Written> items) implements Written {
    public Many {
      items = List.copyOf(items);
    }
  }

  /** An object in which there are variables. */
  record Members(Map<String, Written> byName) implements Written {
    public Members {
      byName = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }
  }

  /** Reads a value; words of enums become texts. */
  static Written of(Value<?> value) {
    return switch (value) {
      case VariableReference it -> new Variable(it.getName());
      case IntValue it -> new Fixed(new Json.Bare(it.getValue().toString()));
      case FloatValue it -> new Fixed(new Json.Bare(it.getValue().toString()));
      case BooleanValue it -> new Fixed(new Json.Bare(Boolean.toString(it.isValue())));
      case StringValue it -> new Fixed(new Json.Text(it.getValue() == null ? "" : it.getValue()));
      case EnumValue it -> new Fixed(new Json.Text(it.getName()));
      case ArrayValue it -> many(it.getValues().stream().map(Written::of).toList());
      case ObjectValue it -> {
        Map<String, Written> members = new LinkedHashMap<>();
        for (ObjectField field : it.getObjectFields()) {
          members.put(field.getName(), of(field.getValue()));
        }
        yield members(members);
      }
      default -> new Fixed(Json.Bare.NULL);
    };
  }

  private static Written many(List<Written> items) {
    List<Json> fixed = new ArrayList<>();
    items.forEach(it -> {
      if (it instanceof Fixed(Json json)) {
        fixed.add(json);
      }
    });
    return fixed.size() == items.size() ? new Fixed(new Json.Many(fixed)) : new Many(items);
  }

  private static Written members(Map<String, Written> members) {
    Map<String, Json> fixed = new LinkedHashMap<>();
    members.forEach((name, it) -> {
      if (it instanceof Fixed(Json json)) {
        fixed.put(name, json);
      }
    });
    return fixed.size() == members.size()
        ? new Fixed(new Json.Members(fixed))
        : new Members(members);
  }

  /** The value; empty for a variable that was not given. */
  default Optional<Json> with(Map<String, Json> variables) {
    return switch (this) {
      case Nothing _ -> Optional.empty();
      case Fixed(Json json) -> Optional.of(json);
      case Variable(String name) -> Optional.ofNullable(variables.get(name));
      case Many(List<Written> items) ->
          Optional.of(
              new Json.Many(
                  items.stream().map(it -> it.with(variables).orElse(Json.Bare.NULL)).toList()));
      case Members(Map<String, Written> byName) -> {
        Map<String, Json> members = new LinkedHashMap<>();
        byName.forEach((name, it) -> it.with(variables).ifPresent(json -> members.put(name, json)));
        yield Optional.of(new Json.Members(members));
      }
    };
  }
}
