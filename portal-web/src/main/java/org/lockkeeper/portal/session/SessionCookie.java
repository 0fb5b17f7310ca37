package org.lockkeeper.portal.session;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.annotation.WebListener;

/**
 * Where the outside world finds us by https, the browser keeps the cookie of its session for https
 * and this host alone, whatever a proxy makes of the way behind it.
 */
@WebListener
public class SessionCookie implements ServletContextListener {

  private final PublicAddress address;

  @Inject
  SessionCookie(PublicAddress address) {
    this.address = address;
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    if (address.secure()) {
      SessionCookieConfig cookie = event.getServletContext().getSessionCookieConfig();
      cookie.setName(OurCookies.name(cookie.getName(), true));
      cookie.setPath("/");
      cookie.setSecure(true);
    }
  }
}
