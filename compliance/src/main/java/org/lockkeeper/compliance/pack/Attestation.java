package org.lockkeeper.compliance.pack;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What a person showed because the product cannot see it. It is added to, never changed.
 *
 * @param proof which proof it is
 * @param shownOn the day of which it tells
 * @param where it is kept, such as a ticket or a document's number; no personal data
 * @param sha256 of the file, in hex, if there is one
 */
public record Attestation(
    UUID id,
    String proof,
    LocalDate shownOn,
    String where,
    Optional<String> sha256,
    UUID enteredBy,
    Instant enteredAt) {}
