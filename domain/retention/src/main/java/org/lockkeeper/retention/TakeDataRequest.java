package org.lockkeeper.retention;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.lockkeeper.kernel.Ids;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.UseCase;

/** Takes in a buyer's wish to know what is held of them, with its clock. */
@UseCase
public class TakeDataRequest {

  private final DataRequests requests;
  private final CaseRules rules;
  private final Ids ids;
  private final Clock clock;

  @Inject
  public TakeDataRequest(DataRequests requests, CaseRules rules, Ids ids, Clock clock) {
    this.requests = requests;
    this.rules = rules;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Takes it in; the same number a second time changes nothing.
   *
   * @param named how many orders the channel named, those that we do not have included
   */
  public void take(
      SellerId seller, String channel, String request, List<OrderId> orders, int named) {
    Instant now = clock.instant();
    requests.add(
        new DataRequest(
            seller,
            ids.next(),
            channel,
            request,
            orders,
            named,
            now,
            now.plus(rules.due()),
            Optional.empty()));
  }
}
