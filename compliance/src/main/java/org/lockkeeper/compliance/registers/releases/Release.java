package org.lockkeeper.compliance.registers.releases;

import java.time.Instant;
import java.util.UUID;

/**
 * A version of the product that was started here.
 *
 * @param version as the build names it
 * @param digest SHA-256 over its components, hexadecimal: the same bill is the same version
 */
public record Release(UUID id, String version, String digest, int components, Instant seenAt) {}
