package org.lockkeeper.integration.postgres;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;

/**
 * The same as {@link LettingGo} for what runs outside of the caller's transaction: the steps in it
 * begin transactions of their own.
 */
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
@Transactional(Transactional.TxType.NOT_SUPPORTED)
class LettingGoOutside {

  private final Tenancy tenancy;

  @Inject
  LettingGoOutside(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @AroundInvoke
  Object letGo(InvocationContext call) throws Exception {
    tenancy.letGo();
    return call.proceed();
  }
}
