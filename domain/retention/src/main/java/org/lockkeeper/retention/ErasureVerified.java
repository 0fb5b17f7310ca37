package org.lockkeeper.retention;

import java.time.Instant;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/** Every store of a deletion case has proved zero: the first certificate can be issued. */
public record ErasureVerified(SellerId seller, DeletionCaseId id, Instant at)
    implements DomainEvent {}
