package org.lockkeeper.compliance.secrets;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.compliance.audit.AuditEntry;
import org.lockkeeper.credentials.SecretRef;
import org.lockkeeper.kernel.SellerId;

/** Who read a secret, as the audit log knows it. */
public interface SecretReads {

  /**
   * In short.
   *
   * @param count readings from the instant on that was asked for
   */
  record Summary(Optional<Instant> last, long count) {}

  Summary summary(SellerId seller, SecretRef ref, Instant since);

  /** What happened to a secret, the newest first. */
  List<AuditEntry> history(SellerId seller, SecretRef ref, int most);
}
