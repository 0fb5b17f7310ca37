package org.lockkeeper.retention;

import java.time.Instant;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/** Nothing of a deletion case can be read from any backup: the second certificate can be issued. */
public record BackupsUnreadable(SellerId seller, DeletionCaseId id, Instant at)
    implements DomainEvent {}
