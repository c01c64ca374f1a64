package msingi.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import msingi.definition.Mistake;
import msingi.error.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Words of mail: languages, values in their places, mistakes with theirs. */
class TemplatesTest {
  private static final String HOSTILE =
      "\"><script>alert('x')</script>\r\nBcc: all@example.org\u202e&";

  @TempDir private Path folder = Path.of("");

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve("mail").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyKindSpeaksEnglishAndSwahili(Kind kind) {
    Templates templates = Templates.read(folder);
    Templates.Said english = templates.sample(kind, "en-GB", "clinic");
    Templates.Said swahili = templates.sample(kind, "sw-KE", "clinic");
    assertThat(english.text()).contains("clinic").doesNotContain("{{").isNotEqualTo(swahili.text());
    assertThat(swahili.text())
        .contains(kind.names().contains("code") ? "dakika 60" : "192.0.2.7")
        .doesNotContain("{{");
    assertThat(english.subject().isEmpty()).isEqualTo(!kind.mail());
    assertThat(english.html().isEmpty()).isEqualTo(!kind.mail());
    assertThat(templates.sample(kind, "tlh", "clinic")).isEqualTo(english);
    assertThat(templates.sample(kind, "../../etc", "clinic")).isEqualTo(english);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aValueIsNeverMarkupNorAHeader(Kind kind) {
    Map<String, String> values = new HashMap<>();
    kind.names().forEach(name -> values.put(name, HOSTILE));
    Templates.Said said = Templates.read(folder).say(kind, "en", values);
    assertThat(said.subject().chars().noneMatch(Character::isISOControl)).isTrue();
    assertThat(said.html())
        .doesNotContain("<script")
        .doesNotContain("\"><script")
        .doesNotContain("\u202e");
    assertThat(said.text()).doesNotContain("\nBcc:").doesNotContain("\r");
  }

  @Test
  void theApplicationSaysItInItsOwnWords() throws IOException {
    write("recovery.txt", "Subject: Own {{application}}\n\nOwn {{link}}\n");
    write("sw/recovery.txt", "Subject: Yangu\n\nYangu {{link}}\n");
    write(
        "sw/recovery.html",
        "<a href=\"{{link}}\" title='{{email}}'>x</a> <a href='/?q={{email}}'>y</a>");
    Templates templates = Templates.read(folder);
    Map<String, String> values =
        Map.of("application", "clinic", "link", "https://x/?a=1&b=2", "email", "a'b&c@x.org");
    assertThat(templates.say(Kind.RECOVERY, "fr", values).subject()).isEqualTo("Own clinic");
    assertThat(templates.say(Kind.RECOVERY, "fr", values).html()).isEmpty();
    assertThat(templates.say(Kind.RECOVERY, "sw-TZ", values).html())
        .isEqualTo(
            "<a href=\"https://x/?a=1&amp;b=2\" title='a&#39;b&amp;c@x.org'>x</a>"
                + " <a href='/?q=a%27b%26c%40x.org'>y</a>");
    assertThat(templates.say(Kind.INVITE, "sw", values).subject()).isEqualTo("Umealikwa clinic");
  }

  @Test
  void mistakesHaveTheirPlace() throws IOException {
    write("recovery.txt", "Subject: Hello {{aplication}}\n\nA\n  {{tokn}} {{link\n");
    write(
        "recovery.html",
        "<p>{{link}}</p>\n<script>{{code}}</script>\n<a {{code}}>\n<a onclick=\"{{code}}\">\n"
            + "<a href={{link}}>\n<a href=\"{{code}}\">\n<a href=\"x{{link}}\">\n<!-- {{code}} -->"
            + "<style>a{}</style><p>{{code}}</p>");
    write("invite.html", "<p>only this</p>");
    write("code.txt", "{{link}}");
    write("confirmation.txt", "no subject");
    write("recovry.txt", "x");
    List<String> texts = Templates.mistakes(folder).stream().map(Mistake::text).toList();
    assertThat(texts)
        .anyMatch(it ->
            it.startsWith("mail/recovery.txt:1:7: aplication") && it.contains("{{application}}"))
        .anyMatch(it -> it.startsWith("mail/recovery.txt:4:3: tokn"))
        .anyMatch(it -> it.startsWith("mail/recovery.txt:4:12: {{ without a name"))
        .anyMatch(it -> it.startsWith("mail/recovery.html:2:9: code") && it.contains("scripts"))
        .anyMatch(
            it -> it.startsWith("mail/recovery.html:3:4: code") && it.contains("inside a tag"))
        .anyMatch(it -> it.startsWith("mail/recovery.html:4:13: code") && it.contains("onclick"))
        .anyMatch(
            it -> it.startsWith("mail/recovery.html:5:9: link") && it.contains("inside a tag"))
        .anyMatch(it -> it.startsWith("mail/recovery.html:6:10: code") && it.contains("begin href"))
        .anyMatch(it -> it.startsWith("mail/recovery.html:7:11: link") && it.contains("whole of"))
        .anyMatch(it -> it.startsWith("mail/recovery.html:8:6: code"))
        .anyMatch(it -> it.startsWith("mail/invite.html:1:1: a mail needs its text"))
        .anyMatch(it -> it.startsWith("mail/code.txt:1:1: link: no value"))
        .anyMatch(it -> it.startsWith("mail/confirmation.txt:1:1: a mail begins"))
        .anyMatch(it ->
            it.startsWith("mail/recovry.txt:1:1: no mail is called so (did you mean recovery.txt"))
        .hasSize(14);
    assertThatThrownBy(() -> Templates.read(folder))
        .isInstanceOfSatisfying(
            Failure.class,
            it -> assertThat(it.problem().details()).contains("mail/recovery.html:2:9"));
  }
}
