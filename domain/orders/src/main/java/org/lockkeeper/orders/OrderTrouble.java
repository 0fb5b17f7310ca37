package org.lockkeeper.orders;

import java.time.Instant;
import java.util.Optional;

/**
 * What keeps an order from going on.
 *
 * @param detail ids only, such as the SKUs concerned
 * @param nextTry when the product tries again by itself; empty if a person must act
 */
public record OrderTrouble(
    ExceptionClass cause, Optional<String> detail, Instant since, Optional<Instant> nextTry) {}
