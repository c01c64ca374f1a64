package msingi.auth.accounts;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import msingi.wire.Json;
import msingi.wire.Output;

/** JSON between its text and its parts. */
public final class JsonText {
  private JsonText() {}

  /** The text of a value. */
  public static String of(Json value) {
    Output output = new Output(128);
    value.write(output);
    return new String(output.array(), 0, output.length(), StandardCharsets.UTF_8);
  }

  /** The members of an object; none where the text is empty or something else. */
  public static Map<String, Json> members(String text) {
    return !text.isEmpty()
            && Json.read(text.getBytes(StandardCharsets.UTF_8)) instanceof Json.Members(var members)
        ? members
        : Map.of();
  }

  /**
   * An object in one spelling: databases put spaces where we put none, by which an account that was
   * read could be told from one that is only pretended.
   */
  static String plain(String text) {
    return of(new Json.Members(members(text)));
  }

  /** Members laid over others; null takes one away, as the wire has it. */
  public static String merged(String below, String above) {
    Map<String, Json> all = new LinkedHashMap<>(members(below));
    members(above)
        .forEach((name, value) -> {
          if (value.equals(Json.Bare.NULL)) {
            all.remove(name);
          } else {
            all.put(name, value);
          }
        });
    return of(new Json.Members(all));
  }

  /** A list of texts. */
  public static Json texts(List<String> texts) {
    return new Json.Many(texts.stream().<Json>map(Json.Text::new).toList());
  }
}
