package org.lockkeeper.compliance.response;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.NotificationDuty;

/** The page of an incident's file: plain HTML that needs nothing but a browser. */
final class StoryPage {

  private final FileSteps.Story story;
  private final ResponseTexts texts;
  private final Instant now;
  private final StringBuilder html = new StringBuilder();

  StoryPage(FileSteps.Story story, ResponseTexts texts, Instant now) {
    this.story = story;
    this.texts = texts;
    this.now = now;
  }

  String html() {
    Incident.Snapshot i = story.incident();
    String title =
        (i.drill() ? texts.get("drill.prefix") + " " : "")
            + texts.get("file.title", i.id().toString());
    html.append("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>")
        .append(escaped(title))
        .append("</title></head><body>\n<h1>")
        .append(escaped(title))
        .append("</h1>\n<p>")
        .append(escaped(ResponseTexts.utc(now)))
        .append("</p>\n");
    table(
        "facts",
        List.of(
            List.of("kind", texts.get("kind." + i.kind())),
            List.of("severity", Integer.toString(i.severity().level())),
            List.of("phase", i.phase().word() + " " + ResponseTexts.utc(i.phase().since())),
            List.of("detected_at (database)", ResponseTexts.utc(i.clock().detected().database())),
            List.of("detected_at (product)", ResponseTexts.utc(i.clock().detected().product())),
            List.of("reported by", i.reportedBy()),
            List.of("source", i.source()),
            List.of("what", i.what()),
            List.of("policy", i.edition().toString())));
    table(
        "duties",
        i.duties().stream()
            .map(
                duty ->
                    List.of(
                        texts.party(duty) + duty.seller().map(s -> " " + s).orElse(""),
                        duty.span().toString(),
                        standing(duty.standing()),
                        duty.missedAt().map(at -> "missed " + ResponseTexts.utc(at)).orElse("")))
            .toList());
    table(
        "findings",
        i.assessments().stream()
            .map(
                a ->
                    List.of(
                        texts.get("party." + a.party()),
                        texts.get("finding." + a.finding()),
                        a.reason(),
                        a.evidence().toString(),
                        "person:" + a.by() + " " + ResponseTexts.utc(a.at()),
                        a.signedBy().map(by -> "signed by person:" + by).orElse("")))
            .toList());
    table(
        "checklist",
        i.checklist().stream()
            .map(
                c ->
                    List.of(
                        c.step().name(),
                        c.state().name(),
                        c.at().map(ResponseTexts::utc).orElse(""),
                        c.note().orElse("")))
            .toList());
    table(
        "affected",
        story.concerned().stream()
            .map(
                c ->
                    List.of(
                        c.seller().toString(),
                        Long.toString(c.orders()),
                        c.fields(),
                        c.how(),
                        c.toldAt().map(at -> "told " + ResponseTexts.utc(at)).orElse(""),
                        Optional.ofNullable(story.receipts().get(c.seller()))
                            .map(at -> "read " + ResponseTexts.utc(at))
                            .orElse("")))
            .toList());
    table(
        "letters",
        story.letters().stream()
            .map(
                l ->
                    List.of(
                        l.party().map(Enum::name).or(l::mark).orElse(""),
                        l.subject(),
                        l.state().name(),
                        l.proof().map(StoryPage::proof).orElse("")))
            .toList());
    table(
        "evidence",
        story.evidence().stream()
            .map(
                e ->
                    List.of(
                        e.id().toString(),
                        e.label(),
                        e.sha256(),
                        Long.toString(e.size()),
                        e.collectedBy() + " " + ResponseTexts.utc(e.collectedAt()),
                        e.custody().stream()
                            .map(h -> h.from() + " → " + h.to() + " (" + h.why() + ")")
                            .reduce((a, b) -> a + "; " + b)
                            .orElse("")))
            .toList());
    table(
        "tasks",
        i.tasks().stream()
            .map(
                t ->
                    List.of(
                        t.what(),
                        "person:" + t.owner(),
                        ResponseTexts.utc(t.due()),
                        t.doneAt().map(at -> "done " + ResponseTexts.utc(at)).orElse("open")))
            .toList());
    table("review", review(i));
    table(
        "timeline",
        story.timeline().stream()
            .map(
                t ->
                    List.of(
                        ResponseTexts.utc(t.at()),
                        t.actor(),
                        t.word(),
                        t.note().orElse(""),
                        t.orderedFacts().toString()))
            .toList());
    table(
        "audit",
        story.log().stream()
            .map(
                l ->
                    List.of(
                        ResponseTexts.utc(l.entry().at()),
                        l.entry().actor().text(),
                        l.entry().action(),
                        l.entry().orderedFacts().toString(),
                        l.receipt().map(r -> r.epoch() + "/" + r.index()).orElse("waiting")))
            .toList());
    html.append("<p>").append(escaped(texts.get("file.audit.help"))).append("</p>\n");
    return html.append("</body></html>\n").toString();
  }

  private static List<List<String>> review(Incident.Snapshot i) {
    return Stream.concat(
            i.rootCause().stream()
                .map(c -> List.of("root cause (" + c.category().name() + ")", c.text())),
            i.review().stream()
                .flatMap(
                    r ->
                        Stream.of(
                            List.of("impact", r.impact()),
                            List.of("remediation", r.remediation()),
                            List.of("lessons", r.lessons()),
                            List.of("plan", r.planChange()))))
        .toList();
  }

  private static String proof(Letter.Proof proof) {
    return proof.messageId()
        + " sha256:"
        + proof.sha256()
        + " "
        + proof.answer()
        + " "
        + ResponseTexts.utc(proof.at());
  }

  private static String standing(NotificationDuty.Standing standing) {
    return switch (standing) {
      case NotificationDuty.Owed owed -> "owed";
      case NotificationDuty.Excused excused -> "excused " + ResponseTexts.utc(excused.at());
      case NotificationDuty.Met met -> "met " + ResponseTexts.utc(met.at()) + " " + met.proof();
    };
  }

  private void table(String section, List<List<String>> rows) {
    html.append("<h2>")
        .append(escaped(texts.get("file.section." + section)))
        .append("</h2>\n<table border=\"1\">\n");
    for (List<String> row : rows) {
      html.append("<tr>");
      row.forEach(cell -> html.append("<td>").append(escaped(cell)).append("</td>"));
      html.append("</tr>\n");
    }
    html.append("</table>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
