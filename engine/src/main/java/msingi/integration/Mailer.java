package msingi.integration;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import msingi.base.Time;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * Sends mail by SMTP (RFC 5321), a connection each, to an address that the {@link Guard} judged.
 * Calls block: for virtual threads.
 */
public final class Mailer {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int READ_MILLIS = 30_000;

  /** How long a mail may take in all. */
  private static final Duration MOST = Duration.ofSeconds(60);

  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
  private static final int PERMANENT = 500;
  private static final int MOST_REASON = 200;
  private static final String CHARSET = "UTF-8";

  private final SmtpServer server;
  private final Guard guard;
  private final SSLSocketFactory sockets;
  private final Time time;

  public Mailer(SmtpServer server, Guard guard, Time time) {
    this(server, guard, (SSLSocketFactory) SSLSocketFactory.getDefault(), time);
  }

  /**
   * @param sockets says whom to trust
   */
  Mailer(SmtpServer server, Guard guard, SSLSocketFactory sockets, Time time) {
    this.server = server;
    this.guard = guard.configured(server.host(), server.port());
    this.sockets = sockets;
    this.time = time;
  }

  /** Sends one mail. */
  public Delivery send(Letter letter) {
    try (Socket socket = connect()) {
      Thread watch = Thread.ofVirtual().name("mail deadline").start(() -> end(socket));
      try {
        hand(letter, socket);
      } finally {
        watch.interrupt();
      }
      return new Delivery.Sent();
    } catch (MessagingException | IOException cause) {
      return judged(cause, letter.recipient().text());
    }
  }

  /** A server that answers a little at a time cannot hold a mail for ever. */
  private static void end(Socket socket) {
    try {
      Thread.sleep(MOST);
      socket.close();
    } catch (InterruptedException | IOException _) {
      // The mail is done, or the socket is closed already.
    }
  }

  private Socket connect() throws IOException {
    InetAddress address = guard.addresses(server.host(), server.port()).getFirst();
    Socket plain = new Socket(Proxy.NO_PROXY);
    try {
      plain.setSoTimeout(READ_MILLIS);
      plain.connect(new InetSocketAddress(address, server.port()), CONNECT_MILLIS);
      return server.security() == SmtpServer.Security.IMPLICIT ? secured(plain, address) : plain;
    } catch (IOException cause) {
      plain.close();
      throw cause;
    }
  }

  private Socket secured(Socket plain, InetAddress address) throws IOException {
    SSLSocket secure =
        (SSLSocket) sockets.createSocket(plain, address.getHostName(), server.port(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(VERSIONS);
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  private void hand(Letter letter, Socket socket) throws MessagingException, IOException {
    Session session = Session.getInstance(properties(letter.sender().domain()));
    URLName target =
        new URLName(
            "smtp",
            server.host(),
            server.port(),
            null,
            server.user().isEmpty() ? null : server.user(),
            server.user().isEmpty() ? null : server.password());
    try (SMTPTransport transport = new SMTPTransport(session, target)) {
      transport.connect(socket);
      MimeMessage message = message(session, letter);
      transport.sendMessage(message, message.getAllRecipients());
    }
  }

  private Properties properties(String domain) {
    boolean upgrades = server.security() == SmtpServer.Security.STARTTLS;
    Properties properties = new Properties();
    properties.put("mail.smtp.localhost", domain);
    properties.put("mail.smtp.auth", Boolean.toString(!server.user().isEmpty()));
    properties.put("mail.smtp.starttls.enable", Boolean.toString(upgrades));
    properties.put("mail.smtp.starttls.required", Boolean.toString(upgrades));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.protocols", String.join(" ", VERSIONS));
    properties.put("mail.smtp.ssl.socketFactory", sockets);
    properties.put("mail.smtp.timeout", Integer.toString(READ_MILLIS));
    properties.put("mail.smtp.quitwait", "false");
    return properties;
  }

  private MimeMessage message(Session session, Letter letter)
      throws MessagingException, UnsupportedEncodingException {
    MimeMessage message = new Identified(session, letter);
    message.setFrom(address(letter.sender()));
    message.setRecipients(
        MimeMessage.RecipientType.TO, new Address[] {address(letter.recipient())});
    message.setSubject(letter.subject(), CHARSET);
    message.setSentDate(Date.from(time.now()));
    // RFC 3834: no vacation notes and no bounces of them.
    message.setHeader("Auto-Submitted", "auto-generated");
    if (letter.html().isEmpty()) {
      message.setText(letter.text(), CHARSET);
    } else {
      message.setContent(new MimeMultipart("alternative", plain(letter), html(letter)));
    }
    message.saveChanges();
    return message;
  }

  private static InternetAddress address(MailAddress address) throws UnsupportedEncodingException {
    return address.name().isEmpty()
        ? new InternetAddress(address.text(), null, CHARSET)
        : new InternetAddress(address.text(), address.name(), CHARSET);
  }

  private static MimeBodyPart plain(Letter letter) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(letter.text(), CHARSET);
    return part;
  }

  private static MimeBodyPart html(Letter letter) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(letter.html(), CHARSET, "html");
    return part;
  }

  private static Delivery judged(Exception cause, String recipient) {
    int code = code(cause);
    String said = cause.getMessage() == null ? "" : cause.getMessage();
    String line = said.replace(recipient, "…").lines().findFirst().orElse("");
    String reason =
        cause.getClass().getSimpleName()
            + ": "
            + line.substring(0, Math.min(line.length(), MOST_REASON));
    return code >= PERMANENT ? new Delivery.Never(reason) : new Delivery.Later(reason);
  }

  /** The reply code (RFC 5321, section 4.2) that refused recipient, sender or content; or 0. */
  private static int code(Exception cause) {
    int code = 0;
    if (cause instanceof SMTPAddressFailedException it) {
      code = it.getReturnCode();
    } else if (cause instanceof SMTPSenderFailedException it) {
      code = it.getReturnCode();
    } else if (cause instanceof SMTPSendFailedException it) {
      code = it.getReturnCode();
    }
    if (cause instanceof MessagingException messaging
        && messaging.getNextException() != null
        && code < PERMANENT) {
      return Math.max(code, code(messaging.getNextException()));
    }
    return code;
  }

  /** A mail whose Message-ID is made from its letter. */
  private static final class Identified extends MimeMessage {
    private final String name;

    Identified(Session session, Letter letter) {
      super(session);
      this.name = "<" + letter.id() + "@" + letter.sender().domain() + ">";
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", name);
    }
  }
}
