package org.lockkeeper.retention;

import java.time.Instant;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/** There is a new deletion case. */
public record DeletionCaseOpened(
    SellerId seller, DeletionCaseId id, Trigger trigger, CaseScope scope, Instant dueBy, Instant at)
    implements DomainEvent {}
