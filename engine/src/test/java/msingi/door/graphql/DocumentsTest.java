package msingi.door.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import msingi.error.Failure;
import org.junit.jupiter.api.Test;

class DocumentsTest {
  private static final int MANY = 120;
  private static final int LONG = 200_000;

  private final Documents documents = new Documents(GraphSettings.DEFAULT);

  @Test
  void aDocumentThatWasSentWithItsHashIsKnownByItAlone() {
    String text = "{ __typename }";
    String hash = Documents.hash(text);
    assertThat(documents.text(new Sent(text, "", Map.of(), hash))).isEqualTo(text);
    assertThat(documents.text(new Sent("", "", Map.of(), hash))).isEqualTo(text);
  }

  /** Anybody may send documents: what is kept of them is bounded by characters, not by number. */
  @Test
  void longDocumentsDoNotFillTheMemory() {
    List<String> hashes = new ArrayList<>();
    for (int each = 0; each < MANY; each++) {
      String text = "{ __typename } #" + each + "x".repeat(LONG);
      hashes.add(Documents.hash(text));
      documents.text(new Sent(text, "", Map.of(), hashes.getLast()));
    }
    long characters = hashes.stream().filter(this::known).count() * LONG;
    assertThat(characters).isPositive().isLessThanOrEqualTo(Documents.MOST_CHARACTERS);
  }

  private boolean known(String hash) {
    try {
      return !documents.text(new Sent("", "", Map.of(), hash)).isEmpty();
    } catch (Failure unknown) {
      return false;
    }
  }
}
