package org.lockkeeper.portal.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.FindAccount;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.orders.AcceptDelivery;
import org.lockkeeper.orders.ChannelDelivery;
import org.lockkeeper.orders.SalesChannel;
import org.lockkeeper.orders.SalesChannels;

/**
 * A delivery that came to the application's one address. Whose it is is looked up only once the
 * signature is good, and only if the channel says that this kind may come so.
 */
@ApplicationScoped
public class UnaddressedIntake {

  private final SalesChannels channels;
  private final FindAccount accounts;
  private final DeliveryIntake intake;

  @Inject
  UnaddressedIntake(SalesChannels channels, FindAccount accounts, DeliveryIntake intake) {
    this.channels = channels;
    this.accounts = accounts;
    this.intake = intake;
  }

  /** Takes a delivery in for whoever has the account; when this returns, it is committed. */
  AcceptDelivery.Answer take(ChannelName name, ChannelDelivery delivery) {
    Optional<SalesChannel> channel =
        channels
            .named(name)
            .filter(c -> c.isAuthentic(delivery))
            .filter(c -> c.mayComeUnaddressed(delivery));
    if (channel.isEmpty()) {
      return AcceptDelivery.Answer.NOT_AUTHENTIC;
    }
    String account;
    try {
      account = channel.get().head(delivery).account();
    } catch (SalesChannel.UnreadableDelivery e) {
      return AcceptDelivery.Answer.NOT_AUTHENTIC;
    }
    for (Authorization.Snapshot grant : accounts.of(new Platform(name.value()), account)) {
      intake.takeFor(name, grant, delivery);
    }
    return AcceptDelivery.Answer.TAKEN;
  }
}
