package msingi.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.DummySSLSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Scanner;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import msingi.base.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail over a real SMTP server. */
class MailerTest {
  private final GreenMail greenMail =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
          });

  private static Letter letter(String subject) {
    return new Letter(
        "0198c1a2",
        MailAddress.of("Kliniki ya Mwanga <no-reply@clinic.example>"),
        MailAddress.of("asha@example.org"),
        subject,
        "Habari,\n.\nkaribu – ñ\n",
        "<p>Habari – <b>karibu</b></p>");
  }

  private Mailer mailer(String url, SSLSocketFactory sockets) {
    return new Mailer(SmtpServer.of(url), Guard.strict(), sockets, Time.SYSTEM);
  }

  private String plain() {
    return "smtp://127.0.0.1:" + greenMail.getSmtp().getPort() + "?tls=none";
  }

  @AfterEach
  void stop() {
    greenMail.stop();
  }

  @Test
  void aMailArrivesWithBothFormsAndItsHeaders() throws Exception {
    greenMail.start();
    Mailer mailer = mailer(plain(), new DummySSLSocketFactory());
    assertThat(mailer.send(letter("Thibitisha – akaunti"))).isEqualTo(new Delivery.Sent());
    MimeMessage message = greenMail.getReceivedMessages()[0];
    assertThat(message.getSubject()).isEqualTo("Thibitisha – akaunti");
    assertThat(message.getMessageID()).isEqualTo("<0198c1a2@clinic.example>");
    assertThat(message.getFrom()[0]).hasToString("Kliniki ya Mwanga <no-reply@clinic.example>");
    assertThat(message.getSentDate()).isNotNull();
    List<String> headers =
        Collections.list(message.getAllHeaders()).stream().map(it -> it.getName()).toList();
    assertThat(headers)
        .contains("Auto-Submitted", "MIME-Version")
        .noneMatch(it -> it.startsWith("List-") || it.equals("X-Mailer"));
    MimeMultipart parts = (MimeMultipart) message.getContent();
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
    assertThat(parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n"))
        .isEqualTo("Habari,\n.\nkaribu – ñ\n");
    assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
    assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>Habari – <b>karibu</b></p>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"smtps", "smtp"})
  void byTlsAtOnceOrByStarttlsWithAPassword(String scheme, @TempDir Path folder) throws Exception {
    greenMail.setUser("sender@clinic.example", "sender", "s3cret/+");
    greenMail.start();
    SSLContext context = TestCertificate.make(folder, "dns:localhost").context();
    int behind = greenMail.getSmtp().getPort();
    try (TlsFront front = new TlsFront(context, scheme.equals("smtp"), behind)) {
      String right = scheme + "://sender:s3cret%2F%2B@localhost:" + front.port();
      SSLSocketFactory trusting = context.getSocketFactory();
      assertThat(mailer(right, trusting).send(letter("x"))).isEqualTo(new Delivery.Sent());
      assertThat(greenMail.getReceivedMessages()).hasSize(1);
      SSLSocketFactory usual = (SSLSocketFactory) SSLSocketFactory.getDefault();
      assertThat(mailer(right, usual).send(letter("x")))
          .as("a certificate of nobody we know")
          .isInstanceOf(Delivery.Later.class);
      assertThat(mailer(right.replace("localhost", "127.0.0.1"), trusting).send(letter("x")))
          .as("a certificate for another name")
          .isInstanceOf(Delivery.Later.class);
      Delivery refused = mailer(right.replace("s3cret", "wr0ng"), trusting).send(letter("x"));
      assertThat(refused).isInstanceOf(Delivery.Later.class);
      assertThat(refused.toString()).doesNotContain("wr0ng");
      assertThat(greenMail.getReceivedMessages()).hasSize(1);
    }
  }

  @Test
  void withoutStarttlsNothingIsSaid() {
    greenMail.start();
    Mailer mailer =
        mailer(
            "smtp://u:p@127.0.0.1:" + greenMail.getSmtp().getPort(), new DummySSLSocketFactory());
    Delivery delivery = mailer.send(letter("x"));
    assertThat(delivery).isInstanceOf(Delivery.Later.class);
    assertThat(delivery.toString()).contains("STARTTLS");
    assertThat(greenMail.getReceivedMessages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "asha@example.org\r\nBcc: all@example.org",
        "asha@example.org\nX: y",
        "a b@example.org",
        "asha@example.org, other@example.org",
        "\"a\r\nb\"@example.org",
        "asha@exa\u0000mple.org",
        "asha",
        "@example.org",
        "asha@",
        "asha@-x.org",
        "Name\r\nBcc: x@y.org <asha@example.org>"
      })
  void anAddressCannotCarryAHeader(String text) {
    assertThatThrownBy(() -> MailAddress.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSubjectCannotCarryAHeader() {
    assertThatThrownBy(() -> letter("Hello\r\nBcc: all@example.org"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aServerOnAnotherMachineThatIsNotPublicIsRefusedUntilItIsListed() {
    greenMail.start();
    Guard home = Guard.of(List.of("mail.home"), _ -> List.of(InetAddress.ofLiteral("127.0.0.1")));
    Guard strict = Guard.of(List.of(), _ -> List.of(InetAddress.ofLiteral("127.0.0.1")));
    SmtpServer server =
        SmtpServer.of("smtp://mail.home:" + greenMail.getSmtp().getPort() + "?tls=none");
    assertThat(new Mailer(server, strict, Time.SYSTEM).send(letter("x")).toString())
        .contains("not public");
    assertThat(new Mailer(server, home, Time.SYSTEM).send(letter("x")))
        .isEqualTo(new Delivery.Sent());
  }

  @Test
  void refusalsForGoodAndForNowAreToldApart() throws IOException {
    assertThat(scripted("550 5.1.1 no such user asha@example.org"))
        .isInstanceOf(Delivery.Never.class)
        .extracting(Object::toString)
        .asString()
        .doesNotContain("asha@example.org");
    assertThat(scripted("451 4.7.1 greylisted")).isInstanceOf(Delivery.Later.class);
    Mailer nobody = mailer("smtp://127.0.0.1:1?tls=none", new DummySSLSocketFactory());
    assertThat(nobody.send(letter("x"))).isInstanceOf(Delivery.Later.class);
  }

  /** A server that answers one recipient like this. */
  private Delivery scripted(String recipient) throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Thread.ofVirtual().start(() -> converse(listening, recipient));
      String url = "smtp://127.0.0.1:" + listening.getLocalPort() + "?tls=none";
      return mailer(url, new DummySSLSocketFactory()).send(letter("x"));
    }
  }

  private static void converse(ServerSocket listening, String recipient) {
    try (Socket socket = listening.accept();
        var in = new Scanner(socket.getInputStream(), StandardCharsets.US_ASCII)) {
      var out = socket.getOutputStream();
      out.write("220 here\r\n".getBytes(StandardCharsets.US_ASCII));
      while (in.hasNextLine()) {
        String line = in.nextLine();
        String answer = line.startsWith("RCPT") ? recipient : "250 fine";
        out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException _) {
      // The client has gone.
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://host",
        "smtp://",
        "smtp://user@host",
        "smtp://u:p@host?tls=none",
        "smtp://host?tls=off",
        "smtps://host?tls=none",
        "smtp://host/path",
        "smtp://host:0",
        "smtp://ho st"
      })
  void settingsThatMeanNothingAreMistakesWithoutThePassword(String url) {
    assertThatThrownBy(() -> SmtpServer.of(url)).isInstanceOf(IllegalArgumentException.class);
    assertThat(SmtpServer.of("smtps://u:hidden@host").toString()).doesNotContain("hidden");
  }
}
