package org.lockkeeper.credentials;

import java.time.Instant;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/** A seller asked for a rest. */
public record ConnectionPaused(
    SellerId seller, ConnectionId connection, Platform platform, Instant at)
    implements DomainEvent {}
