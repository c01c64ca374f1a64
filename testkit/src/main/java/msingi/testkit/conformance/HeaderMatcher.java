package msingi.testkit.conformance;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold of an answer's headers. */
sealed interface HeaderMatcher {
  /** What is wrong with the answer; empty when nothing is. */
  Optional<String> mistake(Answer answer);

  /** One of the values is this; or exactly one value is there, and is this. */
  record Equal(String name, String value, boolean alone) implements HeaderMatcher {
    @Override
    public Optional<String> mistake(Answer answer) {
      List<String> values = answer.headers(name);
      boolean good = values.contains(value) && (!alone || values.size() == 1);
      return good ? Optional.empty() : wrong(name, value, values);
    }
  }

  /** One of the values contains this. */
  record Containing(String name, String value) implements HeaderMatcher {
    @Override
    public Optional<String> mistake(Answer answer) {
      List<String> values = answer.headers(name);
      return values.stream().anyMatch(it -> it.contains(value))
          ? Optional.empty()
          : wrong(name, "… " + value + " …", values);
    }
  }

  /** There is no such header. */
  record Absent(String name) implements HeaderMatcher {
    @Override
    public Optional<String> mistake(Answer answer) {
      List<String> values = answer.headers(name);
      return values.isEmpty() ? Optional.empty() : wrong(name, "nothing", values);
    }
  }

  /** Every header has a name and a value. */
  record NoBlank() implements HeaderMatcher {
    @Override
    public Optional<String> mistake(Answer answer) {
      return answer.headers().stream()
          .filter(it -> it.name().isBlank() || it.value().isBlank())
          .findFirst()
          .map(it -> "blank header " + it);
    }
  }

  private static Optional<String> wrong(String name, String wanted, List<String> values) {
    return Optional.of(name + ": wanted " + wanted + ", got " + values);
  }

  static HeaderMatcher of(JsonObject json) {
    String name = json.getString("name");
    String value = json.getString("value", "");
    return switch (json.getString("op")) {
      case "equals" -> new Equal(name, value, json.getBoolean("exactlyOne", false));
      case "contains" -> new Containing(name, value);
      case "absent" -> new Absent(name);
      case "json-content-type" -> new Containing(name, "application/json");
      case "server-timing" -> new Containing(name, value + ";dur=");
      default -> throw new IllegalArgumentException("unknown header matcher " + json);
    };
  }

  Pattern ASSERTED = Pattern.compile("header \"([^\"]+)\" =~ \"(.*)\"");

  /** An assertion about headers that was written by hand; empty for those about other things. */
  static Optional<HeaderMatcher> asserted(JsonObject json) {
    String text = json.getString("expected", "");
    if (text.toLowerCase(Locale.ROOT).equals("no blank header")) {
      return Optional.of(new NoBlank());
    }
    Matcher matcher = ASSERTED.matcher(text);
    return matcher.matches()
        ? Optional.of(new Equal(matcher.group(1), matcher.group(2), false))
        : Optional.empty();
  }
}
