package org.lockkeeper.portal.support;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.access.Role;
import org.lockkeeper.compliance.desk.ReportSuspicion;
import org.lockkeeper.compliance.desk.Suspicion;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.texts.Texts;
import org.lockkeeper.portal.texts.Times;

/**
 * {@code /seller/report}, {@code /support/report} and {@code /admin/report}: a suspected incident,
 * one click from every page; the incident's clock starts here.
 */
@Named("report")
@RequestScoped
public class Report {

  private static final int[] MINUTES = {0, 5, 15, 60, 240, 1440};

  private final ReportSuspicion report;
  private final Desk desk;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Times times;
  private final Clock clock;
  private final HttpServletRequest request;
  private String error = "";
  private String taken = "";

  @Inject
  Report(
      ReportSuspicion report,
      Desk desk,
      SignedIn signedIn,
      Texts texts,
      Times times,
      Clock clock,
      HttpServletRequest request) {
    this.report = report;
    this.desk = desk;
    this.signedIn = signedIn;
    this.texts = texts;
    this.times = times;
    this.clock = clock;
    this.request = request;
  }

  public List<Words.Choice> kinds() {
    return Words.choices(Suspicion.Kind.values(), "support.suspicion.", texts);
  }

  /** How long ago it was noticed. */
  public List<Words.Choice> noticed() {
    return java.util.Arrays.stream(MINUTES)
        .mapToObj(
            minutes ->
                new Words.Choice(
                    Integer.toString(minutes),
                    minutes == 0
                        ? texts.get("support.report.label.just-now")
                        : texts.with("common.time.ago", times.span(Duration.ofMinutes(minutes)))))
        .toList();
  }

  private String sent(String name) {
    return Optional.ofNullable(request.getParameter(name)).orElse("");
  }

  /** The own seller; at the desk the one that is worked for; for our own people none. */
  private Optional<SellerId> concerns() {
    Role role = signedIn.account().role();
    if (role.ofSeller()) {
      return Optional.of(signedIn.seller());
    }
    return role == Role.SUPPORT ? desk.seller() : Optional.empty();
  }

  /** Takes the report. */
  public void send() {
    signedIn.need(Permission.INCIDENT_REPORT);
    Suspicion.Kind kind =
        Words.read(Suspicion.Kind.values(), sent("kind")).orElse(Suspicion.Kind.OTHER);
    int minutes =
        java.util.Arrays.stream(MINUTES)
            .filter(m -> Integer.toString(m).equals(sent("noticed")))
            .findFirst()
            .orElse(0);
    Instant noticed = clock.instant().minus(Duration.ofMinutes(minutes));
    switch (report.of(signedIn.account(), concerns(), kind, sent("what"), noticed)) {
      case ReportSuspicion.Result.Taken t ->
          taken =
              texts.with(
                  "support.report.message.taken",
                  t.incident().toString(),
                  times.exact(t.suspicion().detectedAt()));
      case ReportSuspicion.Result.Refused refused ->
          error = texts.get("support.note.fault." + Words.word(refused.fault()));
    }
  }

  /** Why it was not taken; empty text if it was, or nobody sent one. */
  public String error() {
    return error;
  }

  /** That it was taken, and when the clock began; empty text if not. */
  public String taken() {
    return taken;
  }
}
