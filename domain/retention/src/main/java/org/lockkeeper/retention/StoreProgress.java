package org.lockkeeper.retention;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far one store of one case is.
 *
 * @param position its place in the order of letting go, from 1
 * @param store such as {@code orders.sales_order}
 * @param before rows held when the work began
 * @param erased rows gone since
 * @param after rows that the store's own query found at last
 * @param queryDigest SHA-256 of that query, in hex
 */
public record StoreProgress(
    int position,
    String store,
    ErasureReport.Method method,
    long before,
    long erased,
    OptionalLong after,
    String queryDigest,
    Optional<Instant> verifiedAt) {}
