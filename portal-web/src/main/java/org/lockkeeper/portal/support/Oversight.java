package org.lockkeeper.portal.support;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.desk.Budget;
import org.lockkeeper.compliance.desk.GrantReveals;
import org.lockkeeper.compliance.desk.ReportSuspicion;
import org.lockkeeper.portal.people.PeopleWords;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Texts;

/** {@code /admin/support-oversight}: who asks to see more, and what was reported as suspected. */
@Named
@RequestScoped
public class Oversight {

  private final GrantReveals grant;
  private final ReportSuspicion report;
  private final DeskReader reader;
  private final SignedIn signedIn;
  private final PeopleWords people;
  private final Toast toast;
  private final Texts texts;
  private @Nullable List<Wish> wishes;

  @Inject
  Oversight(
      GrantReveals grant,
      ReportSuspicion report,
      DeskReader reader,
      SignedIn signedIn,
      PeopleWords people,
      Toast toast,
      Texts texts) {
    this.grant = grant;
    this.report = report;
    this.reader = reader;
    this.signedIn = signedIn;
    this.people = people;
    this.toast = toast;
    this.texts = texts;
  }

  /** A wish that waits. */
  public record Wish(
      String id,
      String who,
      String seller,
      String reason,
      String ticket,
      int more,
      Instant askedAt,
      Instant endsAt,
      boolean own) {}

  /** What was reported. */
  public record Told(
      String who, String seller, String kind, String what, Instant noticedAt, Instant detectedAt) {}

  public List<Wish> wishes() {
    List<Wish> known = wishes;
    if (known == null) {
      known =
          grant.waiting(signedIn.account()).stream()
              .map(
                  wish ->
                      new Wish(
                          wish.id().toString(),
                          who(wish.account()),
                          reader.name(wish.worksFor()).orElse(""),
                          texts.get("common.reveal.reason." + Words.word(wish.reason())),
                          wish.ticket(),
                          wish.more(),
                          wish.askedAt(),
                          wish.endsAt(),
                          wish.account().equals(signedIn.account().id())))
              .toList();
      wishes = known;
    }
    return known;
  }

  /** The newest first. */
  public List<Told> told() {
    return report.latest().stream()
        .map(
            one ->
                new Told(
                    who(one.reportedBy()),
                    one.concerns().flatMap(reader::name).orElse(""),
                    texts.get("support.suspicion." + Words.word(one.kind())),
                    one.what(),
                    one.noticedAt(),
                    one.detectedAt()))
        .toList();
  }

  private String who(UUID account) {
    return reader.person(account).map(people::name).orElse("")
        + " ("
        + Budget.pseudonym(account)
        + ")";
  }

  public void allow(String id) {
    signedIn.needFresh(Permission.DESK_OVERSEE);
    decide(id, true);
  }

  public void decline(String id) {
    signedIn.needFresh(Permission.DESK_OVERSEE);
    decide(id, false);
  }

  private void decide(String id, boolean granted) {
    if (!Desk.ID.matcher(id).matches()) {
      return;
    }
    switch (grant.decide(signedIn.account(), UUID.fromString(id), granted)) {
      case DONE ->
          toast.say(
              texts.get(
                  granted
                      ? "admin.support-oversight.message.allowed"
                      : "admin.support-oversight.message.declined"));
      case OWN -> toast.warn(texts.get("admin.support-oversight.message.own"));
      case GONE -> toast.warn(texts.get("admin.support-oversight.message.gone"));
    }
    wishes = null;
  }
}
