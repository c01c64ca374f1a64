package msingi.door.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import msingi.base.Utf8;
import msingi.definition.Function;
import msingi.error.ErrorCode;
import msingi.error.Problem;
import msingi.expression.Expression;
import msingi.expression.Type;
import msingi.expression.Value;
import msingi.expression.Values;
import msingi.wire.JsonBody;
import msingi.wire.JsonReader;

/** What a call gives to a function, as sent: which function is meant says how it is read. */
sealed interface Arguments {
  /** Their names, sorted. */
  Set<String> names();

  /**
   * The arguments of the function that was chosen.
   *
   * @throws msingi.error.Failure what {@link Values#parse} throws
   */
  Map<String, Expression.Parameter> bind(Function function, Decoding decoding);

  /** Texts by name, from a query string or a form; of several texts the last one counts. */
  record Texts(Map<String, List<String>> texts) implements Arguments {
    /** The fields of a form. */
    static Texts form(byte[] body) {
      Map<String, List<String>> texts = new LinkedHashMap<>();
      for (String[] pair : Bodies.pairs(body)) {
        texts.computeIfAbsent(pair[0], _ -> new ArrayList<>(1)).add(pair[1]);
      }
      return new Texts(texts);
    }

    @Override
    public Set<String> names() {
      return new TreeSet<>(texts.keySet());
    }

    @Override
    public Map<String, Expression.Parameter> bind(Function function, Decoding decoding) {
      Map<String, Expression.Parameter> bound = new LinkedHashMap<>();
      texts.forEach((name, given) -> {
        Function.Argument argument = function.argument(name).orElseThrow();
        bound.put(name, decoding.bind(value(argument, given), argument.type()));
      });
      return bound;
    }

    private static Value value(Function.Argument argument, List<String> given) {
      boolean repeated = argument.taking() == Function.Taking.REPEATED;
      return repeated && argument.type() instanceof Type.Array array
          ? new Value.Many(given.stream().map(it -> Values.parse(it, array.element())).toList())
          : Values.parse(given.getLast(), argument.type());
    }
  }

  /**
   * A body of JSON or CSV: the members of the object, or of the first of several, or the whole.
   *
   * @param type its content type, as sent
   * @param members the names that count
   */
  record Members(byte[] body, String type, List<String> members, int mostRows)
      implements Arguments {
    /**
     * @param wanted the names that count, or none when all do
     */
    static Members of(byte[] body, String type, List<String> wanted, int mostRows) {
      if (!wanted.isEmpty() || body.length == 0) {
        return new Members(body, type, wanted, mostRows);
      }
      List<String> names =
          json(type)
              ? JsonReader.names(body)
              : new Bodies(wanted, _ -> Type.Scalar.TEXT, mostRows).read(type, body).columns();
      return new Members(body, type, names, mostRows);
    }

    private static boolean json(String type) {
      return !Bodies.mediaType(type).equals("text/csv");
    }

    /** Whether it is JSON. */
    boolean json() {
      return json(type);
    }

    @Override
    public Set<String> names() {
      return new TreeSet<>(members);
    }

    @Override
    public Map<String, Expression.Parameter> bind(Function function, Decoding decoding) {
      if (Body.only(function)) {
        return Body.bind(function, decoding, Values.parse(Body.text(body), Type.Scalar.JSON));
      }
      Map<String, Expression.Parameter> bound = new LinkedHashMap<>();
      if (members.isEmpty() || body.length == 0) {
        return bound;
      }
      JsonBody.Types types = name -> function.argument(name).orElseThrow().type();
      JsonBody read = new Bodies(members, types, mostRows).read(type, body);
      for (int place = 0; place < members.size() && !read.rows().isEmpty(); place++) {
        JsonBody.Item item = read.rows().getFirst();
        if (!item.absent().contains(place)) {
          String name = members.get(place);
          bound.put(name, decoding.bind(item.values().get(place), types.type(name)));
        }
      }
      return bound;
    }
  }

  /**
   * A body that is one value.
   *
   * @param type TEXT, BYTES, or the database's xml
   */
  record Body(byte[] body, Type type) implements Arguments {
    /** The type of XML, which only some databases have. */
    static final Type XML = new Type.Native("xml");

    @Override
    public Set<String> names() {
      return Set.of();
    }

    @Override
    public Map<String, Expression.Parameter> bind(Function function, Decoding decoding) {
      return bind(
          function,
          decoding,
          type == Type.Scalar.BYTES ? new Value.Bytes(body) : Values.parse(text(body), type));
    }

    /** Whether the whole body is the only argument of a function. */
    static boolean only(Function function) {
      return function.arguments().size() == 1
          && function.arguments().getFirst().taking() == Function.Taking.BODY;
    }

    private static Map<String, Expression.Parameter> bind(
        Function function, Decoding decoding, Value value) {
      Function.Argument argument = function.arguments().getFirst();
      return Map.of(argument.name(), decoding.bind(value, argument.type()));
    }

    /** Bytes as UTF-8. */
    static String text(byte[] body) {
      return Utf8.decode(body)
          .orElseThrow(() ->
              Problem.of(ErrorCode.TEXT_INVALID, "invalid byte sequence for encoding \"UTF8\"")
                  .failure());
    }
  }
}
