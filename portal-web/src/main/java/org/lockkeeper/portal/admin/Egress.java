package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.compliance.monitoring.AllowedHosts;
import org.lockkeeper.compliance.monitoring.OutsideCalls;
import org.lockkeeper.compliance.monitoring.OutsideCalls.Span;
import org.lockkeeper.portal.texts.Texts;

/**
 * The part of {@code /admin/networks} that tells whom the product itself may call, when that was
 * done last, and what it refused to call. The list is the one that is asked before a call.
 */
@Named
@RequestScoped
public class Egress {

  private final AllowedHosts allowed;
  private final EgressReader reader;
  private final Texts texts;
  private final Instant now;
  private @Nullable List<Host> hosts;
  private @Nullable List<OutsideCalls.Refusal> refused;

  @Inject
  Egress(AllowedHosts allowed, EgressReader reader, Texts texts, Clock clock) {
    this.allowed = allowed;
    this.reader = reader;
    this.texts = texts;
    this.now = clock.instant();
  }

  /**
   * A host that may be called.
   *
   * @param called when that was done last, in words
   * @param look the style class of that
   */
  public record Host(String name, String how, String called, String look) {}

  /** A call that was not made. */
  public record Refused(Instant at, String host, String operation, String reason) {}

  /** All that may be called; nothing else is. */
  public List<Host> hosts() {
    List<Host> known = hosts;
    if (known == null) {
      EgressReader.Called called = reader.called(now);
      known = new ArrayList<>();
      for (String name : allowed.hosts()) {
        known.add(host(name, "tls", called));
      }
      Optional<String> plain = allowed.plain();
      if (plain.isPresent()) {
        String address = plain.get();
        known.add(host(address.substring(0, address.lastIndexOf(':')), "plain", called));
      }
      hosts = known;
    }
    return known;
  }

  private Host host(String name, String how, EgressReader.Called called) {
    Optional<Span> span = called.last(name);
    return new Host(
        name,
        texts.get("common.networks.egress." + how),
        span.map(texts::of).orElseGet(() -> texts.get("common.networks.egress.never")),
        span.isPresent() ? "delivered" : "received");
  }

  private List<OutsideCalls.Refusal> read() {
    List<OutsideCalls.Refusal> known = refused;
    if (known == null) {
      known = reader.refused(now);
      refused = known;
    }
    return known;
  }

  /** What was refused within thirty days, the newest first. */
  public List<Refused> refused() {
    return read().stream()
        .map(each -> new Refused(each.at(), each.host(), each.operation(), texts.of(each.reason())))
        .toList();
  }
}
