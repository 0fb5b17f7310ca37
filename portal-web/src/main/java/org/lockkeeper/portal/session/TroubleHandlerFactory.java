package org.lockkeeper.portal.session;

import jakarta.faces.context.ExceptionHandler;
import jakarta.faces.context.ExceptionHandlerFactory;
import org.omnifaces.exceptionhandler.FullAjaxExceptionHandlerFactory;

/** Has a failed partial request answered with the same error page as a whole one. */
public class TroubleHandlerFactory extends FullAjaxExceptionHandlerFactory {

  public TroubleHandlerFactory(ExceptionHandlerFactory wrapped) {
    super(wrapped);
  }

  @Override
  public ExceptionHandler getExceptionHandler() {
    return new TroubleHandler(getWrapped().getExceptionHandler());
  }
}
