package msingi.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import msingi.base.Randomness;
import org.junit.jupiter.api.Test;

class KeyTextTest {
  private final Randomness randomness = new Random(7)::nextBytes;

  @Test
  void keysAreDistinctAndCheckThemselves() {
    Set<String> seen = new HashSet<>();
    for (int round = 0; round < 1_000; round++) {
      for (Keys.Kind kind : Keys.Kind.values()) {
        String text = KeyText.make(kind, randomness);
        assertThat(text)
            .matches("sb_(publishable|secret)_[0-9A-Za-z]{22}_[0-9A-Za-z]{6}")
            .startsWith(KeyText.shown(text, kind));
        assertThat(KeyText.wellFormed(text)).isTrue();
        assertThat(seen.add(text)).isTrue();
      }
    }
  }

  @Test
  void everyChangedCharacterIsNoticed() {
    String text = KeyText.make(Keys.Kind.SECRET, randomness);
    for (int index = 0; index < text.length(); index++) {
      char other = text.charAt(index) == 'a' ? 'b' : 'a';
      String changed = text.substring(0, index) + other + text.substring(index + 1);
      assertThat(KeyText.wellFormed(changed)).as(changed).isFalse();
    }
    assertThat(KeyText.wellFormed("sb_secret_")).isFalse();
    assertThat(KeyText.wellFormed("")).isFalse();
  }

  @Test
  void whatIsStoredIsNotTheKey() {
    String text = KeyText.make(Keys.Kind.PUBLISHABLE, randomness);
    assertThat(KeyText.hash(text)).hasSize(64).doesNotContain(text);
    assertThat(KeyText.shown(text, Keys.Kind.PUBLISHABLE)).hasSize("sb_publishable_".length() + 6);
  }
}
