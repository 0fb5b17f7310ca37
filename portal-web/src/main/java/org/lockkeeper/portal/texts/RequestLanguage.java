package org.lockkeeper.portal.texts;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;

/** The language that the browser asks for, of those we have. */
@RequestScoped
class RequestLanguage {

  private final HttpServletRequest request;

  @Inject
  RequestLanguage(HttpServletRequest request) {
    this.request = request;
  }

  Locale preferred() {
    return Collections.list(request.getLocales()).stream()
        .map(asked -> Locale.of(asked.getLanguage()))
        .filter(Texts.LANGUAGES::contains)
        .findFirst()
        .orElse(Locale.ENGLISH);
  }
}
