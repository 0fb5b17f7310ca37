package org.lockkeeper.compliance.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The report of a pack: one page of HTML that needs nothing else, and prints. */
final class PackReport {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm 'UTC'", Locale.US).withZone(ZoneOffset.UTC);

  private final EvidencePack pack;
  private final Assessment found;
  private final String keyId;
  private final StringBuilder out = new StringBuilder(64 << 10);

  PackReport(EvidencePack pack, Assessment found, String keyId) {
    this.pack = pack;
    this.found = found;
    this.keyId = keyId;
  }

  String html() {
    out.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .append("<title>Evidence pack ")
        .append(pack.number())
        .append("</title><style>")
        .append(style())
        .append("</style></head><body><main>");
    head();
    tasks();
    answers("Questionnaire", true);
    answers("Requirements", false);
    proofs();
    out.append(
            "<footer><p>How to check this pack: README.txt beside this page. Signed with the key ")
        .append("<code>")
        .append(text(keyId))
        .append("</code>.</p></footer></main></body></html>\n");
    return out.toString();
  }

  private void head() {
    long yes = found.count(Answer.Verdict.YES);
    long no = found.count(Answer.Verdict.NO);
    out.append("<header><h1>Evidence pack ")
        .append(pack.number())
        .append("</h1><p>Lockkeeper. Controls of the edition ")
        .append(found.catalogue().edition())
        .append(", looked at on ")
        .append(TIME.format(found.at()))
        .append(
            ". A yes stands on proofs that held at that time; what is not proved is a no and has a plan."
                + "</p><dl class=\"figures\">");
    figure("Yes", yes, "good");
    figure("No, with a plan", no - incomplete(), no > incomplete() ? "warning" : "good");
    figure("No, plan missing", incomplete(), incomplete() > 0 ? "danger" : "good");
    long held = found.sightings().values().stream().filter(Sighting::holds).count();
    figure("Proofs that hold, of " + found.sightings().size(), held, "");
    out.append("</dl></header>");
  }

  private long incomplete() {
    return found.answers().stream().filter(answer -> !answer.complete()).count();
  }

  private void figure(String label, long value, String look) {
    out.append("<div class=\"")
        .append(look)
        .append("\"><dt>")
        .append(text(label))
        .append("</dt><dd>")
        .append(value)
        .append("</dd></div>");
  }

  private void tasks() {
    List<String> gaps = found.gaps();
    if (gaps.isEmpty()) {
      return;
    }
    out.append(
            "<section><h2>What is not proved, and what is done about it</h2><div class=\"scroll\">")
        .append("<table><thead><tr><th>Proof</th><th>Seen</th><th>Plan</th><th>Owner</th>")
        .append("<th>Due</th></tr></thead><tbody>");
    for (String gap : gaps) {
      Optional<GapPlan> plan = Optional.ofNullable(found.plans().get(gap));
      Sighting seen = found.sighting(gap);
      out.append("<tr><th scope=\"row\">")
          .append(text(found.catalogue().title(gap)))
          .append("</th><td>")
          .append(text(seen.fact()))
          .append("</td><td>")
          .append(
              plan.map(GapPlan::text)
                  .map(PackReport::text)
                  .orElse("<b class=\"danger\">Plan missing</b>"))
          .append("</td><td>")
          .append(plan.map(one -> word(one.owner().name())).orElse(""))
          .append("</td><td>")
          .append(plan.map(one -> one.dueOn().toString()).orElse(""))
          .append(
              found.openTasks().contains(gap) && plan.isPresent()
                  ? " <b class=\"danger\">overdue</b>"
                  : "")
          .append("</td></tr>");
    }
    out.append("</tbody></table></div></section>");
  }

  private void answers(String title, boolean asked) {
    out.append("<section><h2>")
        .append(title)
        .append("</h2><div class=\"scroll\"><table><thead><tr>")
        .append("<th>Control</th><th>Answer</th><th>Verdict</th><th>Policies</th><th>Verified</th>")
        .append("</tr></thead><tbody>");
    for (Answer answer : found.answers()) {
      Control control = answer.control();
      if (control.asked() != asked) {
        continue;
      }
      boolean yes = answer.verdict() == Answer.Verdict.YES;
      out.append("<tr><th scope=\"row\"><span class=\"id\">")
          .append(control.id())
          .append("</span> ")
          .append(text(control.title()));
      if (asked) {
        out.append("<small>").append(text(control.question())).append("</small>");
      }
      out.append("</th><td>")
          .append(text(answer.text()))
          .append("</td><td><span class=\"tag ")
          .append(yes ? "good" : answer.complete() ? "warning" : "danger")
          .append("\">")
          .append(verdict(answer))
          .append("</span></td><td>")
          .append(text(String.join(", ", control.policies())))
          .append("</td><td>")
          .append(TIME.format(answer.verifiedAt()))
          .append("</td></tr>");
    }
    out.append("</tbody></table></div></section>");
  }

  private static String verdict(Answer answer) {
    if (answer.verdict() == Answer.Verdict.YES) {
      return switch (answer.control().kind()) {
        case FREE_TEXT -> "Proved";
        case CHOICE -> text(answer.control().choice().orElse(""));
        case YES_NO, REQUIREMENT -> "Yes";
      };
    }
    return answer.complete() ? "No, with a plan" : "No, plan missing";
  }

  private void proofs() {
    out.append(
            "<section><h2>Proofs</h2><div class=\"scroll\"><table><thead><tr><th>Proof</th><th>State</th>")
        .append("<th>Fact</th><th>Seen at</th><th>May be old</th><th>How</th></tr></thead><tbody>");
    for (Sighting seen : found.sightings().values()) {
      out.append("<tr><th scope=\"row\">")
          .append(text(found.catalogue().title(seen.proof())))
          .append("</th><td><span class=\"tag ")
          .append(seen.holds() ? "good" : "warning")
          .append("\">")
          .append(
              switch (seen.state()) {
                case HOLDS -> "Holds";
                case FAILS -> "Does not hold";
                case TOO_OLD -> "Too old";
                case UNSEEN -> "Not seen";
              })
          .append("</span></td><td>")
          .append(text(seen.fact()))
          .append("</td><td>")
          .append(time(seen.observedAt()))
          .append("</td><td>")
          .append(span(seen.maxAge()))
          .append("</td><td>")
          .append(text(found.catalogue().how(seen.proof())))
          .append("</td></tr>");
    }
    out.append("</tbody></table></div></section>");
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }

  private static String span(Duration span) {
    return span.toDays() > 0
        ? span.toDays() + " d"
        : span.toHours() > 0 ? span.toHours() + " h" : span.toMinutes() + " min";
  }

  private static String word(String constant) {
    return constant.charAt(0) + constant.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String text(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String style() {
    try (InputStream in = PackReport.class.getResourceAsStream("pack-report.css")) {
      return new String(
          Objects.requireNonNull(in, "pack-report.css").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
