package org.lockkeeper.portal.session;

import jakarta.faces.application.ViewExpiredException;
import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletRequest;
import org.omnifaces.exceptionhandler.FullAjaxExceptionHandler;

/** Gives a failed partial request its reference number, and the log line the same. */
class TroubleHandler extends FullAjaxExceptionHandler {

  TroubleHandler(ExceptionHandler wrapped) {
    super(wrapped);
  }

  @Override
  protected void logException(
      FacesContext context, Throwable exception, String location, LogReason reason) {
    if (!(exception instanceof ViewExpiredException)) {
      Reference.give((HttpServletRequest) context.getExternalContext().getRequest(), exception);
    }
  }
}
