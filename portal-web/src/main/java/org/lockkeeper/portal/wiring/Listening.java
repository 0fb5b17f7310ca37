package org.lockkeeper.portal.wiring;

import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.lockkeeper.credentials.Authorization;
import org.lockkeeper.credentials.ChangeEndpoint;
import org.lockkeeper.credentials.FindAuthorization;
import org.lockkeeper.kernel.ChannelName;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.Errand;
import org.lockkeeper.kernel.ErrandHandler;
import org.lockkeeper.kernel.PlatformTrouble;
import org.lockkeeper.kernel.SellerId;
import org.lockkeeper.kernel.Workflow;
import org.lockkeeper.orders.Comparison;
import org.lockkeeper.orders.SalesChannel;
import org.lockkeeper.orders.SalesChannels;
import org.lockkeeper.portal.session.PublicAddress;

/**
 * Sees to it that a channel sends us what we need, now and every day: channels drop subscriptions
 * that failed and say nothing. A new address is good before the channel is told of it, and the
 * former one until the channel has taken it.
 */
@Workflow
class Listening implements ErrandHandler {

  static final String KIND = "listen-to-channel";

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LATER = Duration.ofMinutes(15);

  private final FindAuthorization authorizations;
  private final ChangeEndpoint endpoints;
  private final SalesChannels channels;
  private final Comparison comparison;
  private final PublicAddress address;

  @Inject
  Listening(
      FindAuthorization authorizations,
      ChangeEndpoint endpoints,
      SalesChannels channels,
      Comparison comparison,
      PublicAddress address) {
    this.authorizations = authorizations;
    this.endpoints = endpoints;
    this.channels = channels;
    this.comparison = comparison;
    this.address = address;
  }

  @Override
  public String kind() {
    return KIND;
  }

  static Errand errand(SellerId seller, ConnectionId connection) {
    return new Errand(KIND, seller, connection.toString());
  }

  @Override
  public Outcome run(Errand errand) {
    SellerId seller = errand.seller();
    ConnectionId connection = ConnectionId.of(errand.subject());
    Optional<Authorization.Snapshot> grant =
        authorizations.all(seller).stream().filter(g -> g.id().equals(connection)).findFirst();
    if (grant.isEmpty() || !grant.get().listening()) {
      return Outcome.DONE;
    }
    String name = grant.get().platform().value();
    Optional<SalesChannel> channel = channels.named(new ChannelName(name));
    if (channel.isEmpty()) {
      return Outcome.DONE;
    }
    if (!grant.get().readable()) {
      return new Outcome.Again(DAY);
    }
    try {
      listen(channel.get(), seller, connection, address.webhooks(name));
      return new Outcome.Again(DAY);
    } catch (PlatformTrouble e) {
      return switch (e.kind()) {
        case THROTTLED -> new Outcome.Again(e.retryAfter().orElse(Duration.ofSeconds(5)));
        // Nothing is lost meanwhile: the comparison finds what was not sent.
        case UNAUTHORIZED, UNAVAILABLE, DOUBTFUL, REFUSED -> new Outcome.Again(LATER);
      };
    }
  }

  private void listen(
      SalesChannel channel, SellerId seller, ConnectionId connection, String beginning) {
    if (channel.listens(seller, connection, uri -> isOurs(uri, beginning, seller, connection))) {
      return;
    }
    String token = endpoints.begin(seller, connection);
    channel.listen(seller, connection, URI.create(beginning + token));
    // What happened until now the channel has sent to nobody.
    comparison.now(seller, channel.name(), connection);
    endpoints.finish(seller, connection, token);
  }

  private boolean isOurs(URI uri, String beginning, SellerId seller, ConnectionId connection) {
    String text = uri.toString();
    return text.startsWith(beginning)
        && endpoints.isOf(seller, connection, text.substring(beginning.length()));
  }
}
