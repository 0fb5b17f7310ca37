package org.lockkeeper.portal.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lockkeeper.compliance.monitoring.OutsideCalls;
import org.lockkeeper.compliance.monitoring.OutsideCalls.Span;

/** Reads which hosts were called how long ago, and which were refused; figures of all sellers. */
@ApplicationScoped
class EgressReader {

  private static final int ROWS = 500;
  private static final int REFUSALS = 20;

  private final OutsideCalls calls;

  @Inject
  EgressReader(OutsideCalls calls) {
    this.calls = calls;
  }

  /** The hosts that were called in each span, the shortest first. */
  record Called(Map<Span, Set<String>> hosts) {

    /** The shortest span in which a host of that name was called; {@code *.} is one label. */
    Optional<Span> last(String name) {
      return hosts.entrySet().stream()
          .filter(each -> each.getValue().stream().anyMatch(host -> matches(name, host)))
          .map(Map.Entry::getKey)
          .findFirst();
    }

    private static boolean matches(String name, String host) {
      return name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name);
    }
  }

  @Transactional
  Called called(Instant now) {
    Map<Span, Set<String>> hosts = new LinkedHashMap<>();
    for (Span span : Span.values()) {
      hosts.put(
          span,
          calls.rows(all(span), now, ROWS).stream()
              .map(OutsideCalls.Row::host)
              .collect(Collectors.toUnmodifiableSet()));
    }
    return new Called(hosts);
  }

  @Transactional
  List<OutsideCalls.Refusal> refused(Instant now) {
    return calls.refusals(all(Span.MONTH), now, REFUSALS);
  }

  private static OutsideCalls.Filter all(Span span) {
    return new OutsideCalls.Filter(span, Optional.empty(), Optional.empty(), false);
  }
}
