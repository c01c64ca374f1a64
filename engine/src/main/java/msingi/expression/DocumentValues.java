package msingi.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Values seen as documents: paths into them, and what one holds of another. */
final class DocumentValues {
  private DocumentValues() {}

  /** What lies at the path; null where nothing does. */
  static Value path(Value operand, Expression.Path path) {
    if (operand == Value.Null.NULL) {
      return operand;
    }
    var found = document(operand).at(path.steps());
    return path.type() == Type.Scalar.TEXT
        ? found.flatMap(Document::unquoted).<Value>map(Value.Text::new).orElse(Value.Null.NULL)
        : found.map(Document::json).<Value>map(Value.Json::new).orElse(Value.Null.NULL);
  }

  static Value holds(Value left, Value right) {
    BiPredicate<Document, Document> test =
        left instanceof Value.Many ? Containment::arrayHolds : Containment::holds;
    return Value.Bool.of(test.test(document(left), document(right)));
  }

  static Value overlap(Value left, Value right) {
    return Value.Bool.of(Containment.arraysOverlap(document(left), document(right)));
  }

  /** The order of two documents. */
  static int order(Value.Json left, Value.Json right) {
    return Containment.order(Document.parse(left.text()), Document.parse(right.text()));
  }

  /** A value as JSON writes it. */
  private static Document document(Value value) {
    return switch (value) {
      case Value.Null _ -> Document.Nothing.NULL;
      case Value.Json(String text) -> Document.parse(text);
      case Value.Many(List<Value> elements) -> {
        List<Document> items = new ArrayList<>();
        elements.forEach(it -> items.add(document(it)));
        yield new Document.Items(items);
      }
      case Value.Bool(boolean truth) -> new Document.Truth(truth);
      case Value.Whole _, Value.Decimal _ -> new Document.Number(Comparing.exact(value));
      case Value.Real(double number) ->
          Double.isFinite(number)
              ? new Document.Number(Comparing.exact(value))
              : new Document.Text(NumberText.text(number));
      case Value.Text _,
          Value.Date _,
          Value.Time _,
          Value.Timestamp _,
          Value.Uuid _,
          Value.Bytes _ ->
          new Document.Text(Values.text(value, Type.Scalar.TEXT));
    };
  }
}
