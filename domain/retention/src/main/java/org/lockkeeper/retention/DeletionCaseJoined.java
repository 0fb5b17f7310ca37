package org.lockkeeper.retention;

import java.time.Instant;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/** What is asked for is being done already. */
public record DeletionCaseJoined(SellerId seller, DeletionCaseId id, Trigger trigger, Instant at)
    implements DomainEvent {}
