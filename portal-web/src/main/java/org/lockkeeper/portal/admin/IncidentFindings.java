package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.compliance.access.Permission;
import org.lockkeeper.compliance.response.SignFinding;
import org.lockkeeper.incidents.AssessIncident;
import org.lockkeeper.incidents.Assessment;
import org.lockkeeper.incidents.Finding;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.Party;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Texts;

/** In the room: whether anybody's data is concerned, with evidence and a second signature. */
@Named
@RequestScoped
public class IncidentFindings extends RoomSection {

  private final AssessIncident assess;
  private final SignFinding sign;
  private final HttpServletRequest request;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;

  @Inject
  IncidentFindings(
      RoomView view,
      AssessIncident assess,
      SignFinding sign,
      HttpServletRequest request,
      SignedIn signedIn,
      Texts texts,
      Toast toast) {
    super(view);
    this.assess = assess;
    this.sign = sign;
    this.request = request;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
  }

  public List<Choices.Choice> parties() {
    return Choices.of(Party.values(), "common.incident.party.", texts, Party.AMAZON);
  }

  public List<Choices.Choice> findings() {
    return Choices.of(Finding.values(), "common.incident.finding.", texts, Finding.SUSPECTED);
  }

  /** One finding. */
  public record Found(
      String id,
      String party,
      String finding,
      String reason,
      String by,
      Instant at,
      String signedBy,
      boolean mayBeSigned) {}

  public List<Found> found() {
    return incident().assessments().stream().map(this::found).toList();
  }

  private Found found(Assessment a) {
    return new Found(
        a.id().toString(),
        party(a.party()),
        texts.get("common.incident.finding." + Choices.word(a.finding())),
        a.reason(),
        name(a.by()),
        a.at(),
        a.signedBy().map(this::name).orElse(""),
        a.finding() == Finding.RULED_OUT
            && a.signedBy().isEmpty()
            && !a.by().equals(signedIn.account().id()));
  }

  /** Says whether a party's data is concerned. */
  public void decide() {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    String reason = sent("reason");
    if (!plain(reason)) {
      return;
    }
    Optional<Party> party = Choices.read(Party.values(), sent("party"));
    Optional<Finding> finding = Choices.read(Finding.values(), sent("finding"));
    List<UUID> shown =
        Optional.ofNullable(request.getParameterValues("evidence")).stream()
            .flatMap(Arrays::stream)
            .filter(t -> FormFields.asId(t).isPresent())
            .map(UUID::fromString)
            .toList();
    said(
        party.isPresent()
            && finding.isPresent()
            && assess
                .find(which(), party.get(), finding.get(), reason, shown, me().id())
                .isPresent());
  }

  /** Agrees to a ruling out; who has two accounts is one person. */
  public void sign(String assessment) {
    signedIn.needFresh(Permission.INCIDENTS_WORK);
    Incident.Signature said =
        FormFields.asId(assessment).isPresent()
            ? sign.of(which(), UUID.fromString(assessment), me())
            : Incident.Signature.REFUSED;
    again();
    toast.say(texts.get("admin.incident.signed." + Choices.word(said)));
  }
}
