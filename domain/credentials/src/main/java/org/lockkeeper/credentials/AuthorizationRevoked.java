package org.lockkeeper.credentials;

import java.time.Instant;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/** A grant was ended, by the seller or by the platform. */
public record AuthorizationRevoked(
    SellerId seller, ConnectionId connection, Platform platform, Instant at)
    implements DomainEvent {}
