package msingi.definition;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import msingi.expression.Expression;
import msingi.expression.ExpressionReader.Context;
import msingi.expression.Expressions;

/** Reads what computed fields are made of. */
final class ComputedReader {
  private final RuleReader expressions;
  private final Names names;

  ComputedReader(RuleReader expressions, Names names) {
    this.expressions = expressions;
    this.names = names;
  }

  /** The computed fields of a collection, in order. */
  Map<String, Collection.Computed> read(CollectionDraft draft, Collection table) {
    Map<String, Collection.Computed> computed = new LinkedHashMap<>();
    for (FieldDraft field : draft.fields.values()) {
      if (field instanceof FieldDraft.Computed it) {
        expression(draft, it)
            .ifPresent(found ->
                computed.put(
                    it.id(),
                    new Collection.Computed(it.id(), found, reads(found, table), it.title())));
      }
    }
    return computed;
  }

  private Optional<Expression> expression(CollectionDraft draft, FieldDraft.Computed field) {
    if (field.text().missing()) {
      int dot = field.function().indexOf('.');
      String schema = dot < 0 ? draft.schema : field.function().substring(0, dot);
      String name = field.function().substring(dot + 1);
      return Optional.of(new Expression.Stored(Expression.ROW, schema, name, field.type()));
    }
    Context context = Context.computed(names, draft.id, field.type());
    return expressions.expression(draft, field.text(), context, field.path() + ".computed");
  }

  /** The row's own columns; a function of the database may read all that are not hidden. */
  private static List<String> reads(Expression expression, Collection table) {
    if (expression instanceof Expression.Stored) {
      return table.columns().stream().filter(it -> !it.hidden()).map(Column::name).toList();
    }
    Set<String> reads = new LinkedHashSet<>();
    Expressions.walk(
        expression,
        part -> {
          if (part instanceof Expression.Column column && column.row() == Expression.ROW) {
            reads.add(column.column());
          }
        });
    return List.copyOf(reads);
  }
}
