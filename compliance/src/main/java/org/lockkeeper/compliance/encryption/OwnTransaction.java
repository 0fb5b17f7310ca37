package org.lockkeeper.compliance.encryption;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.function.Supplier;

/**
 * Runs a step in a transaction of its own, which has committed when the call returns. For what must
 * hold whether or not the business transaction around it does: a seller's key that is about to be
 * cached, and each step of a closing.
 */
@ApplicationScoped
class OwnTransaction {

  @Transactional(value = Transactional.TxType.REQUIRES_NEW, rollbackOn = Exception.class)
  public <T> T of(Supplier<T> step) {
    return step.get();
  }
}
