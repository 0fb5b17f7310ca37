package org.lockkeeper.portal.support;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.lockkeeper.compliance.desk.SupportCauses;
import org.lockkeeper.orders.ExceptionClass;

/** Reads the counts of all sellers of one person, in a transaction that belongs to no seller. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
class SupportCausesReader {

  private final SupportCauses causes;

  @Inject
  SupportCausesReader(SupportCauses causes) {
    this.causes = causes;
  }

  public List<SupportCauses.Count> of(UUID staff, Instant now, Set<ExceptionClass> wanted) {
    return causes.of(staff, now, wanted);
  }
}
