package org.lockkeeper.credentials;

import java.time.Instant;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/** A seller opened a platform account to us. */
public record SellerAuthorized(
    SellerId seller, ConnectionId connection, Platform platform, Instant at)
    implements DomainEvent {}
