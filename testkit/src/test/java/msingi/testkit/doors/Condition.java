package msingi.testkit.doors;

import java.util.List;

/** What is asked of a row. A comparison with null is neither true nor false. */
public sealed interface Condition {
  /** Nothing. */
  Condition TRUE = new All(List.of());

  /**
   * A column compared with a value.
   *
   * @param value as REST's JSON has it; for {@link Operator#AMONG} and arrays a JsonArray
   */
  record Test(String column, Operator operator, Object value) implements Condition {}

  /** Whether a column is null. */
  record Null(String column) implements Condition {}

  /** The text at a path into a document compared with another. */
  record Within(String column, List<String> path, Operator operator, String text)
      implements Condition {
    public Within {
      path = List.copyOf(path);
    }
  }

  /**
   * Whether a declared search finds words.
   *
   * @param mode {@code fts plfts phfts wfts}
   */
  record Search(String name, String mode, String words) implements Condition {}

  /** All of them. */
  record All(List<Condition> parts) implements Condition {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /** One of them at least. */
  record Any(List<Condition> parts) implements Condition {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /** The contrary; what is neither true nor false stays so. */
  record Not(Condition part) implements Condition {}

  /** Whether a related row that the caller sees satisfies a condition. */
  record Some(String relation, Condition part) implements Condition {}

  /** How a column is compared, in the words of REST, GraphQL and gRPC. */
  enum Operator {
    EQUAL("eq", "eq", "eq"),
    UNEQUAL("neq", "neq", "neq"),
    LESS("lt", "lt", "lt"),
    LESS_OR_EQUAL("lte", "lte", "lte"),
    GREATER("gt", "gt", "gt"),
    GREATER_OR_EQUAL("gte", "gte", "gte"),
    AMONG("in", "in", "any_of"),
    LIKE("like", "like", "like"),
    ILIKE("ilike", "ilike", "ilike"),
    MATCH("match", "regex", "match"),
    IMATCH("imatch", "iregex", "imatch"),
    CONTAINS("cs", "contains", "contains"),
    CONTAINED("cd", "containedBy", "contained"),
    OVERLAPS("ov", "overlaps", "overlaps");

    final String rest;
    final String graphql;
    final String grpc;

    Operator(String rest, String graphql, String grpc) {
      this.rest = rest;
      this.graphql = graphql;
      this.grpc = grpc;
    }

    /** The one that SQL writes so. */
    public static Operator ofSql(String sql) {
      return switch (sql) {
        case "=" -> EQUAL;
        case "<>" -> UNEQUAL;
        case "<" -> LESS;
        case "<=" -> LESS_OR_EQUAL;
        case ">" -> GREATER;
        case ">=" -> GREATER_OR_EQUAL;
        default -> throw new IllegalArgumentException("no operator: " + sql);
      };
    }
  }

  /** Whether related rows are asked about anywhere in it. */
  default boolean relates() {
    return switch (this) {
      case Test _, Null _, Within _, Search _ -> false;
      case All(var parts) -> parts.stream().anyMatch(Condition::relates);
      case Any(var parts) -> parts.stream().anyMatch(Condition::relates);
      case Not(var part) -> part.relates();
      case Some _ -> true;
    };
  }
}
