package org.lockkeeper.credentials;

import java.time.Instant;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/** A platform serves us no more until the seller authorises again. */
public record AuthorizationLapsed(
    SellerId seller, ConnectionId connection, Platform platform, Standing.Cause cause, Instant at)
    implements DomainEvent {}
