package org.lockkeeper.compliance.response;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.lockkeeper.incidents.IncidentId;
import org.lockkeeper.kernel.SellerId;

/**
 * What one seller was told of an incident.
 *
 * @param orders how many of the seller's orders are concerned
 * @param fields the kinds of data that were seen
 * @param readAt the receipt: when somebody of the seller opened it
 */
public record SellerNotice(
    SellerId seller,
    UUID id,
    IncidentId incident,
    boolean drill,
    String subject,
    String body,
    long orders,
    String fields,
    Instant raisedAt,
    Optional<Instant> readAt,
    Optional<UUID> readBy) {}
