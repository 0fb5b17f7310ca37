package org.lockkeeper.credentials;

import java.time.Instant;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/** The rest that a seller asked for is over. */
public record ConnectionResumed(
    SellerId seller, ConnectionId connection, Platform platform, Instant at)
    implements DomainEvent {}
