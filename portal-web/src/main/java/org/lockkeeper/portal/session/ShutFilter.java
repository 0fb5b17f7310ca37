package org.lockkeeper.portal.session;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers nothing to a network that an incident has shut out; health alone is always told. */
public class ShutFilter extends HttpFilter {

  private final transient ShutNetworks networks;
  private final transient RemoteIp remote;

  @Inject
  ShutFilter(ShutNetworks networks, RemoteIp remote) {
    this.networks = networks;
    this.remote = remote;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!RequestPath.of(request).startsWith("/health/") && networks.has(remote.of(request))) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    chain.doFilter(request, response);
  }
}
