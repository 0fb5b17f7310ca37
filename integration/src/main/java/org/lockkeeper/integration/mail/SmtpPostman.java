package org.lockkeeper.integration.mail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.compliance.response.Courier;
import org.lockkeeper.compliance.response.Letter;
import org.lockkeeper.compliance.settings.Setting;
import org.lockkeeper.compliance.settings.SettingsInForce;

/**
 * Mail over SMTP. The connection is encrypted and the server's name checked, unless the settings
 * say that this is the sandbox's own server.
 */
@ApplicationScoped
class SmtpPostman implements Postman, Courier {

  private static final System.Logger LOG = System.getLogger(SmtpPostman.class.getName());
  private static final int LONGEST_ANSWER = 200;
  private static final String TIMEOUT_MS = "10000";

  private final Optional<String> host;
  private final String from;
  private final SettingsInForce chosen;
  private final Session session;
  private final Clock clock;

  @Inject
  SmtpPostman(
      @ConfigProperty(name = "lockkeeper.mail.host") Optional<String> host,
      @ConfigProperty(name = "lockkeeper.mail.port", defaultValue = "587") int port,
      @ConfigProperty(name = "lockkeeper.mail.plain", defaultValue = "false") boolean plain,
      @ConfigProperty(name = "lockkeeper.mail.user") Optional<String> user,
      @ConfigProperty(name = "lockkeeper.mail.password") Optional<String> password,
      @ConfigProperty(
              name = "lockkeeper.mail.from",
              defaultValue = "Lockkeeper <notices@lockkeeper.example>")
          String from,
      SettingsInForce chosen,
      Clock clock) {
    this.host = host.filter(name -> !name.isBlank());
    this.from = from;
    this.chosen = chosen;
    this.clock = clock;
    Properties settings = new Properties();
    settings.setProperty("mail.smtp.host", this.host.orElse(""));
    settings.setProperty("mail.smtp.port", String.valueOf(port));
    settings.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MS);
    settings.setProperty("mail.smtp.timeout", TIMEOUT_MS);
    settings.setProperty("mail.smtp.writetimeout", TIMEOUT_MS);
    settings.setProperty("mail.smtp.localhost", "lockkeeper");
    settings.setProperty("mail.smtp.starttls.enable", String.valueOf(!plain));
    settings.setProperty("mail.smtp.starttls.required", String.valueOf(!plain));
    settings.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    settings.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    settings.setProperty("mail.smtp.auth", String.valueOf(user.isPresent()));
    this.session =
        user.isPresent()
            ? Session.getInstance(
                settings,
                new Authenticator() {
                  @Override
                  protected PasswordAuthentication getPasswordAuthentication() {
                    return new PasswordAuthentication(user.get(), password.orElse(""));
                  }
                })
            : Session.getInstance(settings);
  }

  @Override
  public void send(Mail mail) {
    try {
      Transport.send(message(mail));
      LOG.log(Level.INFO, "mail.sent id={0}", mail.id());
    } catch (MessagingException e) {
      throw new NotSent(mail.id(), e);
    }
  }

  @Override
  public Letter.Proof carry(Mail mail) {
    try (Transport transport = session.getTransport("smtp")) {
      MimeMessage message = message(mail);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      message.writeTo(bytes);
      transport.connect();
      transport.sendMessage(message, message.getAllRecipients());
      LOG.log(Level.INFO, "mail.sent id={0}", mail.id());
      return new Letter.Proof(
          message.getMessageID(),
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray())),
          answer(transport),
          clock.instant());
    } catch (MessagingException | IOException | NoSuchAlgorithmException e) {
      throw new NotSent(mail.id(), e);
    }
  }

  /**
   * The last line that the server said. The API of mail has no word for it; its one implementation
   * does, and where another one has not, that it took the message is all there is to say.
   */
  private static String answer(Transport transport) {
    try {
      String said =
          String.valueOf(transport.getClass().getMethod("getLastServerResponse").invoke(transport))
              .strip();
      return said.substring(0, Math.min(LONGEST_ANSWER, said.length()));
    } catch (ReflectiveOperationException e) {
      return "250";
    }
  }

  private MimeMessage message(Mail mail) throws MessagingException {
    if (host.isEmpty()) {
      throw new NotSent(mail.id(), new IllegalStateException("lockkeeper.mail.host is not set"));
    }
    MimeMessage message = new Identified(session, mail.id());
    message.setFrom(sender());
    Optional<String> replies = chosen.text(Setting.MAIL_REPLY_TO);
    if (replies.isPresent()) {
      message.setReplyTo(new InternetAddress[] {new InternetAddress(replies.get(), true)});
    }
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
    message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
    message.setText(mail.text(), StandardCharsets.UTF_8.name());
    message.setHeader("Content-Language", mail.language().toLanguageTag());
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setSentDate(Date.from(clock.instant()));
    message.saveChanges();
    return message;
  }

  /** The address is of the installation; the name before it may be set. */
  private InternetAddress sender() throws MessagingException {
    InternetAddress sender = new InternetAddress(from);
    Optional<String> name = chosen.text(Setting.MAIL_NAME);
    if (name.isPresent()) {
      try {
        sender.setPersonal(name.get(), StandardCharsets.UTF_8.name());
      } catch (UnsupportedEncodingException e) {
        throw new MessagingException("every JDK has UTF-8", e);
      }
    }
    return sender;
  }

  /** A message whose id says which notice it is, so that a repetition can be seen. */
  private static final class Identified extends MimeMessage {

    private final String id;

    private Identified(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + id + "@lockkeeper>");
    }
  }
}
