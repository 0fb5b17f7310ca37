package org.lockkeeper.retention;

import java.time.Instant;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.OrderId;
import org.lockkeeper.kernel.SellerId;

/** An order's buyer has a new end date. */
public record RetentionStarted(
    SellerId seller, OrderId order, Anchor anchor, Instant endsAt, String source, Instant at)
    implements DomainEvent {}
