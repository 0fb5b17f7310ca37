package org.lockkeeper.portal.session;

import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ExceptionQueuedEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Iterator;
import org.omnifaces.exceptionhandler.FullAjaxExceptionHandler;
import org.omnifaces.util.Exceptions;

/**
 * Gives a failed partial request its reference number, and the log line the same. What a person may
 * not do goes on to the filter, which refuses it; what needs a second factor first is not done, and
 * the page stays as it is.
 */
class TroubleHandler extends FullAjaxExceptionHandler {

  TroubleHandler(ExceptionHandler wrapped) {
    super(wrapped);
  }

  @Override
  public void handle() {
    for (Iterator<ExceptionQueuedEvent> queued = getUnhandledExceptionQueuedEvents().iterator();
        queued.hasNext(); ) {
      Throwable failure = queued.next().getContext().getException();
      if (Exceptions.is(failure, NotFresh.class)) {
        queued.remove();
        FacesContext context = FacesContext.getCurrentInstance();
        StepUp.ask((HttpServletRequest) context.getExternalContext().getRequest());
        if (context.getPartialViewContext().isPartialRequest()) {
          // Nothing else is written anew, so that what was typed stays where it is.
          context.getPartialViewContext().getRenderIds().clear();
          context.getPartialViewContext().getRenderIds().add(StepUp.ID);
        }
      } else {
        NotPermitted.in(failure)
            .ifPresent(
                refused -> {
                  throw refused;
                });
      }
    }
    super.handle();
  }

  @Override
  protected void logException(
      FacesContext context, Throwable exception, String location, LogReason reason) {
    if (!(exception instanceof ViewExpiredException)) {
      Reference.give((HttpServletRequest) context.getExternalContext().getRequest(), exception);
    }
  }
}
