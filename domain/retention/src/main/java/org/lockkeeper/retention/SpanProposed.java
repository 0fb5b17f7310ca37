package org.lockkeeper.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.lockkeeper.kernel.DomainEvent;
import org.lockkeeper.kernel.SellerId;

/** A seller's person has looked at what another span would do. */
public record SpanProposed(SellerId seller, UUID by, Duration span, long atOnce, Instant at)
    implements DomainEvent {}
