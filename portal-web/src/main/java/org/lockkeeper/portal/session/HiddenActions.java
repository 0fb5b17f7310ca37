package org.lockkeeper.portal.session;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.component.UIComponent;
import jakarta.faces.component.UIViewRoot;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.PhaseEvent;
import jakarta.faces.event.PhaseId;
import jakarta.faces.event.PhaseListener;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lockkeeper.compliance.access.Permission;

/**
 * Refuses a form that names something which the page does not show to this person (F06). Faces by
 * itself would pass over it without a word.
 */
public class HiddenActions implements PhaseListener {

  private static final long serialVersionUID = 1L;

  /** What {@code l:permitted} notes at what it holds. */
  private static final String NEEDS = "needs";

  private static final String SOURCE = "jakarta.faces.source";

  @Override
  public PhaseId getPhaseId() {
    return PhaseId.APPLY_REQUEST_VALUES;
  }

  @Override
  public void beforePhase(PhaseEvent event) {
    FacesContext faces = event.getFacesContext();
    UIViewRoot root = faces.getViewRoot();
    if (root == null) {
      return;
    }
    Map<String, String> sent = faces.getExternalContext().getRequestParameterMap();
    Set<String> names = new TreeSet<>(sent.keySet());
    names.addAll(Optional.ofNullable(sent.get(SOURCE)).stream().toList());
    SignedIn signedIn = CDI.current().select(SignedIn.class).get();
    for (String name : names) {
      needs(root, name).ifPresent(signedIn::need);
    }
  }

  private static Optional<Permission> needs(UIViewRoot root, String clientId) {
    String id = clientId.replaceAll(":[0-9]+(?=:)", "");
    if (!id.matches("[A-Za-z_][A-Za-z0-9_:-]{0,200}")) {
      return Optional.empty();
    }
    UIComponent found;
    try {
      found = root.findComponent(id);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no path of ours
    }
    for (UIComponent at = found; at != null; at = at.getParent()) {
      Object needs = at.getAttributes().get(NEEDS);
      if (needs != null) {
        return Optional.of(Permission.valueOf(needs.toString()));
      }
    }
    return Optional.empty();
  }
}
