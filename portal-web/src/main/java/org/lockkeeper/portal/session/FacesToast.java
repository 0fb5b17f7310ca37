package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.faces.context.PartialViewContext;

/** Says it with the Faces messages. */
@ApplicationScoped
class FacesToast implements Toast {

  /** The part of every page that says it. */
  private static final String ID = "toasts";

  @Override
  public void say(String what) {
    FacesContext.getCurrentInstance()
        .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_INFO, what, ""));
  }

  @Override
  public void warn(String what) {
    FacesContext.getCurrentInstance()
        .addMessage(null, new FacesMessage(FacesMessage.SEVERITY_WARN, what, ""));
  }

  @Override
  public void refuse(String what) {
    warn(what);
    PartialViewContext part = FacesContext.getCurrentInstance().getPartialViewContext();
    if (part.isPartialRequest()) {
      part.getRenderIds().clear();
      part.getRenderIds().add(ID);
    }
  }
}
