package msingi.testkit.conformance;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a hand-written assertion of the specification says of a place in a JSON body. The record has
 * the value alone; where it stands is restated in {@code places.json}, by the end of the case's
 * name, a JSON pointer (RFC 6901) for each assertion.
 *
 * @param expected as canonical JSON; empty where nothing may be there
 * @param equal whether it must be so, or must not
 */
record Assertion(String pointer, String expected, boolean equal) {
  private static final JsonObject PLACES = places();

  private static JsonObject places() {
    try (InputStream in = Assertion.class.getResourceAsStream("places.json")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return new JsonObject(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Those of a step, as far as they are about the body. */
  static List<Assertion> of(String name, JsonArray assertions) {
    JsonArray pointers =
        PLACES.stream()
            .filter(it -> name.endsWith(" / " + it.getKey()))
            .map(it -> (JsonArray) it.getValue())
            .findFirst()
            .orElse(new JsonArray());
    List<Assertion> found = new ArrayList<>();
    for (Object each : assertions) {
      JsonObject assertion = (JsonObject) each;
      String kind = assertion.getString("kind");
      String text = assertion.getString("expected", "");
      boolean value = text.startsWith("Just (") || text.equals("Nothing");
      if (value && (kind.equals("shouldBe") || kind.equals("shouldNotBe")) && !pointers.isEmpty()) {
        String pointer = pointers.getString(Math.min(found.size(), pointers.size() - 1));
        found.add(new Assertion(pointer, ShownValue.canonical(text), kind.equals("shouldBe")));
      }
    }
    return found;
  }

  /** What is wrong with a body; empty where nothing is. */
  Optional<String> mistake(String body) {
    @Nullable Object there = JsonPointer.from(pointer).queryJson(new JsonObject(body));
    String got = there == null ? "" : BodyMatcher.Canonical.of(there);
    return got.equals(expected) == equal
        ? Optional.empty()
        : Optional.of(
            pointer + ": wanted " + (equal ? "" : "not ") + expected + "\n      got " + got);
  }
}
