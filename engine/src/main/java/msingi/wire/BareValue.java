package msingi.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import msingi.expression.Type;
import msingi.result.Row;
import msingi.result.RowSink;
import msingi.result.Shape;

/**
 * Writes the first column of the first row as it is, without quotes: a text as UTF-8, bytes as they
 * are. Null is nothing at all.
 */
public final class BareValue implements RowSink {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Output output;
  private final boolean binary;
  private Type type = Type.Scalar.TEXT;
  private boolean written;

  /**
   * @param binary whether a value of a type of the database that looks like {@code \x…} is bytes
   */
  public BareValue(Output output, boolean binary) {
    this.output = output;
    this.binary = binary;
  }

  @Override
  public void begin(Shape shape) {
    if (shape.fields().getFirst() instanceof Shape.Field.Scalar scalar) {
      type = scalar.type();
    }
  }

  @Override
  public void row(Row row) {
    if (written || row.isNull(0)) {
      return;
    }
    written = true;
    if (type == Type.Scalar.BYTES) {
      output.put(row.bytes(0));
    } else if (type instanceof Type.Opaque) {
      database(unquoted(row.text(0)));
    } else {
      output.text(Cells.text(row, 0, type));
    }
  }

  private void database(String text) {
    if (binary && text.startsWith("\\x")) {
      output.put(HexFormat.of().parseHex(text, 2, text.length()));
    } else {
      output.text(text);
    }
  }

  /** The text that a JSON string stands for; other JSON is its own text. */
  private static String unquoted(String json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      return parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : json;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
