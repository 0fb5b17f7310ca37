package org.lockkeeper.credentials;

import java.time.Instant;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/**
 * A grant was ended, by the seller or by the platform.
 *
 * @param accessEndedAt from when on it gave no access any more, from which the time to delete
 *     counts; before {@code at} if the platform had taken it back before we ended it
 */
public record AuthorizationRevoked(
    SellerId seller, ConnectionId connection, Platform platform, Instant accessEndedAt, Instant at)
    implements DomainEvent {}
