package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.lockkeeper.compliance.access.Account;
import org.lockkeeper.incidents.FindIncident;
import org.lockkeeper.incidents.Incident;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.incidents.Party;
import org.lockkeeper.portal.session.SignedIn;
import org.lockkeeper.portal.session.Toast;
import org.lockkeeper.portal.texts.Choices;
import org.lockkeeper.portal.texts.Texts;

/** The incident that a request is about, read once for all sections of its room. */
@RequestScoped
public class RoomView {

  private final FindIncident find;
  private final OurPeople people;
  private final FormFields form;
  private final SignedIn signedIn;
  private final Texts texts;
  private final Toast toast;
  private final Optional<IncidentId> asked;
  private Optional<Incident.Snapshot> seen = Optional.empty();

  @Inject
  RoomView(
      FindIncident find,
      OurPeople people,
      FormFields form,
      SignedIn signedIn,
      Texts texts,
      Toast toast,
      HttpServletRequest request) {
    this.find = find;
    this.people = people;
    this.form = form;
    this.signedIn = signedIn;
    this.texts = texts;
    this.toast = toast;
    this.asked =
        Optional.ofNullable(request.getParameter("incident"))
            .flatMap(FormFields::asId)
            .map(IncidentId::new);
  }

  Optional<IncidentId> asked() {
    return asked;
  }

  Optional<Incident.Snapshot> seen() {
    if (seen.isEmpty()) {
      seen = asked.flatMap(find::of);
    }
    return seen;
  }

  void again() {
    seen = Optional.empty();
  }

  void said(boolean done) {
    again();
    if (done) {
      toast.say(texts.get("admin.incident.message.done"));
    } else {
      toast.warn(texts.get("admin.incident.message.refused"));
    }
  }

  Account me() {
    return signedIn.account();
  }

  String party(Party party) {
    return texts.get("common.incident.party." + Choices.word(party));
  }

  OurPeople people() {
    return people;
  }

  FormFields form() {
    return form;
  }
}
