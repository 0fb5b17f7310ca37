package org.lockkeeper.orders;

import jakarta.inject.Inject;
import java.util.List;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;

/**
 * Has the orders go on that waited for a connection, as soon as it is there again. Those that it
 * should miss are tried by themselves a little later.
 */
@Workflow
public class WakeOrders implements ErrandHandler {

  private static final int PAGE = 200;

  private final WaitingOrders waiting;
  private final RetryOrder retry;

  @Inject
  public WakeOrders(WaitingOrders waiting, RetryOrder retry) {
    this.waiting = waiting;
    this.retry = retry;
  }

  @Override
  public String kind() {
    return OrderErrands.WAKE;
  }

  @Override
  public Outcome run(Errand errand) {
    SellerId seller = errand.seller();
    for (ExceptionClass cause : WaitingOrders.For.valueOf(errand.subject()).causes()) {
      List<Order.Snapshot> page;
      long offset = 0;
      do {
        page = waiting.page(seller, cause, offset, PAGE);
        page.forEach(
            order -> {
              retry.now(seller, order.id());
              waiting.report(order);
            });
        offset += page.size();
      } while (page.size() == PAGE);
    }
    return Outcome.DONE;
  }
}
