package msingi.door.grpc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Expression.Comparison;
import msingi.expression.Expressions;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;

/**
 * Tokens of pages: where the page before ended, as typed values, under a seal that holds for one
 * caller and one question. A token that was made for anything else, or by anybody else, is refused.
 */
final class Pages {
  private static final String METHOD = "HmacSHA256";
  private static final int SEAL = 16;

  private final byte[] key;

  /**
   * @param key a secret of this installation
   */
  Pages(byte[] key) {
    this.key = key.clone();
  }

  /** Where a page begins. */
  sealed interface Place {
    /** At the first row. */
    enum Start implements Place {
      START
    }

    /**
     * After a row.
     *
     * @param values one for each term of the order
     */
    record After(List<Value> values) implements Place {
      public After {
        values = List.copyOf(values);
      }
    }

    /** After so many rows: where no order tells rows apart. */
    record Offset(long rows) implements Place {}
  }

  /**
   * The token of a place.
   *
   * @param question everything that decides which rows there are, and who asks
   */
  String token(Place place, List<Ordering.Term> terms, byte[] question) {
    ProtoOutput output = new ProtoOutput(64);
    switch (place) {
      case Place.Start _ -> {}
      case Place.Offset(long rows) -> output.varint(0).varint(rows);
      case Place.After(List<Value> values) -> {
        output.varint(1);
        for (int index = 0; index < values.size(); index++) {
          Value value = values.get(index);
          Type type = terms.get(index).column().type();
          output.varint(value == Value.Null.NULL ? 0 : 1);
          output.text(Values.text(value, type));
        }
      }
    }
    byte[] body = output.toByteArray();
    output.raw(seal(body, question), 0, SEAL);
    return encoded(output.toByteArray());
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The place of a token.
   *
   * @throws Failure BAD_REQUEST where it is none of ours for this question
   */
  Place place(String token, List<Ordering.Term> terms, byte[] question) {
    if (token.isEmpty()) {
      return Place.Start.START;
    }
    byte[] bytes = decoded(token);
    if (bytes.length <= SEAL) {
      throw refused();
    }
    byte[] body = Arrays.copyOf(bytes, bytes.length - SEAL);
    byte[] seal = Arrays.copyOfRange(bytes, bytes.length - SEAL, bytes.length);
    if (!MessageDigest.isEqual(seal, seal(body, question))) {
      throw refused();
    }
    return read(body, terms);
  }

  private static Place read(byte[] body, List<Ordering.Term> terms) {
    // What bears our seal was written by us.
    ProtoInput input = new ProtoInput(body);
    if (input.packedVarint() == 0) {
      return new Place.Offset(input.packedVarint());
    }
    List<Value> values = new ArrayList<>();
    for (Ordering.Term term : terms) {
      boolean there = input.packedVarint() != 0;
      String text = input.packedText();
      values.add(there ? Values.parse(text, term.column().type()) : Value.Null.NULL);
    }
    return new Place.After(values);
  }

  private static byte[] decoded(String token) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      // Several texts are read as the same bytes; only one of them is ours.
      if (encoded(bytes).equals(token)) {
        return bytes;
      }
      throw refused();
    } catch (IllegalArgumentException notBase64) {
      throw refused();
    }
  }

  private static Failure refused() {
    return Problem.of(ErrorCode.BAD_REQUEST, "The page_token is not one of this question")
        .withHint("Ask without page_token, or with everything else as it was.")
        .failure();
  }

  private byte[] seal(byte[] body, byte[] question) {
    try {
      Mac mac = Mac.getInstance(METHOD);
      mac.init(new SecretKeySpec(key, METHOD));
      mac.update("grpc page 1\n".getBytes(StandardCharsets.US_ASCII));
      mac.update(question);
      return Arrays.copyOf(mac.doFinal(body), SEAL);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has " + METHOD, impossible);
    }
  }

  /** What holds of the rows after a row. */
  static Expression after(List<Ordering.Term> terms, List<Value> values, Binding binding, int row) {
    Expression after = Expression.FALSE;
    for (int index = terms.size() - 1; index >= 0; index--) {
      after = after(terms.get(index), values.get(index), after, binding, row);
    }
    return after;
  }

  private static Expression after(
      Ordering.Term term, Value value, Expression rest, Binding binding, int row) {
    Expression column = term.of(row);
    Expression nothing = new Expression.IsNull(column);
    if (value == Value.Null.NULL) {
      Expression same = Expressions.and(nothing, rest);
      return term.nullsFirst()
          ? new Expression.Or(List.of(new Expression.Not(nothing), same))
          : same;
    }
    Expression bound = binding.bind(value, term.column().type());
    Comparison beyond = term.descending() ? Comparison.LESS : Comparison.GREATER;
    List<Expression> ways = new ArrayList<>();
    ways.add(new Expression.Compare(beyond, column, bound));
    if (term.nullable() && !term.nullsFirst()) {
      ways.add(nothing);
    }
    if (!rest.equals(Expression.FALSE)) {
      ways.add(Expressions.and(new Expression.Compare(Comparison.EQUAL, column, bound), rest));
    }
    return ways.size() == 1 ? ways.getFirst() : new Expression.Or(ways);
  }
}
