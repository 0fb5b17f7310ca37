package org.lockkeeper.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/** A seller keeps buyers for another span from now on. */
public record SpanChanged(
    SellerId seller, UUID by, Duration before, Duration after, long atOnce, Instant at)
    implements DomainEvent {}
