package org.lockkeeper.portal.session;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.compliance.audit.AuditStore;
import org.lockkeeper.compliance.audit.AuditTrail;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.SellerId;

/** An audit log in memory. */
public final class KeptAudit implements AuditStore {

  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

  private final List<AuditEntry> entries = new ArrayList<>();

  public AuditTrail trail() {
    return new AuditTrail(this, new Ids(CLOCK, new SecureRandom()), CLOCK);
  }

  /** Action and object of all entries, in order. */
  public List<String> told() {
    return entries.stream().map(entry -> entry.action() + " " + entry.object()).toList();
  }

  @Override
  public void append(SellerId seller, List<AuditEntry> added) {
    entries.addAll(added);
  }

  @Override
  public List<AuditEntry> about(SellerId seller, String object) {
    return entries.stream()
        .filter(entry -> entry.seller().equals(seller) && entry.object().equals(object))
        .toList();
  }
}
