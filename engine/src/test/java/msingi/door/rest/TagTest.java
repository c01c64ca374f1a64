package msingi.door.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import msingi.error.ErrorCode;
import msingi.error.Failure;
import msingi.wire.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Validators, and the lists of them that clients send. */
class TagTest {
  private static Output output(String text, int room) {
    return new Output(room).text(text);
  }

  @Test
  void equalBytesHaveEqualTagsAndOthersHaveOthers() {
    Random random = new Random(7);
    Map<String, String> bodies = new HashMap<>();
    Map<String, String> tags = new HashMap<>();
    for (int index = 0; index < 20_000; index++) {
      String body = "[" + Integer.toString(random.nextInt(5_000), 2) + "]";
      // Bytes beyond the length do not count.
      Output output = output(body + "rest", 16 + random.nextInt(100));
      output.cut(body.length());
      String tag = Tag.of(Media.ARRAY, output, -1);
      assertThat(bodies.merge(tag, body, (old, _) -> old)).isEqualTo(body);
      assertThat(tags.merge(body, tag, (old, _) -> old)).isEqualTo(tag);
    }
    assertThat(tags).hasSameSizeAs(bodies).hasSizeGreaterThan(4_000);
  }

  @Test
  void formsAndTotalsAreToldApart() {
    Output body = output("[]", 16);
    Map<String, String> tags = new HashMap<>();
    for (Media media : Media.values()) {
      for (long total : List.of(-1L, 0L, 1L, 10L)) {
        String tag = Tag.of(media, body, total);
        assertThat(tags.put(tag, media + " " + total)).isNull();
        assertThat(Tag.counted(tag)).isEqualTo(total >= 0);
        for (Media other : Media.values()) {
          assertThat(Tag.marks(tag, other)).isEqualTo(other == media);
        }
      }
    }
    assertThat(Tag.of("text/plain", body)).isNotEqualTo(Tag.of("text/xml", body));
    assertThat(Tag.of(Media.ARRAY, new Output(16).put(new byte[Tag.MOST_BYTES]), -1)).isNotEmpty();
    assertThat(Tag.of(Media.ARRAY, new Output(16).put(new byte[Tag.MOST_BYTES + 1]), -1))
        .isEqualTo(Tag.NONE);
  }

  @Test
  void listsAreRead() {
    Tags.Named plain = new Tags.Named(false, "\"a,b\"");
    Tags.Named weak = new Tags.Named(true, "\"\"");
    assertThat(Tags.parse("x", List.of("\"a,b\""))).isEqualTo(new Tags.Listed(List.of(plain)));
    assertThat(Tags.parse("x", List.of(" \"a,b\"\t, ,W/\"\" ,")))
        .isEqualTo(new Tags.Listed(List.of(plain, weak)));
    assertThat(Tags.parse("x", List.of("\"a,b\"", "W/\"\"")))
        .isEqualTo(new Tags.Listed(List.of(plain, weak)));
    assertThat(Tags.parse("x", List.of(" * "))).isEqualTo(new Tags.Any());
    Tags listed = new Tags.Listed(List.of(plain, weak));
    assertThat(listed.strongly("\"a,b\"")).isTrue();
    assertThat(listed.strongly("\"\"")).isFalse();
    assertThat(listed.weakly("\"\"")).isTrue();
    assertThat(listed.weakly(Tag.NONE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "a",
        "\"",
        "\"a",
        "w/\"a\"",
        "W/ \"a\"",
        "W/",
        "\"a\"\"b\"",
        "\"a\" \"b\"",
        "\"a b\"",
        "*, \"a\"",
        "**",
        "\"a\", b",
        "\"\u007f\""
      })
  void whatIsNoListIsRefused(String text) {
    assertThatThrownBy(() -> Tags.parse("If-Match", List.of(text)))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.problem().code()).isEqualTo(ErrorCode.BAD_REQUEST));
  }
}
