package org.lockkeeper.credentials;

import java.time.Instant;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/** A seller authorised an account again that was connected already. */
public record AuthorizationRenewed(
    SellerId seller, ConnectionId connection, Platform platform, Instant at)
    implements DomainEvent {}
