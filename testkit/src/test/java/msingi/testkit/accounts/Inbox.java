package msingi.testkit.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real SMTP server, and the mail that reached it. */
public final class Inbox implements AutoCloseable {
  private static final Pattern LINK =
      Pattern.compile("https?://\\S+/auth/v1/verify\\?\\S+", Pattern.CASE_INSENSITIVE);
  private static final Pattern DIGITS = Pattern.compile("(?m)(?:code: |^)([0-9]{6})$");
  private static final Pattern ANY = Pattern.compile("");
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private final GreenMail greenMail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  /** By address, how many mails there were when the last was read. */
  private final Map<String, Integer> read = new HashMap<>();

  /** By address, the mail that was read last. */
  private final Map<String, String> last = new HashMap<>();

  public Inbox() {
    greenMail.start();
  }

  /** The configuration's address of it. */
  public String smtp() {
    return "smtp://127.0.0.1:" + greenMail.getSmtp().getPort() + "?tls=none";
  }

  /** The link of the next mail to an address. */
  public String link(String email) throws Exception {
    return link(email, next(email, LINK));
  }

  /** The link of the mail that was read last. */
  public String linkBeside(String email) {
    return link(email, last.getOrDefault(email, ""));
  }

  private static String link(String email, String text) {
    Matcher matcher = LINK.matcher(text);
    assertThat(matcher.find()).as(email).isTrue();
    return matcher.group();
  }

  /** The digits of the next mail to an address. */
  public String digits(String email) throws Exception {
    Matcher matcher = DIGITS.matcher(next(email, DIGITS));
    assertThat(matcher.find()).as(email).isTrue();
    return matcher.group(1);
  }

  /** The text of the next mail to an address, of whatever kind. */
  String text(String email) throws Exception {
    return next(email, ANY);
  }

  /** The token of the link of the next mail. */
  String token(String email) throws Exception {
    return token(email, link(email));
  }

  /** The token of a link. */
  static String token(String email, String link) {
    assertThat(link).as(email).contains("token=");
    return link.replaceFirst(".*[?&]token=([^&]*).*", "$1");
  }

  public int mails(String email) {
    return to(email).size();
  }

  /**
   * The newest mail of this kind once there is one that was not read: what was asked for before is
   * over.
   */
  private String next(String email, Pattern wanted) throws Exception {
    int from = read.getOrDefault(email, 0);
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      List<MimeMessage> mails = to(email);
      for (int index = mails.size() - 1; index >= from; index--) {
        String text = text(mails.get(index));
        if (wanted.matcher(text).find()) {
          read.put(email, index + 1);
          last.put(email, text);
          return text;
        }
      }
      assertThat(System.nanoTime()).as("a mail to " + email + ": " + wanted).isLessThan(end);
      Thread.sleep(20);
    }
  }

  private static String text(MimeMessage mail) throws Exception {
    MimeMultipart parts = (MimeMultipart) mail.getContent();
    return parts.getBodyPart(0).getContent().toString().replace("\r\n", "\n");
  }

  private List<MimeMessage> to(String email) {
    return Arrays.stream(greenMail.getReceivedMessages()).filter(it -> goes(it, email)).toList();
  }

  private static boolean goes(MimeMessage message, String email) {
    try {
      return message.getAllRecipients()[0].toString().equals(email);
    } catch (jakarta.mail.MessagingException cause) {
      throw new IllegalStateException(cause);
    }
  }

  @Override
  public void close() {
    greenMail.stop();
  }
}
