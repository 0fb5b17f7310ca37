package org.lockkeeper.portal.seller;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lockkeeper.orders.Deliveries.Unreadable;
import org.lockkeeper.portal.session.SignedIn;

/** {@code /seller/deliveries}: webhooks that were signed and could not be understood. */
@Named
@RequestScoped
public class Deliveries {

  private final DeliveriesReader reader;
  private final SignedIn signedIn;
  private @Nullable List<Unreadable> rows;

  @Inject
  Deliveries(DeliveriesReader reader, SignedIn signedIn) {
    this.reader = reader;
    this.signedIn = signedIn;
  }

  /** The latest, newest first. */
  public List<Unreadable> rows() {
    List<Unreadable> read = rows;
    if (read == null) {
      read = reader.of(signedIn.seller());
      rows = read;
    }
    return read;
  }

  /** The channel of a delivery, by its own name. */
  public String channel(Unreadable delivery) {
    return ChannelNames.name(delivery.channel());
  }

  /** Whether there may be more than are shown. */
  public boolean more() {
    return rows().size() >= DeliveriesReader.MOST;
  }
}
