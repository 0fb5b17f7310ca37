package org.lockkeeper.integration.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockkeeper.compliance.notices.Postman;
import org.lockkeeper.compliance.settings.Setting;
import org.lockkeeper.compliance.settings.SettingsInForce;

/** What goes over the wire, read by a mail server of one conversation. */
class SmtpPostmanTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

  /** Everything that was said to the server: commands, and the lines of the message. */
  private record Heard(List<String> commands, List<String> lines) {

    List<String> headers() {
      return lines.subList(0, lines.indexOf(""));
    }
  }

  private static Postman.Mail mail(String to, String subject, String text) {
    return new Postman.Mail("notice-1", to, Locale.ENGLISH, subject, text);
  }

  private static final Map<Setting, String> SET = new EnumMap<>(Setting.class);

  private static SmtpPostman postman(int port) {
    return new SmtpPostman(
        Optional.of("127.0.0.1"),
        port,
        true,
        Optional.empty(),
        Optional.empty(),
        "Lockkeeper <notices@lockkeeper.example>",
        new SettingsInForce(() -> SET),
        CLOCK);
  }

  private static Heard sent(Postman.Mail mail) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ExecutorService one = Executors.newSingleThreadExecutor()) {
      server.setSoTimeout(10_000);
      Future<Heard> heard = one.submit(() -> conversation(server));
      postman(server.getLocalPort()).send(mail);
      return heard.get(10, TimeUnit.SECONDS);
    }
  }

  private static Heard conversation(ServerSocket server) throws IOException {
    Heard heard = new Heard(new ArrayList<>(), new ArrayList<>());
    try (Socket socket = server.accept();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = socket.getOutputStream()) {
      socket.setSoTimeout(10_000);
      say(out, "220 here");
      for (String said = in.readLine(); said != null; said = in.readLine()) {
        heard.commands().add(said);
        if (said.equals("DATA")) {
          say(out, "354 go on");
          for (String line = in.readLine();
              line != null && !line.equals(".");
              line = in.readLine()) {
            heard.lines().add(line);
          }
        }
        say(out, said.equals("QUIT") ? "221 bye" : "250 yes");
        if (said.equals("QUIT")) {
          return heard;
        }
      }
    }
    return heard;
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Order\r\nBcc: other@harbor.example",
        "Order\nBcc: other@harbor.example",
        "Order\rBcc: other@harbor.example",
        "Größe\r\nBcc: other@harbor.example",
        "Order\r\n\r\nBcc: other@harbor.example",
        "A subject that is so long that it does not fit into one line of seventy-six signs\r\nBcc:"
            + " other@harbor.example"
      })
  @Tag("ASVS-V1.3.11")
  void a_line_break_in_a_subject_makes_no_header_and_no_second_reader(String subject)
      throws Exception {
    Heard heard = sent(mail("grace@harbor.example", subject, "Text of Grace."));
    assertThat(heard.commands())
        .filteredOn(command -> command.startsWith("RCPT"))
        .containsExactly("RCPT TO:<grace@harbor.example>");
    assertThat(heard.headers())
        .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("bcc"))
        .anyMatch(line -> line.startsWith("Content-Language: en"))
        .anyMatch(line -> line.startsWith("Message-ID: <notice-1@lockkeeper>"));
    assertThat(heard.lines()).contains("Text of Grace.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grace@harbor.example\r\nBcc: other@harbor.example",
        "grace@harbor.example>\r\nRCPT TO:<other@harbor.example",
        "grace@harbor.example, other@harbor.example",
        "gra\nce@harbor.example",
      })
  @Tag("ASVS-V1.3.11")
  void an_address_with_more_than_an_address_in_it_is_not_written_to(String to) {
    // Nobody listens: the address is refused before anybody is called.
    Postman.Mail mail = mail(to, "Order", "Text.");
    assertThatThrownBy(() -> postman(1).send(mail))
        .isInstanceOf(Postman.NotSent.class)
        .hasMessageContaining("AddressException");
  }

  @Test
  @Tag("ASVS-V1.3.11")
  void a_text_cannot_end_the_message_and_speak_to_the_server() throws Exception {
    Heard heard =
        sent(
            mail(
                "grace@harbor.example",
                "Order",
                "Grace\r\n.\r\nMAIL FROM:<other@harbor.example>\r\nEnd"));
    assertThat(heard.commands())
        .extracting(command -> command.substring(0, 4))
        .containsExactly("EHLO", "MAIL", "RCPT", "DATA", "QUIT");
    assertThat(heard.lines()).contains("..", "MAIL FROM:<other@harbor.example>", "End");
  }

  @Test
  void the_name_and_where_answers_go_may_be_set_and_the_address_may_not() throws Exception {
    SET.put(Setting.MAIL_NAME, "Harbor Lock");
    SET.put(Setting.MAIL_REPLY_TO, "help@harbor.example");
    try {
      assertThat(sent(mail("grace@harbor.example", "Hello", "Text.")).headers())
          .contains("From: Harbor Lock <notices@lockkeeper.example>")
          .contains("Reply-To: help@harbor.example");
    } finally {
      SET.clear();
    }
  }
}
