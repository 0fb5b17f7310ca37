package org.lockkeeper.sandbox;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes every mail and sends none on. What came is kept until the process ends. */
final class MailSink implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(MailSink.class.getName());

  /** A mail that came, with its plain text if it has one. */
  record Mail(String from, List<String> to, String subject, String text, @Nullable String sentAt) {
    @Override
    public String toString() {
      return "Mail[withheld]";
    }
  }

  private final @Nullable GreenMail server;

  private MailSink(@Nullable GreenMail server) {
    this.server = server;
  }

  static MailSink none() {
    return new MailSink(null);
  }

  /**
   * @throws Settings.Unusable if the port is taken
   */
  static MailSink on(String host, int port) {
    requireFree(host, port);
    ServerSetup setup = new ServerSetup(port, host, ServerSetup.PROTOCOL_SMTP);
    GreenMail server = new GreenMail(setup);
    server.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
    server.start();
    return new MailSink(server);
  }

  /** Asked first, because the mail server itself complains at length. */
  private static void requireFree(String host, int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      LOG.log(DEBUG, "mail.port-free port={0}", probe.getLocalPort());
    } catch (IOException e) {
      throw new Settings.Unusable("The mail port " + port + " is taken, or may not be used.");
    }
  }

  int port() {
    return server == null ? 0 : server.getSmtp().getPort();
  }

  /** Newest first, at most so many. */
  List<Mail> received(int most) {
    if (server == null) {
      return List.of();
    }
    List<MimeMessage> all = new ArrayList<>(Arrays.asList(server.getReceivedMessages()));
    Collections.reverse(all);
    return all.stream().limit(most).map(MailSink::mail).toList();
  }

  int count() {
    return server == null ? 0 : server.getReceivedMessages().length;
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop();
    }
  }

  private static Mail mail(MimeMessage message) {
    try {
      List<String> to = addresses(message.getAllRecipients());
      return new Mail(
          String.join(", ", addresses(message.getFrom())),
          to,
          message.getSubject() == null ? "" : message.getSubject(),
          text(message.getContent()),
          message.getSentDate() == null ? null : message.getSentDate().toInstant().toString());
    } catch (MessagingException | IOException e) {
      LOG.log(WARNING, "mail.unreadable");
      return new Mail("", List.of(), "(a mail that cannot be read)", "", null);
    }
  }

  private static List<String> addresses(Address @Nullable [] addresses) {
    return addresses == null ? List.of() : Arrays.stream(addresses).map(Address::toString).toList();
  }

  private static String text(Object content) throws MessagingException, IOException {
    if (content instanceof String text) {
      return text;
    }
    String found = "";
    if (content instanceof Multipart parts) {
      for (int n = 0; n < parts.getCount(); n++) {
        BodyPart part = parts.getBodyPart(n);
        if (part.isMimeType("text/plain")) {
          return text(part.getContent());
        }
        if (found.isEmpty() && (part.isMimeType("text/*") || part.isMimeType("multipart/*"))) {
          found = text(part.getContent());
        }
      }
    }
    return found;
  }
}
