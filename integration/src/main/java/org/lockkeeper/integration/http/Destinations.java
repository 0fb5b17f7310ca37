package org.lockkeeper.integration.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.lockkeeper.compliance.monitoring.AllowedHosts;
import org.lockkeeper.compliance.monitoring.RefusalReason;

/**
 * Who may be called: the listed hosts, over TLS, at public addresses. One plain address may be
 * allowed by configuration, for a stand-in on the same machine; production refuses to start with
 * it.
 *
 * <p>Names are looked up here and nowhere else, and a connection is opened to the very addresses
 * that were looked at: a name that answers differently the second time (DNS rebinding) is never
 * asked a second time for the same connection.
 */
@ApplicationScoped
class Destinations implements AllowedHosts {

  /** More addresses of one name than this are not tried. */
  private static final int MOST_ADDRESSES = 4;

  private static final int HTTPS = 443;

  /** What a resolver may take for an IPv4 address in decimal, octal or hexadecimal. */
  private static final Pattern NUMBER = Pattern.compile("0[xX][0-9a-fA-F]*|[0-9]+");

  private final List<String> hosts;
  private final Optional<String> plain;
  private final Names names;

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
    this(hosts, plain, InetAddress::getAllByName);
  }

  Destinations(List<String> hosts, Optional<String> plain, Names names) {
    this.hosts = hosts.stream().map(host -> host.strip().toLowerCase(Locale.ROOT)).toList();
    this.plain = plain;
    this.names = names;
  }

  @Override
  public List<String> hosts() {
    return hosts;
  }

  @Override
  public Optional<String> plain() {
    return plain;
  }

  /** Turns a name into addresses. */
  interface Names {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /** Why a host is not called. The text names nothing. */
  static final class Refused extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    private final RefusalReason reason;

    Refused(RefusalReason reason) {
      super(reason.name());
      this.reason = reason;
    }

    RefusalReason reason() {
      return reason;
    }
  }

  /**
   * Refuses what is not listed, before anything is looked up or sent.
   *
   * @throws Refused with the reason
   */
  void check(URI uri) throws Refused {
    String host = host(uri);
    if (isPlain(host, uri.getPort())) {
      return;
    }
    if (looksLikeAddress(host)) {
      throw new Refused(RefusalReason.ADDRESS_LITERAL);
    }
    boolean usualPort = uri.getPort() == -1 || uri.getPort() == HTTPS;
    if (!isListed(host)
        || !usualPort
        || !"https".equals(uri.getScheme())
        || uri.getUserInfo() != null) {
      throw new Refused(RefusalReason.NOT_LISTED);
    }
  }

  /**
   * The addresses to which a connection may be opened; for the client alone, which opens it to
   * these and to no others.
   *
   * @throws Refused if the host is not listed or any of its addresses is not public
   * @throws UnknownHostException if the name is not known
   */
  List<InetSocketAddress> open(String host, int port) throws UnknownHostException {
    String asked = host.toLowerCase(Locale.ROOT);
    boolean stand = isPlain(asked, port);
    if (!stand && (!isListed(asked) || looksLikeAddress(asked))) {
      throw new Refused(RefusalReason.NOT_LISTED);
    }
    List<InetAddress> found = Arrays.asList(names.addresses(asked));
    if (!stand && !found.stream().allMatch(Destinations::isPublic)) {
      throw new Refused(RefusalReason.PRIVATE_ADDRESS);
    }
    if (found.isEmpty()) {
      throw new UnknownHostException("no address");
    }
    return found.stream()
        .limit(MOST_ADDRESSES)
        .map(address -> new InetSocketAddress(address, port))
        .toList();
  }

  /** The host in small letters; empty if there is none. */
  static String host(URI uri) {
    return Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
  }

  private boolean isPlain(String host, int port) {
    return plain.isPresent() && plain.get().equals(host + ":" + port);
  }

  private boolean isListed(String host) {
    return hosts.stream().anyMatch(pattern -> matches(pattern, host));
  }

  /** Whether a resolver would read it as a number rather than look it up as a name. */
  private static boolean looksLikeAddress(String host) {
    String last = host.substring(host.lastIndexOf('.') + 1);
    return host.indexOf(':') >= 0 || host.startsWith("[") || NUMBER.matcher(last).matches();
  }

  private static boolean matches(String pattern, String host) {
    return pattern.startsWith("*.")
        ? host.endsWith(pattern.substring(1))
            && host.indexOf('.') == host.length() - pattern.length() + 1
        : host.equals(pattern);
  }

  /**
   * Whether the address is one of the open internet; those that carry another one are not, nor are
   * those that the registries of special purposes set aside (RFC 6890 and its successors).
   */
  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean inner =
        address.isAnyLocalAddress()
            || address.isLoopbackAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress();
    return !inner && (bytes.length == 4 ? isGlobal4(bytes) : isGlobal6(bytes));
  }

  private static boolean isGlobal4(byte[] bytes) {
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    int third = bytes[2] & 0xFF;
    boolean shared = first == 100 && (second & 0xC0) == 64;
    boolean protocols = first == 192 && second == 0 && (third == 0 || third == 2);
    boolean measured = first == 198 && (second & 0xFE) == 18;
    boolean written =
        (first == 198 && second == 51 && third == 100)
            || (first == 203 && second == 0 && third == 113);
    return first != 0 && first < 224 && !shared && !protocols && !measured && !written;
  }

  private static boolean isGlobal6(byte[] bytes) {
    int first = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    int second = ((bytes[2] & 0xFF) << 8) | (bytes[3] & 0xFF);
    boolean global = (first & 0xE000) == 0x2000;
    boolean sixToFour = first == 0x2002;
    boolean special = first == 0x2001 && ((second & 0xFE00) == 0 || second == 0x0db8);
    boolean written = first == 0x3fff && (second & 0xF000) == 0;
    return global && !sixToFour && !special && !written;
  }
}
