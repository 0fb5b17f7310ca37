package org.lockkeeper.integration.postgres;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;

/**
 * Gives the connection of a transaction back before another one begins inside of it. A connection
 * that is held meanwhile is enlisted in the inner transaction, too, and the inner commit would
 * commit the half-done work of the outer one.
 *
 * <p>Runs before the server's own interceptor for transactions, which has a priority of {@code
 * PLATFORM_BEFORE + 200}.
 */
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 100)
@Transactional(Transactional.TxType.REQUIRES_NEW)
class LettingGo {

  private final Tenancy tenancy;

  @Inject
  LettingGo(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @AroundInvoke
  Object letGo(InvocationContext call) throws Exception {
    tenancy.letGo();
    return call.proceed();
  }
}
