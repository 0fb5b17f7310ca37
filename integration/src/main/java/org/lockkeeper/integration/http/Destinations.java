package org.lockkeeper.integration.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.kernel.PlatformTrouble;

/**
 * Who may be called: the listed hosts, over TLS, at public addresses. One plain address may be
 * allowed by configuration, for a stand-in on the same machine; production refuses to start with
 * it.
 */
@ApplicationScoped
class Destinations {

  private static final System.Logger LOG = System.getLogger(Destinations.class.getName());

  private final List<String> hosts;
  private final Optional<String> plain;

  @Inject
  Destinations(
      @ConfigProperty(
              name = "lockkeeper.http.hosts",
              defaultValue =
                  "*.myshopify.com,open-api.tiktokglobalshop.com,auth.tiktok-shops.com,"
                      + "api.amazon.com,sellingpartnerapi-na.amazon.com,"
                      + "sellingpartnerapi-eu.amazon.com,sellingpartnerapi-fe.amazon.com")
          List<String> hosts,
      @ConfigProperty(name = "lockkeeper.http.plain-address") Optional<String> plain) {
    this.hosts = hosts.stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
    this.plain = plain;
  }

  /**
   * Refuses an address that may not be called, before anything is sent.
   *
   * @throws PlatformTrouble with {@code REFUSED}
   */
  void check(URI uri, String operation) {
    String host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
    if (plain.isPresent() && plain.get().equals(host + ":" + uri.getPort())) {
      return;
    }
    boolean listed = hosts.stream().anyMatch(pattern -> matches(pattern, host));
    boolean usualPort = uri.getPort() == -1 || uri.getPort() == 443;
    if (!listed || !usualPort || !"https".equals(uri.getScheme()) || uri.getUserInfo() != null) {
      refuse(host, operation, "not-listed");
    }
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!isPublic(address)) {
          refuse(host, operation, "private-address");
        }
      }
    } catch (UnknownHostException e) {
      throw new PlatformTrouble(operation, PlatformTrouble.Kind.UNAVAILABLE);
    }
  }

  private static void refuse(String host, String operation, String why) {
    LOG.log(Level.WARNING, "outbound.refused host={0} operation={1} why={2}", host, operation, why);
    throw new PlatformTrouble(operation, PlatformTrouble.Kind.REFUSED);
  }

  private static boolean matches(String pattern, String host) {
    return pattern.startsWith("*.")
        ? host.endsWith(pattern.substring(1))
            && host.indexOf('.') == host.length() - pattern.length() + 1
        : host.equals(pattern);
  }

  /** Whether the address is one of the open internet; those that carry another one are not. */
  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean inner =
        address.isAnyLocalAddress()
            || address.isLoopbackAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress();
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    if (bytes.length == 4) {
      boolean shared = first == 100 && (second & 0xC0) == 64;
      return !inner && !shared && first != 0 && first < 224;
    }
    boolean global = (first & 0xE0) == 0x20;
    boolean sixToFour = first == 0x20 && second == 0x02;
    boolean teredo = first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0;
    return !inner && global && !sixToFour && !teredo;
  }
}
