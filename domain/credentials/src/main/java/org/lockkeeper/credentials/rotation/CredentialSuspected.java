package org.lockkeeper.credentials.rotation;

import java.time.Instant;
import java.util.Optional;
import org.lockkeeper.credentials.Platform;
import org.lockkeeper.kernel.ConnectionId;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/**
 * Somebody else may know a secret: where an incident begins.
 *
 * @param seller whose; {@link SellerId#PLATFORM} for a secret of our own application
 * @param connection empty for a secret of our own application
 */
public record CredentialSuspected(
    SellerId seller, Optional<ConnectionId> connection, Platform platform, Instant at)
    implements DomainEvent {}
