package org.lockkeeper.compliance.audit;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.lockkeeper.kernel.Actor;
import org.lockkeeper.kernel.SellerId;

/**
 * One line of the audit log.
 *
 * @param action what happened, two or three words with dots, such as {@code recipient.stripped}
 * @param object the thing it happened to, as {@code kind:id}
 * @param facts further ids, field names, counts and reasons; never personal data, never a secret
 */
public record AuditEntry(
    UUID id,
    SellerId seller,
    Instant at,
    Actor actor,
    String action,
    String object,
    Map<String, String> facts) {

  public AuditEntry {
    facts = Map.copyOf(facts);
  }

  /** The facts in the order of their names, so that the same entry always reads the same. */
  public Map<String, String> orderedFacts() {
    return new TreeMap<>(facts);
  }
}
