package msingi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code msingi mail preview}, and mistakes in words as {@code check} shows them. */
class MailCommandTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void definition() throws IOException {
    Files.writeString(
        folder.resolve("msingi.yaml"),
        "msingi: 1\nname: clinic\ncollections:\n  notes: { fields: { text: text } }\n");
  }

  @Test
  void aKindIsShownInItsLanguage() {
    Run run = Run.of("mail", "preview", "recovery", "--locale", "sw", "--dir", folder.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("--- recovery", "Subject: Chagua nenosiri jipya la clinic", "314159");
  }

  @Test
  void aKindThatIsNoneListsThem() {
    Run run = Run.of("mail", "preview", "recovry", "--dir", folder.toString());
    assertThat(run.code()).isOne();
    assertThat(run.err()).contains("called recovry", "confirmation, invite, magic_link, recovery");
  }

  @Test
  void allOfThemGoIntoAFolder() {
    Path to = folder.resolve("seen");
    Run run = Run.of("mail", "preview", "--to", to.toString(), "--dir", folder.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(to.resolve("magic_link.html")).content().contains("<!doctype html>", "clinic");
    assertThat(to.resolve("code.txt")).exists();
    assertThat(to.resolve("code.html")).doesNotExist();
  }

  @Test
  void mistakesInWordsStopCheckAndPreview() throws IOException {
    Files.createDirectories(folder.resolve("mail"));
    Files.writeString(folder.resolve("mail/invite.txt"), "Subject: x\n\n{{lnk}}\n");
    Run check = Run.of("check", "--dir", folder.toString());
    assertThat(check.code()).isOne();
    assertThat(check.out()).contains("mail/invite.txt:3:1: lnk").contains("{{link}}");
    Run preview = Run.of("mail", "preview", "--dir", folder.toString());
    assertThat(preview.code()).isOne();
    assertThat(preview.err()).contains("mail/invite.txt:3:1");
  }
}
