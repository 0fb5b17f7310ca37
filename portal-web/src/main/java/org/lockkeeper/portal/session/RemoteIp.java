package org.lockkeeper.portal.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.compliance.access.Cidr;

/**
 * From which address a request comes, and whether by https: the one place that is asked. What a
 * proxy says of it is believed only of proxies that are configured; anybody else can write such a
 * header.
 */
@ApplicationScoped
public class RemoteIp {

  private final List<Cidr> proxies;

  /**
   * The proxies before us.
   *
   * @param ranges their ranges, with commas; none by default
   * @throws IllegalStateException if one is no range: the product must not start with it
   */
  @Inject
  RemoteIp(@ConfigProperty(name = "lockkeeper.proxies") Optional<String> ranges) {
    this.proxies =
        Arrays.stream(ranges.orElse("").split(",", -1))
            .map(String::strip)
            .filter(range -> !range.isEmpty())
            .map(
                range ->
                    Cidr.parse(range)
                        .orElseThrow(
                            () ->
                                new IllegalStateException(
                                    "lockkeeper.proxies: no range of addresses: " + range)))
            .toList();
  }

  /**
   * The address of the caller: of the last hop that is no proxy of ours. A proxy that sends
   * something unreadable stands for itself.
   */
  public String of(HttpServletRequest request) {
    String peer = canonical(request.getRemoteAddr());
    if (!isProxy(peer)) {
      return peer;
    }
    List<String> hops =
        Collections.list(request.getHeaders("X-Forwarded-For")).stream()
            .flatMap(header -> Arrays.stream(header.split(",", -1)))
            .map(String::strip)
            .toList();
    String nearest = peer;
    for (String hop : hops.reversed()) {
      Optional<String> address = Cidr.canonical(hop);
      if (address.isEmpty()) {
        return nearest;
      }
      nearest = address.get();
      if (!isProxy(nearest)) {
        return nearest;
      }
    }
    return nearest;
  }

  /**
   * Whether the request came by https: to us, or to a proxy of ours that says so of the way before
   * it.
   */
  public boolean secure(HttpServletRequest request) {
    return request.isSecure()
        || (isProxy(canonical(request.getRemoteAddr()))
            && Optional.ofNullable(request.getHeader("X-Forwarded-Proto"))
                .map(said -> said.substring(said.lastIndexOf(',') + 1).strip())
                .filter("https"::equalsIgnoreCase)
                .isPresent());
  }

  private boolean isProxy(String address) {
    return proxies.stream().anyMatch(range -> range.contains(address));
  }

  private static String canonical(String address) {
    return Cidr.canonical(address.replaceFirst("%.*$", "")).orElse(address);
  }
}
