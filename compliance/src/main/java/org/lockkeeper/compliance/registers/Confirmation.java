package org.lockkeeper.compliance.registers;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Somebody says that a register is complete; of an empty one, that there is nothing to enter.
 *
 * @param statement what the person says
 * @param living how many entries lived
 * @param digest SHA-256 over their ids and versions, so that it is known what was confirmed
 */
public record Confirmation(
    UUID id,
    RegisterKind kind,
    LocalDate on,
    UUID by,
    String statement,
    int living,
    String digest,
    Instant at) {}
